"""Helpful votes: one of a member on a review of another's."""

from bot.domain.ids import ReviewId, UserId
from bot.store.engine.transaction import Tx
from bot.store.totals import events


def toggle(tx: Tx, review_id: ReviewId, user_id: UserId) -> int:
    """Give a member's helpful vote (1), or take it back when it was given (-1); returns which it was."""
    taken_back = tx.execute(
        "DELETE FROM helpful_votes WHERE guild_id = $1 AND review_id = $2 AND user_id = $3",
        review_id,
        user_id,
    )
    if not taken_back:
        tx.execute(
            "INSERT INTO helpful_votes (guild_id, review_id, user_id, voted_at) VALUES ($1, $2, $3, $4)",
            review_id,
            user_id,
            tx.now,
        )
    by = -1 if taken_back else 1
    review = tx.one(
        """
        UPDATE reviews SET helpful = helpful + $3 WHERE guild_id = $1 AND review_id = $2
        RETURNING user_id, state
        """,
        review_id,
        by,
    )
    if review and review["state"] == "live":
        events.voted(tx, review["user_id"], by)
    return by
