"""Rankings of a server's shows, read from what `period_sums` keeps ready."""

from bot.domain.catalog.shows import Kind, ShowName
from bot.domain.ratings.top import Ranked, Ranking, Sums
from bot.store.engine.transaction import Tx

_COLUMN = {
    Ranking.BEST: "weighted",
    Ranking.REVIEWED: "reviews",
    Ranking.DIVISIVE: "divisive",
    Ranking.RISING: "rise",
    Ranking.GEMS: "gem",
}


def ranked(
    tx: Tx,
    ranking: Ranking,
    period: int,
    *,
    kind: Kind = Kind.UNKNOWN,
    genre: int = 0,
    with_restricted: bool = False,
    offset: int = 0,
    limit: int = 10,
) -> list[Ranked]:
    """The shows of a ranking, best first; of one kind and genre (its number) if these are given.

    Shows that wait for approval are left out, and those for adults unless they are asked for.
    """
    column = _COLUMN[ranking]
    rows = tx.all(
        f"""
        SELECT sums.*, sums.{column} AS score, shows.title, shows.year
        FROM period_sums AS sums JOIN shows
            ON shows.guild_id = sums.guild_id AND shows.show_id = sums.show_id
        WHERE sums.guild_id = $1 AND sums.period = $2 AND sums.{column} > 0
            AND shows.pending = 0 AND shows.restricted <= $3 AND ($4 = '' OR shows.kind = $4)
            AND ($5 = 0 OR EXISTS (
                SELECT 1 FROM genre_shows AS tagged WHERE tagged.guild_id = sums.guild_id
                    AND tagged.genre = $5 AND tagged.show_id = sums.show_id
            ))
        ORDER BY sums.{column} DESC, sums.count DESC, sums.show_id LIMIT $6 OFFSET $7
        """,
        period,
        int(with_restricted),
        kind.value,
        genre,
        limit,
        offset,
    )
    return [
        Ranked(
            ShowName(row["show_id"], row["title"], row["year"]),
            Sums(row["count"], row["total"], row["squares"], row["reviews"]),
            row["score"],
        )
        for row in rows
    ]
