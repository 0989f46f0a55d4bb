"""Hiding reviews from everybody's eyes, and bringing back all that went with them."""

from dataclasses import replace

from bot.domain.ids import NOBODY, ReviewId, ShowId, UserId
from bot.domain.moderation.records import Hiding, Hold
from bot.domain.ratings.rating import Given, Stars
from bot.domain.reviews.review import Review, Words
from bot.store.engine.transaction import Row, Tx
from bot.store.moderation import holds
from bot.store.ratings import ratings
from bot.store.reviews import reviews
from bot.store.totals import events


def hide(tx: Tx, review: Review, hiding: Hiding) -> Review:
    """Take a live review from everybody's eyes, and its author's rating of the same out of every sum.

    The review keeps the stars itself while it is hidden, as articles do, and its helpful votes. Whatever its
    author writes about the same show from now on is held (`holds`).
    """
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
                             pinned_by_user_id, pinned_at, held)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (guild_id, review_id) DO UPDATE SET
            reason = excluded.reason, hidden_by_user_id = excluded.hidden_by_user_id,
            hidden_at = excluded.hidden_at, channel_id = excluded.channel_id, rated_at = excluded.rated_at,
            asked_version = 0, asked_at = NULL,
            pinned_by_user_id = excluded.pinned_by_user_id, pinned_at = excluded.pinned_at,
            held = excluded.held
        """,
        review.review_id,
        hiding.reason,
        hiding.hidden_by,
        hiding.hidden_at,
        hiding.channel_id,
        given.rated_at if given else None,
        hiding.pinned_by,
        hiding.pinned_at,
        int(hiding.held),
    )
    if not (review.is_article or hiding.held):
        hold = Hold(hiding.reason, hiding.hidden_by, hiding.hidden_at)
        holds.put(tx, review.target.show_id, review.user_id, hold)
    with events.at_once(tx):
        events.review_left(tx, review)
        if given:
            ratings.put(tx, review.target, review.user_id, given, None)
    reviews.count(tx, review.target.show_id, -1)
    return replace(review, hidden=True)


def restore(tx: Tx, review: Review) -> tuple[Review, Hiding] | None:
    """Bring a hidden review back, with its votes and its stars: (the review, how it was hidden).

    Another rating of the same that its author has given since stands (two shows may have become one). With
    the last of its author's hidden reviews of the show, the hold ends. None if it isn't hidden.
    """
    row = tx.one("SELECT * FROM hidings WHERE guild_id = $1 AND review_id = $2", review.review_id)
    if row is None or not review.hidden:
        return None
    live, target = replace(review, hidden=False), review.target
    tx.execute("DELETE FROM hidings WHERE guild_id = $1 AND review_id = $2", review.review_id)
    tx.execute(
        """
        UPDATE reviews SET state = 'live', halves = CASE WHEN user_id = $3 THEN halves END
        WHERE guild_id = $1 AND review_id = $2
        """,
        review.review_id,
        NOBODY,
    )
    if not (review.is_article or has_hidden(tx, target.show_id, review.user_id)):
        holds.lift(tx, target.show_id, review.user_id)
    with events.at_once(tx):
        if review.stars and not review.is_article and not ratings.given_to(tx, target, review.user_id):
            given = Given(review.stars.halves, tx.now if row["rated_at"] is None else row["rated_at"])
            ratings.put(tx, target, review.user_id, None, given)
        events.review_entered(tx, live)
    reviews.count(tx, target.show_id, +1)
    return live, _hiding(row)


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
    return _hiding(row) if row else None


def edit(tx: Tx, review: Review, words: Words, stars: Stars | None) -> Review:
    """Replace the words and stars of a member's hidden review, which stays hidden, and return it."""
    if stars != review.stars:
        tx.execute(
            "UPDATE hidings SET rated_at = $3 WHERE guild_id = $1 AND review_id = $2",
            review.review_id,
            tx.now,
        )
    return reviews.edit(tx, review, words, stars)


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


def has_hidden(tx: Tx, show_id: ShowId, user_id: UserId) -> bool:
    """Whether a review by a member of a show, or of a season of it, is hidden."""
    row = tx.one(
        """
        SELECT 1 FROM reviews WHERE guild_id = $1 AND user_id = $3 AND show_id = $2 AND state = 'hidden'
        LIMIT 1
        """,
        show_id,
        user_id,
    )
    return row is not None


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


def _hiding(row: Row) -> Hiding:
    return Hiding(
        row["reason"],
        row["hidden_by_user_id"],
        row["hidden_at"],
        row["channel_id"],
        row["asked_version"],
        row["asked_at"],
        row["pinned_by_user_id"],
        row["pinned_at"],
        bool(row["held"]),
    )
