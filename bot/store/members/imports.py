"""Files that members bring along from other services; what they say is in `import_entries`."""

from bot.domain.ids import Millis, UserId
from bot.domain.members.imports.entries import Reading
from bot.domain.members.imports.scales import Scale
from bot.domain.members.imports.staged import Import, State, Trust
from bot.store.engine.counters import next_id
from bot.store.engine.packing import pack, unpack
from bot.store.engine.transaction import AllServers, Row, Tx


def add(tx: Tx, user_id: UserId, reading: Reading) -> int:
    """Keep what was read of a file, but its entries; returns the import's number."""
    import_id = next_id(tx, "import")
    tx.execute(
        """
        INSERT INTO imports (guild_id, import_id, user_id, source, scale, guessed, state, problems,
                             changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, 'staged', $7, $8)
        """,
        import_id,
        user_id,
        reading.source,
        reading.scale.value,
        int(reading.guessed),
        pack(reading.problems),
        tx.now,
    )
    return import_id


def get(tx: Tx, import_id: int) -> Import | None:
    """An import by its number."""
    row = tx.one("SELECT * FROM imports WHERE guild_id = $1 AND import_id = $2", import_id)
    return _import(row) if row else None


def latest(tx: Tx, user_id: UserId) -> Import | None:
    """The last import of a member."""
    row = tx.one(
        "SELECT * FROM imports WHERE guild_id = $1 AND user_id = $2 ORDER BY import_id DESC LIMIT 1", user_id
    )
    return _import(row) if row else None


def of_member(tx: Tx, user_id: UserId, state: State) -> list[int]:
    """The numbers of a member's imports that are in this state."""
    rows = tx.all(
        """
        SELECT import_id FROM imports WHERE guild_id = $1 AND user_id = $2 AND state = $3 ORDER BY import_id
        """,
        user_id,
        state.value,
    )
    return [row["import_id"] for row in rows]


def unfinished(tx: AllServers) -> list[Import]:
    """The imports of all servers that are being carried out or undone, the oldest first."""
    rows = tx.all("SELECT * FROM imports WHERE state IN ('running', 'undoing') ORDER BY changed_at")
    return [_import(row) for row in rows]


def set_state(tx: Tx, import_id: int, state: State) -> None:
    """Note how far an import is."""
    tx.execute(
        "UPDATE imports SET state = $3, changed_at = $4 WHERE guild_id = $1 AND import_id = $2",
        import_id,
        state.value,
        tx.now,
    )


def start(tx: Tx, import_id: int, trust: Trust) -> None:
    """Let an import be carried out, with the reviews that this server takes from the member."""
    set_state(tx, import_id, State.RUNNING)
    tx.execute("UPDATE imports SET trust = $3 WHERE guild_id = $1 AND import_id = $2", import_id, trust.value)


def set_choices(tx: Tx, import_id: int, overwrite: bool, scale: Scale) -> None:
    """Note whether an import may overwrite what is there, and what its ratings are out of."""
    tx.execute(
        "UPDATE imports SET overwrite = $3, scale = $4 WHERE guild_id = $1 AND import_id = $2",
        import_id,
        int(overwrite),
        scale.value,
    )


def drop(tx: Tx, import_id: int) -> None:
    """Forget an import with all its entries; what it has saved stays."""
    tx.execute("DELETE FROM import_entries WHERE guild_id = $1 AND import_id = $2", import_id)
    tx.execute("DELETE FROM imports WHERE guild_id = $1 AND import_id = $2", import_id)


def drop_before(tx: AllServers, before: Millis) -> int:
    """Forget imports, of all servers, that nothing was done with since a time (Unix ms); tells how many."""
    rows = tx.all(
        """
        SELECT guild_id, import_id FROM imports
        WHERE changed_at < $1 AND state NOT IN ('running', 'undoing')
        """,
        before,
    )
    for row in rows:
        drop(tx.server(row["guild_id"]), row["import_id"])
    return len(rows)


def _import(row: Row) -> Import:
    return Import(
        row["guild_id"],
        row["import_id"],
        row["user_id"],
        row["source"],
        Scale(row["scale"]),
        bool(row["guessed"]),
        bool(row["overwrite"]),
        State(row["state"]),
        Trust(row["trust"]),
        unpack(row["problems"], tuple[str, ...]),
        row["changed_at"],
    )
