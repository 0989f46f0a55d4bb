"""What every show got in each period, and its place in the rankings. Derived from ratings and reviews."""

from collections import defaultdict

from bot.domain.ids import ShowId
from bot.domain.ratings.rating import Given, Target
from bot.domain.ratings.top import (
    Prior,
    Sums,
    Totals,
    is_month,
    month_after,
    month_before,
    periods_of,
    periods_of_day,
    rise,
)
from bot.domain.reviews.review import Review
from bot.store.engine.transaction import AllServers, Row, Tx

TABLES = ("period_sums", "period_totals")

_DAY_OF = "({} + 8640000000000000) / 86400000 - 100000000"
"""The day of a time. Dates before 1970 are negative, and engines round those as they like."""


def rating_changed(tx: Tx, target: Target, before: Given | None, after: Given | None) -> None:
    """A rating was given, changed or taken away: it moves from the periods it was in to those it is in."""
    if target.season:
        return
    changes: dict[int, Sums] = defaultdict(Sums)
    for given, sign in ((before, -1), (after, 1)):
        if given:
            for period in periods_of(given.rated_at):
                changes[period] = changes[period].plus(Sums.of_rating(given.halves), sign)
    for period, change in changes.items():
        _change(tx, period, target.show_id, change)


def review_entered(tx: Tx, review: Review) -> None:
    """A review came to be seen."""
    _count_review(tx, review, 1)


def review_left(tx: Tx, review: Review) -> None:
    """A review is seen no more."""
    _count_review(tx, review, -1)


def forget_show(tx: Tx, show_id: ShowId) -> None:
    """Take away all that a show got."""
    rows = tx.all("SELECT * FROM period_sums WHERE guild_id = $1 AND show_id = $2", show_id)
    for row in rows:
        _change(tx, row["period"], show_id, Sums().plus(_sums(row), -1))


def count_show(tx: Tx, show_id: ShowId) -> None:
    """Count all that a show got, of which nothing is counted yet."""
    for period, shows in _counted(tx, "AND show_id = $2", show_id).items():
        _change(tx, period, show_id, shows[show_id])


def rebuild(tx: AllServers) -> None:
    """Count all that all shows got: server by server, since shows are measured by what all of them got."""
    for row in tx.all("SELECT DISTINCT guild_id FROM shows"):
        server = tx.server(row["guild_id"])
        counted = _counted(server)
        for period, shows in counted.items():
            rated = [sums for sums in shows.values() if sums.count]
            together = Totals(
                len(rated), sum(each.count for each in rated), sum(each.total for each in rated)
            )
            _put_totals(server, period, together)
            before = counted.get(month_before(period), {}) if is_month(period) else {}
            for show_id, sums in shows.items():
                _put(server, period, show_id, sums, together.prior, before.get(show_id, Sums()))


def totals(tx: Tx, period: int) -> Totals:
    """What all of a server's shows got together in a period."""
    row = tx.one("SELECT shows, count, total FROM period_totals WHERE guild_id = $1 AND period = $2", period)
    return Totals(*row) if row else Totals()


def _count_review(tx: Tx, review: Review, by: int) -> None:
    for period in periods_of(review.created_at):
        _change(tx, period, review.target.show_id, Sums(reviews=by))


def _counted(tx: Tx, only: str = "", *values: object) -> dict[int, dict[ShowId, Sums]]:
    """What shows got, by period and show; `only` may be a condition for the shows."""
    ratings = tx.all(
        f"""
        SELECT show_id, {_DAY_OF.format("rated_at")} AS day, count(*) AS count, sum(halves) AS total,
            sum(halves * halves) AS squares, 0 AS reviews
        FROM ratings WHERE guild_id = $1 {only} AND season = 0 AND episode = 0 GROUP BY show_id, 2
        """,
        *values,
    )
    reviews = tx.all(
        f"""
        SELECT show_id, {_DAY_OF.format("created_at")} AS day, 0 AS count, 0 AS total, 0 AS squares,
            count(*) AS reviews
        FROM reviews WHERE guild_id = $1 {only} AND state = 'live' GROUP BY show_id, 2
        """,
        *values,
    )
    found: dict[int, dict[ShowId, Sums]] = defaultdict(lambda: defaultdict(Sums))
    for row in (*ratings, *reviews):
        sums = _sums(row)
        for period in periods_of_day(row["day"]):
            found[period][row["show_id"]] = found[period][row["show_id"]].plus(sums)
    return found


def _change(tx: Tx, period: int, show_id: ShowId, change: Sums) -> None:
    """A show got something in a period, or less; everything that hangs on it follows."""
    if change == Sums():
        return
    before = _of_show(tx, period, show_id)
    after = before.plus(change)
    together = totals(tx, period)
    prior = old_prior = together.prior
    if change.count or change.total:
        rated = bool(after.count) - bool(before.count)
        together = together.plus(Totals(rated, change.count, change.total))
        _put_totals(tx, period, together)
        prior = together.prior
    earlier = _of_show(tx, month_before(period), show_id) if is_month(period) else Sums()
    _put(tx, period, show_id, after, prior, earlier)
    if prior != old_prior:
        _score_anew(tx, period, prior, min(prior.votes, old_prior.votes))
    if is_month(period):
        _follow_rise(tx, month_after(period), show_id, after)


def _of_show(tx: Tx, period: int, show_id: ShowId) -> Sums:
    row = tx.one(
        "SELECT * FROM period_sums WHERE guild_id = $1 AND period = $2 AND show_id = $3", period, show_id
    )
    return _sums(row) if row else Sums()


def _put_totals(tx: Tx, period: int, after: Totals) -> None:
    if after.count:
        tx.execute(
            """
            INSERT INTO period_totals (guild_id, period, shows, count, total) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (guild_id, period) DO UPDATE SET
                shows = excluded.shows, count = excluded.count, total = excluded.total
            """,
            period,
            after.shows,
            after.count,
            after.total,
        )
    else:
        tx.execute("DELETE FROM period_totals WHERE guild_id = $1 AND period = $2", period)


def _put(tx: Tx, period: int, show_id: ShowId, sums: Sums, prior: Prior, month_earlier: Sums) -> None:
    key = period, show_id
    if sums == Sums():
        tx.execute("DELETE FROM period_sums WHERE guild_id = $1 AND period = $2 AND show_id = $3", *key)
        return
    tx.execute(
        """
        INSERT INTO period_sums (guild_id, period, show_id, count, total, squares, reviews,
                                 weighted, divisive, gem, rise)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (guild_id, period, show_id) DO UPDATE SET
            count = excluded.count, total = excluded.total, squares = excluded.squares,
            reviews = excluded.reviews, weighted = excluded.weighted, divisive = excluded.divisive,
            gem = excluded.gem, rise = excluded.rise
        """,
        *key,
        sums.count,
        sums.total,
        sums.squares,
        sums.reviews,
        prior.weighted(sums),
        prior.divisive(sums),
        prior.gem(sums),
        rise(sums, month_earlier) if is_month(period) else 0,
    )


def _score_anew(tx: Tx, period: int, prior: Prior, votes: int) -> None:
    """Shows with at least `votes` ratings are measured by something else now: rare on a large server."""
    rows = tx.all(
        "SELECT * FROM period_sums WHERE guild_id = $1 AND period = $2 AND count >= $3", period, votes
    )
    for row in rows:
        sums = _sums(row)
        scores = prior.weighted(sums), prior.divisive(sums), prior.gem(sums)
        if scores != (row["weighted"], row["divisive"], row["gem"]):
            tx.execute(
                """
                UPDATE period_sums SET weighted = $4, divisive = $5, gem = $6
                WHERE guild_id = $1 AND period = $2 AND show_id = $3
                """,
                period,
                row["show_id"],
                *scores,
            )


def _follow_rise(tx: Tx, month: int, show_id: ShowId, before: Sums) -> None:
    """The month before this one got more or less."""
    sums = _of_show(tx, month, show_id)
    if sums != Sums():
        tx.execute(
            "UPDATE period_sums SET rise = $4 WHERE guild_id = $1 AND period = $2 AND show_id = $3",
            month,
            show_id,
            rise(sums, before),
        )


def _sums(row: Row) -> Sums:
    return Sums(row["count"], row["total"], row["squares"], row["reviews"])
