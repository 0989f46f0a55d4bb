"""Pinned reviews, what could be pinned, and which pins have to be looked at."""

from bot.domain.ids import GuildId, Millis, ReviewId, ShowId
from bot.domain.moderation.pins import Look
from bot.domain.reviews.review import CardPlace, Pin
from bot.store.engine.transaction import AllServers, Row, Tx

LOOKED_THROUGH = 1_000
"""How many of the most helpful reviews are looked through for some that are not pinned."""


def get(tx: Tx, review_id: ReviewId) -> Pin | None:
    """The pin of a review."""
    row = tx.one("SELECT * FROM pins WHERE guild_id = $1 AND review_id = $2", review_id)
    return _pin(row) if row else None


def put(tx: Tx, pin: Pin) -> None:
    """Note that a review is pinned."""
    tx.execute(
        """
        INSERT INTO pins (guild_id, review_id, channel_id, message_id, pinned_by_user_id, pinned_at,
                          checked_at)
        VALUES ($1, $2, $3, $4, $5, $6, $6)
        ON CONFLICT (guild_id, review_id) DO UPDATE SET
            channel_id = excluded.channel_id, message_id = excluded.message_id,
            pinned_by_user_id = excluded.pinned_by_user_id, pinned_at = excluded.pinned_at,
            checked_at = excluded.checked_at
        """,
        pin.review_id,
        pin.place.channel_id,
        pin.place.message_id,
        pin.pinned_by,
        pin.pinned_at,
    )


def drop(tx: Tx, review_id: ReviewId) -> bool:
    """Note that a review is not pinned any more; tells whether it was."""
    return bool(tx.execute("DELETE FROM pins WHERE guild_id = $1 AND review_id = $2", review_id))


def drop_channel(tx: Tx, channel_id: int) -> None:
    """Note that nothing is pinned in a channel any more."""
    tx.execute("DELETE FROM pins WHERE guild_id = $1 AND channel_id = $2", channel_id)


def drop_all(tx: Tx) -> None:
    """Note that nothing is pinned on a server any more."""
    tx.execute("DELETE FROM pins WHERE guild_id = $1")


def latest(tx: Tx, restricted: bool, offset: int, limit: int) -> list[Pin]:
    """Pins of live reviews, the latest first; those of shows for adults only if `restricted`."""
    # With EXISTS, a server's pins are looked at one by one, and not all of its reviews.
    rows = tx.all(
        """
        SELECT * FROM pins WHERE guild_id = $1 AND EXISTS (
            SELECT 1 FROM reviews
            JOIN shows ON shows.guild_id = reviews.guild_id AND shows.show_id = reviews.show_id
            WHERE reviews.guild_id = pins.guild_id AND reviews.review_id = pins.review_id
                AND reviews.state = 'live' AND shows.restricted <= $2
        ) ORDER BY pinned_at DESC, review_id DESC LIMIT $3 OFFSET $4
        """,
        int(restricted),
        limit,
        offset,
    )
    return [_pin(row) for row in rows]


def count(tx: Tx, restricted: bool) -> int:
    """How many pins `latest` has."""
    row = tx.one(
        """
        SELECT count(*) AS count FROM pins WHERE guild_id = $1 AND EXISTS (
            SELECT 1 FROM reviews
            JOIN shows ON shows.guild_id = reviews.guild_id AND shows.show_id = reviews.show_id
            WHERE reviews.guild_id = pins.guild_id AND reviews.review_id = pins.review_id
                AND reviews.state = 'live' AND shows.restricted <= $2
        )
        """,
        int(restricted),
    )
    return row["count"] if row else 0


def unpinned(tx: Tx, show_id: ShowId, restricted: bool, limit: int) -> list[ReviewId]:
    """The numbers of the most helpful live reviews that are not pinned, of one show or (0) of all.

    Those of shows for adults only if `restricted`. At most the first thousand are looked through.
    """
    of_show = "AND show_id = $5" if show_id else ""
    rows = tx.all(
        f"""
        SELECT best.review_id FROM (
            SELECT review_id, show_id, helpful, updated_at FROM reviews
            WHERE guild_id = $1 AND state = 'live' {of_show}
            ORDER BY helpful DESC, updated_at DESC, review_id DESC LIMIT $4
        ) AS best
        JOIN shows ON shows.guild_id = $1 AND shows.show_id = best.show_id
        WHERE shows.restricted <= $2
            AND NOT EXISTS (SELECT 1 FROM pins WHERE pins.guild_id = $1 AND pins.review_id = best.review_id)
        ORDER BY best.helpful DESC, best.updated_at DESC, best.review_id DESC LIMIT $3
        """,
        int(restricted),
        limit,
        LOOKED_THROUGH,
        *([show_id] if show_id else []),
    )
    return [row["review_id"] for row in rows]


def in_channel(tx: Tx, channel_id: int) -> Look:
    """The pins of a channel that Discord has been told of."""
    rows = tx.all(
        """
        SELECT * FROM pins WHERE guild_id = $1 AND channel_id = $2 AND NOT EXISTS (
            SELECT 1 FROM outbox WHERE outbox.guild_id = $1 AND outbox.kind = 'pin'
                AND outbox.review_id = pins.review_id)
        """,
        channel_id,
    )
    return Look(tx.guild_id, channel_id, tuple(_pin(row) for row in rows))


def unchecked(tx: AllServers, before: Millis) -> tuple[GuildId, int] | None:
    """(server, channel) whose pins were not looked at since a time (Unix ms), of all servers, for longest."""
    row = tx.one(
        "SELECT guild_id, channel_id FROM pins WHERE checked_at < $1 ORDER BY checked_at LIMIT 1", before
    )
    return (row["guild_id"], row["channel_id"]) if row else None


def set_checked(tx: Tx, channel_id: int, before: int) -> None:
    """Note that those of a channel's pins were looked at that were not since `before` (Unix ms)."""
    tx.execute(
        "UPDATE pins SET checked_at = $4 WHERE guild_id = $1 AND channel_id = $2 AND checked_at < $3",
        channel_id,
        before,
        tx.now,
    )


def _pin(row: Row) -> Pin:
    place = CardPlace(row["channel_id"], row["message_id"])
    return Pin(row["review_id"], place, row["pinned_by_user_id"], row["pinned_at"])
