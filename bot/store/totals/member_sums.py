"""What each member rated and wrote, summed up: derived from ratings and reviews."""

from collections.abc import Iterable

from bot.domain.ids import NOBODY, ShowId, UserId
from bot.domain.members.profiles import MemberSums
from bot.domain.ratings.rating import ALL_HALVES, Given, Spread, Target
from bot.domain.reviews.review import Review
from bot.store.engine.transaction import Tx, numbered

TABLES = ("member_sums",)

_BUCKETS = tuple(f"n{halves}" for halves in ALL_HALVES)
_SUMS = (*_BUCKETS, "reviews", "helpful")
_NOTHING = " AND ".join(f"{name} = 0" for name in _SUMS)


def get(tx: Tx, user_id: UserId) -> MemberSums:
    """What this member rated and wrote, from the running sums."""
    row = tx.one(f"SELECT {', '.join(_SUMS)} FROM member_sums WHERE guild_id = $1 AND user_id = $2", user_id)
    return MemberSums(Spread(tuple(row)[:-2]), row["reviews"], row["helpful"]) if row else MemberSums()


def rating_changed(
    tx: Tx, target: Target, user_id: UserId, before: Given | None, after: Given | None
) -> None:
    """See `bot.store.totals.events`: ratings of seasons and episodes don't count."""
    if target.season or (before and after and before.halves == after.halves):
        return
    changes = ((before, -1), (after, 1))
    if sums := {f"n{given.halves}": by for given, by in changes if given}:
        _add(tx, user_id, **sums)


def review_entered(tx: Tx, review: Review) -> None:
    """See `bot.store.totals.events`."""
    _add(tx, review.user_id, reviews=1, helpful=review.helpful)


def review_left(tx: Tx, review: Review) -> None:
    """See `bot.store.totals.events`."""
    _add(tx, review.user_id, reviews=-1, helpful=-review.helpful)


def voted(tx: Tx, user_id: UserId, by: int) -> None:
    """See `bot.store.totals.events`."""
    _add(tx, user_id, helpful=by)


def count_show(tx: Tx, show_id: ShowId) -> None:
    """See `bot.store.totals.events`."""
    _add_show(tx, show_id, "+")


def forget_show(tx: Tx, show_id: ShowId) -> None:
    """See `bot.store.totals.events`."""
    _add_show(tx, show_id, "-")
    tx.execute(
        f"""
        DELETE FROM member_sums WHERE guild_id = $1 AND {_NOTHING} AND user_id IN (
            SELECT user_id FROM ratings WHERE guild_id = $1 AND show_id = $2
            UNION ALL SELECT user_id FROM reviews WHERE guild_id = $1 AND show_id = $2)
        """,
        show_id,
    )


def _add(tx: Tx, user_id: UserId, **sums: int) -> None:
    """Add to a member's sums; a row that counts nothing any more goes."""
    if user_id == NOBODY:
        return
    tx.execute(
        f"""
        INSERT INTO member_sums (guild_id, user_id, {", ".join(sums)})
        VALUES ($1, $2, {numbered(sums, 3)})
        ON CONFLICT (guild_id, user_id) DO UPDATE SET {_added(sums)}
        """,
        user_id,
        *sums.values(),
    )
    if max(sums.values()) <= 0:
        tx.execute(f"DELETE FROM member_sums WHERE guild_id = $1 AND user_id = $2 AND {_NOTHING}", user_id)


def _add_show(tx: Tx, show_id: ShowId, sign: str) -> None:
    """Add what a show contributes to its members' sums, or (`sign` is “-”) take it away from them."""
    counted = ", ".join(f"count(CASE WHEN halves = {halves} THEN 1 END)" for halves in ALL_HALVES)
    tx.execute(
        f"""
        INSERT INTO member_sums (guild_id, user_id, {", ".join(_BUCKETS)})
        SELECT guild_id, user_id, {counted} FROM ratings
        WHERE guild_id = $1 AND show_id = $2 AND season = 0 AND episode = 0 GROUP BY guild_id, user_id
        ON CONFLICT (guild_id, user_id) DO UPDATE SET {_added(_BUCKETS, sign)}
        """,
        show_id,
    )
    tx.execute(
        f"""
        WITH written AS MATERIALIZED (  -- or SQLite would go through all reviews of the server, by member
            SELECT user_id, helpful FROM reviews
            WHERE guild_id = $1 AND show_id = $2 AND state = 'live' AND user_id <> $3
        )
        INSERT INTO member_sums (guild_id, user_id, reviews, helpful)
        SELECT $1, user_id, count(*), sum(helpful) FROM written WHERE user_id <> $3 GROUP BY user_id
        ON CONFLICT (guild_id, user_id) DO UPDATE SET {_added(("reviews", "helpful"), sign)}
        """,
        show_id,
        NOBODY,
    )


def _added(names: Iterable[str], sign: str = "+") -> str:
    return ", ".join(f"{name} = member_sums.{name} {sign} excluded.{name}" for name in names)
