"""Everybody is answered within three seconds, whatever the store or the disk does, and no words are lost."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from typing import Any

import pytest
from simcord import InteractionResult, ResponseMessage

from bot.domain.errors import StoreBusy
from bot.domain.ratings.rating import Stars
from bot.domain.reviews.review import Words
from bot.store.engine.database import READERS
from tests.scenarios.world import World, answer, buttons, cards, fields, file_of, text
from tests.waiting import HANGS, until

WORDS = "Typed at length, on a train."
DEFERRALS = (5, 6)
NEVER = round(HANGS * 1000)

Trouble = Callable[[World], AbstractAsyncContextManager[None]]
Doing = Callable[[World], Awaitable[InteractionResult]]


async def review(world: World) -> InteractionResult:
    return await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0, text=WORDS)


async def rate(world: World) -> InteractionResult:
    return await world.ann.slash(world.general, "rate", show="Glass Heart", rating=4.0)


async def put_on_watchlist(world: World) -> InteractionResult:
    return await world.ann.slash(world.general, "watchlist add", show="Glass Heart")


async def set_visibility(world: World) -> InteractionResult:
    return await world.ann.slash(world.general, "mydata visibility", profile=1)


async def add_show(world: World) -> InteractionResult:
    return await world.ann.slash(world.general, "review", show="Beck", rating=2.0, text=WORDS)


DOINGS: dict[str, tuple[Doing, str]] = {
    "/review": (review, "Glass Heart"),
    "/rate": (rate, "You rated **Glass Heart**"),
    "/watchlist": (put_on_watchlist, "on your watchlist"),
    "/mydata visibility": (set_visibility, "You are hidden now"),
    "/review of an unknown show": (add_show, "not in this server's catalogue yet"),
}


def acknowledged(world: World) -> list[int]:
    """The kinds of first answers that Discord got, in order."""
    calls = [call for call in world.env.http_requests if call.path.endswith("/callback")]
    return [call.json["type"] for call in calls if call.json]


async def deferred(world: World, before: int) -> None:
    """Wait until Discord was asked for more time."""
    await until(lambda: any(kind in DEFERRALS for kind in acknowledged(world)[before:]), pause=0.01)


@asynccontextmanager
async def locked(world: World) -> AsyncGenerator[None]:
    """Another process holds the database until Discord was asked for more time."""
    before = len(acknowledged(world))
    with closing(sqlite3.connect(world.state_dir / "encore.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        async with afterwards(deferred(world, before), lambda: other.execute("ROLLBACK")):
            yield


@asynccontextmanager
async def slow_disk(world: World) -> AsyncGenerator[None]:
    """The disk takes its time over a commit, until Discord was asked for more time."""
    before, done = len(acknowledged(world)), threading.Event()
    committing = asyncio.create_task(world.database.write_all(lambda _: done.wait()))
    async with afterwards(deferred(world, before), done.set):
        yield
    await committing


@asynccontextmanager
async def afterwards(first: Coroutine[Any, Any, None], then: Callable[[], object]) -> AsyncGenerator[None]:
    """Do `then` as soon as `first` is done; fails if that is not in here."""

    async def in_order() -> None:
        try:
            await first
        finally:
            then()

    waiting = asyncio.create_task(in_order())
    try:
        yield
        assert waiting.done()
    finally:
        waiting.cancel()
        await asyncio.wait([waiting])


@asynccontextmanager
async def held(world: World) -> AsyncGenerator[Callable[[], object]]:
    """Another process holds the database in here, or until it is told to let go."""
    with closing(sqlite3.connect(world.state_dir / "encore.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield lambda: other.execute("ROLLBACK")


@asynccontextmanager
async def busy_readers(world: World) -> AsyncGenerator[Callable[[], object]]:
    """Whatever is read from here on waits until it is told that it may go on."""
    go_on, begun = threading.Event(), threading.Semaphore(0)

    def wait(_: object) -> None:
        begun.release()
        go_on.wait()

    waiting = [asyncio.create_task(world.database.read_all(wait)) for _ in range(READERS)]
    try:
        await asyncio.to_thread(lambda: [begun.acquire() for _ in range(READERS)])
        yield go_on.set
    finally:
        go_on.set()
        await asyncio.gather(*waiting)


async def complete(world: World) -> list[dict[str, Any]]:
    return await world.ann.autocomplete(world.reviews, "review", "show", "gl")


TROUBLES: dict[str, Trouble] = {"locked": locked, "slow disk": slow_disk}


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=list(TROUBLES))
@pytest.mark.parametrize(("do", "sentence"), DOINGS.values(), ids=list(DOINGS))
async def test_a_command_asks_for_time_and_answers_when_it_can(
    world: World, do: Doing, sentence: str, trouble: Trouble
) -> None:
    await world.add_show()
    world.bot.ask_for_time_after = 0
    async with trouble(world):
        done = await do(world)
    assert answer(done).ephemeral
    assert sentence in text(done)


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=list(TROUBLES))
async def test_a_press_and_a_form_ask_for_time_and_do_what_they_do(world: World, trouble: Trouble) -> None:
    await world.add_show()
    await world.post(world.bob)
    (card,) = cards(world.reviews)
    page = await world.ann.slash(world.general, "show", show="Glass Heart")
    reading = await world.mod.slash(world.general, "reviews", show="Glass Heart")
    form = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0)
    world.bot.ask_for_time_after = 0

    async with trouble(world):
        await world.ann.click(card, label="Helpful")
    (card,) = cards(world.reviews)
    assert "Helpful 1" in buttons(card).values(), "the card that was pressed on"
    async with trouble(world):
        await world.mod.click(answer(reading), label="Helpful")
    assert "Helpful 2" in buttons(answer(reading)).values(), "the private page that was pressed on"
    async with trouble(world):
        await world.ann.click(answer(page), label="Watchlist")
    assert "Watchlist" not in buttons(answer(page)).values(), "its label has changed"
    async with trouble(world):
        await world.ann.submit_modal(form, {"headline": "Loud", "body": WORDS})
    stored = await world.own(world.ann)
    assert stored is not None
    assert (stored.words.headline, stored.words.body) == ("Loud", WORDS)


async def test_a_page_that_comes_after_a_press_on_a_card_is_private(world: World) -> None:
    await world.add_show()
    await world.post(world.bob)
    (card,) = cards(world.reviews)
    before = text(card)
    world.bot.ask_for_time_after = 0

    more = await world.bob.click(card, label="⋯")
    assert more.followups[0].ephemeral
    read = await world.ann.click(card, label="Show")
    assert read.followups[0].ephemeral
    asked = await world.bob.click(more.followups[0], label="Delete")
    assert "Delete your review" in text(more.followups[0]), "it takes the place of the page pressed on"
    assert asked.followups == []
    (card,) = cards(world.reviews)
    assert text(card) == before


async def test_a_form_waits_for_no_write(world: World) -> None:
    await world.add_show()
    await world.post(world.bob)
    bob = await world.bob.click(cards(world.reviews)[0], label="⋯")
    async with held(world):
        begun = await world.ann.slash(
            world.reviews, "review", show="Glass Heart", rating=4.0, season=2, spoilers=True
        )
        edited = await world.bob.click(answer(bob), label="Edit")
        facts = await world.mod.slash(world.general, "catalog edit", show="Glass Heart")
        shown = await world.ann.slash(world.general, "show", show="Glass Heart")
        from_page = await world.ann.click(answer(shown), label="Review")
        assert fields(begun)["spoilers"] is True
        assert fields(edited)["body"] == "Words of bob."
        assert "Year" in fields(facts)["facts"]
        assert "stars" in fields(from_page)

    await world.restart()
    await world.ann.submit_modal(begun, {"body": WORDS})
    stored = await world.own(world.ann, season=2)
    assert stored is not None
    assert stored.words == Words("", WORDS, spoilers=True)
    assert stored.stars == Stars(8)
    await world.bob.submit_modal(edited, {"headline": "Again", "body": "The same.", "stars": ["9"]})
    changed = await world.own(world.bob)
    assert changed is not None
    assert changed.words == Words("Again", "The same.")
    taken = await world.mod.submit_modal(facts, {"synopsis": "A band."})
    assert "synopsis" in text(taken).lower()


async def test_a_form_of_a_new_show_opens_before_its_title_is_kept(world: World) -> None:
    opened = until(lambda: 9 in acknowledged(world), pause=0.01)
    async with held(world) as let_go, afterwards(opened, let_go):
        form = await world.ann.slash(world.general, "catalog add", title="Beck", year=2010)
    added = await world.ann.submit_modal(form, {"synopsis": "A band."})
    assert "**Beck** is in the catalogue now." in text(added)


async def test_a_form_that_can_not_be_opened_any_more_is_a_button_away(world: World) -> None:
    await world.add_show()
    await world.post(world.bob)
    pages = await world.bob.click(cards(world.reviews)[0], label="⋯")
    other = await world.ann.click(cards(world.reviews)[0], label="⋯")
    shown = await world.ann.slash(world.general, "show", show="Glass Heart")

    async def late(doing: Awaitable[InteractionResult]) -> ResponseMessage:
        """What was asked for, with readers so busy that time is asked for first."""
        before = len(acknowledged(world))
        world.bot.ask_for_time_after = 0
        async with busy_readers(world) as let_go, afterwards(deferred(world, before), let_go):
            done = await doing
        world.bot.ask_for_time_after = NEVER
        assert done.modal is None
        told = next(iter(done.followups), None) or answer(done)
        assert told.ephemeral
        assert "Press **Write it**" in text(told)
        return told

    begun = await late(
        world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0, season=2, spoilers=True)
    )
    form = await world.ann.click(begun, label="Write it")
    assert fields(form)["spoilers"] is True
    await world.ann.submit_modal(form, {"body": WORDS})
    stored = await world.own(world.ann, season=2)
    assert stored is not None
    assert (stored.words, stored.stars) == (Words("", WORDS, spoilers=True), Stars(8))

    for doing, name in (
        (world.bob.click(answer(pages), label="Edit"), "body"),
        (world.ann.click(answer(other), label="Report"), "reason"),
        (world.ann.click(answer(shown), label="Review"), "stars"),
        (world.mod.slash(world.general, "catalog titles", show="Glass Heart"), "title"),
    ):
        again = await late(doing)
        actor = world.bob if name == "body" else world.mod if name == "title" else world.ann
        assert name in fields(await actor.click(again, label="Write it"))


async def test_autocomplete_offers_nothing_rather_than_too_late(world: World) -> None:
    await world.add_show()
    assert [each["value"] for each in await complete(world)] == ["show:1"]
    async with busy_readers(world) as let_go:
        world.bot.ask_for_time_after = 0
        assert await complete(world) == []
        let_go()
    world.bot.ask_for_time_after = NEVER
    assert [each["value"] for each in await complete(world)] == ["show:1"]


async def test_what_is_locked_for_too_long_gives_the_words_back(world: World) -> None:
    await world.add_show()
    form = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0)
    await world.database.write_all(lambda tx: tx.connection.execute("PRAGMA busy_timeout = 50"))
    world.bot.ask_for_time_after = 0
    async with held(world):
        for doing in (
            review(world),
            add_show(world),
            world.ann.submit_modal(form, {"headline": "Loud", "body": WORDS}),
        ):
            refused = await doing
            assert answer(refused).ephemeral
            assert StoreBusy().sentence in text(refused)
            assert WORDS in await file_of(refused)
        rated = await rate(world)
        assert StoreBusy().sentence in text(rated)
    assert (await world.stored())["reviews"] == []
    assert "Glass Heart" in text(await review(world)), "a minute later"
