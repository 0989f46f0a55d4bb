"""Digests that stand in a channel and quote reviews: they follow, as cards do, when what they say goes.

Nobody keeps which reviews a digest quotes: of those that were written in its week, it may be any.
"""

from bot.domain.reviews.review import Review
from bot.store.engine.transaction import Tx


def review_left(tx: Tx, review: Review) -> None:
    """A review, as it stood, can't be seen any more."""
    if not review.is_article and (review.words.headline or review.words.body):
        tx.execute(
            """
            UPDATE digests SET attempts = 0, due_at = CASE WHEN due_at >= $2 THEN due_at + 1 ELSE $2 END
            WHERE guild_id = $1 AND message_id <> 0 AND from_at <= $3 AND until_at > $3
            """,
            tx.now,
            review.created_at,
        )


def review_edited(tx: Tx, before: Review) -> None:
    """A review that can be seen has other words."""
    review_left(tx, before)


def restricted_changed(tx: Tx) -> None:
    """A show, or a channel, is for adults now, or not any more: any digest may name what it should not."""
    tx.execute(
        """
        UPDATE digests SET attempts = 0, due_at = CASE WHEN due_at >= $2 THEN due_at + 1 ELSE $2 END
        WHERE guild_id = $1 AND message_id <> 0
        """,
        tx.now,
    )
