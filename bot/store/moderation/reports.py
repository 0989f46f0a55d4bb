"""What members report to the moderators, and what became of it."""

from bot.domain.ids import Millis, ReviewId, UserId
from bot.domain.moderation.records import Report, Resolution
from bot.domain.reviews.review import Review
from bot.store.engine.transaction import Tx


def put(tx: Tx, review: Review, user_id: UserId, reason: str) -> None:
    """Note a member's report of a review as it stands; reporting again replaces the reason, and opens it."""
    tx.execute(
        """
        INSERT INTO reports (guild_id, review_id, user_id, reason, version, reported_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (guild_id, review_id, user_id) DO UPDATE SET
            reason = excluded.reason, version = excluded.version, reported_at = excluded.reported_at,
            state = 'open', resolved_by_user_id = NULL, resolved_at = NULL
        """,
        review.review_id,
        user_id,
        reason,
        review.version,
        tx.now,
    )


def resolve(tx: Tx, review_id: ReviewId, became: Resolution, user_id: UserId, *, seen: Millis) -> int:
    """Close the open reports of a review that were made up to `seen`; returns how many."""
    return tx.execute(
        """
        UPDATE reports SET state = $3, resolved_by_user_id = $4, resolved_at = $5
        WHERE guild_id = $1 AND review_id = $2 AND state = 'open' AND reported_at <= $6
        """,
        review_id,
        became.value,
        user_id,
        tx.now,
        seen,
    )


def waiting(tx: Tx, restricted: bool, limit: int) -> list[tuple[ReviewId, UserId]]:
    """Up to `limit` reviews with open reports, or whose authors want another look: who waits longest first.

    Each with its author. Those of shows for adults are left out, or they alone are told (`restricted`).
    """
    rows = tx.all(
        """
        SELECT cases.review_id, reviews.user_id, min(cases.since) AS since FROM (
            SELECT review_id, reported_at AS since FROM reports WHERE guild_id = $1 AND state = 'open'
            UNION ALL
            SELECT review_id, asked_at AS since FROM hidings WHERE guild_id = $1 AND asked_at IS NOT NULL
        ) AS cases
        JOIN reviews ON reviews.guild_id = $1 AND reviews.review_id = cases.review_id
        JOIN shows ON shows.guild_id = $1 AND shows.show_id = reviews.show_id AND shows.restricted = $2
        GROUP BY cases.review_id, reviews.user_id ORDER BY since, cases.review_id LIMIT $3
        """,
        int(restricted),
        limit,
    )
    return [(row["review_id"], row["user_id"]) for row in rows]


def of_review(tx: Tx, review_id: ReviewId, limit: int) -> list[Report]:
    """Up to `limit` open reports of a review, the latest first."""
    rows = tx.all(
        """
        SELECT * FROM reports WHERE guild_id = $1 AND review_id = $2 AND state = 'open'
        ORDER BY reported_at DESC, user_id LIMIT $3
        """,
        review_id,
        limit,
    )
    return [Report(row["user_id"], row["reason"], row["version"], row["reported_at"]) for row in rows]


def count_open(tx: Tx, review_id: ReviewId) -> int:
    """How many open reports a review has."""
    row = tx.one(
        "SELECT count(*) FROM reports WHERE guild_id = $1 AND review_id = $2 AND state = 'open'", review_id
    )
    return row[0] if row else 0
