"""Facts from other catalogues: where a show's come from, which shows wait for theirs, and episodes."""

from collections.abc import Iterable

from bot.domain.catalog.facts import FactRequest
from bot.domain.catalog.sources import Catalog, EpisodeFacts, Source
from bot.domain.ids import Millis, ShowId
from bot.store.engine.transaction import AllServers, Tx


def put(tx: Tx, show_id: ShowId, source: Source) -> None:
    """Note where a show's facts were taken from; no other show may have this source."""
    tx.execute(
        """
        INSERT INTO show_sources (guild_id, show_id, catalogue, reference, fetched_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (guild_id, show_id) DO UPDATE SET
            catalogue = excluded.catalogue, reference = excluded.reference, fetched_at = excluded.fetched_at
        """,
        show_id,
        source.catalog.value,
        source.id,
        tx.now,
    )


def of_show(tx: Tx, show_id: ShowId) -> Source | None:
    """Where a show's facts come from; None if people entered all of them."""
    row = tx.one("SELECT * FROM show_sources WHERE guild_id = $1 AND show_id = $2", show_id)
    return Source(Catalog(row["catalogue"]), row["reference"]) if row else None


def show_of(tx: Tx, source: Source) -> ShowId | None:
    """The number of the show whose facts come from this source."""
    row = tx.one(
        "SELECT show_id FROM show_sources WHERE guild_id = $1 AND catalogue = $2 AND reference = $3",
        source.catalog.value,
        source.id,
    )
    return row["show_id"] if row else None


def put_episodes(tx: Tx, show_id: ShowId, episodes: Iterable[EpisodeFacts]) -> None:
    """Replace a show's list of episodes."""
    tx.execute("DELETE FROM episodes WHERE guild_id = $1 AND show_id = $2", show_id)
    for each in episodes:
        tx.execute(
            """
            INSERT INTO episodes (guild_id, show_id, season, episode, title, minutes, aired)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
            show_id,
            each.season,
            each.number,
            each.title,
            each.minutes,
            each.aired,
        )


def episodes(tx: Tx, show_id: ShowId) -> list[EpisodeFacts]:
    """A show's episodes, in order."""
    rows = tx.all(
        "SELECT * FROM episodes WHERE guild_id = $1 AND show_id = $2 ORDER BY season, episode", show_id
    )
    return [
        EpisodeFacts(row["season"], row["episode"], row["title"], row["minutes"], row["aired"])
        for row in rows
    ]


def request(tx: Tx, show_id: ShowId, reference: str, due_at: Millis) -> None:
    """Note that a show's facts are to be filled in, from the entry that was chosen unless that is ''."""
    tx.execute(
        """
        INSERT INTO fact_requests (guild_id, show_id, reference, due_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (guild_id, show_id) DO UPDATE SET
            reference = excluded.reference, due_at = excluded.due_at, attempts = 0
        """,
        show_id,
        reference,
        due_at,
    )


def request_of(tx: Tx, show_id: ShowId) -> FactRequest | None:
    """What was noted for a show."""
    row = tx.one("SELECT * FROM fact_requests WHERE guild_id = $1 AND show_id = $2", show_id)
    return FactRequest(tx.guild_id, show_id, row["reference"], row["attempts"]) if row else None


def requests_due(tx: AllServers, limit: int) -> list[FactRequest]:
    """Up to `limit` requests of all servers that are due, the longest due first."""
    rows = tx.all("SELECT * FROM fact_requests WHERE due_at <= $1 ORDER BY due_at LIMIT $2", tx.now, limit)
    return [FactRequest(row["guild_id"], row["show_id"], row["reference"], row["attempts"]) for row in rows]


def postpone_request(tx: Tx, show_id: ShowId, due_at: Millis) -> None:
    """Try again later."""
    tx.execute(
        """
        UPDATE fact_requests SET due_at = $3, attempts = attempts + 1
        WHERE guild_id = $1 AND show_id = $2
        """,
        show_id,
        due_at,
    )


def drop_request(tx: Tx, show_id: ShowId) -> None:
    """Forget that a show's facts were to be filled in."""
    tx.execute("DELETE FROM fact_requests WHERE guild_id = $1 AND show_id = $2", show_id)
