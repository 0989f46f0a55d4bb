-- Lists of pins, of what could be pinned, and a look at whether Discord still has them.

-- When it was last looked at whether a channel's pins are still there (Unix ms); what was longest not, comes first.
ALTER TABLE pins ADD COLUMN checked_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX pins_by_check ON pins (checked_at);
CREATE INDEX pins_by_time ON pins (guild_id, pinned_at, review_id);
CREATE INDEX pins_of_channel ON pins (guild_id, channel_id);

-- The most helpful reviews of a whole server.
CREATE INDEX reviews_most_helpful ON reviews (guild_id, state, helpful, updated_at, review_id);
