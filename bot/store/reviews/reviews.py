"""Reviews, their versions and helpful votes."""

from dataclasses import replace

from bot.domain.happenings import ShowChanged
from bot.domain.ids import NOBODY, Millis, ReviewId, ShowId, UserId
from bot.domain.ratings.rating import Stars, Target
from bot.domain.reviews.review import Order, Review, Words
from bot.store.engine.counters import next_id
from bot.store.engine.transaction import AllServers, Row, Tx
from bot.store.totals import events

_ORDER_BY = {
    Order.HELPFUL: "reviews.helpful DESC, reviews.updated_at DESC, reviews.review_id DESC",
    Order.NEWEST: "reviews.updated_at DESC, reviews.review_id DESC",
}

_SELECT = """
    SELECT reviews.*, coalesce(ratings.halves, reviews.halves) AS stars FROM reviews
    LEFT JOIN ratings ON ratings.guild_id = reviews.guild_id AND ratings.show_id = reviews.show_id
        AND ratings.season = reviews.season AND ratings.episode = 0 AND ratings.user_id = reviews.user_id
"""


def get(tx: Tx, review_id: ReviewId) -> Review | None:
    """A live review by its number."""
    review = kept(tx, review_id)
    return review if review and not review.hidden else None


def kept(tx: Tx, review_id: ReviewId) -> Review | None:
    """A live or hidden review by its number, for its author and moderators only."""
    row = tx.one(
        f"{_SELECT} WHERE reviews.guild_id = $1 AND reviews.review_id = $2 AND reviews.state <> 'deleted'",
        review_id,
    )
    return _review(row) if row else None


def moderated(tx: Tx, review_id: ReviewId) -> Review | None:
    """A review by its number, for moderators only: also one that is deleted and kept for them."""
    row = tx.one(
        f"""{_SELECT} WHERE reviews.guild_id = $1 AND reviews.review_id = $2
            AND (reviews.state <> 'deleted' OR EXISTS (
                SELECT 1 FROM keepings WHERE keepings.guild_id = $1 AND keepings.review_id = $2))""",
        review_id,
    )
    return _review(row) if row else None


def of_member(tx: Tx, target: Target, user_id: UserId) -> Review | None:
    """The member's live review of the target; nobody reviews an episode."""
    review = kept_of_member(tx, target, user_id)
    return review if review and not review.hidden else None


def kept_of_member(tx: Tx, target: Target, user_id: UserId) -> Review | None:
    """The member's live or hidden review of the target, for that member's eyes only."""
    if target.episode:
        return None
    row = tx.one(
        f"""{_SELECT} WHERE reviews.guild_id = $1 AND reviews.show_id = $2 AND reviews.season = $3
            AND reviews.user_id = $4 AND reviews.user_id <> 0 AND reviews.state <> 'deleted'""",
        target.show_id,
        target.season,
        user_id,
    )
    return _review(row) if row else None


def of_byline(tx: Tx, target: Target, byline: str) -> Review | None:
    """The live or hidden article of the target by this byline, which is no member."""
    row = tx.one(
        f"""{_SELECT} WHERE reviews.guild_id = $1 AND reviews.show_id = $2 AND reviews.season = $3
            AND reviews.user_id = $4 AND reviews.byline = $5 AND reviews.state <> 'deleted'""",
        target.show_id,
        target.season,
        NOBODY,
        byline,
    )
    return _review(row) if row else None


def of_show(
    tx: Tx, show_id: ShowId, order: Order, offset: int = 0, limit: int = 1, besides: int = -1
) -> list[Review]:
    """Live reviews of a show and of its seasons, in order, but for those of the member `besides`."""
    rows = tx.all(
        f"""{_SELECT} WHERE reviews.guild_id = $1 AND reviews.show_id = $2 AND reviews.state = 'live'
            AND reviews.user_id <> $5 ORDER BY {_ORDER_BY[order]} LIMIT $3 OFFSET $4""",
        show_id,
        limit,
        offset,
        besides,
    )
    return [_review(row) for row in rows]


def last_written_at(tx: Tx, user_id: UserId) -> Millis | None:
    """When a member last wrote a new review (Unix ms), one deleted since included; None if never."""
    row = tx.one(
        """
        SELECT created_at FROM reviews WHERE guild_id = $1 AND user_id = $2
        ORDER BY created_at DESC LIMIT 1
        """,
        user_id,
    )
    return row["created_at"] if row else None


def all_live(tx: Tx) -> list[tuple[ReviewId, Millis]]:
    """(number, when it was written) of every live review of a server, oldest first."""
    rows = tx.all(
        """
        SELECT review_id, created_at FROM reviews WHERE guild_id = $1 AND state = 'live'
        ORDER BY created_at, review_id
        """
    )
    return [(row["review_id"], row["created_at"]) for row in rows]


def count_of_show(tx: Tx, show_id: ShowId) -> int:
    """How many live reviews a show has, from the running count."""
    row = tx.one("SELECT review_count FROM shows WHERE guild_id = $1 AND show_id = $2", show_id)
    return row["review_count"] if row else 0


def add(
    tx: Tx,
    target: Target,
    user_id: UserId,
    words: Words,
    stars: Stars | None,
    *,
    byline: str = "",
    written_at: Millis | None = None,
) -> Review:
    """Add a review and return it.

    A member's rating must be there already; an article by no member (`user_id` 0) keeps its stars itself.
    It counts as written now, or at `written_at`.
    """
    review_id, at = ReviewId(next_id(tx, "review")), tx.now if written_at is None else written_at
    review = Review(tx.guild_id, review_id, target, user_id, words, stars, 1, at, at, 0, byline)
    tx.execute(
        """
        INSERT INTO reviews (guild_id, review_id, show_id, season, user_id, byline, halves, headline, body,
                             spoilers, state, version, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'live', 1, $11, $11)
        """,
        review_id,
        target.show_id,
        target.season,
        user_id,
        byline,
        _kept_stars(review),
        words.headline,
        words.body,
        int(words.spoilers),
        at,
    )
    _keep_version(tx, review)
    count(tx, target.show_id, +1)
    events.review_entered(tx, review)
    return review


def edit(
    tx: Tx,
    review: Review,
    words: Words,
    stars: Stars | None,
    *,
    written_at: Millis | None = None,
    edited_at: Millis | None = None,
) -> Review:
    """Replace a review's words, and the stars that it keeps itself; returns it. The version before is kept.

    It counts as written when it was before, unless `written_at` says, and as edited now, or at `edited_at`.
    """
    edited = replace(
        review,
        words=words,
        stars=stars,
        version=review.version + 1,
        created_at=review.created_at if written_at is None else written_at,
        updated_at=tx.now if edited_at is None else edited_at,
    )
    tx.execute(
        """
        UPDATE reviews SET headline = $3, body = $4, spoilers = $5, halves = $6, version = $7,
            created_at = $8, updated_at = $9
        WHERE guild_id = $1 AND review_id = $2
        """,
        review.review_id,
        words.headline,
        words.body,
        int(words.spoilers),
        _kept_stars(edited),
        edited.version,
        edited.created_at,
        edited.updated_at,
    )
    _keep_version(tx, edited)
    if not review.hidden:
        events.review_edited(tx, review, edited)
    return edited


def delete(tx: Tx, review: Review) -> None:
    """Take a review away from everybody's eyes, with its votes; its words stay until they are erased."""
    tx.execute(
        "UPDATE reviews SET state = 'deleted', helpful = 0 WHERE guild_id = $1 AND review_id = $2",
        review.review_id,
    )
    tx.execute("DELETE FROM helpful_votes WHERE guild_id = $1 AND review_id = $2", review.review_id)
    if not review.hidden:
        events.review_left(tx, review)
        count(tx, review.target.show_id, -1)


def count(tx: Tx, show_id: ShowId, by: int) -> None:
    """Let the running count of a show's live reviews follow."""
    tx.happened(ShowChanged(tx.guild_id, show_id))
    tx.execute(
        "UPDATE shows SET review_count = review_count + $3 WHERE guild_id = $1 AND show_id = $2", show_id, by
    )


def recount(tx: Tx, show_id: ShowId) -> None:
    """Count the live reviews of a show anew."""
    tx.execute(
        """
        UPDATE shows SET review_count = (
            SELECT count(*) FROM reviews WHERE guild_id = $1 AND show_id = $2 AND state = 'live'
        )
        WHERE guild_id = $1 AND show_id = $2
        """,
        show_id,
    )


def wrong_counts(tx: AllServers) -> list[str]:
    """Recount votes and reviews and name everything, on any server, whose kept number disagrees."""
    votes = tx.all("""
        SELECT reviews.guild_id, reviews.review_id FROM reviews
        LEFT JOIN helpful_votes AS votes
            ON votes.guild_id = reviews.guild_id AND votes.review_id = reviews.review_id
        GROUP BY reviews.guild_id, reviews.review_id, reviews.helpful
        HAVING count(votes.user_id) <> reviews.helpful
    """)
    shows = tx.all("""
        SELECT shows.guild_id, shows.show_id FROM shows
        LEFT JOIN reviews ON reviews.guild_id = shows.guild_id AND reviews.show_id = shows.show_id
            AND reviews.state = 'live'
        GROUP BY shows.guild_id, shows.show_id, shows.review_count
        HAVING count(reviews.review_id) <> shows.review_count
    """)
    return [f"server {row[0]}, review {row[1]}: helpful votes" for row in votes] + [
        f"server {row[0]}, show {row[1]}: number of reviews" for row in shows
    ]


def _kept_stars(review: Review) -> int | None:
    """The half stars that a review keeps itself: of other reviews, the author's rating is shown."""
    return review.stars.halves if review.stars and (review.is_article or review.hidden) else None


def _keep_version(tx: Tx, review: Review) -> None:
    tx.execute(
        """
        INSERT INTO review_versions (guild_id, review_id, version, headline, body, spoilers, halves, saved_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        review.review_id,
        review.version,
        review.words.headline,
        review.words.body,
        int(review.words.spoilers),
        review.stars.halves if review.stars else 0,
        review.updated_at,
    )


def _review(row: Row) -> Review:
    return Review(
        guild_id=row["guild_id"],
        review_id=row["review_id"],
        target=Target(row["show_id"], row["season"]),
        user_id=row["user_id"],
        words=Words(row["headline"], row["body"], bool(row["spoilers"])),
        stars=Stars(row["stars"]) if row["stars"] else None,
        version=row["version"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
        helpful=row["helpful"],
        byline=row["byline"],
        hidden=row["state"] == "hidden",
        deleted=row["state"] == "deleted",
    )
