"""Backups: made beside a busy bot, put back only when sound, and nothing lost by putting back."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.errors import Refusal
from bot.domain.ids import Millis, ShowId
from bot.store.engine.counters import first_time
from bot.store.engine.database import Database
from bot.store.engine.transaction import Tx
from bot.store.upkeep import backup, copies, migrate
from bot.store.upkeep.opening import open_database
from tests.store.samples import GUILD, add_review, add_show, at, change, everywhere, requests


def quiet(done: int, total: int) -> None:
    """Nobody watches."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with a show, a review and request 1."""
    path = tmp_path / "data" / "encore.db"
    path.parent.mkdir()
    migrate.bring_up_to_date(path)
    change(path, lambda tx: add_review(tx, ShowId(add_show(tx))))
    change(path, lambda tx: first_time(at(tx, 0), 1))
    return path


@pytest.fixture
def copy(path: Path, tmp_path: Path) -> Path:
    """A backup of it."""
    copy = tmp_path / "copies" / "copy.db"
    backup.back_up(path, copy, quiet)
    return copy


def files(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


async def test_a_backup_beside_a_bot_has_what_was_committed(database: Database, tmp_path: Path) -> None:
    await database.write(GUILD, first_time, 1)
    copies = [tmp_path / "during.db", tmp_path / "after.db"]

    def write_and_back_up(tx: Tx) -> None:
        first_time(at(tx, 0), 2)
        backup.back_up(database.path, copies[0], quiet)

    await database.write(GUILD, write_and_back_up)
    backup.back_up(database.path, copies[1], quiet)
    assert [requests(copy) for copy in copies] == [[1], [1, 2]]
    assert [backup.health(copy) for copy in copies] == [[], []]


def test_a_backup_gets_done_though_somebody_writes_all_the_time(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "PAGES_A_STEP", 4)
    seen: list[int] = []

    def write_more(done: int, total: int) -> None:
        seen.append(done)
        assert len(seen) <= total, "it starts again and again"
        change(path, lambda tx: first_time(at(tx, 0), 100 + len(seen)))

    backup.back_up(path, tmp_path / "copy.db", write_more)
    assert len(seen) > 5
    assert seen == sorted(set(seen))
    assert requests(tmp_path / "copy.db") == [1]


def test_a_backup_is_one_sound_file_of_its_own(copy: Path) -> None:
    assert files(copy.parent) == ["copy.db"]
    assert backup.health(copy) == []
    assert requests(copy) == [1]
    assert files(copy.parent) == ["copy.db"]


def test_progress_goes_up_to_the_whole(path: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    backup.back_up(path, tmp_path / "copy.db", lambda done, total: seen.append((done, total)))
    assert seen
    assert seen[-1][0] == seen[-1][1] > 10


def test_nothing_is_overwritten_by_a_backup(path: Path, copy: Path) -> None:
    before = copy.read_bytes()
    change(path, lambda tx: first_time(at(tx, 0), 2))
    with pytest.raises(Refusal, match="exists already"):
        backup.back_up(path, copy, quiet)
    assert copy.read_bytes() == before


def test_what_is_not_there_can_not_be_backed_up(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="There is no database at"):
        backup.back_up(tmp_path / "none.db", tmp_path / "copy.db", quiet)
    assert files(tmp_path) == []


def test_a_backup_that_was_broken_off_has_no_backups_name(path: Path, tmp_path: Path) -> None:
    def break_off(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backup.back_up(path, tmp_path / "copy.db", break_off)
    assert not (tmp_path / "copy.db").exists()
    backup.back_up(path, tmp_path / "copy.db", quiet)
    assert backup.health(tmp_path / "copy.db") == []


def test_a_copy_of_an_unsound_database_is_kept_but_not_called_a_backup(path: Path, tmp_path: Path) -> None:
    change(path, lambda tx: everywhere(tx).execute("UPDATE rating_sums SET total = 99"))
    with pytest.raises(Refusal, match=r"The copy is not sound: server 7001, show 1: the whole show"):
        backup.back_up(path, tmp_path / "copy.db", quiet)
    assert requests(tmp_path / "copy.db") == [1]


def test_what_was_there_is_kept_aside(path: Path, copy: Path) -> None:
    for number, request_id in enumerate((2, 3), 1):
        change(path, lambda tx, request_id=request_id: first_time(at(tx, 0), request_id))
        old = backup.restore(copy, path, quiet)
        assert old is not None
        assert old.name == f"encore-replaced-{number}.db"
        assert requests(old) == [1, request_id]
        assert requests(path) == [1]
    assert requests(copy) == [1]


KILLED = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = WAL")
connection.execute("INSERT INTO requests (guild_id, request_id, done_at) VALUES (1, 9, 0)")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_bot_left_in_its_log_is_kept_aside_too_and_does_not_come_back(
    path: Path, copy: Path
) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert path.with_name("encore.db-wal").stat().st_size > 0
    old = backup.restore(copy, path, quiet)
    assert old is not None
    assert requests(path) == [1]
    assert requests(old) == [1, 9]


def test_a_backup_can_take_the_place_of_a_damaged_database(path: Path, copy: Path) -> None:
    path.write_bytes(b"This was a database once. " * 500)
    damaged = path.read_bytes()
    old = backup.restore(copy, path, quiet)
    assert old is not None
    assert old.read_bytes() == damaged
    assert requests(path) == [1]


async def test_a_backup_can_be_put_where_nothing_was(copy: Path, tmp_path: Path) -> None:
    path = tmp_path / "elsewhere" / "encore.db"
    assert backup.restore(copy, path, quiet) is None
    assert set(files(path.parent)) <= {"encore.db", "encore.db.lock"}
    async with open_database(f"sqlite:///{path}", lambda: Millis(1)) as database:
        assert not await database.write(GUILD, first_time, 1)
        assert await database.write(GUILD, first_time, 2)


async def test_nothing_is_restored_while_the_bot_runs(copy: Path, database: Database) -> None:
    await database.write(GUILD, first_time, 5)
    with pytest.raises(Refusal, match="Another process already runs"):
        backup.restore(copy, database.path, quiet)
    assert not await database.write(GUILD, first_time, 5)


def damage_none(copy: Path) -> None:
    copy.unlink()


def damage_text(copy: Path) -> None:
    copy.write_bytes(b"Dear diary, today I watched ten episodes. " * 300)


def damage_middle(copy: Path) -> None:
    data = bytearray(copy.read_bytes())
    data[len(data) // 3 : len(data) // 2] = bytes(len(data) // 2 - len(data) // 3)
    copy.write_bytes(bytes(data))


def damage_end(copy: Path) -> None:
    copy.write_bytes(copy.read_bytes()[: -3 * 4096])


def damage_empty(copy: Path) -> None:
    copy.write_bytes(b"")


def damage_sums(copy: Path) -> None:
    change(copy, lambda tx: everywhere(tx).execute("UPDATE shows SET review_count = 5"))


def damage_newer(copy: Path) -> None:
    change(copy, lambda tx: everywhere(tx).execute("PRAGMA user_version = 99"))


def damage_older(copy: Path) -> None:
    change(copy, lambda tx: everywhere(tx).execute(f"PRAGMA user_version = {migrate.VERSION - 1}"))


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (damage_none, "There is no file"),
        (damage_text, "is not a sound backup: file is not a database. Nothing was changed"),
        (damage_middle, "is not a sound backup"),
        (damage_end, "is not a sound backup"),
        (damage_empty, "is not a sound backup"),
        (damage_sums, "is not a sound backup: server 7001, show 1: number of reviews"),
        (damage_newer, "was written by a newer version"),
        (damage_older, "was written by an older version"),
    ],
)
def test_what_is_no_sound_backup_is_refused_and_nothing_changes(
    path: Path, copy: Path, damage: Callable[[Path], None], sentence: str
) -> None:
    damage(copy)
    before = path.read_bytes()
    with pytest.raises(Refusal, match=sentence):
        backup.restore(copy, path, quiet)
    assert path.read_bytes() == before
    assert set(files(path.parent)) <= {"encore.db", "encore.db-wal", "encore.db-shm", "encore.db.lock"}


def test_a_sound_database_has_no_problems(path: Path) -> None:
    assert backup.health(path) == []


def test_a_reference_to_nothing_is_a_problem(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:  # foreign_keys is off here
        connection.execute("UPDATE show_titles SET show_id = 99")
        connection.commit()
    assert backup.health(path) == ["a row of show_titles refers to nothing"]


def test_copies_beside_the_database_are_known_and_go_after_thirty_days(path: Path, copy: Path) -> None:
    assert copies.beside(path) == []
    day, now = 24 * 3_600, int(time.time())
    old = backup.restore(copy, path, quiet)
    assert old is not None
    earlier = copies.before_version(path, 28)
    for each in (earlier, earlier.with_name(f"{earlier.name}-wal"), copies.partial(copies.restoring(path))):
        each.write_bytes(b"")
        os.utime(each, (now - 31 * day, now - 31 * day))
    for stranger in ("encore-replaced-1.txt", "encore2-replaced-1.db", "encore-before-version-x.db"):
        path.with_name(stranger).write_bytes(b"")
    names = [each.path.name for each in copies.beside(path)]
    assert names == [
        "encore-before-version-28.db",
        "encore-before-version-28.db-wal",
        "encore-replaced-1.db",
        "encore.db.restoring.partial",
    ]
    gone = copies.remove(path, Millis(now * 1_000 - copies.KEPT_FOR))
    assert [each.name for each in gone] == [name for name in names if name != old.name]
    assert copies.remove(path, Millis((now + 60) * 1_000)) == [old]
    assert path.exists()
    assert copy.exists()


def test_a_replaced_database_counts_as_put_aside_now_however_old_it_is(path: Path, copy: Path) -> None:
    os.utime(path, (1, 1))
    backup.restore(copy, path, quiet)
    (kept,) = copies.beside(path)
    assert kept.made_at > time.time() * 1_000 - 600_000
