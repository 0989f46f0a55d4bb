-- Reviews that moderators hide, and one record of who did what to shows, reviews, members and the settings.

-- A review's state gets a third value, and SQLite can't change a check in place.
CREATE TABLE reviews_of_all_states (
    guild_id INTEGER NOT NULL,
    review_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    season INTEGER NOT NULL,
    user_id INTEGER NOT NULL,  -- 0: no member wrote it
    byline TEXT NOT NULL DEFAULT '',  -- who did then; '' if its article doesn't say, and for members' reviews
    -- The stars of an article, and those of a member's hidden review: in no sum. NULL if there are none, and
    -- for members' live reviews, whose stars are their ratings.
    halves INTEGER CHECK (halves BETWEEN 1 AND 10),
    headline TEXT NOT NULL,
    body TEXT NOT NULL,
    spoilers INTEGER NOT NULL CHECK (spoilers IN (0, 1)),
    state TEXT NOT NULL CHECK (state IN ('live', 'hidden', 'deleted')),
    version INTEGER NOT NULL,
    helpful INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, review_id),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT;
INSERT INTO reviews_of_all_states (guild_id, review_id, show_id, season, user_id, byline, halves, headline, body,
    spoilers, state, version, helpful, created_at, updated_at)
SELECT guild_id, review_id, show_id, season, user_id, byline, halves, headline, body,
    spoilers, state, version, helpful, created_at, updated_at FROM reviews;
DROP TABLE reviews;
ALTER TABLE reviews_of_all_states RENAME TO reviews;
-- One live or hidden review per member and target, and one per byline and target.
CREATE UNIQUE INDEX reviews_of_member ON reviews (guild_id, user_id, show_id, season)
    WHERE state <> 'deleted' AND user_id <> 0;
CREATE UNIQUE INDEX reviews_of_byline ON reviews (guild_id, byline, show_id, season)
    WHERE state <> 'deleted' AND user_id = 0;
CREATE INDEX reviews_by_helpful ON reviews (guild_id, show_id, state, helpful, updated_at, review_id);
CREATE INDEX reviews_by_time ON reviews (guild_id, show_id, state, updated_at, review_id);
CREATE INDEX reviews_by_member ON reviews (guild_id, user_id, created_at);

-- Why a review is hidden, and what it takes to bring it back; it counts only while the review is hidden.
CREATE TABLE hidings (
    guild_id INTEGER NOT NULL,
    review_id INTEGER NOT NULL,
    reason TEXT NOT NULL,
    hidden_by_user_id INTEGER NOT NULL,
    hidden_at INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,  -- where its card stood; 0: nowhere
    rated_at INTEGER,  -- when its author gave its stars, if that is a member
    asked_version INTEGER NOT NULL DEFAULT 0,  -- the last for which its author asked for another look
    asked_at INTEGER,  -- since when they wait for it; NULL: they don't
    PRIMARY KEY (guild_id, review_id),
    FOREIGN KEY (guild_id, review_id) REFERENCES reviews (guild_id, review_id)
) STRICT;
CREATE INDEX hidings_asked ON hidings (guild_id, asked_at) WHERE asked_at IS NOT NULL;

-- Who did what to what, for everything a moderator does. It outlives what it is about, and refers to nothing.
CREATE TABLE audit_of_everything (
    guild_id INTEGER NOT NULL,
    audit_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    action TEXT NOT NULL,
    subject_kind TEXT NOT NULL CHECK (subject_kind IN ('review', 'show', 'member', 'server')),
    subject INTEGER NOT NULL,  -- the number of the review or show; 0 for members and the server's settings
    about_user_id INTEGER NOT NULL,  -- the member; 0 for everything else
    details TEXT NOT NULL,
    done_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, audit_id)
) STRICT;
INSERT INTO audit_of_everything (guild_id, audit_id, user_id, action, subject_kind, subject, about_user_id,
    details, done_at)
SELECT guild_id, row_number() OVER (PARTITION BY guild_id ORDER BY done_at, subject_kind, audit_id), user_id, action,
    CASE WHEN action = 'adding' THEN 'server' ELSE subject_kind END, subject, 0, details, done_at
FROM (
    SELECT guild_id, audit_id, user_id, action, 'review' AS subject_kind, review_id AS subject, '' AS details, done_at
    FROM audit
    UNION ALL
    SELECT guild_id, audit_id, user_id, action, 'show', subject, details, done_at FROM catalog_audit
);
DELETE FROM counters WHERE name IN ('audit', 'catalog_audit');
INSERT INTO counters (guild_id, name, value)
SELECT guild_id, 'audit', max(audit_id) FROM audit_of_everything GROUP BY guild_id;
DROP TABLE audit;
DROP TABLE catalog_audit;
ALTER TABLE audit_of_everything RENAME TO audit;
CREATE INDEX audit_of_user ON audit (guild_id, user_id, audit_id);
