"""Deleting for good: all that is stored of a member, or of a server; a part at a time.

Other members' requests come in between, and what was begun is gone on with after a crash: it is noted what is
to be erased, and every part looks for what is left.
"""

from bot.domain.ids import NOBODY, GuildId, UserId
from bot.domain.ratings.rating import Target
from bot.store.catalog import merges
from bot.store.delivery import outbox
from bot.store.engine.tables import TABLES, Fate, children_first, holdings
from bot.store.engine.transaction import AllServers, Tx
from bot.store.moderation import blocks, holds, pins
from bot.store.ratings import ratings
from bot.store.reviews import reviews, votes

AT_ONCE = 25
"""How many reviews, ratings or votes go in one transaction."""
WITH_REVIEW = tuple(table.name for table in TABLES if table.with_review)
"""The tables whose rows go at once with a review that is erased."""
_FIRST, _LAST = ("outbox",), ("counters", "departures")
OF_A_SERVER = (*_FIRST, *(table for table in children_first() if table not in _FIRST + _LAST), *_LAST)
"""Every table, so that none comes before those that refer to it. What Discord was to be told goes first, lest
it post anew what is half gone; the note that a server has left goes last, and before it, lest numbers that
are in use be given out again, those for new things."""


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
    tx.execute(
        "UPDATE audit SET details = replace(details, $3, '…') WHERE guild_id = $1 AND about_user_id = $2",
        user_id,
        str(user_id),
    )
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
    return False


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
        for table in WITH_REVIEW:
            tx.execute(f"DELETE FROM {table} WHERE guild_id = $1 AND review_id = $2", review_id)
        tx.execute(
            """
            UPDATE reviews SET user_id = $3, headline = '', body = '', halves = NULL
            WHERE guild_id = $1 AND review_id = $2
            """,
            review_id,
            NOBODY,
        )
    return bool(rows)


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
