"""What reaches the bot so late that nobody waits any more is not done, by Discord's clock; words are kept."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import pytest

from bot.client.discord_clock import DiscordClock
from bot.domain.ids import Millis
from tests.scenarios.world import World, answer, buttons, cards, text

AHEAD = {"a minute ahead": 60_000, "a minute behind": -60_000}


@contextmanager
def late(world: World, seconds: float) -> Generator[None]:
    """What members do in here reaches the bot so much later; Discord takes no answer after three."""
    emit = world.env.backend.emit

    def emit_late(event: str, payload: Any) -> None:
        if event == "INTERACTION_CREATE":
            world.env.backend.advance_clock(seconds)
        emit(event, payload)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(world.env.backend, "emit", emit_late)
        yield


@pytest.fixture(params=AHEAD.values(), ids=list(AHEAD))
def skewed(world: World, request: pytest.FixtureRequest) -> World:
    """A host whose clock is wrong, and which has learned Discord's time from a few answers."""

    def wrong() -> Millis:
        return Millis(world.clock() + request.param)

    world.bot.discord_clock = clock = DiscordClock(wrong, wrong)
    clock.heard(Millis(world.clock() // 1000 * 1000), wrong(), wrong())
    return world


async def test_on_a_host_whose_clock_is_wrong_presses_count_and_late_ones_do_not(skewed: World) -> None:
    world = skewed
    await world.add_show()
    await world.post(world.bob)
    with late(world, 1):
        await world.ann.click(cards(world.reviews)[0], label="Helpful")
    assert "Helpful 1" in buttons(cards(world.reviews)[0]).values()
    with late(world, 4):
        pressed = await world.mod.click(cards(world.reviews)[0], label="Helpful 1")
    assert not pressed.acknowledged
    assert "Helpful 1" in buttons(cards(world.reviews)[0]).values()
    assert len((await world.stored())["helpful_votes"]) == 1


async def test_a_late_command_is_not_done_unless_it_brings_words(world: World) -> None:
    await world.add_show()
    with late(world, 4):
        await world.ann.slash(world.general, "rate", show="Glass Heart", rating=1.0)
        await world.bob.slash(
            world.reviews, "review", show="Glass Heart", rating=4.0, text="Loud and tender."
        )
        assert await world.ann.autocomplete(world.reviews, "review", "show", "gl") == []
    kept = await world.own(world.bob)
    assert kept is not None
    assert kept.words.body == "Loud and tender."
    assert len((await world.stored())["ratings"]) == 1


async def test_a_late_form_keeps_its_words(world: World) -> None:
    await world.add_show()
    form = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0)
    with late(world, 60):
        await world.ann.submit_modal(form, {"body": "Loud and tender."})
    kept = await world.own(world.ann)
    assert kept is not None
    assert kept.words.body == "Loud and tender."


async def test_if_the_clock_was_wrong_after_all_the_person_is_told_and_nothing_is_done(world: World) -> None:
    await world.add_show()
    world.bot.discord_clock = DiscordClock(lambda: Millis(world.clock() + 60_000), lambda: 0)
    rated = await world.ann.slash(world.general, "rate", show="Glass Heart", rating=1.0)
    assert answer(rated).ephemeral
    assert "reached me too late" in text(rated)
    assert (await world.stored())["ratings"] == []
