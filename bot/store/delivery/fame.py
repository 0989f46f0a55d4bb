"""The hall of fame: which reviews have reached it. Where they are shown there, the outbox keeps."""

from bot.domain.ids import ReviewId
from bot.store.engine.transaction import Tx


def enter(tx: Tx, review_id: ReviewId, channel_id: int) -> None:
    """Note that a review has reached the hall, which is in `channel_id` now; only the first time counts."""
    tx.execute(
        """
        INSERT INTO fame (guild_id, review_id, channel_id, reached_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (guild_id, review_id) DO NOTHING
        """,
        review_id,
        channel_id,
        tx.now,
    )


def channel_of(tx: Tx, review_id: ReviewId) -> int | None:
    """The channel in which a review is to be shown as famous; None when it is not."""
    row = tx.one(
        "SELECT channel_id FROM fame WHERE guild_id = $1 AND review_id = $2 AND dismissed = 0", review_id
    )
    return row["channel_id"] if row else None


def dismiss(tx: Tx, review_id: ReviewId) -> None:
    """Note that somebody has taken a review out of the hall: no vote brings it back."""
    tx.execute("UPDATE fame SET dismissed = 1 WHERE guild_id = $1 AND review_id = $2", review_id)


def leave_channel(tx: Tx, channel_id: int) -> None:
    """Note that a hall is gone: its reviews may enter another."""
    tx.execute("DELETE FROM fame WHERE guild_id = $1 AND channel_id = $2 AND dismissed = 0", channel_id)
