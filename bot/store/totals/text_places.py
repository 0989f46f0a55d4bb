"""Where a review is in the full text: the number of its row, and its part.

A server's reviews are in one part for 2^14 numbers, and then in the next one. Small servers share parts.
"""

from dataclasses import dataclass

from bot.domain.ids import ReviewId
from bot.store.engine.transaction import Tx

BITS = 32
"""A row's number has so many bits for the review's; before them stands a number for its server."""
STRETCH_BITS = 14
PARTS = 64
"""So many parts at most: a million reviews fill them."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some of a server's reviews that are in one part: those of the numbers from `lowest` to `highest`.

    `number` stands for the server, and `newest` is its newest review.
    """

    number: int
    newest: int
    lowest: int
    highest: int

    @property
    def part(self) -> int:
        """The part that they are in."""
        return part_of(self.number, ReviewId(self.lowest))

    @property
    def first(self) -> int:
        """The number of the row of the first."""
        return row_of(self.number, self.lowest)

    @property
    def last(self) -> int:
        """The number of the row of the last."""
        return row_of(self.number, self.highest)


def stretches(tx: Tx) -> list[Stretch]:
    """Where a server's reviews are, the newest first; nowhere if none was ever taken in."""
    row = tx.one(
        """
        SELECT number, (SELECT max(review_id) FROM reviews WHERE guild_id = $1) AS newest
        FROM text_servers WHERE guild_id = $1
        """
    )
    if row is None:
        return []
    newest = row["newest"] or 0
    return [
        Stretch(row["number"], newest, at << STRETCH_BITS, ((at + 1) << STRETCH_BITS) - 1)
        for at in range(newest >> STRETCH_BITS, -1, -1)
    ]


def part_of(number: int, review_id: ReviewId) -> int:
    """The part that a review is in; `number` stands for its server."""
    return (number + (review_id >> STRETCH_BITS)) % PARTS


def row_of(number: int, review_id: int) -> int:
    """The number of a review's row."""
    return (number << BITS) + review_id


def server_number(tx: Tx, *, make: bool = False) -> int:
    """The number that stands for a server; if it has none yet, 0, or a new one if that is to be made."""
    row = tx.one("SELECT number FROM text_servers WHERE guild_id = $1")
    if row is None and make:
        row = tx.one(
            """
            INSERT INTO text_servers (guild_id, number)
            SELECT $1, coalesce(max(number), 0) + 1 FROM text_servers RETURNING number
            """
        )
    return row["number"] if row else 0
