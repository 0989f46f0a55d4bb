"""What happened is told after the commit, once, to all who listen; and only what was committed."""

import asyncio
import logging
from contextlib import closing
from threading import Event

import pytest

from bot.domain.delivery.outbox import OutboxKind
from bot.domain.happenings import CardDue, Happening, ShowChanged
from bot.domain.ids import Millis, ReviewId, ShowId
from bot.store.delivery import outbox
from bot.store.engine.connections import connect_reader
from bot.store.engine.counters import next_id
from bot.store.engine.database import Database
from bot.store.engine.transaction import AllServers, Tx
from tests.store.samples import ANN, ELSEWHERE, GUILD, add_review, add_show, at

CHANNEL = 501
PATIENCE = 20
"""Seconds after which a test that waits for something is broken; none takes long."""


@pytest.fixture
def told(database: Database) -> list[Happening]:
    """What was told up to now."""
    told: list[Happening] = []
    database.after_commit.listen(CardDue, told.append)
    database.after_commit.listen(ShowChanged, told.append)
    return told


def happen(tx: Tx, *happenings: Happening) -> None:
    next_id(tx, "happening")
    for happening in happenings:
        tx.happened(happening)


async def test_it_is_told_after_the_commit_and_before_whoever_waits_goes_on(database: Database) -> None:
    numbers: list[int] = []

    def look(_: CardDue) -> None:
        with closing(connect_reader(database.path)) as connection:
            numbers.append(connection.execute("SELECT value FROM counters").fetchone()["value"])

    database.after_commit.listen(CardDue, look)
    await database.write(GUILD, happen, CardDue(GUILD))
    assert numbers == [1]
    await database.write(GUILD, happen, CardDue(GUILD))
    assert numbers == [1, 2]


async def test_each_happening_is_told_once_in_its_turn_to_those_who_listen_to_its_kind(
    database: Database, told: list[Happening]
) -> None:
    due, changed = CardDue(GUILD), ShowChanged(GUILD, ShowId(1))
    shows: list[ShowChanged] = []
    database.after_commit.listen(ShowChanged, shows.append)
    await database.write(
        GUILD, happen, due, changed, due, ShowChanged(GUILD, ShowId(1)), ShowChanged(GUILD, ShowId(2))
    )
    assert told == [due, changed, ShowChanged(GUILD, ShowId(2))]
    assert shows == [changed, ShowChanged(GUILD, ShowId(2))]


async def test_what_happens_on_each_server_in_a_transaction_of_all_is_told(
    database: Database, told: list[Happening]
) -> None:
    def on_each(tx: AllServers) -> None:
        for guild_id in (GUILD, ELSEWHERE):
            happen(tx.server(guild_id), CardDue(guild_id))

    await database.write_all(on_each)
    assert told == [CardDue(GUILD), CardDue(ELSEWHERE)]


async def test_nothing_is_told_of_a_transaction_that_fails(database: Database, told: list[Happening]) -> None:
    def fail(tx: Tx) -> None:
        happen(tx, CardDue(GUILD))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.write(GUILD, fail)
    await database.write(GUILD, happen)
    assert told == []


async def test_nothing_is_told_of_a_request_that_is_repeated(
    database: Database, told: list[Happening]
) -> None:
    for _ in range(2):
        await database.write_once(GUILD, (1, "happen"), happen, CardDue(GUILD))
        assert told == [CardDue(GUILD)]


async def test_it_is_told_though_the_task_was_cancelled_meanwhile(
    database: Database, told: list[Happening]
) -> None:
    entered, go_on = Event(), Event()

    def slowly(tx: Tx) -> None:
        happen(tx, CardDue(GUILD))
        entered.set()
        assert go_on.wait(PATIENCE)

    writing = asyncio.create_task(database.write(GUILD, slowly))
    assert await asyncio.to_thread(entered.wait, PATIENCE)
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    assert told == []
    go_on.set()
    await database.write(GUILD, happen)  # the thread does one thing after the other
    assert told == [CardDue(GUILD)]


async def test_a_listener_that_fails_keeps_no_other_from_hearing(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[CardDue] = []

    def fail(_: CardDue) -> None:
        raise ZeroDivisionError

    for listener in (heard.append, fail, heard.append):
        database.after_commit.listen(CardDue, listener)
    with caplog.at_level(logging.ERROR):
        await database.write(GUILD, happen, CardDue(GUILD), CardDue(ELSEWHERE))
    assert heard == [CardDue(GUILD)] * 2 + [CardDue(ELSEWHERE)] * 2
    assert [record.message for record in caplog.records] == [
        f"{CardDue(guild_id)} was not followed" for guild_id in (GUILD, ELSEWHERE)
    ]


async def test_who_stops_listening_hears_no_more_and_keeps_no_other_from_hearing(
    database: Database, told: list[Happening]
) -> None:
    heard: list[CardDue] = []

    def once(happening: CardDue) -> None:
        heard.append(happening)
        stop()

    stop = database.after_commit.listen(CardDue, once)
    after: list[CardDue] = []
    database.after_commit.listen(CardDue, after.append)
    for _ in range(2):
        await database.write(GUILD, happen, CardDue(GUILD))
    assert (len(heard), len(after), len(told)) == (1, 2, 2)


def note(tx: Tx, *, now: Millis = Millis(0), due_at: Millis) -> int:
    return outbox.note(at(tx, now), OutboxKind.CARD, ReviewId(1), CHANNEL, due_at=due_at)


@pytest.fixture
async def woken(database: Database) -> list[CardDue]:
    """Who was told of cards that are due, of a server with one review."""
    await database.write(GUILD, lambda tx: add_review(tx, ShowId(add_show(tx)), ANN))
    woken: list[CardDue] = []
    database.after_commit.listen(CardDue, woken.append)
    return woken


async def test_a_note_that_is_due_later_wakes_nobody_and_one_that_is_due_does(
    database: Database, woken: list[CardDue]
) -> None:
    await database.write(GUILD, note, now=Millis(10), due_at=Millis(11))
    assert woken == []
    await database.write(GUILD, outbox.hurry, OutboxKind.CARD, ReviewId(1), Millis(1))
    assert woken == [CardDue(GUILD)]
    await database.write(GUILD, note, now=Millis(10), due_at=Millis(10))
    assert woken == [CardDue(GUILD)] * 2


async def test_a_note_that_had_been_put_off_wakes_nobody_when_it_is_noted_for_later(
    database: Database, woken: list[CardDue]
) -> None:
    def put_off(tx: Tx) -> None:
        note(tx, due_at=Millis(50))
        entry = outbox.get(tx, OutboxKind.CARD, ReviewId(1))
        assert entry is not None
        outbox.postpone(tx, entry, Millis(90))

    await database.write(GUILD, put_off)
    assert woken == []
    await database.write(
        GUILD, note, now=Millis(20), due_at=Millis(70)
    )  # whoever notes it is about to show it
    assert woken == []


async def test_striking_off_a_note_wakes_only_if_it_was_noted_again(
    database: Database, woken: list[CardDue]
) -> None:
    def strike_off(tx: Tx, note_id: int) -> None:
        outbox.done(at(tx, 20), OutboxKind.CARD, ReviewId(1), note_id)

    await database.write(GUILD, strike_off, await database.write(GUILD, note, due_at=Millis(50)))
    assert woken == []
    first = await database.write(GUILD, note, due_at=Millis(50))
    await database.write(GUILD, note, now=Millis(10), due_at=Millis(50))
    assert woken == []
    await database.write(GUILD, strike_off, first)
    assert woken == [CardDue(GUILD)]
