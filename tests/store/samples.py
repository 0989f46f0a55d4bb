"""Shows and reviews to put into a database."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bot.domain.catalog.shows import Facts
from bot.domain.ratings.rating import Stars, Target
from bot.domain.reviews.review import Review, Words
from bot.store.catalog import shows
from bot.store.engine.connections import connect_writer
from bot.store.engine.transaction import Tx
from bot.store.ratings import ratings
from bot.store.reviews import reviews

GUILD, ELSEWHERE = 7001, 7002
ANN, BOB, CARL = 11, 12, 13


def add_show(tx: Tx, title: str = "Glass Heart", facts: Facts | None = None, guild_id: int = GUILD) -> int:
    """A show in the catalogue; returns its number."""
    return shows.add(tx, guild_id, title, facts or Facts(), ANN, 1)


def add_review(
    tx: Tx,
    show_id: int,
    user_id: int = ANN,
    *,
    season: int = 0,
    body: str = "Loud and tender.",
    halves: int = 7,
    now: int = 1,
    guild_id: int = GUILD,
) -> Review:
    """A member's rating and review of a show."""
    target, stars = Target(show_id, season), Stars(halves)
    ratings.change(tx, guild_id, target, user_id, stars, now)
    review_id = reviews.add(tx, guild_id, target, user_id, Words(body=body), stars, now)
    review = reviews.get(tx, guild_id, review_id)
    assert review is not None
    return review


def tables(tx: Tx) -> list[str]:
    """Every table of ours; those in which SQLite keeps a full-text index (and the index itself) are none."""
    rows = tx.all("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name")
    return [row["name"] for row in rows if not row["name"].startswith("sqlite_")]


def change(path: Path, work: Callable[[Tx], object]) -> None:
    """Run a transaction on a database file that nobody has open."""
    with closing(connect_writer(path)) as connection:
        connection.execute("BEGIN")
        work(Tx(connection))
        connection.execute("COMMIT")


def requests(path: Path) -> list[int]:
    """The numbers of the requests in a database file."""
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT request_id FROM requests ORDER BY 1")]
