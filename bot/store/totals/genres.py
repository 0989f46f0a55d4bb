"""The genres of a server's shows. Derived: kept with the facts."""

from bot.domain.catalog.genres import Genre, genre_number
from bot.domain.ids import ShowId
from bot.store.engine.transaction import Tx

TABLES = ("genre_shows", "genres")


def facts_changed(tx: Tx, show_id: ShowId) -> None:
    """Put a show under the genres that it has now, and under no other."""
    forget_show(tx, show_id)
    rows = tx.all(
        "SELECT genre FROM show_genres WHERE guild_id = $1 AND show_id = $2 ORDER BY position", show_id
    )
    for genre, name in {genre_number(row["genre"]): row["genre"] for row in reversed(rows)}.items():
        tx.execute(
            "INSERT INTO genre_shows (guild_id, genre, show_id, name) VALUES ($1, $2, $3, $4)",
            genre,
            show_id,
            name,
        )
        _count(tx, genre, 1)


def forget_show(tx: Tx, show_id: ShowId) -> None:
    """Take a show from under its genres."""
    rows = tx.all("SELECT genre FROM genre_shows WHERE guild_id = $1 AND show_id = $2", show_id)
    tx.execute("DELETE FROM genre_shows WHERE guild_id = $1 AND show_id = $2", show_id)
    for row in rows:
        _count(tx, row["genre"], -1)


def name_of(tx: Tx, genre: int) -> str:
    """A genre's name; "" if no show has it any more."""
    row = tx.one("SELECT name FROM genres WHERE guild_id = $1 AND genre = $2", genre)
    return row["name"] if row else ""


def of_server(tx: Tx, limit: int, *, with_restricted: bool = False) -> list[Genre]:
    """Up to `limit` genres, those of the most shows first; those of shows for adults only if asked for."""
    rows = tx.all(
        """
        SELECT genres.genre, genres.name FROM genres WHERE genres.guild_id = $1 AND EXISTS (
            SELECT 1 FROM genre_shows JOIN shows
                ON shows.guild_id = genre_shows.guild_id AND shows.show_id = genre_shows.show_id
            WHERE genre_shows.guild_id = genres.guild_id AND genre_shows.genre = genres.genre
                AND shows.restricted <= $2
        )
        ORDER BY genres.shows DESC, genres.name LIMIT $3
        """,
        int(with_restricted),
        limit,
    )
    return [Genre(row["genre"], row["name"]) for row in rows]


def _count(tx: Tx, genre: int, by: int) -> None:
    """One show more or less has a genre. Its name is the first of its spellings."""
    first = tx.one(
        "SELECT name FROM genre_shows WHERE guild_id = $1 AND genre = $2 ORDER BY name LIMIT 1", genre
    )
    if first is None:
        tx.execute("DELETE FROM genres WHERE guild_id = $1 AND genre = $2", genre)
        return
    tx.execute(
        """
        INSERT INTO genres (guild_id, genre, name, shows) VALUES ($1, $2, $3, $4)
        ON CONFLICT (guild_id, genre) DO UPDATE SET
            name = excluded.name, shows = genres.shows + excluded.shows
        """,
        genre,
        first["name"],
        by,
    )
