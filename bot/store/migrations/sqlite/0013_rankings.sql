-- Rankings: what every show got in each period, kept with every rating and review, and genres by number.
--
-- A period is 0 for all time, a year, or a month like 202611. A show's place in a ranking is a column; 0 means
-- that it is not in it. Each ranking has an index of its own, so that its first page costs the same at any size.
CREATE TABLE period_sums (
    guild_id INTEGER NOT NULL,
    period INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    count INTEGER NOT NULL,  -- ratings of the whole show
    total INTEGER NOT NULL,
    squares INTEGER NOT NULL,
    reviews INTEGER NOT NULL,  -- of the show and its seasons, by when they were written
    weighted INTEGER NOT NULL DEFAULT 0,
    divisive INTEGER NOT NULL DEFAULT 0,
    gem INTEGER NOT NULL DEFAULT 0,
    rise INTEGER NOT NULL DEFAULT 0,  -- of a month only
    PRIMARY KEY (guild_id, period, show_id),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX period_sums_of_show ON period_sums (guild_id, show_id);
CREATE INDEX period_sums_by_weighted ON period_sums (guild_id, period, weighted DESC, count DESC, show_id)
    WHERE weighted > 0;
CREATE INDEX period_sums_by_reviews ON period_sums (guild_id, period, reviews DESC, count DESC, show_id)
    WHERE reviews > 0;
CREATE INDEX period_sums_by_divisive ON period_sums (guild_id, period, divisive DESC, count DESC, show_id)
    WHERE divisive > 0;
CREATE INDEX period_sums_by_rise ON period_sums (guild_id, period, rise DESC, count DESC, show_id)
    WHERE rise > 0;
CREATE INDEX period_sums_by_gem ON period_sums (guild_id, period, gem DESC, count DESC, show_id)
    WHERE gem > 0;
-- What is derived is made anew.

-- All of a server's shows together: its mean, and how many ratings a show has.
CREATE TABLE period_totals (
    guild_id INTEGER NOT NULL,
    period INTEGER NOT NULL,
    shows INTEGER NOT NULL,  -- that were rated
    count INTEGER NOT NULL,
    total INTEGER NOT NULL,
    PRIMARY KEY (guild_id, period)
) STRICT, WITHOUT ROWID;

-- Which shows are of a genre. A genre's number is made from its name, however that is spelt.
CREATE TABLE genre_shows (
    guild_id INTEGER NOT NULL,
    genre INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (guild_id, genre, show_id),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX genre_shows_of_show ON genre_shows (guild_id, show_id);
CREATE INDEX genre_shows_by_name ON genre_shows (guild_id, genre, name);

-- The genres that a server's shows have, and how many do.
CREATE TABLE genres (
    guild_id INTEGER NOT NULL,
    genre INTEGER NOT NULL,
    name TEXT NOT NULL,
    shows INTEGER NOT NULL,
    PRIMARY KEY (guild_id, genre)
) STRICT, WITHOUT ROWID;
CREATE INDEX genres_by_shows ON genres (guild_id, shows DESC, name);
