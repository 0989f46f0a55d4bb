"""Ratings, what they were before, and their running sums."""

from dataclasses import dataclass

from bot.domain.ids import Millis, ShowId, UserId
from bot.domain.ratings.rating import ALL_HALVES, Given, Spread, Stars, Target
from bot.store.engine.counters import next_id
from bot.store.engine.transaction import AllServers, Row, Tx, numbered
from bot.store.totals import events

BUCKETS = ", ".join(f"n{halves}" for halves in ALL_HALVES)
COUNTED = ", ".join(f"count(CASE WHEN halves = {n} THEN 1 END) AS n{n}" for n in ALL_HALVES)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one member's rating; None stands for no rating."""

    change_id: int
    user_id: UserId
    target: Target
    before: Stars | None
    after: Stars | None
    changed_at: Millis


def current(tx: Tx, target: Target, user_id: UserId) -> Stars | None:
    """The member's rating of the target, if there is one."""
    given = given_to(tx, target, user_id)
    return Stars(given.halves) if given else None


def given_to(tx: Tx, target: Target, user_id: UserId) -> Given | None:
    """The member's rating of the target and its time, if there is one."""
    row = tx.one(
        """
        SELECT halves, rated_at FROM ratings
        WHERE guild_id = $1 AND show_id = $2 AND season = $3 AND episode = $4 AND user_id = $5
        """,
        target.show_id,
        target.season,
        target.episode,
        user_id,
    )
    return Given(row["halves"], row["rated_at"]) if row else None


def change(
    tx: Tx, target: Target, user_id: UserId, after: Stars | None, *, rated_at: Millis | None = None
) -> Change:
    """Set the member's rating of the target (None takes it away), and the sums and the history with it.

    A rating that was given before, and comes back, says when that was with `rated_at`.
    """
    new = Given(after.halves, tx.now if rated_at is None else rated_at) if after else None
    return put(tx, target, user_id, given_to(tx, target, user_id), new)


def put(tx: Tx, target: Target, user_id: UserId, before: Given | None, after: Given | None) -> Change:
    """The same for whoever has read the rating `before`."""
    set_given(tx, target, user_id, after)
    _count(tx, target, before, after)
    events.rating_changed(tx, target, user_id, before, after)
    was, now = (Stars(given.halves) if given else None for given in (before, after))
    return record(tx, target, user_id, was, now)


def record(tx: Tx, target: Target, user_id: UserId, before: Stars | None, after: Stars | None) -> Change:
    """Note in the history that a rating has changed."""
    made = Change(next_id(tx, "rating_change"), user_id, target, before, after, tx.now)
    tx.execute(
        """
        INSERT INTO rating_changes (guild_id, change_id, user_id, show_id, season, episode,
                                    halves_before, halves_after, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        made.change_id,
        user_id,
        target.show_id,
        target.season,
        target.episode,
        before.halves if before else None,
        after.halves if after else None,
        tx.now,
    )
    return made


def latest_change(tx: Tx, target: Target, user_id: UserId) -> Change | None:
    """The member's last change of their rating of the target."""
    row = tx.one(
        """
        SELECT * FROM rating_changes
        WHERE guild_id = $1 AND user_id = $2 AND show_id = $3 AND season = $4 AND episode = $5
        ORDER BY change_id DESC LIMIT 1
        """,
        user_id,
        target.show_id,
        target.season,
        target.episode,
    )
    return _change(row) if row else None


def get_change(tx: Tx, change_id: int) -> Change | None:
    """A change by its number."""
    row = tx.one("SELECT * FROM rating_changes WHERE guild_id = $1 AND change_id = $2", change_id)
    return _change(row) if row else None


def spread(tx: Tx, target: Target) -> Spread:
    """How often each rating was given to the target, from the running sums."""
    row = tx.one(
        f"""
        SELECT {BUCKETS} FROM rating_sums
        WHERE guild_id = $1 AND show_id = $2 AND season = $3 AND episode = $4
        """,
        target.show_id,
        target.season,
        target.episode,
    )
    return Spread(tuple(row)) if row else Spread()


def spreads_of_show(tx: Tx, show_id: ShowId) -> dict[Target, Spread]:
    """How often each rating was given to a show, and to each season and episode of it that somebody rated."""
    rows = tx.all(
        f"""
        SELECT season, episode, {BUCKETS} FROM rating_sums
        WHERE guild_id = $1 AND show_id = $2 AND count > 0 ORDER BY season, episode
        """,
        show_id,
    )
    return {Target(show_id, row["season"], row["episode"]): Spread(tuple(row)[2:]) for row in rows}


def recount(tx: Tx, show_id: ShowId) -> None:
    """Make the running sums of a show and its parts anew from its ratings."""
    tx.execute("DELETE FROM rating_sums WHERE guild_id = $1 AND show_id = $2", show_id)
    tx.execute(
        f"""
        INSERT INTO rating_sums (guild_id, show_id, season, episode, count, total, {BUCKETS})
        SELECT guild_id, show_id, season, episode, count(*), sum(halves), {COUNTED}
        FROM ratings WHERE guild_id = $1 AND show_id = $2 GROUP BY guild_id, show_id, season, episode
        """,
        show_id,
    )


def wrong_sums(tx: AllServers) -> list[str]:
    """Recount every rating and name each target, on any server, whose running sums disagree."""
    columns = f"guild_id, show_id, season, episode, count, total, {BUCKETS}"
    counted = f"""
        SELECT guild_id, show_id, season, episode, count(*) AS count, sum(halves) AS total, {COUNTED}
        FROM ratings GROUP BY guild_id, show_id, season, episode
    """
    rows = tx.all(f"""
        WITH kept AS (SELECT {columns} FROM rating_sums WHERE count <> 0), recount AS ({counted})
        SELECT guild_id, show_id, season, episode FROM (SELECT * FROM kept EXCEPT SELECT * FROM recount)
        UNION
        SELECT guild_id, show_id, season, episode FROM (SELECT * FROM recount EXCEPT SELECT * FROM kept)
    """)
    return [f"server {row[0]}, show {row[1]}: {Target(row[1], row[2], row[3])}" for row in rows]


def set_given(tx: Tx, target: Target, user_id: UserId, given: Given | None) -> None:
    """Put the member's rating of the target in its place, or take it away, and nothing else."""
    if given is None:
        tx.execute(
            """
            DELETE FROM ratings
            WHERE guild_id = $1 AND show_id = $2 AND season = $3 AND episode = $4 AND user_id = $5
            """,
            target.show_id,
            target.season,
            target.episode,
            user_id,
        )
        return
    tx.execute(
        """
        INSERT INTO ratings (guild_id, show_id, season, episode, user_id, halves, rated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (guild_id, show_id, season, episode, user_id)
        DO UPDATE SET halves = excluded.halves, rated_at = excluded.rated_at
        """,
        target.show_id,
        target.season,
        target.episode,
        user_id,
        given.halves,
        given.rated_at,
    )


def _count(tx: Tx, target: Target, before: Given | None, after: Given | None) -> None:
    signed = [(given.halves, by) for given, by in ((before, -1), (after, 1)) if given]
    if not signed or (before and after and before.halves == after.halves):
        return
    sums = {
        "count": sum(by for _, by in signed),
        "total": sum(by * halves for halves, by in signed),
        **{f"n{halves}": by for halves, by in signed},
    }
    tx.execute(
        f"""
        INSERT INTO rating_sums (guild_id, show_id, season, episode, {", ".join(sums)})
        VALUES ($1, $2, $3, $4, {numbered(sums, 5)})
        ON CONFLICT (guild_id, show_id, season, episode)
        DO UPDATE SET {", ".join(f"{name} = rating_sums.{name} + excluded.{name}" for name in sums)}
        """,
        target.show_id,
        target.season,
        target.episode,
        *sums.values(),
    )


def _change(row: Row) -> Change:
    def stars(halves: int | None) -> Stars | None:
        return Stars(halves) if halves else None

    return Change(
        row["change_id"],
        row["user_id"],
        Target(row["show_id"], row["season"], row["episode"]),
        stars(row["halves_before"]),
        stars(row["halves_after"]),
        row["changed_at"],
    )
