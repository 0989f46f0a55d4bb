-- What a member rated and found helpful is read by these alone: SQLite preferred going through the whole server.
DROP INDEX ratings_by_member;
CREATE INDEX ratings_by_member ON ratings (guild_id, user_id, halves, rated_at);
DROP INDEX helpful_votes_by_member;
CREATE INDEX helpful_votes_by_member ON helpful_votes (guild_id, user_id, voted_at);
