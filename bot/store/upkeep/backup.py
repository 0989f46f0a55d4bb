"""Copies of the database: making one while the bot runs, putting one back, and looking at its health."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from bot.domain.errors import Refusal
from bot.domain.ids import Millis
from bot.store.engine.connections import connect_reader, only_process
from bot.store.engine.transaction import AllServers
from bot.store.ratings import ratings
from bot.store.reviews import reviews
from bot.store.totals import full_text
from bot.store.upkeep import copies
from bot.store.upkeep.migrate import check_version, newest_version

Progress = Callable[[int, int], None]
"""Told (pages done, pages in all) from time to time."""

PAGES_A_STEP = 2_000


def back_up(path: Path, target: Path, progress: Progress) -> None:
    """Write a sound copy of the database at `path`, which may be in use, to the new file `target`.

    Raises `Refusal` when there is no database, its tables are of another version, `target` exists, or the
    copy is not sound.
    """
    if not path.exists():
        raise Refusal(f"There is no database at {path} to back up.")
    check_version(path)
    if target.exists():
        raise Refusal(f"{target} exists already. Choose another name, so that no backup is lost.")
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = copies.partial(target)
    partial.unlink(missing_ok=True)
    with closing(connect_reader(path)) as source, closing(sqlite3.connect(partial)) as copy:
        # One view for all steps: without it, SQLite starts again whenever somebody writes in between.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(copy, pages=PAGES_A_STEP, progress=lambda _, left, total: progress(total - left, total))
        # The bot's own mode needs two more files beside it; a backup is one file, readable from anywhere.
        copy.execute("PRAGMA journal_mode = DELETE")
    partial.replace(target)
    problems = health(target)
    if problems:
        raise Refusal(f"The copy is not sound: {problems[0]}. Don't rely on it; check the disk.")


def restore(backup: Path, path: Path, progress: Progress) -> Path | None:
    """Put a backup in the place of the database at `path`, and return where the old one was put, if any.

    Raises `Refusal` when the bot is running, or the backup is missing, not sound, or from a newer version.
    """
    if not backup.exists():
        raise Refusal(f"There is no file {backup}.")
    problems = health(backup)
    if problems:
        raise Refusal(f"{backup} is not a sound backup: {problems[0]}. Nothing was changed.")
    with only_process(path):
        check_version(backup)
        fresh = copies.restoring(path)
        fresh.unlink(missing_ok=True)
        back_up(backup, fresh, progress)
        old = _put_aside(path) if path.exists() else None
        fresh.replace(path)
    return old


def health(path: Path) -> list[str]:
    """What is wrong with the database at `path`: damage, broken references, sums that disagree."""
    try:
        with closing(connect_reader(path)) as connection:
            connection.execute("BEGIN")
            damage = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
            orphans = [
                f"a row of {row[0]} refers to nothing"
                for row in connection.execute("PRAGMA foreign_key_check")
            ]
            version = check_version(path)
            if not version:
                return ["it is not a database of Encore"]
            if damage or orphans or version < newest_version():
                return damage or orphans  # older tables are not counted: they are brought up to date first
            tx = AllServers(connection, now=Millis(0))  # what is counted knows no time
            return ratings.wrong_sums(tx) + reviews.wrong_counts(tx) + full_text.wrong_rows(tx)
    except sqlite3.DatabaseError as error:
        return [str(error)]


def _put_aside(path: Path) -> Path:
    """Move a database away, with what SQLite keeps beside it, to a name that is free."""
    aside = copies.replaced(path)
    # A damaged one can't take its log in: then the log goes along as it is.
    with closing(sqlite3.connect(path)) as connection, suppress(sqlite3.DatabaseError):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path.touch()  # it counts as made now
    path.replace(aside)
    for ending in ("-wal", "-shm"):
        beside = path.with_name(path.name + ending)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + ending))
    return aside
