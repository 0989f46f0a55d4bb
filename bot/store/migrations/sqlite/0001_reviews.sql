-- The catalogue, ratings, reviews, their cards and everything a member does with them.
--
-- Every key begins with guild_id: nothing is ever read or joined across servers. Times are Unix
-- milliseconds, flags 0 or 1, ratings half stars from 1 to 10. Season 0 is the whole show and episode 0
-- the whole season, so that one key covers every target.

-- The last number given out per server and thing. Numbers are never used twice, so that a button on an
-- old message can't reach something newer.
CREATE TABLE counters (
    guild_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (guild_id, name)
) STRICT, WITHOUT ROWID;

-- Interactions whose writes are done: the idempotency keys.
CREATE TABLE requests (
    guild_id INTEGER NOT NULL,
    request_id INTEGER NOT NULL,
    done_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, request_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX requests_by_age ON requests (done_at);

CREATE TABLE shows (
    guild_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    year INTEGER,
    kind TEXT NOT NULL CHECK (kind IN ('', 'series', 'film', 'special')),
    network TEXT NOT NULL,
    country TEXT NOT NULL,
    episodes INTEGER NOT NULL CHECK (episodes >= 0),
    minutes INTEGER NOT NULL CHECK (minutes >= 0),
    synopsis TEXT NOT NULL,
    based_on TEXT NOT NULL,
    poster_url TEXT NOT NULL,
    review_count INTEGER NOT NULL DEFAULT 0,  -- live reviews, kept with them
    added_by_user_id INTEGER NOT NULL,
    added_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, show_id)
) STRICT;
CREATE UNIQUE INDEX shows_by_title ON shows (guild_id, title_key, (coalesce(year, 0)));

-- All titles of a show; position 0 is the one it is shown under.
CREATE TABLE show_titles (
    guild_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    PRIMARY KEY (guild_id, show_id, position),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT;
CREATE INDEX show_titles_by_key ON show_titles (guild_id, title_key);

CREATE TABLE show_genres (
    guild_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    genre TEXT NOT NULL,
    PRIMARY KEY (guild_id, show_id, position),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT;

CREATE TABLE people (
    guild_id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    PRIMARY KEY (guild_id, person_id),
    UNIQUE (guild_id, name_key)
) STRICT;

CREATE TABLE credits (
    guild_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    job TEXT NOT NULL CHECK (job IN ('director', 'writer', 'cast')),
    character_name TEXT NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (guild_id, show_id, position),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id),
    FOREIGN KEY (guild_id, person_id) REFERENCES people (guild_id, person_id)
) STRICT;
CREATE INDEX credits_by_person ON credits (guild_id, person_id);

-- "Also read": an editor says that who reads about the one may read about the other. Holds both ways.
CREATE TABLE show_links (
    guild_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    other_show_id INTEGER NOT NULL,
    PRIMARY KEY (guild_id, show_id, other_show_id),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id),
    FOREIGN KEY (guild_id, other_show_id) REFERENCES shows (guild_id, show_id)
) STRICT;
CREATE INDEX show_links_back ON show_links (guild_id, other_show_id);

CREATE TABLE ratings (
    guild_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    season INTEGER NOT NULL,
    episode INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    halves INTEGER NOT NULL CHECK (halves BETWEEN 1 AND 10),
    rated_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, show_id, season, episode, user_id),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ratings_by_member ON ratings (guild_id, user_id);

-- What a rating was before and after each change, for undoing it. NULL: there was none.
CREATE TABLE rating_changes (
    guild_id INTEGER NOT NULL,
    change_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    season INTEGER NOT NULL,
    episode INTEGER NOT NULL,
    halves_before INTEGER,
    halves_after INTEGER,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, change_id),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT;
CREATE INDEX rating_changes_of_target ON rating_changes (guild_id, user_id, show_id, season, episode, change_id);

-- Running sums per target, kept in the transaction that rates: a page costs the same at any size.
CREATE TABLE rating_sums (
    guild_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    season INTEGER NOT NULL,
    episode INTEGER NOT NULL,
    count INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    n1 INTEGER NOT NULL DEFAULT 0,
    n2 INTEGER NOT NULL DEFAULT 0,
    n3 INTEGER NOT NULL DEFAULT 0,
    n4 INTEGER NOT NULL DEFAULT 0,
    n5 INTEGER NOT NULL DEFAULT 0,
    n6 INTEGER NOT NULL DEFAULT 0,
    n7 INTEGER NOT NULL DEFAULT 0,
    n8 INTEGER NOT NULL DEFAULT 0,
    n9 INTEGER NOT NULL DEFAULT 0,
    n10 INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (guild_id, show_id, season, episode),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT, WITHOUT ROWID;

-- A review as it stands. Its stars are the author's rating of the same target.
CREATE TABLE reviews (
    guild_id INTEGER NOT NULL,
    review_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    season INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    headline TEXT NOT NULL,
    body TEXT NOT NULL,
    spoilers INTEGER NOT NULL CHECK (spoilers IN (0, 1)),
    state TEXT NOT NULL CHECK (state IN ('live', 'deleted')),
    version INTEGER NOT NULL,
    helpful INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, review_id),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT;
CREATE UNIQUE INDEX reviews_of_member ON reviews (guild_id, user_id, show_id, season) WHERE state <> 'deleted';
CREATE INDEX reviews_by_helpful ON reviews (guild_id, show_id, state, helpful, updated_at, review_id);
CREATE INDEX reviews_by_time ON reviews (guild_id, show_id, state, updated_at, review_id);

-- Every version that ever stood, for moderators.
CREATE TABLE review_versions (
    guild_id INTEGER NOT NULL,
    review_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    headline TEXT NOT NULL,
    body TEXT NOT NULL,
    spoilers INTEGER NOT NULL,
    halves INTEGER NOT NULL,
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, review_id, version),
    FOREIGN KEY (guild_id, review_id) REFERENCES reviews (guild_id, review_id)
) STRICT;

CREATE TABLE helpful_votes (
    guild_id INTEGER NOT NULL,
    review_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    voted_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, review_id, user_id),
    FOREIGN KEY (guild_id, review_id) REFERENCES reviews (guild_id, review_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX helpful_votes_by_member ON helpful_votes (guild_id, user_id);

CREATE TABLE reports (
    guild_id INTEGER NOT NULL,
    review_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    reason TEXT NOT NULL,
    version INTEGER NOT NULL,  -- of the review that was reported
    reported_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, review_id, user_id),
    FOREIGN KEY (guild_id, review_id) REFERENCES reviews (guild_id, review_id)
) STRICT;

-- Where the card of a review stands in Discord.
CREATE TABLE cards (
    guild_id INTEGER NOT NULL,
    review_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    PRIMARY KEY (guild_id, review_id),
    UNIQUE (guild_id, channel_id, message_id),
    FOREIGN KEY (guild_id, review_id) REFERENCES reviews (guild_id, review_id)
) STRICT;

-- What Discord has not been told yet: one entry per thing, so that several changes become one request.
CREATE TABLE outbox (
    guild_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('card', 'pin')),
    review_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    note_id INTEGER NOT NULL,  -- rises with every change; the nonce of what is posted
    noted_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (guild_id, kind, review_id),
    FOREIGN KEY (guild_id, review_id) REFERENCES reviews (guild_id, review_id)
) STRICT;
CREATE INDEX outbox_by_time ON outbox (due_at);

CREATE TABLE pins (
    guild_id INTEGER NOT NULL,
    review_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    pinned_by_user_id INTEGER NOT NULL,
    pinned_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, review_id),
    FOREIGN KEY (guild_id, review_id) REFERENCES reviews (guild_id, review_id)
) STRICT;

-- What members have typed and not yet posted: kept until it is, or for a week.
CREATE TABLE drafts (
    guild_id INTEGER NOT NULL,
    draft_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('review', 'show')),
    content TEXT NOT NULL,  -- JSON
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, draft_id)
) STRICT;
CREATE INDEX drafts_by_age ON drafts (saved_at);

-- Who did what to whom and when, for everything a moderator does.
CREATE TABLE audit (
    guild_id INTEGER NOT NULL,
    audit_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    action TEXT NOT NULL,
    review_id INTEGER NOT NULL,
    done_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, audit_id),
    FOREIGN KEY (guild_id, review_id) REFERENCES reviews (guild_id, review_id)
) STRICT;
