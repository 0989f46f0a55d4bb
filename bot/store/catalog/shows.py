"""The catalogue: shows with their titles, genres and links."""

from collections.abc import Collection, Sequence

from bot.domain.catalog.shows import Facts, Kind, Show, ShowName
from bot.domain.ids import ShowId, UserId
from bot.domain.text.titles import title_key
from bot.store.catalog import people
from bot.store.engine.counters import next_id
from bot.store.engine.transaction import Tx
from bot.store.totals import events


def add(tx: Tx, title: str, facts: Facts, user_id: UserId) -> ShowId:
    """Add a show with its facts (but `also_read`, see `link`) and return its number."""
    show_id = ShowId(next_id(tx, "show"))
    tx.execute(
        """
        INSERT INTO shows (guild_id, show_id, title, title_key, year, kind, network, country, episodes,
                           minutes, synopsis, based_on, poster_url, added_by_user_id, added_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        """,
        show_id,
        *_values(title, facts),
        user_id,
        tx.now,
    )
    _add_parts(tx, show_id, title, facts)
    events.facts_changed(tx, show_id)
    return show_id


def _values(title: str, facts: Facts) -> tuple[object, ...]:
    """What is kept in a show's own row, in the order of its columns."""
    return (
        *(title, title_key(title), facts.year, facts.kind.value, facts.network, facts.country),
        *(facts.episodes, facts.minutes, facts.synopsis, facts.based_on, facts.poster_url),
    )


def _add_parts(tx: Tx, show_id: ShowId, title: str, facts: Facts) -> None:
    for position, each in enumerate((title, *facts.other_titles)):
        tx.execute(
            """
            INSERT INTO show_titles (guild_id, show_id, position, title, title_key)
            VALUES ($1, $2, $3, $4, $5)
            """,
            show_id,
            position,
            each,
            title_key(each),
        )
    for position, genre in enumerate(facts.genres):
        tx.execute(
            "INSERT INTO show_genres (guild_id, show_id, position, genre) VALUES ($1, $2, $3, $4)",
            show_id,
            position,
            genre,
        )
    for position, credit in enumerate(facts.credits):
        people.add_credit(tx, show_id, position, credit)


def update(tx: Tx, show_id: ShowId, title: str, facts: Facts) -> None:
    """Replace a show's titles, facts (but `also_read`) and credits."""
    tx.execute(
        """
        UPDATE shows SET title = $3, title_key = $4, year = $5, kind = $6, network = $7, country = $8,
            episodes = $9, minutes = $10, synopsis = $11, based_on = $12, poster_url = $13
        WHERE guild_id = $1 AND show_id = $2
        """,
        show_id,
        *_values(title, facts),
    )
    for table in ("show_titles", "show_genres", "credits"):
        # The table's name is one of the above.
        tx.execute(f"DELETE FROM {table} WHERE guild_id = $1 AND show_id = $2", show_id)
    _add_parts(tx, show_id, title, facts)
    events.facts_changed(tx, show_id)


def get(tx: Tx, show_id: ShowId) -> Show | None:
    """A show with everything known of it."""
    row = tx.one("SELECT * FROM shows WHERE guild_id = $1 AND show_id = $2", show_id)
    if row is None:
        return None
    facts = Facts(
        other_titles=tuple(titles_of(tx, show_id)[1:]),
        kind=Kind(row["kind"]),
        year=row["year"],
        network=row["network"],
        country=row["country"],
        genres=_genres(tx, show_id),
        episodes=row["episodes"],
        minutes=row["minutes"],
        synopsis=row["synopsis"],
        based_on=row["based_on"],
        poster_url=row["poster_url"],
        credits=people.credits_of(tx, show_id),
    )
    return Show(
        tx.guild_id,
        show_id,
        row["title"],
        facts,
        bool(row["pending"]),
        bool(row["restricted"]),
        row["review_count"],
    )


def with_title(tx: Tx, title: str) -> list[ShowName]:
    """The shows that have this title, spelt in any way; the main title before others."""
    rows = tx.all(
        """
        SELECT shows.show_id, shows.title, shows.year, min(show_titles.position) AS position
        FROM show_titles JOIN shows
            ON shows.guild_id = show_titles.guild_id AND shows.show_id = show_titles.show_id
        WHERE show_titles.guild_id = $1 AND show_titles.title_key = $2
        GROUP BY shows.show_id, shows.title, shows.year, shows.review_count
        ORDER BY position, shows.review_count DESC, shows.show_id
        """,
        title_key(title),
    )
    return [ShowName(row["show_id"], row["title"], row["year"]) for row in rows]


def set_restricted(tx: Tx, show_id: ShowId, restricted: bool) -> bool:
    """Mark a show as one for adults, or take the mark away; tells whether that changed anything."""
    changed = tx.execute(
        "UPDATE shows SET restricted = $3 WHERE guild_id = $1 AND show_id = $2 AND restricted <> $3",
        show_id,
        int(restricted),
    )
    if changed:
        events.restricted_changed(tx)
    return bool(changed)


def restricted(tx: Tx) -> set[ShowId]:
    """The numbers of the shows for adults."""
    rows = tx.all("SELECT show_id FROM shows WHERE guild_id = $1 AND restricted = 1")
    return {row["show_id"] for row in rows}


def titles(tx: Tx, after: int, limit: int) -> list[tuple[ShowId, list[str], int]]:
    """(number, all titles, number of reviews) of up to `limit` approved shows above `after`, in order."""
    rows = tx.all(
        """
        SELECT show_id, review_count FROM shows
        WHERE guild_id = $1 AND show_id > $2 AND pending = 0 ORDER BY show_id LIMIT $3
        """,
        after,
        limit,
    )
    if not rows:
        return []
    by_show: dict[int, list[str]] = {row["show_id"]: [] for row in rows}
    for row in tx.all(
        """
        SELECT show_id, title FROM show_titles
        WHERE guild_id = $1 AND show_id BETWEEN $2 AND $3 ORDER BY show_id, position
        """,
        rows[0]["show_id"],
        rows[-1]["show_id"],
    ):
        if row["show_id"] in by_show:
            by_show[row["show_id"]].append(row["title"])
    return [(row["show_id"], by_show[row["show_id"]], row["review_count"]) for row in rows]


def titles_among(tx: Tx, show_ids: Collection[ShowId]) -> list[tuple[ShowId, list[str], int]]:
    """The same of those shows among some that are there and approved."""
    return [row for show_id in show_ids for row in titles(tx, show_id - 1, 1) if row[0] == show_id]


def names(tx: Tx, show_ids: Sequence[ShowId], *, restricted: bool = True) -> list[ShowName]:
    """The names of the given shows, in the given order; unknown numbers are left out.

    So are shows for adults, unless `restricted` ones are wanted, too.
    """
    found: list[ShowName] = []
    for show_id in show_ids:
        row = tx.one(
            """
            SELECT title, year FROM shows WHERE guild_id = $1 AND show_id = $2 AND restricted <= $3
            """,
            show_id,
            int(restricted),
        )
        if row:
            found.append(ShowName(show_id, row["title"], row["year"]))
    return found


def link(tx: Tx, show_id: ShowId, other_show_id: ShowId) -> None:
    """Note that who reads about the one may also read about the other."""
    tx.execute(
        """
        INSERT INTO show_links (guild_id, show_id, other_show_id) VALUES ($1, $2, $3)
        ON CONFLICT DO NOTHING
        """,
        show_id,
        other_show_id,
    )


def unlink(tx: Tx, show_id: ShowId, other_show_id: ShowId) -> bool:
    """Take a link away, in whichever direction it was made; tells whether there was one."""
    return bool(
        tx.execute(
            """
            DELETE FROM show_links WHERE guild_id = $1
                AND (show_id = $2 AND other_show_id = $3 OR show_id = $3 AND other_show_id = $2)
            """,
            show_id,
            other_show_id,
        )
    )


def linked(tx: Tx, show_id: ShowId) -> list[ShowId]:
    """The shows a moderator linked with this one, in either direction."""
    rows = tx.all(
        """
        SELECT other_show_id AS show_id FROM show_links WHERE guild_id = $1 AND show_id = $2
        UNION ALL
        SELECT show_id FROM show_links WHERE guild_id = $1 AND other_show_id = $2
        """,
        show_id,
    )
    return sorted({row["show_id"] for row in rows})


def titles_of(tx: Tx, show_id: ShowId) -> list[str]:
    """All titles of a show, the one it is shown under first."""
    rows = tx.all(
        "SELECT title FROM show_titles WHERE guild_id = $1 AND show_id = $2 ORDER BY position", show_id
    )
    return [row["title"] for row in rows]


def _genres(tx: Tx, show_id: ShowId) -> tuple[str, ...]:
    rows = tx.all(
        "SELECT genre FROM show_genres WHERE guild_id = $1 AND show_id = $2 ORDER BY position", show_id
    )
    return tuple(row["genre"] for row in rows)
