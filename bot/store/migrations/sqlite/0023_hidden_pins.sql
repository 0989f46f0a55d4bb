-- A hidden review that comes back is pinned again if it was: by whom, and when it was (NULL: it was not).

ALTER TABLE hidings ADD COLUMN pinned_by_user_id INTEGER NOT NULL DEFAULT 0;
ALTER TABLE hidings ADD COLUMN pinned_at INTEGER;
