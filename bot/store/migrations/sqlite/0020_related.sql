-- What makes shows related: who likes them, what they are about, and who made them.
-- What is derived is made anew.

-- Who likes a show: gives the whole of it four stars or more. The query says "halves >= 8" in the same words.
CREATE INDEX ratings_liking_show ON ratings (guild_id, show_id, rated_at DESC, user_id)
    WHERE season = 0 AND episode = 0 AND halves >= 8;

-- What a show is about: its genres and network, and the characteristic words of its reviews. The strength of a
-- word is how many reviews use it; that of a genre or network how many reviews there are, and one.
CREATE TABLE subjects (
    guild_id INTEGER NOT NULL,
    show_id INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('genre', 'network', 'word')),
    subject TEXT NOT NULL,
    strength INTEGER NOT NULL,
    PRIMARY KEY (guild_id, show_id, kind, subject),
    FOREIGN KEY (guild_id, show_id) REFERENCES shows (guild_id, show_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX subjects_of_show ON subjects (guild_id, show_id, kind, strength DESC, subject);
CREATE INDEX shows_of_subject ON subjects (guild_id, kind, subject, strength DESC, show_id);

-- A person's parts, the best billed first.
DROP INDEX credits_by_person;
CREATE INDEX credits_by_person ON credits (guild_id, person_id, position, show_id);

-- Links backwards. With all its columns in it, this index is what SQLite reads instead of every link of a server.
DROP INDEX show_links_back;
CREATE INDEX show_links_back ON show_links (guild_id, other_show_id, show_id);
