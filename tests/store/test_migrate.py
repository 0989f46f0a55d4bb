"""Numbered migrations: each whole or not at all, with a copy kept, and nothing newer is touched."""

import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.errors import Refusal
from bot.store import derived, migrate
from bot.store.database import Tx, connect_writer
from tests.store.samples import add_review, add_show

NEXT = migrate.migrations()[-1][0] + 1


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "encore.db"


@pytest.fixture(autouse=True)
def files(tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of migrations: a copy that a test may add to."""
    path.parent.mkdir()
    folder = tmp_path / "migrations"
    folder.mkdir()
    for number, sql in migrate.migrations():
        (folder / f"{number:04}_old.sql").write_text(sql, "utf-8")
    monkeypatch.setattr(migrate, "MIGRATIONS", folder)
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


def test_a_second_time_changes_nothing(path: Path) -> None:
    migrate.bring_up_to_date(path)
    before = contents(path.parent)
    migrate.bring_up_to_date(path)
    assert contents(path.parent) == before


def test_one_by_one_they_lead_to_the_same_tables_as_all_at_once(path: Path, files: Path) -> None:
    migrate.bring_up_to_date(path)
    at_once = schema(path)
    path.unlink()
    everything = {file: file.read_text("utf-8") for file in files.iterdir()}
    for file in everything:
        file.unlink()
    for file in sorted(everything):
        file.write_text(everything[file], "utf-8")
        migrate.bring_up_to_date(path)
    assert schema(path) == at_once


def test_what_is_stored_is_kept_and_copied_before_a_migration(path: Path, files: Path) -> None:
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
        assert connection.execute("SELECT * FROM requests").fetchall() == [(1, 2, 3)]
        assert connection.execute("PRAGMA user_version").fetchone() == (NEXT - 1,)


def test_members_reviews_and_drafts_from_before_articles_are_kept(path: Path, files: Path) -> None:
    newer = {file: file.read_text("utf-8") for file in files.iterdir() if int(file.name[:4]) >= 5}
    for file in newer:
        file.unlink()
    migrate.bring_up_to_date(path)
    run(
        path,
        """INSERT INTO shows (guild_id, show_id, title, title_key, kind, network, country, episodes, minutes,
               synopsis, based_on, poster_url, added_by_user_id, added_at)
           VALUES (1, 2, 'Beck', 'beck', '', '', '', 0, 0, '', '', '', 3, 4)""",
        """INSERT INTO reviews (guild_id, review_id, show_id, season, user_id, headline, body, spoilers,
               state, version, created_at, updated_at)
           VALUES (1, 5, 2, 0, 3, '', 'Loud.', 0, 'live', 1, 6, 6)""",
        """INSERT INTO drafts (guild_id, draft_id, user_id, kind, content, saved_at)
           VALUES (1, 7, 3, 'show', '{}', 8)""",
    )
    for file, sql in newer.items():
        file.write_text(sql, "utf-8")
    migrate.bring_up_to_date(path)
    with closing(sqlite3.connect(path)) as connection:
        reviews = connection.execute(
            "SELECT review_id, user_id, body, byline, halves FROM reviews"
        ).fetchall()
        drafts = connection.execute("SELECT * FROM drafts").fetchall()
    assert reviews == [(5, 3, "Loud.", "", None)]
    assert drafts == [(1, 7, 3, "show", "{}", 8)]


def test_two_records_become_one_in_the_order_of_time(path: Path, files: Path) -> None:
    newer = {file: file.read_text("utf-8") for file in files.iterdir() if int(file.name[:4]) >= 9}
    for file in newer:
        file.unlink()
    migrate.bring_up_to_date(path)
    run(
        path,
        """INSERT INTO audit (guild_id, audit_id, user_id, action, review_id, done_at)
           VALUES (1, 1, 3, 'pin', 5, 20), (1, 2, 3, 'unpin', 5, 40), (2, 1, 4, 'pin', 6, 10)""",
        """INSERT INTO catalog_audit (guild_id, audit_id, user_id, action, subject, details, done_at)
           VALUES (1, 1, 3, 'edit', 9, 'year', 30), (1, 2, 3, 'adding', 0, 'nobody', 50)""",
        "INSERT INTO counters (guild_id, name, value) VALUES (1, 'audit', 2), (1, 'catalog_audit', 2)",
    )
    for file, sql in newer.items():
        file.write_text(sql, "utf-8")
    migrate.bring_up_to_date(path)
    with closing(sqlite3.connect(path)) as connection:
        audit = connection.execute("SELECT * FROM audit ORDER BY guild_id, audit_id").fetchall()
        counters = connection.execute("SELECT * FROM counters ORDER BY guild_id").fetchall()
    assert audit == [
        (1, 1, 3, "pin", "review", 5, 0, "", 20),
        (1, 2, 3, "edit", "show", 9, 0, "year", 30),
        (1, 3, 3, "unpin", "review", 5, 0, "", 40),
        (1, 4, 3, "adding", "server", 0, 0, "nobody", 50),
        (2, 1, 4, "pin", "review", 6, 0, "", 10),
    ]
    assert counters == [(1, "audit", 4), (2, "audit", 1)]


def test_a_broken_migration_leaves_the_version_before_it_whole(path: Path, files: Path) -> None:
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
        assert connection.execute("SELECT * FROM requests").fetchall() == [(1, 2, 3)]


def test_a_migration_without_an_end_is_not_applied(path: Path, files: Path) -> None:
    (files / f"{NEXT:04}_open.sql").write_text("CREATE TABLE more (a TEXT);\nCREATE TABLE less (a TEXT)")
    with pytest.raises(ValueError, match="without an end"):
        migrate.bring_up_to_date(path)
    assert migrate.check_version(path) == NEXT - 1
    assert "more" not in dict(schema(path))


KILLED_IN_A_MIGRATION = """
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


def test_a_process_killed_in_a_migration_leaves_the_version_before_it(path: Path) -> None:
    migrate.bring_up_to_date(path)
    before = schema(path)
    killed = subprocess.run([sys.executable, "-c", KILLED_IN_A_MIGRATION, str(path)], check=False)
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
def test_what_is_derived_is_made_anew_when_a_migration_says_so(path: Path, files: Path, anew: bool) -> None:
    migrate.bring_up_to_date(path)
    with closing(connect_writer(path)) as connection:
        show_id = add_show(Tx(connection))
        add_review(Tx(connection), show_id, body="Drums")
    run(path, "DELETE FROM subjects")
    (files / f"{NEXT:04}_new_rule.sql").write_text(f"-- Says why.\n{migrate.ANEW if anew else ''}\n")
    (files / f"{NEXT + 1:04}_other.sql").write_text("-- Something else.\n")
    migrate.bring_up_to_date(path)
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT subject FROM subjects").fetchall()
    assert found == ([("drums",)] if anew else [])


def test_migrations_of_derived_tables_say_that_they_are_made_anew() -> None:
    changed = re.compile(rf"(?:CREATE|ALTER|DROP) (?:VIRTUAL )?TABLE (?:{'|'.join(derived.TABLES)})\b")
    found = [number for number, sql in migrate.migrations() if changed.search(sql)]
    assert len(found) >= 4
    assert all(migrate.ANEW in sql for number, sql in migrate.migrations() if number in found)


def test_the_numbers_leave_no_gap_and_each_file_says_why() -> None:
    numbers = [number for number, _ in migrate.migrations()]
    assert numbers == list(range(1, len(numbers) + 1))
    for _, sql in migrate.migrations():
        assert re.match(r"--\s+\S.{20,}", sql)
