"""The tables and their changes: each whole or not at all, with a copy kept, and other versions untouched."""

import hashlib
import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.errors import Refusal
from bot.domain.ids import Millis, ShowId
from bot.store.engine.connections import connect_writer
from bot.store.engine.transaction import Tx
from bot.store.totals import events
from bot.store.upkeep import migrate
from tests.store.samples import GUILD, add_review, add_show

NEXT = migrate.newest_version() + 1
RELEASED: dict[int, str] = {}
"""`essence` of what leads to each version that was released: of the page, too, once there is a release."""


def essence(sql: str) -> str:
    """A hash of all that matters: line breaks and comments don't, but for the comment that has a meaning."""
    statements = re.sub(r"--.*", "", sql.replace(migrate.ANEW, "ANEW\n"))
    return hashlib.sha256(" ".join(statements.split()).encode()).hexdigest()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "encore.db"


@pytest.fixture(autouse=True)
def files(tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of changes: a copy that a test may add to."""
    path.parent.mkdir()
    folder = tmp_path / "changes"
    folder.mkdir()
    for version, sql in migrate.steps()[1:]:
        (folder / f"{version:04}_old.sql").write_text(sql, "utf-8")
    monkeypatch.setattr(migrate, "CHANGES", folder)
    return folder


def schema(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()


def run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_a_new_file_gets_every_table_and_no_copy_is_kept(path: Path) -> None:
    migrate.bring_up_to_date(path)
    assert migrate.check_version(path) == NEXT - 1
    assert "reviews" in dict(schema(path))
    assert [file.name for file in path.parent.iterdir()] == ["encore.db"]


CHANGES = (
    "CREATE TABLE more (a TEXT);\n",
    "ALTER TABLE more ADD COLUMN b TEXT;\nCREATE INDEX more_by_b ON more (b);\n",
    "ALTER TABLE more RENAME TO more_and_more;\n",
)


def test_a_second_time_changes_nothing(path: Path) -> None:
    migrate.bring_up_to_date(path)
    before = contents(path.parent)
    migrate.bring_up_to_date(path)
    assert contents(path.parent) == before


def test_one_by_one_changes_lead_to_the_same_tables_as_all_at_once(path: Path, files: Path) -> None:
    other = path.with_name("other.db")
    for version, sql in enumerate(CHANGES, NEXT):
        migrate.bring_up_to_date(path)
        (files / f"{version:04}_change.sql").write_text(sql, "utf-8")
    migrate.bring_up_to_date(path)
    migrate.bring_up_to_date(other)
    assert migrate.check_version(path) == migrate.check_version(other) == NEXT + len(CHANGES) - 1
    assert schema(path) == schema(other)
    assert dict(schema(path)).keys() >= {"reviews", "more_and_more", "more_by_b"}


def test_what_is_stored_is_kept_and_copied_before_a_change(path: Path, files: Path) -> None:
    migrate.bring_up_to_date(path)
    run(path, "INSERT INTO requests (guild_id, request_id, done_at) VALUES (1, 2, 3)")
    before = schema(path)
    (files / f"{NEXT:04}_more.sql").write_text("CREATE TABLE more (a TEXT);\nDROP TABLE requests;\n")
    migrate.bring_up_to_date(path)
    assert migrate.check_version(path) == NEXT
    assert "more" in dict(schema(path))
    copy = path.with_name(f"encore-before-version-{NEXT}.db")
    assert schema(copy) == before
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT * FROM requests").fetchall() == [(1, 2, "", 3)]
        assert connection.execute("PRAGMA user_version").fetchone() == (NEXT - 1,)


def test_a_broken_change_leaves_the_version_before_it_whole(path: Path, files: Path) -> None:
    migrate.bring_up_to_date(path)
    run(path, "INSERT INTO requests (guild_id, request_id, done_at) VALUES (1, 2, 3)")
    before = schema(path)
    last = files / f"{NEXT + 1:04}_broken.sql"
    (files / f"{NEXT:04}_fine.sql").write_text("CREATE TABLE more (a TEXT);\n")
    last.write_text("CREATE TABLE half (a TEXT);\nDELETE FROM requests;\nINSERT INTO nothing VALUES (1);\n")
    with pytest.raises(sqlite3.OperationalError, match="nothing"):
        migrate.bring_up_to_date(path)
    assert migrate.check_version(path) == NEXT
    assert dict(schema(path)).keys() == {*dict(before), "more"}

    last.write_text("CREATE TABLE half (a TEXT);\n")
    migrate.bring_up_to_date(path)
    assert migrate.check_version(path) == NEXT + 1
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT * FROM requests").fetchall() == [(1, 2, "", 3)]


def test_a_change_without_an_end_is_not_applied(path: Path, files: Path) -> None:
    (files / f"{NEXT:04}_open.sql").write_text("CREATE TABLE more (a TEXT);\nCREATE TABLE less (a TEXT)")
    with pytest.raises(ValueError, match="without an end"):
        migrate.bring_up_to_date(path)
    assert migrate.check_version(path) == NEXT - 1
    assert "more" not in dict(schema(path))


KILLED_IN_A_CHANGE = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("PRAGMA cache_spill = ON")
connection.execute("BEGIN IMMEDIATE")
connection.execute("CREATE TABLE half (a TEXT)")
connection.executemany("INSERT INTO half VALUES (?)", [("x" * 1000,)] * 2000)
connection.execute("PRAGMA user_version = 99")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_process_killed_in_a_change_leaves_the_version_before_it(path: Path) -> None:
    migrate.bring_up_to_date(path)
    before = schema(path)
    killed = subprocess.run([sys.executable, "-c", KILLED_IN_A_CHANGE, str(path)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert path.with_name("encore.db-journal").stat().st_size > 0  # a half that must be undone
    migrate.bring_up_to_date(path)
    assert migrate.check_version(path) == NEXT - 1
    assert schema(path) == before


NEWER_AND_KILLED = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = WAL")
connection.execute("PRAGMA user_version = 99")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_database_from_before_the_first_release_is_refused_and_untouched(path: Path) -> None:
    migrate.bring_up_to_date(path)
    run(path, f"PRAGMA user_version = {migrate.VERSION - 1}")
    before = contents(path.parent)
    with pytest.raises(
        migrate.OtherTables,
        match=rf"written by an older version of Encore .*version {migrate.VERSION - 1}, this one needs "
        rf"{migrate.VERSION}\)\. .* set DATABASE_URL to a new file, or install the version that wrote this",
    ):
        migrate.bring_up_to_date(path)
    assert contents(path.parent) == before


@pytest.mark.parametrize("killed", [False, True])
def test_a_database_from_a_newer_version_is_refused_and_untouched(path: Path, killed: bool) -> None:
    migrate.bring_up_to_date(path)
    if killed:  # then the newer version stands in the write-ahead log only
        subprocess.run([sys.executable, "-c", NEWER_AND_KILLED, str(path)], check=False)
        assert path.with_name("encore.db-wal").stat().st_size > 0
    else:
        run(path, "PRAGMA user_version = 99")
    before = contents(path.parent)
    with pytest.raises(Refusal, match=r"written by a newer version of Encore .*version 99"):
        migrate.bring_up_to_date(path)
    after = contents(path.parent)
    for index in (before, after):
        index.pop("encore.db-shm", None)  # no data: SQLite's index of the log, made anew at any time
    assert after == before


@pytest.mark.parametrize("anew", [True, False])
def test_what_is_derived_is_made_anew_when_a_change_says_so(path: Path, files: Path, anew: bool) -> None:
    migrate.bring_up_to_date(path)
    with closing(connect_writer(path)) as connection:
        tx = Tx(connection, GUILD, now=Millis(1))
        add_review(tx, ShowId(add_show(tx)), body="Drums")
    run(path, "DELETE FROM subjects")
    (files / f"{NEXT:04}_new_rule.sql").write_text(f"-- Says why.\n{migrate.ANEW if anew else ''}\n")
    (files / f"{NEXT + 1:04}_other.sql").write_text("-- Something else.\n")
    migrate.bring_up_to_date(path)
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT subject FROM subjects").fetchall()
    assert found == ([("drums",)] if anew else [])


def test_the_page_says_which_version_it_makes() -> None:
    page = migrate.PAGE.read_text("utf-8")
    said, found = page.splitlines()[0], essence(page)[:16]
    raised = f"-- Version {NEXT - len(migrate.steps()) + 1} {found}: every table, by rooms."
    assert said.split()[3] == f"{found}:", (
        f"the tables have changed: make the first line of bot/store/upkeep/schema/sqlite.sql\n{raised}"
    )


def test_what_was_released_never_changes() -> None:
    """Databases out there were made by it."""
    found = {version: essence(sql) for version, sql in migrate.steps()}
    assert {version: found.get(version) for version in RELEASED} == RELEASED, (
        "undo the edit, write a new file in bot/store/upkeep/changes/sqlite instead"
    )
    assert found.keys() - {migrate.VERSION} <= RELEASED.keys(), (
        "put the version and the hash of the new file into RELEASED in tests/store/test_migrate.py"
    )


def test_changes_of_derived_tables_say_that_they_are_made_anew() -> None:
    touched = re.compile(rf"(?:CREATE|ALTER|DROP) (?:VIRTUAL )?TABLE (?:{'|'.join(events.TABLES)})\b")
    (_, page), *changes = migrate.steps()
    assert len(touched.findall(page)) == len(set(events.TABLES))
    assert [version for version, sql in changes if touched.search(sql) and migrate.ANEW not in sql] == []


def test_the_versions_leave_no_gap_and_each_file_says_why() -> None:
    versions = [version for version, _ in migrate.steps()]
    assert versions == list(range(migrate.VERSION, migrate.VERSION + len(versions)))
    for _, sql in migrate.steps():
        assert re.match(r"--\s+\S.{15,}", sql)
