-- Blocks of members who have deleted their data: they stay until they end, with a fingerprint in place of the id.

CREATE TABLE sealed_blocks (
    guild_id INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,  -- of the member's id: bot/domain/fingerprints.py
    salt TEXT NOT NULL,  -- what it was made with, the same for all of a server
    reason TEXT NOT NULL,
    blocked_by_user_id INTEGER NOT NULL,
    blocked_at INTEGER NOT NULL,
    ends_at INTEGER,  -- NULL: when a moderator says so
    PRIMARY KEY (guild_id, fingerprint)
) STRICT;
