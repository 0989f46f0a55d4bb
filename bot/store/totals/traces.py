"""What the files may still hold of words that were erased, and taking it out.

A row that is deleted is overwritten with zeros (`secure_delete`). But its words are also in the segments of a
part of the full text until these are merged, and in the log of writes until that is emptied. What is still to
be done is noted with the erasure, so a killed process goes on with it.
"""

from bot.domain.ids import ReviewId
from bot.store.engine.transaction import AllServers, Tx
from bot.store.totals import text_parts
from bot.store.totals.text_places import PARTS, part_of

LOG = -1
"""Stands for the log of writes where others have a part of the full text."""


def note(tx: Tx, part: int = LOG) -> None:
    """Note that words are gone which were in a part of the full text, or in tables only."""
    tx.execute("INSERT INTO traces (guild_id, part) VALUES ($1, $2) ON CONFLICT DO NOTHING", part)


def note_review(tx: Tx, review_id: ReviewId) -> None:
    """Note that a review's words are gone."""
    tx.execute(
        """
        INSERT INTO traces (guild_id, part) VALUES ($1, coalesce(
            (SELECT (number + $2) % $3 FROM text_servers WHERE guild_id = $1), $4)) ON CONFLICT DO NOTHING
        """,
        part_of(0, review_id),
        PARTS,
        LOG,
    )


def parts(tx: AllServers) -> list[int]:
    """The parts of the full text that have traces; `LOG` is among them if only the log of writes has any."""
    return [row["part"] for row in tx.all("SELECT DISTINCT part FROM traces ORDER BY part DESC")]


def merge(tx: AllServers, part: int) -> bool:
    """Do a step of what takes the traces out of a part; tells whether there is more to do."""
    is_there = part in text_parts.existing(tx)
    if _is_begun(tx, part):
        more = is_there and text_parts.go_on(tx, part)
    elif begin(tx, part):
        more = is_there and text_parts.begin(tx, part)
    else:
        return False
    if not more:
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
