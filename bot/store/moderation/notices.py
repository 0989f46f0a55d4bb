"""What authors are told of their reviews, with the answer to whatever they do next."""

from bot.domain.ids import Millis, ReviewId, UserId
from bot.domain.moderation.records import News, Notice
from bot.domain.reviews.review import Review
from bot.domain.spans import MINUTE
from bot.store.engine.transaction import Tx

ANSWER_LASTS = 15 * MINUTE
"""How long (ms) the answer to a command can be changed."""


def put(tx: Tx, review: Review, news: News) -> None:
    """Note what a review's author is to be told; it replaces what they were to be told of it before."""
    if review.is_article:
        return
    tx.execute(
        """
        INSERT INTO notices (guild_id, review_id, user_id, kind, noted_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (guild_id, review_id)
        DO UPDATE SET kind = excluded.kind, noted_at = excluded.noted_at, told_at = NULL
        """,
        review.review_id,
        review.user_id,
        news.value,
        tx.now,
    )


def of_review(tx: Tx, review_id: ReviewId) -> News | None:
    """What the author was told, or is to be told, last of a review."""
    row = tx.one("SELECT kind FROM notices WHERE guild_id = $1 AND review_id = $2", review_id)
    return News(row["kind"]) if row else None


def untold(tx: Tx, user_id: UserId, restricted: bool, limit: int) -> list[Notice]:
    """Up to `limit` notices that a member has not been told, oldest first.

    Those about shows for adults are among them only if told so (`restricted`). What the answer to `/review`
    tells, as long as it can be changed, is not told beside the next one.
    """
    rows = tx.all(
        """
        SELECT notices.review_id, notices.kind FROM notices
        JOIN reviews ON reviews.guild_id = notices.guild_id AND reviews.review_id = notices.review_id
        JOIN shows ON shows.guild_id = reviews.guild_id AND shows.show_id = reviews.show_id
            AND shows.restricted <= $3
        WHERE notices.guild_id = $1 AND notices.user_id = $2 AND notices.told_at IS NULL
            AND (notices.kind <> 'unsure' OR notices.noted_at < $5)
        ORDER BY notices.noted_at, notices.review_id LIMIT $4
        """,
        user_id,
        int(restricted),
        limit,
        tx.now - ANSWER_LASTS,
    )
    return [Notice(row["review_id"], News(row["kind"])) for row in rows]


def set_told(tx: Tx, notice: Notice, now: Millis | None) -> bool:
    """Note that a notice was told (None: that it was not, after all); tells whether that changed anything."""
    return bool(
        tx.execute(
            """
            UPDATE notices SET told_at = $4 WHERE guild_id = $1 AND review_id = $2 AND kind = $3
                AND coalesce(told_at, 0) <> coalesce($4, 0)
            """,
            notice.review_id,
            notice.news.value,
            now,
        )
    )


def drop(tx: Tx, review_id: ReviewId) -> None:
    """Drop what the author was to be told of a review, or was told."""
    tx.execute("DELETE FROM notices WHERE guild_id = $1 AND review_id = $2", review_id)
