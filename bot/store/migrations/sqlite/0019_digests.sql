-- The weekly digest: when a server's next one is due, and those that are to be posted.

-- Kept with the settings; the time is worked out anew when they change.
CREATE TABLE digest_plans (
    guild_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    weekday INTEGER NOT NULL,
    hour INTEGER NOT NULL,
    zone TEXT NOT NULL,
    from_at INTEGER NOT NULL,  -- what the next one covers begins here
    due_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX digest_plans_by_time ON digest_plans (due_at);

-- Noted once, in the transaction that moves the plan on; posted once, with the number as its nonce.
CREATE TABLE digests (
    guild_id INTEGER NOT NULL,
    digest_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    from_at INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    noted_at INTEGER NOT NULL,
    due_at INTEGER,  -- when to try (again); NULL: posted, or given up
    attempts INTEGER NOT NULL DEFAULT 0,
    message_id INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (guild_id, digest_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX digests_by_time ON digests (due_at) WHERE due_at IS NOT NULL;

-- What is new in a week.
CREATE INDEX reviews_by_day ON reviews (guild_id, state, created_at);
