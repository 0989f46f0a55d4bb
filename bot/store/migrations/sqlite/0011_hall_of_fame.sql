-- The hall of fame: reviews that enough members found helpful, shown once more in a channel of its own.

-- Which reviews have reached the hall, and in which channel it was then.
CREATE TABLE fame (
    guild_id INTEGER NOT NULL,
    review_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    reached_at INTEGER NOT NULL,
    dismissed INTEGER NOT NULL DEFAULT 0 CHECK (dismissed IN (0, 1)),  -- its message was deleted in Discord
    PRIMARY KEY (guild_id, review_id),
    FOREIGN KEY (guild_id, review_id) REFERENCES reviews (guild_id, review_id)
) STRICT;
CREATE INDEX fame_of_channel ON fame (guild_id, channel_id);

-- Where they stand there, like `cards`.
CREATE TABLE fame_cards (
    guild_id INTEGER NOT NULL,
    review_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    PRIMARY KEY (guild_id, review_id),
    UNIQUE (guild_id, channel_id, message_id),
    FOREIGN KEY (guild_id, review_id) REFERENCES reviews (guild_id, review_id)
) STRICT;

-- Discord has to be told of them, too.
CREATE TABLE outbox_of_all_kinds (
    guild_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('card', 'pin', 'fame')),
    review_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,
    note_id INTEGER NOT NULL,  -- rises with every change; the nonce of what is posted
    noted_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (guild_id, kind, review_id),
    FOREIGN KEY (guild_id, review_id) REFERENCES reviews (guild_id, review_id)
) STRICT;
INSERT INTO outbox_of_all_kinds
    SELECT guild_id, kind, review_id, channel_id, note_id, noted_at, due_at, attempts FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_of_all_kinds RENAME TO outbox;
CREATE INDEX outbox_by_time ON outbox (due_at);
