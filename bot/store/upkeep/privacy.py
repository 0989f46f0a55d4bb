"""What is stored of a member, found by the columns that `TABLES` declares, and how it is handed over."""

from collections.abc import Iterable
from typing import Any

from bot.domain.ids import GuildId, ShowId, UserId
from bot.store.engine.tables import Fate, Held, Table, holdings
from bot.store.engine.transaction import AllServers, Tx
from bot.store.moderation import blocks, holds


def held(tx: Tx, user_id: UserId) -> dict[str, int]:
    """How many rows of each kind would be deleted or sealed; what there is none of is left out."""
    counts: dict[str, int] = {}
    for table, each in holdings():
        if each.fate.deletes and (count := len(_rows(tx, table, each, user_id))):
            stays = "" if each.fate is Fate.GONE else f" ({each.fate.value})"
            counts[f"{each.meaning}{stays}"] = count
    return counts


def everything(tx: Tx, user_id: UserId) -> dict[str, list[dict[str, Any]]]:
    """Every row that is stored of a member, by a name for each kind; shows have their titles beside them."""
    told = [(table, each) for table, each in holdings() if each.fate is not Fate.COUNTED]
    found = {name_of(table, each): _rows(tx, table, each, user_id) for table, each in told}
    versions = tx.all(
        """
        SELECT * FROM review_versions WHERE guild_id = $1
            AND review_id IN (SELECT review_id FROM reviews WHERE guild_id = $1 AND user_id = $2)
        ORDER BY review_id, version
        """,
        user_id,
    )
    found["review_versions"] = [dict(row) for row in versions]
    titles = _titles(tx, {row["show_id"] for rows in found.values() for row in rows if "show_id" in row})
    left_out = {name_of(table, each): each.left_out for table, each in told}
    return {
        name: [_told(row, left_out.get(name, ()), titles) for row in rows] for name, rows in found.items()
    }


def meanings() -> dict[str, str]:
    """What each of the kinds that `everything` names is."""
    return {name_of(table, each): each.meaning for table, each in holdings()} | {
        "review_versions": "every version of your reviews"
    }


def servers_of(tx: AllServers, user_id: UserId) -> list[GuildId]:
    """The servers on which anything is stored of a member."""
    found = {*blocks.sealed_on(tx, user_id), *holds.sealed_on(tx, user_id)}
    for table, each in holdings():
        rows = tx.all(f"SELECT DISTINCT guild_id FROM {table.name} WHERE {each.column} = $1", user_id)
        found |= {row["guild_id"] for row in rows}
    return sorted(found)


def name_of(table: Table, each: Held) -> str:
    """A name for what a column holds: its table's, and more where a table has several."""
    return table.name if each.column == "user_id" else f"{table.name}_{each.column.removesuffix('_user_id')}"


def _rows(tx: Tx, table: Table, each: Held, user_id: UserId) -> list[dict[str, Any]]:
    rows = tx.all(f"SELECT * FROM {table.name} WHERE guild_id = $1 AND {each.column} = $2", user_id)
    return [dict(row) for row in rows]


def _titles(tx: Tx, show_ids: Iterable[ShowId]) -> dict[int, str]:
    """The title of each show that is still there."""
    rows = (
        tx.one("SELECT show_id, title FROM shows WHERE guild_id = $1 AND show_id = $2", show_id)
        for show_id in show_ids
    )
    return {row["show_id"]: row["title"] for row in rows if row}


def _told(row: dict[str, Any], left_out: Iterable[str], titles: dict[int, str]) -> dict[str, Any]:
    """A row as it is handed over."""
    show = {"show": titles.get(row["show_id"], "")} if "show_id" in row and "title" not in row else {}
    return show | {name: value for name, value in row.items() if name not in ("guild_id", *left_out)}
