-- Shows for adults, and settings as JSON.

-- Seen in channels that Discord marks as age-restricted, and nowhere else.
ALTER TABLE shows ADD COLUMN restricted INTEGER NOT NULL DEFAULT 0 CHECK (restricted IN (0, 1));

-- The only setting so far was a plain word.
UPDATE guild_settings SET value = '"' || value || '"';
