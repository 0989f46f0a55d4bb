-- Review articles: reviews by a byline that is no member of the server (their user_id is 0), and their drafts.

-- Who wrote a review that no member wrote; '' if its article doesn't say, and for members' reviews.
ALTER TABLE reviews ADD COLUMN byline TEXT NOT NULL DEFAULT '';

-- The stars of an article, which are no member's rating and in no sum; NULL if it gives none, and for
-- members' reviews.
ALTER TABLE reviews ADD COLUMN halves INTEGER CHECK (halves BETWEEN 1 AND 10);

-- One live review per member and target, and one per byline and target.
DROP INDEX reviews_of_member;
CREATE UNIQUE INDEX reviews_of_member ON reviews (guild_id, user_id, show_id, season)
    WHERE state <> 'deleted' AND user_id <> 0;
CREATE UNIQUE INDEX reviews_of_byline ON reviews (guild_id, byline, show_id, season)
    WHERE state <> 'deleted' AND user_id = 0;

-- Drafts may be articles, too.
CREATE TABLE drafts_of_all_kinds (
    guild_id INTEGER NOT NULL,
    draft_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('review', 'show', 'article')),
    content TEXT NOT NULL,  -- JSON
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, draft_id)
) STRICT;
INSERT INTO drafts_of_all_kinds SELECT guild_id, draft_id, user_id, kind, content, saved_at FROM drafts;
DROP TABLE drafts;
ALTER TABLE drafts_of_all_kinds RENAME TO drafts;
CREATE INDEX drafts_by_age ON drafts (saved_at);
