"""Reviews and their versions in any state, for moderators."""

from bot.domain.ids import ReviewId, ShowId, UserId
from bot.domain.moderation.history import Past, Version
from bot.domain.ratings.rating import Stars, Target
from bot.domain.reviews.review import Words
from bot.store.engine.transaction import Row, Tx


def get(tx: Tx, review_id: ReviewId) -> Past | None:
    """A review in any state."""
    row = tx.one("SELECT * FROM reviews WHERE guild_id = $1 AND review_id = $2", review_id)
    return _past(row) if row else None


def of_show(tx: Tx, show_id: ShowId, user_id: UserId, limit: int) -> list[Past]:
    """Up to `limit` reviews of a show by a member (0: by bylines), in any state, the latest number first.

    A member's review that was erased is among them; of one that was erased with its author's data, and of
    articles, nobody knows whose they were.
    """
    # "+ 0" keeps SQLite from going through all of the server's reviews in the order of their numbers.
    rows = tx.all(
        """
        SELECT * FROM reviews WHERE guild_id = $1 AND user_id = $2 AND show_id = $3 AND (user_id <> 0
            OR EXISTS (
            SELECT 1 FROM review_versions AS versions
            WHERE versions.guild_id = reviews.guild_id AND versions.review_id = reviews.review_id
        ))
        ORDER BY review_id + 0 DESC LIMIT $4
        """,
        user_id,
        show_id,
        limit,
    )
    return [_past(row) for row in rows]


def count(tx: Tx, review_id: ReviewId) -> int:
    """How many versions of a review are kept."""
    row = tx.one("SELECT count(*) FROM review_versions WHERE guild_id = $1 AND review_id = $2", review_id)
    return row[0] if row else 0


def versions(tx: Tx, review_id: ReviewId, offset: int, limit: int) -> list[Version]:
    """Up to `limit` versions of a review from the one at `offset` on, oldest first."""
    rows = tx.all(
        """
        SELECT * FROM review_versions WHERE guild_id = $1 AND review_id = $2
        ORDER BY version LIMIT $3 OFFSET $4
        """,
        review_id,
        limit,
        offset,
    )
    return [_version(row) for row in rows]


def version(tx: Tx, review_id: ReviewId, number: int) -> Version | None:
    """One version of a review; None if it isn't kept."""
    row = tx.one(
        "SELECT * FROM review_versions WHERE guild_id = $1 AND review_id = $2 AND version = $3",
        review_id,
        number,
    )
    return _version(row) if row else None


def _version(row: Row) -> Version:
    return Version(
        Words(row["headline"], row["body"], bool(row["spoilers"])),
        Stars(row["halves"]) if row["halves"] else None,
        row["saved_at"],
        row["version"],
    )


def _past(row: Row) -> Past:
    return Past(
        row["review_id"],
        Target(row["show_id"], row["season"]),
        row["user_id"],
        row["byline"],
        row["state"],
        row["updated_at"],
    )
