-- Members who want to be in no profile, comparison or ranking that others see.

-- Their reviews and ratings stay and count; whoever has no row here is visible.
CREATE TABLE hidden_members (
    guild_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    PRIMARY KEY (guild_id, user_id)
) STRICT, WITHOUT ROWID;
