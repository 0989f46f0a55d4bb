"""Deleted reviews whose words moderators keep for a while: they were reported, or hidden."""

from bot.domain.ids import GuildId, Millis, ReviewId
from bot.store.engine.transaction import AllServers, Tx


def keep(tx: Tx, review_id: ReviewId) -> None:
    """Let moderators keep a review that is being deleted."""
    tx.execute(
        "INSERT INTO keepings (guild_id, review_id, deleted_at) VALUES ($1, $2, $3)", review_id, tx.now
    )


def settled_before(tx: AllServers, before: Millis, limit: int) -> list[tuple[GuildId, ReviewId]]:
    """(server, number) of up to `limit` of them about which nothing is open, and was not since `before`."""
    rows = tx.all(
        """
        SELECT guild_id, review_id FROM keepings WHERE deleted_at <= $1 AND NOT EXISTS (
            SELECT 1 FROM reports
            WHERE reports.guild_id = keepings.guild_id AND reports.review_id = keepings.review_id
                AND (reports.state = 'open' OR reports.resolved_at > $1)
        )
        ORDER BY deleted_at LIMIT $2
        """,
        before,
        limit,
    )
    return [(row["guild_id"], row["review_id"]) for row in rows]
