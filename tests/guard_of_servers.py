"""A transaction of one server says so in each statement: otherwise it would reach into all servers.

While tests run, every statement of a `Tx` is looked at, once each (`watching`, from `tests/conftest.py`).
"""

import re
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from sqlite3 import Cursor

import pytest

from bot.store.engine.tables import TABLES
from bot.store.engine.transaction import Tx

OF_NO_SERVER = re.compile(r"review_text_\d+|sqlite_schema|pragma_\w+")
"""The full text's own tables, which have no such column, and what the engine itself is asked."""
NUMBERED_TOGETHER = {"text_servers"}
"""Tables whose next number is the next one over all servers."""

OURS = {table.name for table in TABLES} - NUMBERED_TOGETHER
NAMED = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE|TABLE)\s+(\w+)", re.IGNORECASE)
BOUND = re.compile(r"\bguild_id\s*=\s*(?:\w+\.guild_id\b|\$1(?!\d))")
HERE = re.compile(r"\bguild_id\s*=\s*\$1(?!\d)")
INSERT = re.compile(r"\bINSERT\s+INTO\b", re.IGNORECASE)
INSERTED = re.compile(
    r"\bINSERT\s+INTO\s+\w+\s*\(\s*guild_id\b[^)]*\)\s*(?:VALUES\s*\(\s*|SELECT\s+(?:DISTINCT\s+)?)"
    r"(\$1(?!\d)|(?:\w+\.)?guild_id\b)",
    re.IGNORECASE,
)


def mistake(sql: str) -> str:
    """What to do about a statement in a server's transaction; "" if it is as it should be."""
    named = [name for name in NAMED.findall(sql) if not OF_NO_SERVER.fullmatch(name)]
    if not named:
        return ""
    inserted = INSERTED.search(sql)
    if INSERT.search(sql) and not inserted:
        return "make guild_id the first column that is inserted, and $1 its value"
    if not HERE.search(sql) and not (inserted and inserted[1] == "$1"):
        return "add guild_id = $1 to its conditions"
    if len(BOUND.findall(sql)) + bool(inserted) < sum(name in OURS for name in named):
        return "say of each table that its guild_id = $1, or the guild_id of one of which that is said"
    return ""


@cache
def judge(sql: str) -> None:
    """Raise `AssertionError` when a statement in a server's transaction reaches into others."""
    what_to_do = mistake(sql)
    assert not what_to_do, (
        "In the transaction of one server, this statement reaches into others. "
        f"Please {what_to_do}. If it is about all servers, let its function take `AllServers` "
        f"(in a test: `everywhere(tx)`).\n{sql}"
    )


@contextmanager
def watching() -> Generator[None]:
    """Judge each statement of every `Tx` meanwhile, before it runs."""
    run = Tx.run

    def judged(tx: Tx, sql: str, values: tuple[object, ...]) -> Cursor:
        judge(sql)
        return run(tx, sql, values)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Tx, "run", judged)
        yield
