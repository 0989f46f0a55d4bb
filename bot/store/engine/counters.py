"""Numbers for new things, and the memory of what has been done."""

from bot.domain.ids import Millis
from bot.store.engine.transaction import AllServers, Tx


def next_id(tx: Tx, name: str) -> int:
    """The next number for a thing called `name` on this server, from 1; never given out twice."""
    row = tx.one(
        """
        INSERT INTO counters (guild_id, name, value) VALUES ($1, $2, 1)
        ON CONFLICT (guild_id, name) DO UPDATE SET value = counters.value + 1
        RETURNING value
        """,
        name,
    )
    assert row is not None  # noqa: S101  RETURNING always has a row here
    return int(row["value"])


def first_time(tx: Tx, request_id: int, verb: str = "") -> bool:
    """Whether this request hasn't been carried out yet; from now on it has, if the transaction commits.

    One request may carry out several verbs, each of them once.
    """
    return bool(
        tx.execute(
            """
            INSERT INTO requests (guild_id, request_id, verb, done_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING
            """,
            request_id,
            verb,
            tx.now,
        )
    )


def is_carried_out(tx: Tx, request_id: int) -> bool:
    """Whether anything that this request asked for is committed, of what is done once for each request."""
    return (
        tx.one("SELECT 1 FROM requests WHERE guild_id = $1 AND request_id = $2 LIMIT 1", request_id)
        is not None
    )


def forget_requests(tx: AllServers, before: Millis) -> int:
    """Drop the memory of requests done before a time (Unix ms); returns how many."""
    return tx.execute("DELETE FROM requests WHERE done_at < $1", before)
