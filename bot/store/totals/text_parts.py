"""The parts of the full text: FTS5 tables of some 16,000 reviews each, made when they are first needed.

FTS5 writes what changes into segments, and a word that was taken out stays in an older one until both are
merged into the oldest of all: "secure-delete" came with SQLite 3.42 only. So a part is kept small enough for
that, about 15 MB, which are merged a few pages at a time between what others write. FTS5 itself merges only
when it must, since whoever writes would wait for it.

How FTS5 lists the segments of a table ("structure record") is explained at the top of its fts5_index.c.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.store.engine.transaction import AllServers, Tx

T = TypeVar("T")

PAGES_AT_ONCE = 48
"""How many pages of an index, of about 4 KiB, are merged in one transaction."""
MERGED_FROM = 8
"""So many segments of a kind become one when nobody waits."""
CROWDED = 40
"""A part of more segments than these is merged, so that searches stay fast."""
SEGMENTS_AT_MOST = 64
"""So many of a kind, and FTS5 merges them by itself, while somebody waits: nobody else has done it."""

_NAME = re.compile(r"review_text_(\d+)")
_STRUCTURE = 10
"""The row of an index in which its structure stands."""


@dataclass(frozen=True, slots=True)
class _Structure:
    """The segments of a part, the oldest first, each as the three numbers that stand for it."""

    cookie: bytes
    written: int
    segments: Sequence[tuple[int, int, int]]
    is_being_merged: bool


def name(part: int) -> str:
    """The table of a part."""
    return f"review_text_{part}"


def put(tx: Tx, part: int, sql: str, *values: object) -> None:
    """Run a statement that puts something into a part (called `{part}` in it), which is made if need be."""
    try:
        tx.execute(sql.format(part=name(part)), *values)
    except sqlite3.OperationalError as error:
        if not _is_missing(error):
            raise
        _make(tx, part)
        tx.execute(sql.format(part=name(part)), *values)


def take(tx: Tx, part: int, sql: str, *values: object) -> int:
    """Run a statement that takes something out of a part; returns how many rows it changed."""
    return _if_there(lambda: tx.execute(sql.format(part=name(part)), *values), 0)


def look(tx: Tx, part: int, sql: str, *values: object) -> list[sqlite3.Row]:
    """The rows that a query finds in a part."""
    return _if_there(lambda: tx.all(sql.format(part=name(part)), *values), [])


def existing(tx: AllServers) -> list[int]:
    """The parts that there are."""
    rows = tx.all("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'review_text_%'")
    return sorted(int(found[1]) for row in rows if (found := _NAME.fullmatch(row["name"])))


def drop_all(tx: AllServers) -> None:
    """Take everything out of the full text."""
    for part in existing(tx):
        tx.execute(f"DROP TABLE {name(part)}")


def merge_all(tx: AllServers) -> None:
    """Let every part have one segment, at once."""
    for part in existing(tx):
        tx.execute(f"INSERT INTO {name(part)} ({name(part)}) VALUES ('optimize')")


def crowded(tx: AllServers) -> list[int]:
    """The parts whose segments are too many for searches to be fast."""
    return [part for part in existing(tx) if len(_structure(tx, part).segments) > CROWDED]


def begin(tx: AllServers, part: int) -> bool:
    """Begin to merge all segments that a part has now, the oldest among them; tells whether there is more.

    FTS5's own way, 'merge' with a negative number, adds levels for ever, and begins again when repeated. With
    all segments in one level, it does neither.
    """
    _forget_cached(tx, part)
    found = _structure(tx, part)
    if len(found.segments) > 1:
        block = _in_one_level(found)
        tx.execute(f"UPDATE {name(part)}_data SET block = $1 WHERE id = $2", block, _STRUCTURE)
    return _merge(tx, part, -PAGES_AT_ONCE)


def go_on(tx: AllServers, part: int) -> bool:
    """Merge some more pages of a part: of what was begun, else of segments that have become many.

    Tells whether there is more to do: the segments that a merge has begun with are gone when it ends.
    """
    return _merge(tx, part, PAGES_AT_ONCE)


def _merge(tx: AllServers, part: int, pages: int) -> bool:
    tx.execute(f"INSERT INTO {name(part)} ({name(part)}, rank) VALUES ('merge', $1)", pages)
    return _structure(tx, part).is_being_merged


def _make(tx: Tx, part: int) -> None:
    """Make a part.

    `facets` say where a review belongs, `headline` has its headline's tokens marked as such, and `words` the
    tokens of headline and body (see bot/domain/text/searching.py), with spaces between.
    """
    tx.execute(
        f"""
        CREATE VIRTUAL TABLE {name(part)} USING fts5 (
            facets, headline, words, tokenize = "ascii tokenchars ':'", columnsize = 0
        )
        """
    )
    for setting, value in (("automerge", 0), ("usermerge", MERGED_FROM), ("crisismerge", SEGMENTS_AT_MOST)):
        tx.execute(f"INSERT INTO {name(part)} ({name(part)}, rank) VALUES ($2, $3)", setting, value)


def _if_there(work: Callable[[], T], otherwise: T) -> T:
    try:
        return work()
    except sqlite3.OperationalError as error:
        if not _is_missing(error):
            raise
        return otherwise


def _is_missing(error: sqlite3.OperationalError) -> bool:
    return str(error).startswith("no such table: review_text_")


def _forget_cached(tx: AllServers, part: int) -> None:
    """Let FTS5 read the structure anew: it does after a write that was taken back."""
    tx.execute("SAVEPOINT structure")
    _merge(tx, part, 1)
    tx.execute("ROLLBACK TO structure")
    tx.execute("RELEASE structure")


def _structure(tx: AllServers, part: int) -> _Structure:
    row = tx.one(f"SELECT block FROM {name(part)}_data WHERE id = $1", _STRUCTURE)
    block: bytes = row["block"] if row else bytes(7)
    numbers = _numbers(block[4:])
    levels, _, written = next(numbers), next(numbers), next(numbers)
    segments: list[tuple[int, int, int]] = []
    merging = 0
    for _ in range(levels):
        of_merge, count = next(numbers), next(numbers)
        merging += of_merge
        of_level = [(next(numbers), next(numbers), next(numbers)) for _ in range(count)]
        segments = of_level + segments  # a higher level is older
    return _Structure(block[:4], written, segments, merging > 0)


def _in_one_level(found: _Structure) -> bytes:
    count = len(found.segments)
    numbers = (1, count, found.written, 0, count, *(number for each in found.segments for number in each))
    return found.cookie + b"".join(map(_varint, numbers))


def _numbers(block: bytes) -> Iterator[int]:
    """The numbers (SQLite's varints) that stand in a row."""
    number = 0
    for byte in block:
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            yield number
            number = 0


def _varint(number: int) -> bytes:
    """A number below 2^56 as SQLite writes it: seven bits a byte, the highest first."""
    low, found = number & 0x7F, b""
    while number := number >> 7:
        found = bytes([number & 0x7F | 0x80]) + found
    return found + bytes([low])
