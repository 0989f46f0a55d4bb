"""Deleting for good: a review, and all that is stored of a member or of a server, a part at a time.

Other members' requests come in between, and what was begun is gone on with after a crash: it is noted what is
to be erased, and every part looks for what is left. What the files still hold then is taken out a little
later (`traces`).
"""

from bot.domain.ids import NOBODY, GuildId, Millis, ReviewId, UserId
from bot.domain.ratings.rating import Target
from bot.domain.spans import DAY
from bot.store.catalog import merges
from bot.store.delivery import outbox
from bot.store.discovery import search
from bot.store.engine.tables import TABLES, Fate, children_first, holdings
from bot.store.engine.transaction import AllServers, Tx
from bot.store.members import import_entries
from bot.store.moderation import blocks, holds, keeping, pins
from bot.store.ratings import ratings
from bot.store.reviews import drafts, reviews, votes
from bot.store.totals import traces

KEPT_FOR = 30 * DAY
"""How long moderators keep a deleted review after what was open about it is settled."""
AT_ONCE = 25
"""How many reviews, ratings or votes go in one transaction."""
WITH_REVIEW = tuple(table.name for table in TABLES if table.with_review)
"""The tables whose rows go at once with a review that is erased."""
_FIRST, _LAST, _LATER = ("outbox",), ("counters", "departures"), ("traces",)
OF_A_SERVER = (
    *_FIRST,
    *(table for table in children_first() if table not in _FIRST + _LAST + _LATER),
    *_LAST,
)
"""Every table but `traces`, whose rows go with what they stand for; none comes before those that refer to
it. What Discord was to be told goes first, lest it post anew what is half gone; the note that a server has
left goes last, and before it, lest numbers that are in use be given out again, those for new things."""


def ask(tx: Tx, user_id: UserId) -> None:
    """Note that a member wants all their data on a server deleted."""
    tx.execute(
        """
        INSERT INTO erasures (guild_id, user_id, asked_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING
        """,
        user_id,
        tx.now,
    )


def asked(tx: AllServers) -> list[tuple[GuildId, UserId]]:
    """(server, member) of everything that is still to be erased, on every server."""
    rows = tx.all("SELECT guild_id, user_id FROM erasures ORDER BY asked_at")
    return [(row["guild_id"], row["user_id"]) for row in rows]


def erase_some(tx: Tx, user_id: UserId, salt: str) -> bool:
    """Erase a part of what is stored of a member; False once nothing is left.

    Blocks and holds outlive this, sealed; `salt` (hexadecimal) is for the first of a server.
    """
    for step in (_reviews, _ratings, _votes):
        if step(tx, user_id):
            return True
    _unname(tx, user_id)
    blocks.seal(tx, user_id, salt)
    holds.seal(tx, user_id, salt)
    for table, each in holdings():
        if each.fate.deletes and table.name != "reviews":
            tx.execute(f"DELETE FROM {table.name} WHERE guild_id = $1 AND {each.column} = $2", user_id)
        elif each.fate is Fate.NAMELESS:
            tx.execute(
                f"UPDATE {table.name} SET {each.column} = $3 WHERE guild_id = $1 AND {each.column} = $2",
                user_id,
                NOBODY,
            )
    merges.forget_member(tx, user_id)
    tx.execute("DELETE FROM erasures WHERE guild_id = $1 AND user_id = $2", user_id)
    traces.note(tx)
    return False


def _unname(tx: Tx, user_id: UserId) -> None:
    """Take a member's id out of what others wrote about it."""
    for table in TABLES:
        for column in table.remarks:
            tx.execute(
                f"""
                UPDATE {table.name} SET {column} = replace({column}, $2, '…')
                WHERE guild_id = $1 AND {column} LIKE $3
                """,
                str(user_id),
                f"%{user_id}%",
            )


def _reviews(tx: Tx, user_id: UserId) -> bool:
    """Erase some reviews. An empty row stays of each, with no member's id, until Discord has been told."""
    rows = tx.all(
        "SELECT review_id FROM reviews WHERE guild_id = $1 AND user_id = $2 LIMIT $3", user_id, AT_ONCE
    )
    for row in rows:
        review_id = row["review_id"]
        if review := reviews.kept(tx, review_id):
            reviews.delete(tx, review)
        outbox.note_change(tx, review_id, due_at=tx.now)
        pins.drop(tx, review_id)
        _empty(tx, review_id)
        tx.execute(
            "UPDATE reviews SET user_id = $3 WHERE guild_id = $1 AND review_id = $2", review_id, NOBODY
        )
    return bool(rows)


def erase_review(tx: Tx, review_id: ReviewId) -> None:
    """Erase the words of a deleted review wherever they stand; a row stays that says whose it was.

    With it goes what a merge of two shows left of another review of the same by the same author.
    """
    row = tx.one(
        "SELECT user_id, show_id, season, byline FROM reviews WHERE guild_id = $1 AND review_id = $2",
        review_id,
    )
    if row is None:
        return
    earlier = tx.all(
        """
        SELECT review_id FROM reviews WHERE guild_id = $1 AND user_id = $2 AND show_id = $3 AND season = $4
            AND byline = $5 AND review_id <> $6 AND state = 'deleted' AND headline || body <> ''
            AND NOT EXISTS (SELECT 1 FROM keepings
                WHERE keepings.guild_id = reviews.guild_id AND keepings.review_id = reviews.review_id)
        """,
        row["user_id"],
        row["show_id"],
        row["season"],
        row["byline"],
        review_id,
    )
    if row["user_id"] != NOBODY:
        import_entries.forget_review(tx, row["user_id"], review_id)
        drafts.drop_of_review(tx, row["user_id"], review_id, Target(row["show_id"], row["season"]))
    for each in (review_id, *(other["review_id"] for other in earlier)):
        _empty(tx, each)
    search.drop_about(tx, row["show_id"], row["user_id"])


def erase_kept(tx: AllServers) -> bool:
    """Erase some reviews that moderators have kept long enough; tells whether there may be more."""
    found = keeping.settled_before(tx, Millis(tx.now - KEPT_FOR), AT_ONCE)
    for guild_id, review_id in found:
        erase_review(tx.server(guild_id), review_id)
    return len(found) == AT_ONCE


def _empty(tx: Tx, review_id: ReviewId) -> None:
    """Take the words out of a deleted review's row, and all else that goes with it."""
    for table in WITH_REVIEW:
        tx.execute(f"DELETE FROM {table} WHERE guild_id = $1 AND review_id = $2", review_id)
    tx.execute(
        """
        UPDATE reviews SET byline = '', headline = '', body = '', halves = NULL, version = version + 1
        WHERE guild_id = $1 AND review_id = $2
        """,  # the version tells a merge that is being undone that this is not what it was
        review_id,
    )
    traces.note_review(tx, review_id)


def _ratings(tx: Tx, user_id: UserId) -> bool:
    rows = tx.all(
        "SELECT show_id, season, episode FROM ratings WHERE guild_id = $1 AND user_id = $2 LIMIT $3",
        user_id,
        AT_ONCE,
    )
    for row in rows:
        ratings.change(tx, Target(*row), user_id, None)
    return bool(rows)


def _votes(tx: Tx, user_id: UserId) -> bool:
    rows = tx.all(
        "SELECT review_id FROM helpful_votes WHERE guild_id = $1 AND user_id = $2 LIMIT $3", user_id, AT_ONCE
    )
    for row in rows:
        votes.toggle(tx, row["review_id"], user_id)
        outbox.note_change(tx, row["review_id"], due_at=tx.now)
    return bool(rows)


def erase_table(tx: Tx, table: str) -> int:
    """Delete all that one of these tables has of a server; returns how many rows."""
    return tx.execute(f"DELETE FROM {table} WHERE guild_id = $1")
