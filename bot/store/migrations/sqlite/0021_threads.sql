-- Reviews that go to a forum or to threads: which thread each show has. And which servers were welcomed.

CREATE TABLE show_threads (
    guild_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL,  -- the channel or forum that the thread is in
    thread_id INTEGER NOT NULL,
    PRIMARY KEY (guild_id, show_id, channel_id),
    UNIQUE (guild_id, thread_id),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE welcomes (
    guild_id INTEGER NOT NULL,
    welcomed_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id)
) STRICT, WITHOUT ROWID;
