-- What members mean to watch.

-- Whoever rates a whole show after they listed it has watched it: the row says no more then, and goes with the
-- next show that they add. Until then, taking the rating back brings the show back.
CREATE TABLE watchlist (
    guild_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    added_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, user_id, show_id),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX watchlist_of_show ON watchlist (guild_id, show_id);
