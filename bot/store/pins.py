"""Pinned reviews."""

from bot.domain.reviews import CardPlace, Pin
from bot.store.database import Tx


def get(tx: Tx, guild_id: int, review_id: int) -> Pin | None:
    """The pin of a review."""
    row = tx.one("SELECT * FROM pins WHERE guild_id = $1 AND review_id = $2", guild_id, review_id)
    if row is None:
        return None
    place = CardPlace(row["channel_id"], row["message_id"])
    return Pin(row["review_id"], place, row["pinned_by_user_id"], row["pinned_at"])


def put(tx: Tx, guild_id: int, pin: Pin) -> None:
    """Note that a review is pinned."""
    tx.execute(
        """
        INSERT INTO pins (guild_id, review_id, channel_id, message_id, pinned_by_user_id, pinned_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (guild_id, review_id) DO UPDATE SET
            channel_id = excluded.channel_id, message_id = excluded.message_id,
            pinned_by_user_id = excluded.pinned_by_user_id, pinned_at = excluded.pinned_at
        """,
        guild_id,
        pin.review_id,
        pin.place.channel_id,
        pin.place.message_id,
        pin.pinned_by,
        pin.pinned_at,
    )


def drop(tx: Tx, guild_id: int, review_id: int) -> bool:
    """Note that a review is not pinned any more; tells whether it was."""
    return bool(tx.execute("DELETE FROM pins WHERE guild_id = $1 AND review_id = $2", guild_id, review_id))


def drop_channel(tx: Tx, guild_id: int, channel_id: int) -> None:
    """Note that nothing is pinned in a channel any more."""
    tx.execute("DELETE FROM pins WHERE guild_id = $1 AND channel_id = $2", guild_id, channel_id)


def drop_all(tx: Tx, guild_id: int) -> None:
    """Note that nothing is pinned on a server any more."""
    tx.execute("DELETE FROM pins WHERE guild_id = $1", guild_id)
