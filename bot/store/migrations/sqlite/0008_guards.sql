-- For the pause that a server may ask for between two reviews of a member, and for shows for adults.

CREATE INDEX reviews_by_member ON reviews (guild_id, user_id, created_at);

-- Most servers have none of these, and every search for a title asks.
CREATE INDEX shows_restricted ON shows (guild_id, show_id) WHERE restricted = 1;
