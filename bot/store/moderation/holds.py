"""Members whose reviews of a show stay hidden, whichever season they are of, until a moderator decides.

The hold of a member who has deleted their data is sealed: a fingerprint stands in place of the id, by which
it is found when they come back, for a year. When two shows become one, a member may have two holds of it.
"""

from collections.abc import Collection

from bot.domain.ids import NOBODY, GuildId, Millis, ReviewId, ShowId, UserId
from bot.domain.moderation.fingerprints import fingerprint
from bot.domain.moderation.records import HELD_FOR, Hold
from bot.store.engine.counters import next_id
from bot.store.engine.transaction import AllServers, Row, Tx


def get(tx: Tx, show_id: ShowId, user_id: UserId) -> Hold | None:
    """Why a member's reviews of a show stay hidden, the latest reason; None if they don't."""
    found = [_hold(row) for row in _of_show(tx, show_id, user_id)]
    return max(found, key=lambda hold: hold.held_at, default=None)


def put(tx: Tx, show_id: ShowId, user_id: UserId, hold: Hold) -> None:
    """Let a member's reviews of a show stay hidden; it replaces the hold before, unless that is sealed."""
    tx.execute("DELETE FROM holds WHERE guild_id = $1 AND show_id = $2 AND user_id = $3", show_id, user_id)
    tx.execute(
        """
        INSERT INTO holds (guild_id, hold_id, show_id, user_id, reason, held_by_user_id, held_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        next_id(tx, "hold"),
        show_id,
        user_id,
        hold.reason,
        hold.held_by,
        hold.held_at,
    )


def lift(tx: Tx, show_id: ShowId, user_id: UserId) -> bool:
    """Let everybody see what a member writes about a show from now on; tells whether it was hidden."""
    found = _of_show(tx, show_id, user_id)
    _drop(tx, found)
    return bool(found)


def shows_of(tx: Tx, user_id: UserId) -> set[ShowId]:
    """The shows of which a member's reviews stay hidden."""
    rows = tx.all(
        """
        SELECT * FROM holds WHERE guild_id = $1 AND user_id IN ($2, $3)
            AND (ends_at IS NULL OR ends_at > $4)
        """,
        user_id,
        NOBODY,
        tx.now,
    )
    return {row["show_id"] for row in rows if _is_of(row, user_id)}


def drop_all(tx: Tx, user_id: UserId) -> None:
    """Forget every hold of a member, sealed or not."""
    rows = tx.all("SELECT * FROM holds WHERE guild_id = $1 AND user_id IN ($2, $3)", user_id, NOBODY)
    _drop(tx, [row for row in rows if _is_of(row, user_id)])


def seal(tx: Tx, user_id: UserId, salt: str) -> None:
    """Keep a member's holds for a year without their id, which is about to be erased.

    `salt` (hexadecimal) is for the first of a server; the others are made with the same. Doing it again
    changes nothing.
    """
    rows = tx.all("SELECT hold_id, reason FROM holds WHERE guild_id = $1 AND user_id = $2", user_id)
    if not rows:
        return
    kept = tx.one("SELECT salt FROM holds WHERE guild_id = $1 AND user_id = $2 LIMIT 1", NOBODY)
    salt = kept["salt"] if kept else salt
    for row in rows:
        tx.execute(
            """
            UPDATE holds SET user_id = $3, fingerprint = $4, salt = $5, reason = $6, ends_at = $7
            WHERE guild_id = $1 AND hold_id = $2
            """,
            row["hold_id"],
            NOBODY,
            fingerprint(user_id, salt),
            salt,
            row["reason"].replace(str(user_id), "…"),
            tx.now + HELD_FOR,
        )


def sealed_on(tx: AllServers, user_id: UserId) -> set[GuildId]:
    """The servers that have a sealed hold of a member."""
    rows = tx.all(
        "SELECT DISTINCT guild_id, user_id, fingerprint, salt FROM holds WHERE user_id = $1", NOBODY
    )
    return {row["guild_id"] for row in rows if _is_of(row, user_id)}


def drop_ended(tx: AllServers) -> None:
    """Forget the holds that have ended: nobody will ask for their data."""
    tx.execute("DELETE FROM holds WHERE ends_at <= $1", tx.now)


def merge(tx: Tx, gone: ShowId, into: ShowId) -> tuple[int, ...]:
    """Let the holds of one show be holds of another; returns their numbers."""
    rows = tx.all("SELECT hold_id FROM holds WHERE guild_id = $1 AND show_id = $2 ORDER BY hold_id", gone)
    tx.execute("UPDATE holds SET show_id = $3 WHERE guild_id = $1 AND show_id = $2", gone, into)
    return tuple(row["hold_id"] for row in rows)


def written_since(tx: Tx, show_id: ShowId) -> list[ReviewId]:
    """The live reviews of a show by members who are held, written or edited later than they are."""
    rows = tx.all(
        """
        SELECT DISTINCT reviews.review_id FROM holds JOIN reviews
            ON reviews.guild_id = holds.guild_id AND reviews.show_id = holds.show_id
            AND reviews.user_id = holds.user_id
        WHERE holds.guild_id = $1 AND holds.show_id = $2 AND holds.user_id <> $3
            AND (holds.ends_at IS NULL OR holds.ends_at > $4)
            AND reviews.state = 'live' AND reviews.updated_at > holds.held_at
        ORDER BY reviews.review_id
        """,
        show_id,
        NOBODY,
        tx.now,
    )
    return [row["review_id"] for row in rows]


def part(tx: Tx, gone: ShowId, into: ShowId, moved: Collection[int], since: Millis) -> None:
    """Give a show that went back the holds that it had, unless they were lifted since.

    What was hidden since, nobody knows of which of the two: those holds are of both. And where a review is
    hidden now, there is one.
    """
    for row in tx.all("SELECT * FROM holds WHERE guild_id = $1 AND show_id = $2 ORDER BY hold_id", into):
        if row["hold_id"] in moved:
            tx.execute(
                "UPDATE holds SET show_id = $3 WHERE guild_id = $1 AND hold_id = $2", row["hold_id"], gone
            )
        elif row["held_at"] >= since:
            _copy(tx, row, gone)
    for show_id in (gone, into):
        _cover(tx, show_id)


def _copy(tx: Tx, row: Row, show_id: ShowId) -> None:
    tx.execute(
        """
        INSERT INTO holds (guild_id, hold_id, show_id, user_id, fingerprint, salt, reason, held_by_user_id,
                           held_at, ends_at)
        SELECT guild_id, $3, $4, user_id, fingerprint, salt, reason, held_by_user_id, held_at, ends_at
        FROM holds WHERE guild_id = $1 AND hold_id = $2
        """,
        row["hold_id"],
        next_id(tx, "hold"),
        show_id,
    )


def _cover(tx: Tx, show_id: ShowId) -> None:
    """Give each member with a hidden review of a show a hold, if they have none."""
    rows = tx.all(
        """
        SELECT reviews.user_id, hidings.* FROM reviews JOIN hidings
            ON hidings.guild_id = reviews.guild_id AND hidings.review_id = reviews.review_id
        WHERE reviews.guild_id = $1 AND reviews.show_id = $2 AND reviews.state = 'hidden'
            AND reviews.user_id <> $3
        ORDER BY hidings.hidden_at
        """,
        show_id,
        NOBODY,
    )
    for row in rows:
        if not _of_show(tx, show_id, row["user_id"]):
            put(tx, show_id, row["user_id"], Hold(row["reason"], row["hidden_by_user_id"], row["hidden_at"]))


def _of_show(tx: Tx, show_id: ShowId, user_id: UserId) -> list[Row]:
    """What holds a member's reviews of a show now. Few members who have deleted their data are held there."""
    rows = tx.all(
        """
        SELECT * FROM holds WHERE guild_id = $1 AND show_id = $2 AND user_id IN ($3, $4)
            AND (ends_at IS NULL OR ends_at > $5)
        """,
        show_id,
        user_id,
        NOBODY,
        tx.now,
    )
    return [row for row in rows if _is_of(row, user_id)]


def _is_of(row: Row, user_id: UserId) -> bool:
    """Whether this is the member's; only what is sealed costs time (10 ms)."""
    if row["user_id"] != NOBODY:
        return bool(row["user_id"] == user_id)
    return bool(row["fingerprint"] == fingerprint(user_id, row["salt"]))


def _drop(tx: Tx, rows: Collection[Row]) -> None:
    for row in rows:
        tx.execute("DELETE FROM holds WHERE guild_id = $1 AND hold_id = $2", row["hold_id"])


def _hold(row: Row) -> Hold:
    return Hold(row["reason"], row["held_by_user_id"], row["held_at"])
