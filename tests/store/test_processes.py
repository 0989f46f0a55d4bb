"""SQLite's file belongs to one process, and a killed one leaves it sound and free."""

import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.domain.errors import Refusal
from bot.domain.ids import Millis
from bot.store.engine.connections import only_process
from bot.store.engine.database import Database
from bot.store.engine.transaction import AllServers
from bot.store.upkeep.opening import open_database

HOLDER = """
import asyncio, sys
from bot.store.engine.counters import first_time
from bot.store.upkeep.opening import open_database

def half(tx):
    first_time(tx, 2)
    print("in the middle", flush=True)
    sys.stdin.read()

async def main():
    async with open_database(sys.argv[1], lambda: 1) as database:
        await database.write(1, first_time, 1)
        await database.write(1, half)

asyncio.run(main())
"""


@contextmanager
def holder(url: str) -> Generator[subprocess.Popen[str]]:
    """Another process that has the database open, with request 1 committed and 2 in an open transaction."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "in the middle\n"
            yield process
        finally:
            process.kill()


def requests(tx: AllServers) -> list[int]:
    return [row["request_id"] for row in tx.all("SELECT request_id FROM requests ORDER BY request_id")]


def pragma(tx: AllServers, name: str) -> object:
    row = tx.one(f"PRAGMA {name}")
    assert row is not None
    return row[0]


async def test_a_second_process_is_refused_and_a_killed_one_lets_go(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'encore.db'}"
    with holder(url) as process:
        with pytest.raises(Refusal, match=r"Another process already runs on .*encore\.db\. Stop it first"):
            async with open_database(url, lambda: Millis(1)):
                pass
        process.kill()
        process.wait()
        async with open_database(url, lambda: Millis(1)) as database:
            assert await database.read_all(requests) == [1]


async def test_opening_twice_in_one_process_is_refused_too(database: Database, url: str) -> None:
    with pytest.raises(Refusal, match="Another process already runs"):
        async with open_database(url, lambda: Millis(1)):
            pass


def test_the_lock_is_let_go_at_the_end_of_with_even_if_somebody_still_knows_it(tmp_path: Path) -> None:
    lock = only_process(tmp_path / "encore.db")
    with lock:
        pass
    with only_process(tmp_path / "encore.db"):
        pass


async def test_a_file_that_is_no_database_is_told_of_in_words_and_let_go(tmp_path: Path) -> None:
    path = tmp_path / "encore.db"
    path.write_bytes(b"this is no database" * 100)
    with pytest.raises(
        Refusal, match=r"can't be read as a database: file is not a database\. If it is damaged"
    ):
        async with open_database(f"sqlite:///{path}", lambda: Millis(1)):
            pass
    with only_process(path):
        pass


async def test_a_folder_that_can_not_be_made_is_told_of_in_words(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("This is a file, not a folder.")
    with pytest.raises(
        Refusal, match=r"The folder .*data can't be used: .*set DATABASE_URL to a file somewhere"
    ):
        async with open_database(f"sqlite:///{tmp_path / 'data' / 'encore.db'}", lambda: Millis(1)):
            pass


async def test_another_file_can_be_opened_beside_it(database: Database, tmp_path: Path) -> None:
    async with open_database(f"sqlite:///{tmp_path / 'sub' / 'other.db'}", lambda: Millis(1)) as other:
        assert await other.read_all(requests) == []


@pytest.mark.parametrize("url", ["", "data/encore.db", "postgresql://localhost/encore", "sqlite:///"])
async def test_an_address_that_is_no_sqlite_file_is_refused_in_words(url: str) -> None:
    with pytest.raises(Refusal, match=r"only SQLite is supported: write sqlite:///data/encore\.db"):
        async with open_database(url, lambda: Millis(1)):
            pass


async def test_every_commit_reaches_the_disk_and_references_are_checked(database: Database) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert {name: await database.write_all(pragma, name) for name in wanted} == wanted


async def test_readers_can_not_write(database: Database) -> None:
    assert await database.read_all(pragma, "query_only") == 1
