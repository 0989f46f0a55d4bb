-- Two entries that turned out to be one show: who made them one, and how to make them two again.
--
-- The shows' numbers are no references: the first of the two is gone, and the second may go as well.
CREATE TABLE show_merges (
    guild_id INTEGER NOT NULL,
    merge_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    gone_show INTEGER NOT NULL,
    gone_name TEXT NOT NULL,
    into_show INTEGER NOT NULL,
    into_name TEXT NOT NULL,
    merged_at INTEGER NOT NULL,
    undone_at INTEGER,  -- NULL: it stands
    content TEXT NOT NULL,  -- JSON of all that was moved and changed; '' once it is undone
    PRIMARY KEY (guild_id, merge_id)
) STRICT;
CREATE INDEX show_merges_by_age ON show_merges (merged_at);
