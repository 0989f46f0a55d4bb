"""Make a database file's tables, and bring them up to date.

One page of SQL makes all of them, and has a version (`PRAGMA user_version` in the file). Until the first
release that page is what changes, its version goes up, and a database with another one is refused. From then
on the page stays as it is, and changes are added in files like `changes/sqlite/0028_bookmarks.sql`, numbered
by the version that they lead to. Once released, none is edited: `tests/store/test_migrate.py` holds hashes.

Each runs in one transaction together with its version, so a process killed in between leaves the version
before it, whole. `executescript` is not used: it commits.
"""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib import resources
from pathlib import Path

from bot.domain.errors import Refusal
from bot.domain.ids import Millis
from bot.store.engine.transaction import AllServers
from bot.store.totals import events
from bot.store.upkeep import copies

log = logging.getLogger(__name__)

HERE = resources.files("bot.store.upkeep")
PAGE = HERE / "schema" / "sqlite.sql"
VERSION = int(PAGE.read_text("utf-8").split()[2])
"""The version of the tables that the page makes. It stands in its first line, with a hash of the page."""
CHANGES = HERE / "changes" / "sqlite"
"""The folder of the numbered files; there is none before the first of them."""
ANEW = "-- What is derived is made anew.\n"
"""Stands in each change with which derived tables, or the rules for what is in them, change."""


class OtherTables(Refusal):
    """The tables of a database are of a version that this bot can't work with."""


def steps() -> list[tuple[int, str]]:
    """What makes the tables, one after the other: (version reached, SQL) of the page and of every change."""
    files = CHANGES.iterdir() if CHANGES.is_dir() else ()
    changes = [(int(f.name.split("_")[0]), f.read_text("utf-8")) for f in files if f.name.endswith(".sql")]
    return [(VERSION, PAGE.read_text("utf-8")), *sorted(changes)]


def newest_version() -> int:
    """The version of the tables that this bot works with."""
    return steps()[-1][0]


def bring_up_to_date(path: Path) -> None:
    """Apply what `path` lacks, after a copy of it was put beside it if it holds data.

    With the last change, what is derived is made anew if any of them says so (`ANEW`).

    Raises `Refusal`, leaving the file as it is, where `check_version` does.
    """
    present = check_version(path)
    missing = [(version, sql) for version, sql in steps() if version > present]
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        if missing and present:
            copy = copies.before_version(path, missing[-1][0])
            copy.unlink(missing_ok=True)
            connection.execute("VACUUM INTO ?", (str(copy),))
            log.info("Kept a copy of the database in %s", copy)
        anew = bool(present) and any(ANEW in sql for _, sql in missing)
        for version, sql in missing:
            _apply(connection, version, sql, rebuild=anew and version == missing[-1][0])
            log.info("Brought the tables of %s to version %d", path, version)


def check_version(path: Path) -> int:
    """The version of a file's tables (0: none yet).

    Raises `OtherTables` when this bot can't work with it, and `Refusal` when the file is no database.
    """
    try:
        version = _read_version(path) if path.exists() else 0
    except sqlite3.DatabaseError as error:
        raise Refusal(
            f"{path} can't be read as a database: {error}. If it is damaged, put a backup in its place with "
            "`python -m bot restore`."
        ) from error
    if 0 < version < VERSION:
        raise OtherTables(
            f"{path} was written by an older version of Encore (its tables are version {version}, this one "
            f"needs {VERSION}). Until the first release, older tables are not carried over: set DATABASE_URL "
            "to a new file, or install the version that wrote this one again."
        )
    if version > (newest := newest_version()):
        raise OtherTables(
            f"{path} was written by a newer version of Encore (its tables are version {version}, this "
            f"one knows {newest}). Install that version again, or restore an older backup."
        )
    return version


def _read_version(path: Path) -> int:
    def read(mode: str) -> int:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True)) as connection:
            return connection.execute("PRAGMA user_version").fetchone()[0]

    try:
        return read("ro")  # a writer would move the log of a killed process into the file when it closes
    except sqlite3.OperationalError:
        return read("rw")  # a half-done write stands there, which SQLite must undo first


def _apply(connection: sqlite3.Connection, version: int, sql: str, *, rebuild: bool) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in _statements(sql):
            connection.execute(statement)
        if rebuild and connection.execute("SELECT 1 FROM shows LIMIT 1").fetchone():
            log.info("Counting anew, which may take some minutes")
            events.rebuild(AllServers(connection, now=Millis(0)))  # what is counted knows no time
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _statements(sql: str) -> Iterator[str]:
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if any(line.strip() and not line.startswith("--") for line in statement.splitlines()):
        raise ValueError(f"A statement without an end: {statement[:80]}")
