"""Which entries were made one, by whom, and what it takes to undo that."""

from bot.domain.catalog.merging import Merge, Snapshot
from bot.domain.catalog.shows import ShowName
from bot.domain.ids import NOBODY, Millis, ShowId, UserId
from bot.store.engine.counters import next_id
from bot.store.engine.packing import pack, unpack
from bot.store.engine.transaction import AllServers, Row, Tx

# All but the content, which may be large.
_SELECT = """
    SELECT merge_id, user_id, gone_show, gone_name, into_show, into_name, merged_at, undone_at
    FROM show_merges
"""


def add(tx: Tx, user_id: UserId, gone: ShowName, into: ShowName, snapshot: Snapshot) -> int:
    """Note that one entry went into another; returns the merge's number."""
    merge_id = next_id(tx, "merge")
    tx.execute(
        """
        INSERT INTO show_merges (guild_id, merge_id, user_id, gone_show, gone_name, into_show, into_name,
                                 merged_at, content)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """,
        merge_id,
        user_id,
        gone.show_id,
        str(gone),
        into.show_id,
        str(into),
        tx.now,
        pack(snapshot),
    )
    return merge_id


def get(tx: Tx, merge_id: int) -> Merge | None:
    """A merge by its number."""
    row = tx.one(f"{_SELECT} WHERE guild_id = $1 AND merge_id = $2", merge_id)
    return _merge(row) if row else None


def standing(tx: Tx, gone_show: ShowId) -> Merge | None:
    """The merge that an entry went with, unless it is undone."""
    row = tx.one(f"{_SELECT} WHERE guild_id = $1 AND gone_show = $2 AND undone_at IS NULL", gone_show)
    return _merge(row) if row else None


def followed(tx: Tx, show_id: ShowId) -> ShowId:
    """The entry that a show's number stands for now: itself, or what it went into, if need be by steps."""
    while merge := standing(tx, show_id):
        show_id = merge.into_show
    return show_id


def since(tx: Tx, since: int, limit: int) -> list[Merge]:
    """Up to `limit` merges since a time (Unix ms) that stand, the latest first."""
    rows = tx.all(
        f"""{_SELECT} WHERE guild_id = $1 AND merged_at >= $2 AND undone_at IS NULL
            ORDER BY merge_id DESC LIMIT $3""",
        since,
        limit,
    )
    return [_merge(row) for row in rows]


def upon(tx: Tx, merge: Merge) -> Merge | None:
    """The latest merge that changed what came out of this one, and stands."""
    row = tx.one(
        f"""{_SELECT} WHERE guild_id = $1 AND merge_id > $2 AND undone_at IS NULL
            AND (gone_show = $3 OR into_show = $3) ORDER BY merge_id DESC LIMIT 1""",
        merge.merge_id,
        merge.into_show,
    )
    return _merge(row) if row else None


def snapshot(tx: Tx, merge_id: int) -> Snapshot | None:
    """What a merge moved and changed; None when it is undone."""
    row = tx.one(
        "SELECT content FROM show_merges WHERE guild_id = $1 AND merge_id = $2 AND undone_at IS NULL",
        merge_id,
    )
    return unpack(row["content"], Snapshot) if row else None


def set_undone(tx: Tx, merge_id: int) -> None:
    """Note that a merge is undone; what it moved is not needed any more."""
    tx.execute(
        "UPDATE show_merges SET undone_at = $3, content = '' WHERE guild_id = $1 AND merge_id = $2",
        merge_id,
        tx.now,
    )


def forget_member(tx: Tx, user_id: UserId) -> None:
    """Take a member out of what it takes to undo merges: their ratings and reviews are gone for good."""
    for row in tx.all("SELECT merge_id, content FROM show_merges WHERE guild_id = $1 AND undone_at IS NULL"):
        if str(user_id) in row["content"]:
            erased = {
                each["review_id"]
                for each in tx.all(
                    """
                    SELECT review_id FROM reviews
                    WHERE guild_id = $1 AND state = 'deleted' AND user_id = $2
                    """,
                    NOBODY,
                )
            }
            snapshot = unpack(row["content"], Snapshot).without_member(user_id, erased)
            tx.execute(
                "UPDATE show_merges SET content = $3 WHERE guild_id = $1 AND merge_id = $2",
                row["merge_id"],
                pack(snapshot),
            )


def drop_before(tx: AllServers, before: Millis) -> int:
    """Forget merges made before a time (Unix ms), on every server; returns how many."""
    return tx.execute("DELETE FROM show_merges WHERE merged_at < $1", before)


def _merge(row: Row) -> Merge:
    return Merge(
        row["merge_id"],
        row["user_id"],
        row["gone_show"],
        row["gone_name"],
        row["into_show"],
        row["into_name"],
        row["merged_at"],
        row["undone_at"] is not None,
    )
