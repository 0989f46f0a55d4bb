-- Where a show's facts come from, its episodes, and who may add shows.

-- What a server has set, by name; what is not here has its default.
CREATE TABLE guild_settings (
    guild_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (guild_id, name)
) STRICT, WITHOUT ROWID;

-- Added by a member of a server that asks for approval, and not approved yet.
ALTER TABLE shows ADD COLUMN pending INTEGER NOT NULL DEFAULT 0 CHECK (pending IN (0, 1));

-- The provider's entry that a show's facts were taken from, and the credit that is due.
CREATE TABLE show_sources (
    guild_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    provider TEXT NOT NULL,
    provider_id TEXT NOT NULL,
    url TEXT NOT NULL,
    credit TEXT NOT NULL,
    fetched_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, show_id),
    UNIQUE (guild_id, provider, provider_id),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT;

-- Shows added bare because the provider was down: their facts are to be filled in later.
CREATE TABLE fact_requests (
    guild_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (guild_id, show_id),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX fact_requests_by_time ON fact_requests (due_at);

-- The episodes of a show, as a provider or an editor lists them.
CREATE TABLE episodes (
    guild_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    season INTEGER NOT NULL CHECK (season >= 1),
    episode INTEGER NOT NULL CHECK (episode >= 1),
    title TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    aired TEXT NOT NULL,
    PRIMARY KEY (guild_id, show_id, season, episode),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT, WITHOUT ROWID;
