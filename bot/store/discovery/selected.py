"""Which single review of a show a page brings: the one most worth reading, and one of another opinion."""

from bot.domain.discovery.related import OPPOSED
from bot.domain.ids import ShowId
from bot.domain.ratings.rating import Spread
from bot.domain.reviews.review import Order, Review
from bot.store.engine.transaction import Tx
from bot.store.reviews import reviews

LOOKED_AT = 20
"""So many reviews that are as helpful as a show's most helpful one are candidates for the best."""
LISTENED_TO = 20
"""So many of a show's most helpful reviews are candidates for the opposing view."""


def best(tx: Tx, show_id: ShowId, besides: int) -> Review | None:
    """The live review of a show that is most worth reading, by anybody but the member `besides`.

    The most helpful first, then those with a text, then the newest.
    """
    first = reviews.of_show(tx, show_id, Order.HELPFUL, besides=besides)
    if not first or first[0].words.body:
        return first[0] if first else None
    row = tx.one(
        """
        SELECT review_id FROM (
            SELECT review_id, updated_at, CASE WHEN body = '' THEN 0 ELSE 1 END AS has_text
            FROM reviews WHERE guild_id = $1 AND show_id = $2 AND state = 'live' AND user_id <> $3
                AND helpful = $4
            ORDER BY updated_at DESC, review_id DESC LIMIT $5
        ) AS as_helpful ORDER BY has_text DESC, updated_at DESC, review_id DESC LIMIT 1
        """,
        show_id,
        besides,
        first[0].helpful,
        LOOKED_AT,
    )
    return reviews.get(tx, row["review_id"]) if row else None


def opposing(tx: Tx, show_id: ShowId, opinion: Spread, besides: int) -> Review | None:
    """The most helpful live review of a whole show whose stars are far from an opinion's average.

    None by the member `besides`, nor if nobody has that opinion.
    """
    row = tx.one(
        """
        SELECT review_id FROM (
            SELECT reviews.review_id, reviews.user_id, reviews.season, reviews.helpful, reviews.updated_at,
                coalesce(ratings.halves, reviews.halves) AS stars
            FROM reviews LEFT JOIN ratings
                ON ratings.guild_id = reviews.guild_id AND ratings.show_id = reviews.show_id
                AND ratings.season = reviews.season AND ratings.episode = 0
                AND ratings.user_id = reviews.user_id
            WHERE reviews.guild_id = $1 AND reviews.show_id = $2 AND reviews.state = 'live'
            ORDER BY reviews.helpful DESC, reviews.updated_at DESC, reviews.review_id DESC LIMIT $3
        ) AS helpful_ones
        WHERE season = 0 AND user_id <> $4 AND $6 > 0 AND abs(stars * $6 - $5) >= $7 * $6
        ORDER BY helpful DESC, updated_at DESC, review_id DESC LIMIT 1
        """,
        show_id,
        LISTENED_TO,
        besides,
        opinion.total,
        opinion.count,
        OPPOSED,
    )
    return reviews.get(tx, row["review_id"]) if row else None
