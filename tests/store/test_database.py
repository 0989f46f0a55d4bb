"""Transactions: all or nothing, whatever is raised and whoever is cancelled; reading beside writing."""

import asyncio
from threading import Barrier, Event

import pytest

from bot.store.counters import first_time
from bot.store.database import READERS, Database, Tx, WriteInReadError
from tests.waiting import HANGS

GUILD = 1
"""Seconds after which a test that waits for something is broken; none takes long."""


def count(tx: Tx) -> int:
    row = tx.one("SELECT count(*) AS number FROM requests")
    assert row is not None
    return row["number"]


def requests(tx: Tx) -> set[int]:
    return {row["request_id"] for row in tx.all("SELECT request_id FROM requests")}


def insert(tx: Tx, *request_ids: int) -> None:
    for request_id in request_ids:
        first_time(tx, GUILD, request_id, 0)


async def reached(event: Event) -> None:
    assert await asyncio.to_thread(event.wait, HANGS)


async def test_what_is_written_is_read(database: Database) -> None:
    await database.write(insert, 1, 2)
    assert await database.read(requests) == {1, 2}


async def test_an_exception_undoes_everything_and_reaches_the_caller(database: Database) -> None:
    def half(tx: Tx) -> None:
        insert(tx, 1)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.write(half)
    assert await database.read(requests) == set()
    await database.write(insert, 2)
    assert await database.read(requests) == {2}


async def test_a_task_cancelled_while_its_transaction_waits_leaves_no_half(database: Database) -> None:
    entered, go_on = Event(), Event()

    def occupy(tx: Tx) -> None:
        entered.set()
        assert go_on.wait(HANGS)

    occupying = asyncio.create_task(database.write(occupy))
    await reached(entered)
    waiting = asyncio.create_task(database.write(insert, 1, 2))
    await asyncio.sleep(0)
    waiting.cancel()
    go_on.set()
    await occupying
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert await database.write(requests) in (set(), {1, 2})


async def test_a_task_cancelled_in_its_transaction_leaves_no_half(database: Database) -> None:
    entered, go_on = Event(), Event()

    def slowly(tx: Tx) -> None:
        insert(tx, 1)
        entered.set()
        assert go_on.wait(HANGS)
        insert(tx, 2)

    running = asyncio.create_task(database.write(slowly))
    await reached(entered)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    next_one = asyncio.create_task(database.write(insert, 3))
    await asyncio.sleep(0)
    go_on.set()
    await next_one
    assert await database.read(requests) in ({3}, {1, 2, 3})


async def test_of_many_tasks_some_of_them_cancelled_each_runs_whole_or_not_at_all(database: Database) -> None:
    tasks = [asyncio.create_task(database.write(insert, n, n + 1000)) for n in range(60)]
    for task in tasks[1::3]:
        await asyncio.sleep(0)
        task.cancel()
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    found = await database.write(requests)
    for n, result in enumerate(ended):
        assert (n in found) == (n + 1000 in found)
        if result is None:
            assert n in found
    assert None in ended


async def test_a_cancelled_reader_is_used_again(database: Database) -> None:
    for _ in range(READERS + 1):
        entered, go_on = Event(), Event()

        def look(tx: Tx, entered: Event = entered, go_on: Event = go_on) -> int:
            entered.set()
            assert go_on.wait(HANGS)
            return count(tx)

        reading = asyncio.create_task(database.read(look))
        await reached(entered)
        reading.cancel()
        go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await reading
    assert await database.read(count) == 0


async def test_a_write_in_a_read_transaction_is_refused_by_name(database: Database) -> None:
    with pytest.raises(WriteInReadError, match=r"insert writes: give it to Database\.write"):
        await database.read(insert, 1)
    assert await database.read(requests) == set()


async def test_a_reader_keeps_its_view_while_others_write(database: Database) -> None:
    await database.write(insert, 1)
    looked, written = Event(), Event()

    def look_twice(tx: Tx) -> tuple[set[int], set[int]]:
        first = requests(tx)
        looked.set()
        assert written.wait(HANGS)
        return first, requests(tx)

    reading = asyncio.create_task(database.read(look_twice))
    await reached(looked)
    await database.write(insert, 2)
    written.set()
    assert await reading == ({1}, {1})
    assert await database.read(requests) == {1, 2}


async def test_nobody_reads_what_is_not_committed(database: Database) -> None:
    entered, go_on = Event(), Event()

    def slowly(tx: Tx) -> None:
        insert(tx, 1)
        entered.set()
        assert go_on.wait(HANGS)

    writing = asyncio.create_task(database.write(slowly))
    await reached(entered)
    assert await database.read(requests) == set()
    go_on.set()
    await writing
    assert await database.read(requests) == {1}


async def test_readers_read_at_the_same_time(database: Database) -> None:
    all_there = Barrier(READERS)

    def meet(tx: Tx) -> int:
        found = count(tx)
        all_there.wait(HANGS)  # raises unless every reader is in its transaction now
        return found

    assert await asyncio.gather(*(database.read(meet) for _ in range(READERS))) == [0] * READERS


async def test_an_error_while_reading_reaches_the_caller(database: Database) -> None:
    def fail(tx: Tx) -> None:
        count(tx)
        raise ZeroDivisionError

    for _ in range(READERS + 1):
        with pytest.raises(ZeroDivisionError):
            await database.read(fail)
    assert await database.read(count) == 0
