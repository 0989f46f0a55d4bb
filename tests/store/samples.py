"""Shows and reviews to put into a database."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bot.domain.catalog.shows import Facts
from bot.domain.ids import GuildId, Millis, ShowId, UserId
from bot.domain.ratings.rating import Stars, Target
from bot.domain.reviews.review import Review, Words
from bot.store.catalog import shows
from bot.store.engine.connections import connect_writer
from bot.store.engine.transaction import AllServers, Transaction, Tx
from bot.store.ratings import ratings
from bot.store.reviews import reviews
from bot.store.totals import text_parts

GUILD, ELSEWHERE = GuildId(7001), GuildId(7002)
ANN, BOB, CARL = UserId(11), UserId(12), UserId(13)


def at(tx: Tx, now: int) -> Tx:
    """The same transaction at another time (Unix ms)."""
    later = Tx(tx.connection, tx.guild_id, Millis(now))
    later.happenings = tx.happenings
    return later


def everywhere(tx: Transaction) -> AllServers:
    """The same transaction as one of all servers, for looking at tables as they are."""
    whole = AllServers(tx.connection, tx.now)
    whole.happenings = tx.happenings
    return whole


def on(tx: Transaction, guild_id: int) -> Tx:
    """The same transaction as another server's."""
    return everywhere(tx).server(GuildId(guild_id))


def add_show(tx: Tx, title: str = "Glass Heart", facts: Facts | None = None) -> ShowId:
    """A show in the catalogue; returns its number."""
    return shows.add(tx, title, facts or Facts(), ANN)


def add_review(
    tx: Tx,
    show_id: int,
    user_id: int = ANN,
    *,
    season: int = 0,
    body: str = "Loud and tender.",
    halves: int = 7,
    now: int = 1,
) -> Review:
    """A member's rating and review of a show."""
    target, stars = Target(ShowId(show_id), season), Stars(halves)
    ratings.change(at(tx, now), target, UserId(user_id), stars)
    return reviews.add(at(tx, now), target, UserId(user_id), Words(body=body), stars)


def tables(tx: Transaction) -> list[str]:
    """Every table of ours; those in which SQLite keeps a full-text index (and the index itself) are none."""
    rows = everywhere(tx).all(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name"
    )
    return [row["name"] for row in rows if not row["name"].startswith("sqlite_")]


def full_text(tx: Transaction) -> list[tuple[object, ...]]:
    """Every row of the full text, with its number first, in order."""
    parts = map(text_parts.name, text_parts.existing(everywhere(tx)))
    return sorted(tuple(row) for part in parts for row in everywhere(tx).all(f"SELECT rowid, * FROM {part}"))


def change(path: Path, work: Callable[[Tx], object]) -> None:
    """Run a transaction of the server on a database file that nobody has open."""
    with closing(connect_writer(path)) as connection:
        connection.execute("BEGIN")
        work(Tx(connection, GUILD, Millis(1)))
        connection.execute("COMMIT")


def requests(path: Path) -> list[int]:
    """The numbers of the requests in a database file."""
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT request_id FROM requests ORDER BY 1")]
