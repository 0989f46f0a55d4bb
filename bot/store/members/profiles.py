"""Members of a server: how they want to be seen, and what each has rated and written, in order."""

from bot.domain.catalog.shows import ShowName
from bot.domain.ids import ShowId, UserId
from bot.domain.members.profiles import GenreSum, RatedShow
from bot.domain.ratings.rating import Stars
from bot.domain.reviews.review import Order
from bot.store.engine.transaction import Tx

_OF_SHOWS = """
    ratings JOIN shows ON shows.guild_id = ratings.guild_id AND shows.show_id = ratings.show_id
        AND ratings.season = 0 AND ratings.episode = 0
"""
_ORDER_BY = {
    Order.HELPFUL: "reviews.helpful DESC, reviews.updated_at DESC",
    Order.NEWEST: "reviews.updated_at DESC",
}


def is_hidden(tx: Tx, user_id: UserId) -> bool:
    """Whether this member is to be in no profile, comparison or ranking that others see."""
    return tx.one("SELECT 1 FROM hidden_members WHERE guild_id = $1 AND user_id = $2", user_id) is not None


def set_hidden(tx: Tx, user_id: UserId, hidden: bool) -> None:
    """Hide a member from others' profiles, comparisons and rankings, or let them be seen again."""
    if hidden:
        tx.execute(
            "INSERT INTO hidden_members (guild_id, user_id) VALUES ($1, $2) ON CONFLICT DO NOTHING", user_id
        )
    else:
        tx.execute("DELETE FROM hidden_members WHERE guild_id = $1 AND user_id = $2", user_id)


def favourites(tx: Tx, user_id: UserId, *, restricted: bool, least: int = 1, limit: int) -> list[RatedShow]:
    """A member's ratings of whole shows, from `least` half stars: the highest first, then the newest.

    Shows for adults are among them if `restricted`, here and in what follows.
    """
    rows = tx.all(
        f"""
        SELECT ratings.show_id, ratings.halves, shows.title, shows.year FROM {_OF_SHOWS}
        WHERE ratings.guild_id = $1 AND ratings.user_id = $2 AND shows.restricted <= $3
            AND ratings.halves >= $4
        ORDER BY ratings.halves DESC, ratings.rated_at DESC, ratings.show_id DESC LIMIT $5
        """,
        user_id,
        int(restricted),
        least,
        limit,
    )
    return [
        RatedShow(ShowName(row["show_id"], row["title"], row["year"]), Stars(row["halves"])) for row in rows
    ]


def latest_ratings(tx: Tx, user_id: UserId, *, restricted: bool, limit: int) -> dict[ShowId, Stars]:
    """A member's latest ratings of whole shows, the newest first, by show."""
    rows = tx.all(
        f"""
        SELECT ratings.show_id, ratings.halves FROM {_OF_SHOWS}
        WHERE ratings.guild_id = $1 AND ratings.user_id = $2 AND shows.restricted <= $3
        ORDER BY ratings.rated_at DESC, ratings.show_id DESC LIMIT $4
        """,
        user_id,
        int(restricted),
        limit,
    )
    return {row["show_id"]: Stars(row["halves"]) for row in rows}


def genres(tx: Tx, user_id: UserId, *, restricted: bool, among: int, limit: int) -> list[GenreSum]:
    """The genres of the shows that a member rated last (`among` of them), the most frequent first."""
    rows = tx.all(
        f"""
        SELECT show_genres.genre, count(*) AS count, sum(latest.halves) AS total
        FROM (
            SELECT ratings.show_id, ratings.halves FROM {_OF_SHOWS}
            WHERE ratings.guild_id = $1 AND ratings.user_id = $2 AND shows.restricted <= $3
            ORDER BY ratings.rated_at DESC, ratings.show_id DESC LIMIT $4
        ) AS latest
        JOIN show_genres ON show_genres.guild_id = $1 AND show_genres.show_id = latest.show_id
        GROUP BY show_genres.genre ORDER BY count DESC, total DESC, show_genres.genre LIMIT $5
        """,
        user_id,
        int(restricted),
        among,
        limit,
    )
    return [GenreSum(row["genre"], row["count"], row["total"]) for row in rows]


def reviews_by(
    tx: Tx, user_id: UserId, order: Order, *, restricted: bool, limit: int
) -> list[tuple[int, ShowName]]:
    """(number, show) of a member's live reviews, in order."""
    rows = tx.all(
        f"""
        SELECT reviews.review_id, shows.show_id, shows.title, shows.year FROM reviews
        JOIN shows ON shows.guild_id = reviews.guild_id AND shows.show_id = reviews.show_id
            AND shows.restricted <= $3
        WHERE reviews.guild_id = $1 AND reviews.user_id = $2 AND reviews.state = 'live'
        ORDER BY {_ORDER_BY[order]}, reviews.review_id DESC LIMIT $4
        """,
        user_id,
        int(restricted),
        limit,
    )
    return [(row["review_id"], ShowName(row["show_id"], row["title"], row["year"])) for row in rows]
