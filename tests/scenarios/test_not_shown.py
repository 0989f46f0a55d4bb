"""What is stored never answers “Something went wrong” because Discord did not take the answer."""

from collections.abc import Awaitable, Callable

import discord
import pytest
from simcord import InteractionResult

from tests.scenarios.world import World, answer, buttons, cards, text

CALLBACK = "/interactions/*/*/callback"
SAVED = "It's saved. Only my answer didn't get through."

Doing = Callable[[World], Awaitable[InteractionResult]]


async def rate(world: World) -> InteractionResult:
    return await world.ann.slash(world.general, "rate", show="Glass Heart", rating=4.0)


async def put_on_watchlist(world: World) -> InteractionResult:
    return await world.ann.slash(world.general, "watchlist add", show="Glass Heart")


async def edit(world: World) -> InteractionResult:
    form = await world.mod.slash(world.general, "catalog edit", show="Glass Heart")
    world.env.inject_error("POST", CALLBACK, status=400)
    return await world.mod.submit_modal(form, {"synopsis": "A band."})


DOINGS: dict[str, Doing] = {"rate": rate, "watchlist": put_on_watchlist}


@pytest.mark.parametrize("do", DOINGS.values(), ids=list(DOINGS))
@pytest.mark.parametrize("status", [400, 403, 500, 503])
async def test_what_is_stored_is_said_to_be(world: World, do: Doing, status: int) -> None:
    world.expected = (discord.HTTPException,)
    await world.add_show()
    world.env.inject_error("POST", CALLBACK, status=status)
    done = await do(world)
    assert answer(done).ephemeral
    assert text(done) == SAVED
    stored = await world.stored()
    assert len(stored["ratings"]) + len(stored["watchlist"]) == 1


async def test_a_form_that_was_taken_says_so(world: World) -> None:
    world.expected = (discord.HTTPException,)
    await world.add_show()
    assert text(await edit(world)) == SAVED


async def test_what_only_reads_is_not_said_to_be_saved(world: World) -> None:
    world.expected = (discord.HTTPException,)
    await world.add_show()
    world.env.inject_error("POST", CALLBACK, status=400)
    shown = await world.ann.slash(world.general, "show", show="Glass Heart")
    assert "Something went wrong on my side" in text(shown)


async def test_a_vote_that_counts_is_no_error(world: World) -> None:
    world.expected = (discord.HTTPException,)
    await world.add_show()
    await world.post(world.bob)
    world.env.inject_error("POST", CALLBACK, status=500)
    voted = await world.ann.click(cards(world.reviews)[0], label="Helpful")
    assert "went wrong" not in str([text(each) for each in voted.followups])
    await world.later(6)
    assert "Helpful 1" in buttons(cards(world.reviews)[0]).values()
