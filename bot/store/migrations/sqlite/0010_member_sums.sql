-- What members rated and wrote, summed up and in order: a profile costs the same however much there is.
-- What is derived is made anew.

-- How often a member gave each rating to a whole show, how many live reviews they have, and how many helpful
-- votes those got. Members with nothing to count have no row.
CREATE TABLE member_sums (
    guild_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    n1 INTEGER NOT NULL DEFAULT 0,
    n2 INTEGER NOT NULL DEFAULT 0,
    n3 INTEGER NOT NULL DEFAULT 0,
    n4 INTEGER NOT NULL DEFAULT 0,
    n5 INTEGER NOT NULL DEFAULT 0,
    n6 INTEGER NOT NULL DEFAULT 0,
    n7 INTEGER NOT NULL DEFAULT 0,
    n8 INTEGER NOT NULL DEFAULT 0,
    n9 INTEGER NOT NULL DEFAULT 0,
    n10 INTEGER NOT NULL DEFAULT 0,
    reviews INTEGER NOT NULL DEFAULT 0,
    helpful INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (guild_id, user_id)
) STRICT, WITHOUT ROWID;

-- A member's ratings of whole shows, the best first and the newest first.
CREATE INDEX ratings_of_member_by_stars ON ratings (guild_id, user_id, halves, rated_at, show_id)
    WHERE season = 0 AND episode = 0;
CREATE INDEX ratings_of_member_by_time ON ratings (guild_id, user_id, rated_at, show_id, halves)
    WHERE season = 0 AND episode = 0;

-- A member's reviews, the newest first and the most helpful first.
CREATE INDEX reviews_of_member_by_time ON reviews (guild_id, user_id, state, updated_at, review_id);
CREATE INDEX reviews_of_member_by_helpful ON reviews (guild_id, user_id, state, helpful, updated_at, review_id);
