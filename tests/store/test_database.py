"""Transactions: all or nothing, whatever is raised and whoever is cancelled; of one server, or of all."""

import asyncio
import sqlite3
from contextlib import closing
from threading import Barrier, Event

import pytest

from bot.domain.errors import StoreBusy
from bot.store.engine.counters import first_time, is_carried_out, next_id
from bot.store.engine.database import READERS, Database, WriteInReadError
from bot.store.engine.transaction import AllServers, Tx
from tests.store.samples import ELSEWHERE, GUILD
from tests.waiting import HANGS

"""Seconds after which a test that waits for something is broken; none takes long."""


def count(tx: AllServers) -> int:
    row = tx.one("SELECT count(*) AS number FROM requests")
    assert row is not None
    return row["number"]


def requests(tx: AllServers) -> set[int]:
    return {row["request_id"] for row in tx.all("SELECT request_id FROM requests")}


def insert(tx: Tx, *request_ids: int) -> None:
    for request_id in request_ids:
        first_time(tx, request_id)


async def reached(event: Event) -> None:
    assert await asyncio.to_thread(event.wait, HANGS)


async def test_what_is_written_is_read(database: Database) -> None:
    await database.write(GUILD, insert, 1, 2)
    assert await database.read_all(requests) == {1, 2}


async def test_an_exception_undoes_everything_and_reaches_the_caller(database: Database) -> None:
    def half(tx: Tx) -> None:
        insert(tx, 1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.write(GUILD, half)
    assert await database.read_all(requests) == set()
    await database.write(GUILD, insert, 2)
    assert await database.read_all(requests) == {2}


async def test_a_task_cancelled_while_its_transaction_waits_leaves_no_half(database: Database) -> None:
    entered, go_on = Event(), Event()

    def occupy(tx: Tx) -> None:
        entered.set()
        assert go_on.wait(HANGS)

    occupying = asyncio.create_task(database.write(GUILD, occupy))
    await reached(entered)
    waiting = asyncio.create_task(database.write(GUILD, insert, 1, 2))
    await asyncio.sleep(0)
    waiting.cancel()
    go_on.set()
    await occupying
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await database.write_all(requests) in (set(), {1, 2})


async def test_a_task_cancelled_in_its_transaction_leaves_no_half(database: Database) -> None:
    entered, go_on = Event(), Event()

    def slowly(tx: Tx) -> None:
        insert(tx, 1)
        entered.set()
        assert go_on.wait(HANGS)
        insert(tx, 2)

    running = asyncio.create_task(database.write(GUILD, slowly))
    await reached(entered)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    next_one = asyncio.create_task(database.write(GUILD, insert, 3))
    await asyncio.sleep(0)
    go_on.set()
    await next_one
    assert await database.read_all(requests) in ({3}, {1, 2, 3})


async def test_of_many_tasks_some_of_them_cancelled_each_runs_whole_or_not_at_all(database: Database) -> None:
    tasks = [asyncio.create_task(database.write(GUILD, insert, n, n + 1000)) for n in range(60)]
    for task in tasks[1::3]:
        await asyncio.sleep(0)
        task.cancel()
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    found = await database.write_all(requests)
    for n, result in enumerate(ended):
        assert (n in found) == (n + 1000 in found)
        if result is None:
            assert n in found
    assert None in ended


async def test_a_cancelled_reader_is_used_again(database: Database) -> None:
    for _ in range(READERS + 1):
        entered, go_on = Event(), Event()

        def look(tx: AllServers, entered: Event = entered, go_on: Event = go_on) -> int:
            entered.set()
            assert go_on.wait(HANGS)
            return count(tx)

        reading = asyncio.create_task(database.read_all(look))
        await reached(entered)
        reading.cancel()
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await reading
    assert await database.read_all(count) == 0


async def test_a_write_in_a_read_transaction_is_refused_by_name(database: Database) -> None:
    with pytest.raises(WriteInReadError, match=r"insert writes: give it to Database\.write"):
        await database.read(GUILD, insert, 1)
    assert await database.read_all(requests) == set()


async def test_a_reader_keeps_its_view_while_others_write(database: Database) -> None:
    await database.write(GUILD, insert, 1)
    looked, written = Event(), Event()

    def look_twice(tx: AllServers) -> tuple[set[int], set[int]]:
        first = requests(tx)
        looked.set()
        assert written.wait(HANGS)
        return first, requests(tx)

    reading = asyncio.create_task(database.read_all(look_twice))
    await reached(looked)
    await database.write(GUILD, insert, 2)
    written.set()
    assert await reading == ({1}, {1})
    assert await database.read_all(requests) == {1, 2}


async def test_nobody_reads_what_is_not_committed(database: Database) -> None:
    entered, go_on = Event(), Event()

    def slowly(tx: Tx) -> None:
        insert(tx, 1)
        entered.set()
        assert go_on.wait(HANGS)

    writing = asyncio.create_task(database.write(GUILD, slowly))
    await reached(entered)
    assert await database.read_all(requests) == set()
    go_on.set()
    await writing
    assert await database.read_all(requests) == {1}


async def test_readers_read_at_the_same_time(database: Database) -> None:
    all_there = Barrier(READERS)

    def meet(tx: AllServers) -> int:
        found = count(tx)
        all_there.wait(HANGS)  # raises unless every reader is in its transaction now
        return found

    assert await asyncio.gather(*(database.read_all(meet) for _ in range(READERS))) == [0] * READERS


async def test_an_error_while_reading_reaches_the_caller(database: Database) -> None:
    def fail(tx: AllServers) -> None:
        count(tx)
        raise ZeroDivisionError

    for _ in range(READERS + 1):
        with pytest.raises(ZeroDivisionError):
            await database.read_all(fail)
    assert await database.read_all(count) == 0


def names(tx: Tx) -> list[str]:
    return [row["name"] for row in tx.all("SELECT name FROM counters WHERE guild_id = $1 ORDER BY name")]


def take(tx: Tx, name: str) -> int:
    return next_id(tx, name)


async def test_a_transaction_is_of_one_server(database: Database) -> None:
    await database.write(GUILD, take, "show")
    await database.write(ELSEWHERE, take, name="review")
    assert await database.read(GUILD, names) == ["show"]
    assert await database.read(ELSEWHERE, names) == ["review"]
    assert await database.read(GUILD, lambda tx: (tx.guild_id, tx.now)) == (GUILD, database.clock())


async def test_a_transaction_of_all_servers_sees_each_as_it_is(database: Database) -> None:
    def take_on_each(tx: AllServers) -> None:
        for guild_id in (GUILD, ELSEWHERE):
            take(tx.server(guild_id), "show")
            assert names(tx.server(guild_id)) == ["show"]

    def servers(tx: AllServers, at_least: int) -> list[int]:
        rows = tx.all("SELECT guild_id FROM counters WHERE value >= $1 ORDER BY guild_id", at_least)
        return [row["guild_id"] for row in rows]

    await database.write_all(take_on_each)
    assert await database.read_all(servers, 1) == [GUILD, ELSEWHERE]
    assert await database.read_all(servers, at_least=2) == []


async def test_a_repeated_request_is_told_so_and_changes_nothing(database: Database) -> None:
    def take_once(tx: Tx, name: str) -> tuple[int, bool]:
        return take(tx, name), tx.repeated

    request = 1, "take"
    assert await database.write_once(GUILD, request, take_once, "show") == (1, False)
    assert await database.write_once(GUILD, request, take_once, "show") == (2, True)
    assert await database.write_once(GUILD, request, take_once, name="review") == (1, True)
    assert await database.read(GUILD, names) == ["show"]
    assert await database.write(GUILD, take_once, "show") == (2, False)


async def test_another_verb_or_request_or_server_is_another_time(database: Database) -> None:
    for guild_id, request in (
        (GUILD, (1, "take")),
        (GUILD, (1, "take another")),
        (GUILD, (2, "take")),
        (ELSEWHERE, (1, "take")),
    ):
        assert not await database.write_once(guild_id, request, lambda tx: tx.repeated)
        assert await database.write_once(guild_id, request, lambda tx: tx.repeated)


async def test_a_request_that_fails_is_not_done_and_may_be_repeated(database: Database) -> None:
    def fail(tx: Tx) -> None:
        take(tx, "show")
        raise ZeroDivisionError

    request = 1, "take"
    with pytest.raises(ZeroDivisionError):
        await database.write_once(GUILD, request, fail)
    assert await database.write_once(GUILD, request, take, "show") == 1


async def test_a_repeated_request_that_fails_leaves_nothing_open(database: Database) -> None:
    def fail_the_second_time(tx: Tx) -> None:
        if tx.repeated:
            raise ZeroDivisionError

    request = 1, "take"
    await database.write_once(GUILD, request, fail_the_second_time)
    with pytest.raises(ZeroDivisionError):
        await database.write_once(GUILD, request, fail_the_second_time)
    assert await database.write(GUILD, take, "show") == 1


async def test_a_database_that_others_hold_is_a_refusal_and_nothing_is_done(database: Database) -> None:
    await database.write_all(lambda tx: tx.connection.execute("PRAGMA busy_timeout = 1"))
    with closing(sqlite3.connect(database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy):
            await database.write(GUILD, insert, 1)
        assert await database.read_all(requests) == set(), "others may be read beside"
        other.execute("ROLLBACK")
    await database.write(GUILD, insert, 2)
    assert await database.read_all(requests) == {2}


async def test_a_request_that_was_carried_out_is_known(database: Database) -> None:
    await database.write(GUILD, insert, 1)
    assert await database.read(GUILD, is_carried_out, 1)
    assert not await database.read(GUILD, is_carried_out, 2)
    assert not await database.read(ELSEWHERE, is_carried_out, 1)
