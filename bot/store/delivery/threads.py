"""The thread, or post in a forum, that each show has for its reviews in a channel."""

from bot.domain.ids import ReviewId, ShowId
from bot.store.engine.transaction import Tx


def get(tx: Tx, show_id: ShowId, channel_id: int) -> int:
    """The thread of a show in a channel; 0 if there is none."""
    row = tx.one(
        "SELECT thread_id FROM show_threads WHERE guild_id = $1 AND show_id = $2 AND channel_id = $3",
        show_id,
        channel_id,
    )
    return row["thread_id"] if row else 0


def of_review(tx: Tx, review_id: ReviewId) -> list[int]:
    """Every thread of the show that a review is about, live or not."""
    rows = tx.all(
        """
        SELECT thread_id FROM show_threads
        JOIN reviews ON reviews.guild_id = show_threads.guild_id AND reviews.show_id = show_threads.show_id
        WHERE reviews.guild_id = $1 AND reviews.review_id = $2 ORDER BY thread_id
        """,
        review_id,
    )
    return [row["thread_id"] for row in rows]


def channel_of(tx: Tx, thread_id: int) -> int:
    """The channel that a show's thread is in; 0 if it is no show's thread."""
    row = tx.one("SELECT channel_id FROM show_threads WHERE guild_id = $1 AND thread_id = $2", thread_id)
    return row["channel_id"] if row else 0


def of_channel(tx: Tx, channel_id: int) -> list[int]:
    """Every show's thread in a channel."""
    rows = tx.all(
        "SELECT thread_id FROM show_threads WHERE guild_id = $1 AND channel_id = $2 ORDER BY thread_id",
        channel_id,
    )
    return [row["thread_id"] for row in rows]


def name_of(tx: Tx, thread_id: int) -> str | None:
    """How a show's thread was named last, "" if that is not known; None if it is no show's thread."""
    row = tx.one("SELECT name FROM show_threads WHERE guild_id = $1 AND thread_id = $2", thread_id)
    return row["name"] if row else None


def put(tx: Tx, show_id: ShowId, channel_id: int, thread_id: int, name: str) -> None:
    """Note which thread a show has in a channel from now on, and its name."""
    tx.execute(
        """
        INSERT INTO show_threads (guild_id, show_id, channel_id, thread_id, name) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (guild_id, show_id, channel_id)
        DO UPDATE SET thread_id = excluded.thread_id, name = excluded.name
        """,
        show_id,
        channel_id,
        thread_id,
        name,
    )


def set_name(tx: Tx, thread_id: int, name: str) -> None:
    """Note how a show's thread is named now."""
    tx.execute("UPDATE show_threads SET name = $3 WHERE guild_id = $1 AND thread_id = $2", thread_id, name)


def forget(tx: Tx, channel_id: int) -> None:
    """Note that a thread, or a channel with all its threads, is not there any more."""
    tx.execute(
        "DELETE FROM show_threads WHERE guild_id = $1 AND (thread_id = $2 OR channel_id = $2)", channel_id
    )
