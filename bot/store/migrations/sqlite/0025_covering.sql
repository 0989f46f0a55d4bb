-- Which review of a show to bring is chosen by this index alone, without reading the texts of those passed over.
DROP INDEX reviews_by_helpful;
CREATE INDEX reviews_by_helpful ON reviews
    (guild_id, show_id, state, helpful, updated_at, review_id, user_id, season, halves);
