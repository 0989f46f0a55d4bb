"""What every show got in each period, and its place in the rankings. Derived from ratings and reviews."""

from collections import defaultdict
from collections.abc import Collection, Generator, Mapping
from contextlib import contextmanager

from bot.domain.ids import Millis, ShowId
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
from bot.store.engine.transaction import AllServers, Row, Tx, numbered

TABLES = ("period_sums", "period_totals")

_DAY_OF = "({} + 8640000000000000) / 86400000 - 100000000"
"""The day of a time. Dates before 1970 are negative, and engines round those as they like."""

_WAITING: dict[Tx, dict[ShowId, dict[int, Sums]]] = {}
"""What is counted at the end of a block (`at_once`), by show and period."""

_REVIEW = Sums(reviews=1)
_PERIODS = 100
"""How many periods of a show are read in one statement."""


@contextmanager
def at_once(tx: Tx) -> Generator[None]:
    """Count at the end of the block what happens in it, so that each row is read and written once."""
    _WAITING.setdefault(tx, defaultdict(lambda: defaultdict(Sums)))
    try:
        yield
    finally:
        waiting = _WAITING.pop(tx, {})  # a block in this one may have counted already
    for show_id, changes in waiting.items():
        _change(tx, show_id, changes)


def rating_changed(tx: Tx, target: Target, before: Given | None, after: Given | None) -> None:
    """A rating was given, changed or taken away: it moves from the periods it was in to those it is in."""
    if not target.season:
        signed = ((before, -1), (after, 1))
        counted = ((each.rated_at, Sums.of_rating(each.halves), sign) for each, sign in signed if each)
        _count(tx, target.show_id, *counted)


def review_entered(tx: Tx, review: Review) -> None:
    """A review came to be seen."""
    _count(tx, review.target.show_id, (review.created_at, _REVIEW, 1))


def review_left(tx: Tx, review: Review) -> None:
    """A review is seen no more."""
    _count(tx, review.target.show_id, (review.created_at, _REVIEW, -1))


def review_edited(tx: Tx, before: Review, after: Review) -> None:
    """A review counts as written at another time, maybe."""
    _count(tx, after.target.show_id, (before.created_at, _REVIEW, -1), (after.created_at, _REVIEW, 1))


def forget_show(tx: Tx, show_id: ShowId) -> None:
    """Take away all that a show got."""
    rows = tx.all("SELECT * FROM period_sums WHERE guild_id = $1 AND show_id = $2", show_id)
    _change(tx, show_id, {row["period"]: Sums().plus(_sums(row), -1) for row in rows})


def count_show(tx: Tx, show_id: ShowId) -> None:
    """Count all that a show got, of which nothing is counted yet."""
    counted = _counted(tx, "AND show_id = $2", show_id)
    _change(tx, show_id, {period: shows[show_id] for period, shows in counted.items()})


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
    return _totals(tx, [period])[period]


def _count(tx: Tx, show_id: ShowId, *got: tuple[Millis, Sums, int]) -> None:
    """Count what a show got at a time (with the sign 1), or has no more (-1)."""
    waiting = _WAITING.get(tx)
    changes = defaultdict[int, Sums](Sums) if waiting is None else waiting[show_id]
    for at, sums, sign in got:
        for period in periods_of(at):
            changes[period] = changes[period].plus(sums, sign)
    if waiting is None:
        _change(tx, show_id, changes)


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


def _change(tx: Tx, show_id: ShowId, changes: Mapping[int, Sums]) -> None:
    """A show got something in some periods, or less; everything that hangs on it follows."""
    changed = sorted(period for period, change in changes.items() if change != Sums())
    for start in range(0, len(changed), _PERIODS):
        _change_some(tx, show_id, {period: changes[period] for period in changed[start : start + _PERIODS]})


def _change_some(tx: Tx, show_id: ShowId, changes: Mapping[int, Sums]) -> None:
    months = [period for period in changes if is_month(period)]
    beside = {*map(month_before, months), *map(month_after, months)} - changes.keys()
    sums = _of_show(tx, show_id, [*changes, *beside])
    rated = {period: bool(each.count) for period, each in sums.items()}
    for period, change in changes.items():
        sums[period] = sums[period].plus(change)
    for period, together in _totals(tx, list(changes)).items():
        change, prior, old_prior = changes[period], together.prior, together.prior
        if change.count or change.total:
            shows = bool(sums[period].count) - rated.get(period, False)
            after = together.plus(Totals(shows, change.count, change.total))
            _put_totals(tx, period, after)
            prior = after.prior
        earlier = sums[month_before(period)] if is_month(period) else Sums()
        _put(tx, period, show_id, sums[period], prior, earlier)
        if prior != old_prior:
            _score_anew(tx, period, prior, min(prior.votes, old_prior.votes))
    for month in months:
        later = month_after(month)
        if later in beside and sums[later] != Sums():
            tx.execute(
                "UPDATE period_sums SET rise = $4 WHERE guild_id = $1 AND period = $2 AND show_id = $3",
                later,
                show_id,
                rise(sums[later], sums[month]),
            )


def _of_show(tx: Tx, show_id: ShowId, periods: Collection[int]) -> defaultdict[int, Sums]:
    rows = tx.all(
        f"""
        SELECT * FROM period_sums
        WHERE guild_id = $1 AND show_id = $2 AND period IN ({numbered(periods, 3)})
        """,
        show_id,
        *periods,
    )
    return defaultdict(Sums, {row["period"]: _sums(row) for row in rows})


def _totals(tx: Tx, periods: Collection[int]) -> dict[int, Totals]:
    rows = tx.all(
        f"""
        SELECT period, shows, count, total FROM period_totals
        WHERE guild_id = $1 AND period IN ({numbered(periods, 2)})
        """,
        *periods,
    )
    found = {row["period"]: Totals(row["shows"], row["count"], row["total"]) for row in rows}
    return {period: found.get(period, Totals()) for period in periods}


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


def _sums(row: Row) -> Sums:
    return Sums(row["count"], row["total"], row["squares"], row["reviews"])
