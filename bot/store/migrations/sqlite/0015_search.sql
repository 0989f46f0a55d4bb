-- Searching reviews: their words, and the searches whose results are being read.
-- What is derived is made anew.

-- Servers as small numbers, so that a server's number and a review's make one rowid of the table below.
CREATE TABLE text_servers (
    guild_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (guild_id)
) STRICT, WITHOUT ROWID;

-- The tokens of each live review (see bot/domain/text/searching.py) with spaces between, for SQLite's FTS5:
-- where it belongs, its headline's tokens marked as such, and the tokens of headline and body.
CREATE VIRTUAL TABLE review_text USING fts5 (
    facets, headline, words, tokenize = "ascii tokenchars ':'", columnsize = 0
);

-- What members have searched for, so that they can turn pages: for a day. Show and author are 0 if any;
-- the show's number is no reference, as the show may go.
CREATE TABLE searches (
    guild_id INTEGER NOT NULL,
    search_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    typed TEXT NOT NULL,
    of_show INTEGER NOT NULL,
    by_user_id INTEGER NOT NULL,
    halves INTEGER NOT NULL,  -- that a review has at least
    searched_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, search_id)
) STRICT;
CREATE INDEX searches_by_age ON searches (searched_at);
