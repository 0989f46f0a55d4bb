"""What is stored of a member: where it is, how it is handed over, and how it goes for good.

Whoever adds a table with a column `…user_id` adds what is to become of it to `HELD`; a test compares them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from bot.store import blocks
from bot.store.database import Tx


class Fate(Enum):
    """What becomes of the rows when a member wants their data deleted."""

    GONE = "deleted"
    NAMELESS = "kept without your id"  # a moderator's record, or what belongs to everybody
    SEALED = "stays until it ends, with a fingerprint in place of your id"
    COUNTED = "follows"  # derived from other rows, with which it goes


@dataclass(frozen=True, slots=True)
class Held:
    """A column that holds the id of a member, what that says of them, and what becomes of its rows."""

    table: str
    column: str
    meaning: str
    fate: Fate


HELD = (
    Held("reviews", "user_id", "your reviews", Fate.GONE),
    Held("ratings", "user_id", "your ratings", Fate.GONE),
    Held("rating_changes", "user_id", "how your ratings have changed", Fate.GONE),
    Held("helpful_votes", "user_id", "reviews that you found helpful", Fate.GONE),
    Held("reports", "user_id", "your reports to the moderators", Fate.GONE),
    Held("notices", "user_id", "what you are told of moderators' decisions", Fate.GONE),
    Held("blocks", "user_id", "that moderators have stopped your reviews, and why", Fate.SEALED),
    Held("drafts", "user_id", "what you have typed and not posted yet", Fate.GONE),
    Held("searches", "user_id", "what you searched for", Fate.GONE),
    Held("searches", "by_user_id", "searches for what you wrote", Fate.GONE),
    Held("import_entries", "user_id", "what the files say that you brought along", Fate.GONE),
    Held("imports", "user_id", "files that you brought along from other services", Fate.GONE),
    Held("erasures", "user_id", "that you have asked for all this to be deleted", Fate.GONE),
    Held("watchlist", "user_id", "shows that you mean to watch", Fate.GONE),
    Held("hidden_members", "user_id", "that you want to be in no profile that others see", Fate.GONE),
    Held("member_sums", "user_id", "how much you have rated and written", Fate.COUNTED),
    Held("shows", "added_by_user_id", "shows that you added to the catalogue", Fate.NAMELESS),
    Held("pins", "pinned_by_user_id", "reviews that you pinned", Fate.NAMELESS),
    Held("audit", "user_id", "what you did as a moderator", Fate.NAMELESS),
    Held("audit", "about_user_id", "what moderators did about you", Fate.NAMELESS),
    Held("show_merges", "user_id", "shows that you made one as a moderator", Fate.NAMELESS),
    Held("hidings", "hidden_by_user_id", "reviews that you hid as a moderator", Fate.NAMELESS),
    Held("hidings", "pinned_by_user_id", "reviews that you pinned and that were hidden since", Fate.NAMELESS),
    Held("reports", "resolved_by_user_id", "reports that you dealt with as a moderator", Fate.NAMELESS),
    Held("blocks", "blocked_by_user_id", "members whose reviews you stopped as a moderator", Fate.NAMELESS),
    Held(
        "sealed_blocks",
        "blocked_by_user_id",
        "members whose reviews you stopped and who have deleted their data since",
        Fate.NAMELESS,
    ),
)

_LEFT_OUT = {
    "shows": ("title_key", "review_count"),
    "show_merges": ("content",),  # what moved is not of one member
    "searches_by": ("user_id", "typed"),  # who it was, and what they looked for, is theirs
    "audit": ("about_user_id",),  # another member
    "audit_about": ("user_id",),  # which of the moderators it was is theirs
    "blocks": ("blocked_by_user_id",),
    "reports": ("resolved_by_user_id",),
    "hidings_hidden_by": ("pinned_by_user_id",),  # another moderator
    "hidings_pinned_by": ("hidden_by_user_id", "reason"),
    "blocks_blocked_by": ("user_id", "reason"),  # of another member
    "sealed_blocks_blocked_by": ("fingerprint", "salt", "reason"),
    "reports_resolved_by": ("user_id", "reason"),
}
"""Columns that are not handed over, beside the server's number."""


def held(tx: Tx, guild_id: int, user_id: int) -> dict[str, int]:
    """How many rows of each kind would be deleted or sealed; what there is none of is left out."""
    counts: dict[str, int] = {}
    for each in HELD:
        if each.fate in (Fate.GONE, Fate.SEALED) and (count := len(_rows(tx, each, guild_id, user_id))):
            stays = f" ({each.fate.value})" if each.fate is Fate.SEALED else ""
            counts[f"{each.meaning}{stays}"] = count
    return counts


def everything(tx: Tx, guild_id: int, user_id: int) -> dict[str, list[dict[str, Any]]]:
    """Every row that is stored of a member, by a name for each kind; shows have their titles beside them."""
    found = {
        name_of(each): _rows(tx, each, guild_id, user_id) for each in HELD if each.fate is not Fate.COUNTED
    }
    versions = tx.all(
        """
        SELECT * FROM review_versions WHERE guild_id = $1
            AND review_id IN (SELECT review_id FROM reviews WHERE guild_id = $1 AND user_id = $2)
        ORDER BY review_id, version
        """,
        guild_id,
        user_id,
    )
    found["review_versions"] = [dict(row) for row in versions]
    titles = _titles(
        tx, guild_id, {row["show_id"] for rows in found.values() for row in rows if "show_id" in row}
    )
    return {name: [_told(name, row, titles) for row in rows] for name, rows in found.items()}


def meanings() -> dict[str, str]:
    """What each of the kinds that `everything` names is."""
    return {name_of(each): each.meaning for each in HELD} | {
        "review_versions": "every version of your reviews"
    }


def servers_of(tx: Tx, user_id: int) -> list[int]:
    """The servers on which anything is stored of a member."""
    found = set(blocks.sealed_on(tx, user_id))
    for each in HELD:
        rows = tx.all(f"SELECT DISTINCT guild_id FROM {each.table} WHERE {each.column} = $1", user_id)  # noqa: S608
        found |= {row["guild_id"] for row in rows}
    return sorted(found)


def name_of(each: Held) -> str:
    """A name for what a column holds: its table's, and more where a table has several."""
    return each.table if each.column == "user_id" else f"{each.table}_{each.column.removesuffix('_user_id')}"


def _rows(tx: Tx, each: Held, guild_id: int, user_id: int) -> list[dict[str, Any]]:
    rows = tx.all(
        f"SELECT * FROM {each.table} WHERE guild_id = $1 AND {each.column} = $2",  # noqa: S608  our own names
        guild_id,
        user_id,
    )
    return [dict(row) for row in rows]


def _titles(tx: Tx, guild_id: int, show_ids: Iterable[int]) -> dict[int, str]:
    """The title of each show that is still there."""
    rows = (
        tx.one("SELECT show_id, title FROM shows WHERE guild_id = $1 AND show_id = $2", guild_id, show_id)
        for show_id in show_ids
    )
    return {row["show_id"]: row["title"] for row in rows if row}


def _told(name: str, row: dict[str, Any], titles: dict[int, str]) -> dict[str, Any]:
    """A row as it is handed over."""
    show = {"show": titles.get(row["show_id"], "")} if "show_id" in row and "title" not in row else {}
    left_out = ("guild_id", *_LEFT_OUT.get(name, ()))
    return show | {column: value for column, value in row.items() if column not in left_out}
