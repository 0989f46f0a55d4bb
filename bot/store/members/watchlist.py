"""What members mean to watch. A show is on a list until its member rates it as a whole."""

from collections.abc import Iterable

from bot.domain.catalog.merging import Wish
from bot.domain.catalog.shows import ShowName
from bot.domain.ids import Millis, ShowId, UserId
from bot.domain.members.watchlist import Listed
from bot.domain.ratings.rating import Stars
from bot.store.engine.transaction import Row, Tx

_ON_A_LIST = """
    FROM watchlist
    JOIN shows ON shows.guild_id = watchlist.guild_id AND shows.show_id = watchlist.show_id
    LEFT JOIN ratings ON ratings.guild_id = watchlist.guild_id AND ratings.show_id = watchlist.show_id
        AND ratings.season = 0 AND ratings.episode = 0 AND ratings.user_id = watchlist.user_id
    WHERE coalesce(ratings.rated_at, 0) < watchlist.added_at
"""
"""The rule of `is_on_list`."""


def add(tx: Tx, user_id: UserId, show_id: ShowId) -> None:
    """Put a show on a member's list, and forget what they have rated since they listed it."""
    tx.execute(
        """
        DELETE FROM watchlist WHERE guild_id = $1 AND user_id = $2 AND EXISTS (
            SELECT 1 FROM ratings WHERE ratings.guild_id = watchlist.guild_id
                AND ratings.show_id = watchlist.show_id AND ratings.season = 0 AND ratings.episode = 0
                AND ratings.user_id = watchlist.user_id AND ratings.rated_at >= watchlist.added_at)
        """,
        user_id,
    )
    _put(tx, user_id, show_id, tx.now)


def remove(tx: Tx, user_id: UserId, show_id: ShowId) -> None:
    """Take a show from a member's list, if it is on it."""
    tx.execute(
        "DELETE FROM watchlist WHERE guild_id = $1 AND user_id = $2 AND show_id = $3", user_id, show_id
    )


def added_at(tx: Tx, user_id: UserId, show_id: ShowId) -> Millis | None:
    """When a member put a show on their list; it may have been rated since (see `is_on_list`)."""
    row = tx.one(
        "SELECT added_at FROM watchlist WHERE guild_id = $1 AND user_id = $2 AND show_id = $3",
        user_id,
        show_id,
    )
    return row["added_at"] if row else None


def listed(tx: Tx, user_id: UserId, *, restricted: bool = True) -> list[Listed]:
    """A member's whole list, the longest on it first; shows for adults are among them if `restricted`."""
    rows = tx.all(
        f"""
        SELECT watchlist.show_id, watchlist.added_at, shows.title, shows.year, ratings.halves {_ON_A_LIST}
            AND watchlist.guild_id = $1 AND watchlist.user_id = $2 AND shows.restricted <= $3
        ORDER BY watchlist.added_at, watchlist.show_id
        """,
        user_id,
        int(restricted),
    )
    return [_listed(row) for row in rows]


def merge(tx: Tx, gone: ShowId, into: ShowId) -> tuple[Wish, ...]:
    """Put one show on every list that another is on, and take that one off; tells what there was."""
    rows = tx.all(
        """
        SELECT theirs.user_id, theirs.added_at AS gone_at, ours.added_at AS into_at
        FROM watchlist AS theirs LEFT JOIN watchlist AS ours
            ON ours.guild_id = theirs.guild_id AND ours.user_id = theirs.user_id AND ours.show_id = $3
        WHERE theirs.guild_id = $1 AND theirs.show_id = $2 ORDER BY theirs.user_id
        """,
        gone,
        into,
    )
    wishes = tuple(Wish(row["user_id"], row["gone_at"], row["into_at"]) for row in rows)
    tx.execute("DELETE FROM watchlist WHERE guild_id = $1 AND show_id = $2", gone)
    for wish in wishes:
        _put(tx, wish.user_id, into, wish.stays)
    return wishes


def part(tx: Tx, gone: ShowId, into: ShowId, wishes: Iterable[Wish]) -> None:
    """Give a show that went back its place on the lists, but on those that the other was taken from since."""
    for wish in wishes:
        since = added_at(tx, wish.user_id, into)
        if since is None:
            continue
        _put(tx, wish.user_id, gone, wish.gone_at)
        if since == wish.stays:
            remove(tx, wish.user_id, into)
            if wish.into_at is not None:
                _put(tx, wish.user_id, into, wish.into_at)


def _put(tx: Tx, user_id: UserId, show_id: ShowId, added_at: Millis) -> None:
    tx.execute(
        """
        INSERT INTO watchlist (guild_id, user_id, show_id, added_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (guild_id, user_id, show_id) DO UPDATE SET added_at = excluded.added_at
        """,
        user_id,
        show_id,
        added_at,
    )


def _listed(row: Row) -> Listed:
    stars = Stars(row["halves"]) if row["halves"] else None
    return Listed(ShowName(row["show_id"], row["title"], row["year"]), row["added_at"], stars)
