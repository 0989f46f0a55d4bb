-- Facts from other catalogues: where a show's come from, which shows wait for theirs, and episodes.

-- The entry of another catalogue that a show's facts were taken from: for taking over its changes, and for
-- the credit that is due. One entry is one show.
CREATE TABLE show_sources (
    guild_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    catalogue TEXT NOT NULL,
    reference TEXT NOT NULL,  -- the entry's name there
    fetched_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, show_id),
    UNIQUE (guild_id, catalogue, reference),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT;

-- Shows that were added with no more than a title, and whose facts are to be filled in.
CREATE TABLE fact_requests (
    guild_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    reference TEXT NOT NULL,  -- the entry that somebody chose; '' if none
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (guild_id, show_id),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX fact_requests_by_time ON fact_requests (due_at);

-- The episodes of a show, as its source lists them.
CREATE TABLE episodes (
    guild_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    season INTEGER NOT NULL CHECK (season >= 1),
    episode INTEGER NOT NULL CHECK (episode >= 1),
    title TEXT NOT NULL,
    minutes INTEGER NOT NULL CHECK (minutes >= 0),
    aired TEXT NOT NULL,  -- a date like 2025-07-31; '' if unknown
    PRIMARY KEY (guild_id, show_id, season, episode),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT, WITHOUT ROWID;
