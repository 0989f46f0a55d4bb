"""Which shows are liked by the same members."""

from bot.domain.discovery.related import FEWEST, LIKED, Liking, Together
from bot.domain.ids import ShowId
from bot.domain.ratings.rating import ALL_HALVES
from bot.store.engine.transaction import Tx

LIKERS = 16
"""Of so many members who like a show, those who came to like it last, one looks what else they like."""
MOST = 30
"""So many shows are told of, those that most of these members like, and enough of them to say something."""
LIKES = " + ".join(f"sums.n{halves}" for halves in ALL_HALVES if halves >= LIKED)


def liking(tx: Tx, show_id: ShowId) -> Liking:
    """How many members like a show, and which other shows those who came to like it last like most often.

    Ties are in order of the shows' numbers.
    """
    own = tx.one(
        f"""
        SELECT {LIKES} AS likes FROM rating_sums AS sums
        WHERE guild_id = $1 AND show_id = $2 AND season = 0 AND episode = 0
        """,
        show_id,
    )
    # The threshold stands in the text, so that the indexes of likes (and of nothing else) serve.
    rows = tx.all(
        f"""
        WITH likers AS (
            SELECT user_id FROM ratings
            WHERE guild_id = $1 AND show_id = $2 AND season = 0 AND episode = 0 AND halves >= {LIKED}
            ORDER BY rated_at DESC, user_id LIMIT $3
        ), together AS (
            SELECT show_id, count(*) AS members FROM (
                SELECT theirs.show_id FROM likers JOIN ratings AS theirs
                    ON theirs.guild_id = $1 AND theirs.user_id = likers.user_id
                    AND theirs.season = 0 AND theirs.episode = 0 AND theirs.halves >= {LIKED}
                WHERE theirs.show_id <> $2
            ) AS each GROUP BY show_id HAVING count(*) >= {FEWEST} ORDER BY members DESC, show_id LIMIT $4
        )
        SELECT together.show_id, together.members, {LIKES} AS likes
        FROM together JOIN rating_sums AS sums
            ON sums.guild_id = $1 AND sums.show_id = together.show_id
            AND sums.season = 0 AND sums.episode = 0
        ORDER BY together.members DESC, together.show_id
        """,
        show_id,
        LIKERS,
        MOST,
    )
    likes = own["likes"] if own else 0
    found = tuple(Together(row["show_id"], row["members"], row["likes"]) for row in rows)
    return Liking(likes, min(likes, LIKERS), found)
