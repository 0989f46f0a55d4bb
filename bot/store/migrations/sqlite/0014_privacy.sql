-- What is to be erased: data of members who asked for it, and of servers that the bot has left.

-- Members' data that are being erased: what is left is gone on with after a crash.
CREATE TABLE erasures (
    guild_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    asked_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, user_id)
) STRICT, WITHOUT ROWID;

-- Servers that the bot is not on any more, and since when.
CREATE TABLE departures (
    guild_id INTEGER NOT NULL,
    left_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id)
) STRICT, WITHOUT ROWID;

-- What is erased is looked for by member.
CREATE INDEX reports_of_user ON reports (guild_id, user_id);
CREATE INDEX drafts_of_user ON drafts (guild_id, user_id);
