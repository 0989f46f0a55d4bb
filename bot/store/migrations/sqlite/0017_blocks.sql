-- Members whose new reviews moderators have stopped.

CREATE TABLE blocks (
    guild_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    reason TEXT NOT NULL,
    blocked_by_user_id INTEGER NOT NULL,
    blocked_at INTEGER NOT NULL,
    ends_at INTEGER,  -- NULL: when a moderator says so
    PRIMARY KEY (guild_id, user_id)
) STRICT;
CREATE INDEX blocks_by_time ON blocks (guild_id, blocked_at, user_id);
