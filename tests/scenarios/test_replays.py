"""The same request twice, at once or later, does nothing the second time."""

from typing import Any

import discord
import pytest

from tests.scenarios import forged
from tests.scenarios.world import World, answer, buttons, cards, custom_id, menu, text

State = tuple[dict[str, list[tuple[Any, ...]]], list[tuple[int, str]]]


@pytest.fixture(autouse=True)
def _answered_already(world: World) -> None:  # pyright: ignore[reportUnusedFunction]  pytest uses it
    # Discord takes one answer to an interaction, so the second try meets 40060.
    world.expected = (discord.HTTPException,)


async def state(world: World) -> State:
    """What is stored, and what everybody sees."""
    seen = [(message.id, text(message)) for message in cards(world.reviews)]
    return await world.stored(), seen


async def test_a_replayed_request_changes_nothing(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)

    async def unchanged() -> bool:
        before = await state(world)
        await forged.again(world)
        await world.later(61)
        return await state(world) == before

    assert await unchanged()
    await world.bob.click(card, label="Helpful")
    assert await unchanged()
    assert "Helpful 1" in buttons(card).values()
    await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=1.0, text="Changed.")
    assert await unchanged()
    rated = await world.bob.slash(world.general, "rate", show="Glass Heart", rating=4.0)
    assert await unchanged()
    await world.bob.click(answer(rated), label="Undo")
    assert await unchanged()
    form = await world.bob.click(answer(await world.bob.click(card, label="⋯")), label="Report")
    await world.bob.submit_modal(form, {"reason": "Copied."})
    assert await unchanged()
    await world.mod.context_menu(world.reviews, "Pin review", card)
    assert await unchanged()
    await world.mod.context_menu(world.reviews, "Unpin review", card)
    assert await unchanged()
    form = await world.bob.slash(world.general, "catalog add", title="Beck", year=2010)
    await world.bob.submit_modal(form, {"synopsis": "A band."})
    assert await unchanged()
    asked = await world.bob.slash(world.reviews, "review", show="Swing Girls", rating=4.0, text="Brassy.")
    assert await unchanged()
    await world.bob.click(answer(asked), custom_id=custom_id(asked, "draft:add"))
    assert await unchanged()
    form = await world.mod.slash(world.reviews, "review", show="Beck", rating=4.0)
    await world.mod.submit_modal(form, {"body": "Loud."})
    assert await unchanged()
    more = await world.ann.click(card, label="⋯")
    await world.ann.click(answer(await world.ann.click(answer(more), label="Delete")), label="Delete it")
    assert await unchanged()


async def test_requests_that_arrive_twice_at_once_are_carried_out_once(world: World) -> None:
    await world.add_show()
    with forged.twice(world):
        posted = await world.ann.slash(
            world.reviews, "review", show="Glass Heart", rating=4.0, text="Once only."
        )
        card = world.card(posted)
        await world.bob.click(card, label="Helpful")
        asked = await world.bob.slash(world.reviews, "review", show="Beck", rating=3.0, text="Once, too.")
        await world.bob.click(answer(asked), custom_id=custom_id(asked, "draft:add"))
        form = await world.mod.slash(world.reviews, "review", show="Glass Heart", rating=2.0)
        await world.mod.submit_modal(form, {"file": ("a.txt", b"From a file, once.")})
        page = await world.mod.slash(world.general, "show", show="Beck")
        rate = await world.mod.click(answer(page), label="Rate")
        await world.mod.select(answer(rate), [menu(rate)["5.0 ★★★★★"]])
        form = await world.mod.slash(world.general, "catalog add", title="Swing Girls")
        await world.mod.submit_modal(form, {"synopsis": "Girls swing."})
        await world.mod.context_menu(world.reviews, "Pin review", card)
    await world.later(61)

    stored, seen = await state(world)
    assert [number for number, _ in seen] == sorted({number for number, _ in seen})
    assert len(seen) == len(stored["reviews"]) == len(stored["review_versions"]) == 3
    assert len(stored["shows"]) == 3
    assert len(stored["ratings"]) == len(stored["rating_changes"]) == 4
    assert "Helpful 1" in buttons(card).values()
    assert len(world.reviews.pinned_messages()) == len(stored["pins"]) == len(stored["audit"]) == 1
    assert stored["outbox"] == []
