"""What the files may still hold of words that were erased, and taking it out.

A row that is deleted is overwritten with zeros (`secure_delete`). But its words are also in the segments of a
part of the full text until these are merged, and in the log of writes until that is emptied. What is still to
be done is noted with the erasure, so a killed process goes on with it.
"""

from bot.store.engine.transaction import AllServers, Tx
from bot.store.totals import text_parts

LOG = -1
"""Stands for the log of writes where others have a part of the full text."""


def note(tx: Tx, part: int = LOG) -> None:
    """Note that words are gone which were in a part of the full text, or in tables only."""
    tx.execute("INSERT INTO traces (guild_id, part) VALUES ($1, $2) ON CONFLICT DO NOTHING", part)


def parts(tx: AllServers) -> list[int]:
    """The parts of the full text that have traces; `LOG` is among them if only the log of writes has any."""
    return [row["part"] for row in tx.all("SELECT DISTINCT part FROM traces ORDER BY part DESC")]


def merge(tx: AllServers, part: int) -> bool:
    """Do a step of what takes the traces out of a part; tells whether there is more to do."""
    if not _is_begun(tx, part):
        if begin(tx, part):
            if part in text_parts.existing(tx):
                text_parts.gather(tx, part)
            return True
        return False
    if part in text_parts.existing(tx) and text_parts.merge(tx, part):
        return True
    tx.execute(
        """
        INSERT INTO traces (guild_id, part) SELECT guild_id, $2 FROM traces WHERE part = $1 AND begun = 1
        ON CONFLICT DO NOTHING
        """,
        part,
        LOG,
    )
    end(tx, part)
    return True


def begin(tx: AllServers, part: int) -> bool:
    """Begin to take out the traces of a part that were noted so far; tells whether there are any."""
    tx.execute(
        """
        INSERT INTO traces (guild_id, part, begun) SELECT guild_id, part, 1 FROM traces
        WHERE part = $1 AND begun = 0 ON CONFLICT DO NOTHING
        """,
        part,
    )
    tx.execute("DELETE FROM traces WHERE part = $1 AND begun = 0", part)
    return _is_begun(tx, part)


def end(tx: AllServers, part: int) -> None:
    """The traces of a part that were there when it was begun are gone."""
    tx.execute("DELETE FROM traces WHERE part = $1 AND begun = 1", part)


def _is_begun(tx: AllServers, part: int) -> bool:
    return tx.one("SELECT 1 FROM traces WHERE part = $1 AND begun = 1 LIMIT 1", part) is not None
