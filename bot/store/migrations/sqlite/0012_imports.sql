-- Ratings and reviews that members bring along from other services: staged, taken in a few at a time, undone.

-- One file of one member. What was understood stays until a week after the last thing done with it.
CREATE TABLE imports (
    guild_id INTEGER NOT NULL,
    import_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    source TEXT NOT NULL,  -- the service, as it is named to people
    scale TEXT NOT NULL CHECK (scale IN ('3', '5', '10', '100')),
    guessed INTEGER NOT NULL CHECK (guessed IN (0, 1)),  -- the scale, from the ratings themselves
    overwrite INTEGER NOT NULL DEFAULT 0 CHECK (overwrite IN (0, 1)),
    state TEXT NOT NULL CHECK (state IN ('staged', 'running', 'done', 'undoing', 'undone')),
    trust TEXT NOT NULL DEFAULT 'guarded' CHECK (trust IN ('none', 'guarded', 'free')),  -- as to reviews
    problems TEXT NOT NULL,  -- JSON: what of the file could not be read, in sentences
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, import_id)
) STRICT;
CREATE INDEX imports_of_member ON imports (guild_id, user_id, import_id);
CREATE INDEX imports_by_age ON imports (changed_at);

-- What the file says, the show it was matched with, and what came of it. Shows and reviews are no references:
-- they may be merged or removed meanwhile.
CREATE TABLE import_entries (
    guild_id INTEGER NOT NULL,
    import_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    title TEXT NOT NULL,
    other_titles TEXT NOT NULL,  -- JSON
    year INTEGER,
    season INTEGER NOT NULL,
    episode INTEGER NOT NULL,
    score TEXT NOT NULL,  -- as the file has it; '' if it gives none
    headline TEXT NOT NULL,
    body TEXT NOT NULL,
    spoilers INTEGER NOT NULL CHECK (spoilers IN (0, 1)),
    rated_at INTEGER,
    found TEXT NOT NULL CHECK (found IN ('sure', 'choose', 'unknown', 'adult')),
    candidates TEXT NOT NULL,  -- JSON: the shows that may be meant
    chosen_show INTEGER NOT NULL,  -- 0: left out
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'undone', 'stayed')),
    rating_result TEXT NOT NULL DEFAULT '',
    review_result TEXT NOT NULL DEFAULT '',
    -- What undoing takes: the rating before and after (NULL: none, or untouched), and the review written.
    was_halves INTEGER,
    was_rated_at INTEGER,
    set_halves INTEGER,
    set_rated_at INTEGER,
    wrote_review INTEGER,
    wrote_version INTEGER,
    was_words TEXT,  -- JSON; NULL: there was no review
    was_updated_at INTEGER,
    PRIMARY KEY (guild_id, import_id, position),
    FOREIGN KEY (guild_id, import_id) REFERENCES imports (guild_id, import_id)
) STRICT;
