"""Hiding reviews from everybody's eyes, and bringing back all that went with them."""

from bot.domain.ids import ReviewId, UserId
from bot.domain.moderation.records import Hiding
from bot.domain.ratings.rating import Stars
from bot.domain.reviews.review import Review, Words
from bot.store.engine.transaction import Tx
from bot.store.ratings import ratings
from bot.store.reviews import reviews
from bot.store.totals import events


def hide(tx: Tx, review: Review, hiding: Hiding) -> None:
    """Take a live review from everybody's eyes, and its author's rating of the same out of every sum.

    The review keeps the stars itself while it is hidden, as articles do, and its helpful votes.
    """
    events.review_left(tx, review)
    given = ratings.given_to(tx, review.target, review.user_id)
    tx.execute(
        """
        UPDATE reviews SET state = 'hidden', halves = coalesce($3, halves)
        WHERE guild_id = $1 AND review_id = $2
        """,
        review.review_id,
        given.halves if given else None,
    )
    tx.execute(
        """
        INSERT INTO hidings (guild_id, review_id, reason, hidden_by_user_id, hidden_at, channel_id, rated_at,
                             pinned_by_user_id, pinned_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (guild_id, review_id) DO UPDATE SET
            reason = excluded.reason, hidden_by_user_id = excluded.hidden_by_user_id,
            hidden_at = excluded.hidden_at, channel_id = excluded.channel_id, rated_at = excluded.rated_at,
            asked_version = 0, asked_at = NULL,
            pinned_by_user_id = excluded.pinned_by_user_id, pinned_at = excluded.pinned_at
        """,
        review.review_id,
        hiding.reason,
        hiding.hidden_by,
        hiding.hidden_at,
        hiding.channel_id,
        given.rated_at if given else None,
        hiding.pinned_by,
        hiding.pinned_at,
    )
    if given:
        ratings.change(tx, review.target, review.user_id, None)
    reviews.count(tx, review.target.show_id, -1)


def restore(tx: Tx, review: Review) -> None:
    """Bring a hidden review back, with its votes and its stars.

    Another rating of the same that its author has given since stands (two shows may have become one).
    """
    row = tx.one("SELECT rated_at FROM hidings WHERE guild_id = $1 AND review_id = $2", review.review_id)
    if not review.is_article:
        stars, target = review.stars, review.target
        if stars and not ratings.given_to(tx, target, review.user_id):
            rated_at = row["rated_at"] if row else None
            ratings.change(tx, target, review.user_id, stars, rated_at=rated_at)
        tx.execute(
            "UPDATE reviews SET halves = NULL WHERE guild_id = $1 AND review_id = $2", review.review_id
        )
    tx.execute("DELETE FROM hidings WHERE guild_id = $1 AND review_id = $2", review.review_id)
    tx.execute("UPDATE reviews SET state = 'live' WHERE guild_id = $1 AND review_id = $2", review.review_id)
    reviews.count(tx, review.target.show_id, +1)
    if live := reviews.get(tx, review.review_id):
        events.review_entered(tx, live)


def get(tx: Tx, review_id: ReviewId) -> Hiding | None:
    """Why a review is hidden; None if it isn't."""
    row = tx.one(
        """
        SELECT hidings.* FROM hidings JOIN reviews
            ON reviews.guild_id = hidings.guild_id AND reviews.review_id = hidings.review_id
        WHERE hidings.guild_id = $1 AND hidings.review_id = $2 AND reviews.state = 'hidden'
        """,
        review_id,
    )
    if row is None:
        return None
    return Hiding(
        row["reason"],
        row["hidden_by_user_id"],
        row["hidden_at"],
        row["channel_id"],
        row["asked_version"],
        row["asked_at"],
        row["pinned_by_user_id"],
        row["pinned_at"],
    )


def edit(tx: Tx, review_id: ReviewId, words: Words, stars: Stars) -> None:
    """Replace the words and stars of a member's hidden review, which stays hidden."""
    reviews.edit(tx, review_id, words, stars)
    tx.execute("UPDATE hidings SET rated_at = $3 WHERE guild_id = $1 AND review_id = $2", review_id, tx.now)


def ask_again(tx: Tx, review: Review) -> bool:
    """Note that the author wants another look at this version; tells whether it is the first time."""
    return bool(
        tx.execute(
            """
            UPDATE hidings SET asked_version = $3, asked_at = $4
            WHERE guild_id = $1 AND review_id = $2 AND asked_version < $3
            """,
            review.review_id,
            review.version,
            tx.now,
        )
    )


def looked(tx: Tx, review_id: ReviewId) -> bool:
    """Note that a moderator has had another look; tells whether the author waited for it."""
    return bool(
        tx.execute(
            """
            UPDATE hidings SET asked_at = NULL
            WHERE guild_id = $1 AND review_id = $2 AND asked_at IS NOT NULL
            """,
            review_id,
        )
    )


def of_member(tx: Tx, user_id: UserId, restricted: bool, limit: int) -> list[ReviewId]:
    """Up to `limit` hidden reviews of a member, the latest first.

    Those of shows for adults are among them only if told so (`restricted`).
    """
    rows = tx.all(
        """
        SELECT reviews.review_id FROM reviews
        JOIN shows ON shows.guild_id = reviews.guild_id AND shows.show_id = reviews.show_id
            AND shows.restricted <= $3
        WHERE reviews.guild_id = $1 AND reviews.user_id = $2 AND reviews.state = 'hidden'
        ORDER BY reviews.review_id DESC LIMIT $4
        """,
        user_id,
        int(restricted),
        limit,
    )
    return [row["review_id"] for row in rows]
