"""A bot that posts cards all day does not grow: no view is kept because a card was posted."""

import asyncio
import gc
import sys

import pytest

from tests.scenarios.world import World

CARDS, FIRST, MOST = 1_000, 100, 1 << 20


@pytest.fixture(autouse=True)
def _all_traffic_is_judged() -> None:  # pyright: ignore[reportUnusedFunction]  pytest uses it
    """Not here, in place of the fixture of this name: the same card a thousand times would take long."""


@pytest.mark.slow
async def test_a_thousand_cards_grow_the_process_by_under_a_mebibyte(world: World) -> None:
    await world.add_show()
    await _post(world, range(FIRST))
    before = await _in_use(world)
    await _post(world, range(FIRST, CARDS))
    grown = await _in_use(world) - before

    assert len((await world.stored())["cards"]) == CARDS
    assert grown < MOST, f"{grown / 1024:,.0f} KiB, {grown // (CARDS - FIRST):,} bytes a card"


async def _post(world: World, seasons: range) -> None:
    for season in seasons:
        await world.post(world.ann, season=season + 1, text="Loud from the first minute. " * 8)


async def _in_use(world: World) -> int:
    """Bytes of all objects in use, once what only the simulated Discord remembers is forgotten."""
    discord = world.env.backend
    for memory in (
        discord.messages[world.reviews.id],
        discord.http_requests,
        discord.transcript,
        discord.interactions,
        discord.interaction_tokens,
    ):
        memory.clear()
    # It lets a real timer run for each of the bot's, even when that is cancelled; asyncio shows no list.
    timers: list[asyncio.TimerHandle] = vars(asyncio.get_running_loop())["_scheduled"]
    for timer in list(timers):
        timer.cancel()
    await asyncio.sleep(0)
    gc.collect()
    found = {id(each): each for each in gc.get_objects()}
    found.update((id(each), each) for each in gc.get_referents(*found.values()))
    return sum(sys.getsizeof(each, 0) for each in found.values())
