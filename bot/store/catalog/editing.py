"""Keeping the catalogue: approval and removal."""

from bot.domain.catalog.editing import Pending, Removal
from bot.domain.catalog.shows import ShowName
from bot.domain.happenings import ShowChanged
from bot.domain.ids import ShowId, UserId
from bot.store.engine.tables import TABLES, Room
from bot.store.engine.transaction import Tx
from bot.store.totals import events

HANGING_ON_A_SHOW = tuple(
    table.name
    for table in TABLES
    if table.merged and table.room is not Room.TOTALS and table.name not in ("shows", "show_links", "reviews")
)
"""The tables whose rows belong to one show, and go with it. One that has reviews isn't removed."""


def set_pending(tx: Tx, show_id: ShowId, pending: bool) -> bool:
    """Let a show wait for approval, or approve it; tells whether that changed anything."""
    tx.happened(ShowChanged(tx.guild_id, show_id))
    return bool(
        tx.execute(
            "UPDATE shows SET pending = $3 WHERE guild_id = $1 AND show_id = $2 AND pending <> $3",
            show_id,
            int(pending),
        )
    )


def added_by(tx: Tx, show_id: ShowId) -> UserId | None:
    """Who added a show."""
    row = tx.one("SELECT added_by_user_id FROM shows WHERE guild_id = $1 AND show_id = $2", show_id)
    return row["added_by_user_id"] if row else None


def pending(tx: Tx, limit: int) -> list[Pending]:
    """Up to `limit` shows that wait for approval, oldest first."""
    rows = tx.all(
        """
        SELECT show_id, title, year, added_by_user_id, review_count FROM shows
        WHERE guild_id = $1 AND pending = 1 ORDER BY show_id LIMIT $2
        """,
        limit,
    )
    return [
        Pending(
            ShowName(row["show_id"], row["title"], row["year"]), row["added_by_user_id"], row["review_count"]
        )
        for row in rows
    ]


def removal(tx: Tx, show_id: ShowId) -> Removal | None:
    """What would go with a show. Reviews deleted by their authors count: moderators may still need them."""
    row = tx.one(
        """
        SELECT title, year,
            (SELECT count(*) FROM reviews WHERE guild_id = $1 AND show_id = $2) AS reviews,
            (SELECT count(*) FROM ratings WHERE guild_id = $1 AND show_id = $2) AS ratings
        FROM shows WHERE guild_id = $1 AND show_id = $2
        """,
        show_id,
    )
    if row is None:
        return None
    return Removal(ShowName(show_id, row["title"], row["year"]), row["reviews"], row["ratings"])


def remove(tx: Tx, show_id: ShowId) -> None:
    """Remove a show that has no reviews, with everything that hangs on it."""
    events.forget_show(tx, show_id)
    for table in HANGING_ON_A_SHOW:
        # The table's name is one of those above.
        tx.execute(f"DELETE FROM {table} WHERE guild_id = $1 AND show_id = $2", show_id)
    tx.execute("DELETE FROM show_links WHERE guild_id = $1 AND (show_id = $2 OR other_show_id = $2)", show_id)
    tx.execute("DELETE FROM shows WHERE guild_id = $1 AND show_id = $2", show_id)
