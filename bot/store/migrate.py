"""Bring a database file's tables up to date with numbered SQL files.

Each file runs in one transaction together with the new version number (`PRAGMA user_version`), so a
process killed in between leaves the version before it, whole. `executescript` is not used: it commits.
"""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib import resources
from pathlib import Path

from bot.domain.errors import Refusal

log = logging.getLogger(__name__)

ANEW = "-- What is derived is made anew.\n"
"""Stands in each migration with which derived tables, or the rules for what is in them, change."""
MIGRATIONS = resources.files("bot.store") / "migrations" / "sqlite"


def migrations() -> list[tuple[int, str]]:
    """Every migration as (version, SQL), oldest first."""
    files = sorted(
        (file for file in MIGRATIONS.iterdir() if file.name.endswith(".sql")), key=lambda f: f.name
    )
    return [(int(file.name.split("_")[0]), file.read_text("utf-8")) for file in files]


def newest_version() -> int:
    """The version of the tables that this bot works with."""
    return migrations()[-1][0]


def bring_up_to_date(path: Path) -> None:
    """Apply what `path` lacks, after a copy of it was put beside it if it holds data.

    With the last one, what is derived is made anew if any of them says so (`ANEW`).

    Raises `Refusal`, leaving the file as it is, when a newer version of the bot has written it.
    """
    known = migrations()
    version = check_version(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        missing = [(number, sql) for number, sql in known if number > version]
        if missing and version:
            copy = path.with_name(f"{path.stem}-before-version-{missing[-1][0]}{path.suffix}")
            copy.unlink(missing_ok=True)
            connection.execute("VACUUM INTO ?", (str(copy),))
            log.info("Kept a copy of the database in %s", copy)
        anew = bool(version) and any(ANEW in sql for _, sql in missing)
        for number, sql in missing:
            _apply(connection, number, sql, rebuild=anew and number == missing[-1][0])
            log.info("Brought the tables of %s to version %d", path, number)


def check_version(path: Path) -> int:
    """The version of a file's tables (0: none yet).

    Raises `Refusal` when it is newer than this bot's, or when the file is no database.
    """
    newest = newest_version()
    try:
        version = _version(path) if path.exists() else 0
    except sqlite3.DatabaseError as error:
        raise Refusal(
            f"{path} can't be read as a database: {error}. If it is damaged, put a backup in its place with "
            "`python -m bot restore`."
        ) from error
    if version > newest:
        raise Refusal(
            f"{path} was written by a newer version of Encore (its tables are version {version}, this "
            f"one knows {newest}). Install that version again, or restore an older backup."
        )
    return version


def _version(path: Path) -> int:
    def read(mode: str) -> int:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True)) as connection:
            return connection.execute("PRAGMA user_version").fetchone()[0]

    try:
        return read("ro")  # a writer would move the log of a killed process into the file when it closes
    except sqlite3.OperationalError:
        return read("rw")  # a half-done write stands there, which SQLite must undo first


def _apply(connection: sqlite3.Connection, number: int, sql: str, *, rebuild: bool) -> None:
    from bot.store import derived  # which imports the database, which imports this module
    from bot.store.database import Tx

    connection.execute("BEGIN IMMEDIATE")
    try:
        for statement in _statements(sql):
            connection.execute(statement)
        if rebuild and connection.execute("SELECT 1 FROM shows LIMIT 1").fetchone():
            log.info("Counting anew, which may take some minutes")
            derived.rebuild(Tx(connection))
        connection.execute(f"PRAGMA user_version = {number}")
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
