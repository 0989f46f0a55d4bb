-- Keeping the catalogue: who may add shows, which wait for approval, and what editors did.

-- What a server has set, by name; what is not here has its default.
CREATE TABLE guild_settings (
    guild_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (guild_id, name)
) STRICT, WITHOUT ROWID;

-- Added by a member of a server that asks for approval, and not approved yet.
ALTER TABLE shows ADD COLUMN pending INTEGER NOT NULL DEFAULT 0 CHECK (pending IN (0, 1));

-- What editors did to shows. It outlives the shows, so it does not refer to them.
CREATE TABLE catalog_audit (
    guild_id INTEGER NOT NULL,
    audit_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    action TEXT NOT NULL,
    subject INTEGER NOT NULL,  -- the show's number
    details TEXT NOT NULL,
    done_at INTEGER NOT NULL,
    PRIMARY KEY (guild_id, audit_id)
) STRICT;
