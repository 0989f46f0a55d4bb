-- What became of reports, what authors are told of it, and hidden reviews by their author.

ALTER TABLE reports ADD COLUMN state TEXT NOT NULL DEFAULT 'open'
    CHECK (state IN ('open', 'dismissed', 'hidden', 'asked', 'deleted'));
ALTER TABLE reports ADD COLUMN resolved_by_user_id INTEGER;  -- NULL while it is open
ALTER TABLE reports ADD COLUMN resolved_at INTEGER;
CREATE INDEX reports_open ON reports (guild_id, review_id, reported_at) WHERE state = 'open';

-- What an author is told, privately, with the answer to whatever they do next: the latest for each review.
CREATE TABLE notices (
    guild_id INTEGER NOT NULL,
    review_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('spoilers', 'hidden', 'kept', 'restored')),
    noted_at INTEGER NOT NULL,
    told_at INTEGER,  -- NULL: not told yet
    PRIMARY KEY (guild_id, review_id),
    FOREIGN KEY (guild_id, review_id) REFERENCES reviews (guild_id, review_id)
) STRICT;
CREATE INDEX notices_untold ON notices (guild_id, user_id, noted_at) WHERE told_at IS NULL;

CREATE INDEX reviews_hidden ON reviews (guild_id, user_id, review_id) WHERE state = 'hidden';
