"""What members report to the moderators."""

from bot.domain.reviews import Review
from bot.store.database import Tx


def put(tx: Tx, guild_id: int, review: Review, user_id: int, reason: str, now: int) -> None:
    """Note a member's report of a review as it stands; reporting again replaces the reason."""
    tx.execute(
        """
        INSERT INTO reports (guild_id, review_id, user_id, reason, version, reported_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (guild_id, review_id, user_id) DO UPDATE SET
            reason = excluded.reason, version = excluded.version, reported_at = excluded.reported_at
        """,
        guild_id,
        review.review_id,
        user_id,
        reason,
        review.version,
        now,
    )
