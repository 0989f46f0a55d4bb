"""Helpful votes: one of a member on a review of another's."""

from dataclasses import replace

from bot.domain.reviews.review import Review
from bot.store.engine.transaction import Tx
from bot.store.totals import events


def toggle(tx: Tx, review: Review, user_id: int) -> Review:
    """Give a member's helpful vote, or take it back when it was given; returns the review as it is now."""
    taken_back = tx.execute(
        "DELETE FROM helpful_votes WHERE guild_id = $1 AND review_id = $2 AND user_id = $3",
        review.review_id,
        user_id,
    )
    if not taken_back:
        tx.execute(
            "INSERT INTO helpful_votes (guild_id, review_id, user_id, voted_at) VALUES ($1, $2, $3, $4)",
            review.review_id,
            user_id,
            tx.now,
        )
    by = -1 if taken_back else 1
    tx.execute(
        "UPDATE reviews SET helpful = helpful + $3 WHERE guild_id = $1 AND review_id = $2",
        review.review_id,
        by,
    )
    if not review.hidden:
        events.voted(tx, review, by)
    return replace(review, helpful=review.helpful + by)
