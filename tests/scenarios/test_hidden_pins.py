"""A review that was pinned is hidden and brought back: its pin comes back, too, after its card."""

import discord
import pytest
from simcord import InteractionResult

from bot.domain.actors import Right
from bot.domain.ids import GuildId, ReviewId
from bot.store.moderation import pins
from tests.scenarios import forged
from tests.scenarios.world import World, answer, cards, custom_id, text

PINS, MESSAGES = "/channels/*/messages/pins/*", "/channels/*/messages"


@pytest.fixture
async def hidden(world: World) -> InteractionResult:
    """The answer to the moderator, who has pinned Ann's review and then hidden it."""
    await world.add_show()
    card = await world.post(world.ann)
    await world.mod.context_menu(world.reviews, "Pin review", card)
    form = await world.mod.click(answer(await world.mod.click(card, label="⋯")), label="Hide …")
    return await world.mod.submit_modal(form, {"reason": "Rude."})


async def bring_back(world: World, hidden: InteractionResult) -> InteractionResult:
    return await world.mod.click(answer(hidden), label="Bring it back")


async def is_pinned_once(world: World) -> bool:
    """Whether the one card is pinned, in Discord and in the tables, by whom it was, and nothing waits."""
    (card,), stored = cards(world.reviews), await world.stored()
    (pin,) = stored["pins"]
    assert pin[2:5] == (world.reviews.id, card.id, world.mod.id)
    return [each.id for each in world.reviews.pinned_messages()] == [card.id] and stored["outbox"] == []


async def test_it_comes_back_pinned_by_whom_it_was_and_when(world: World, hidden: InteractionResult) -> None:
    assert (await world.stored())["pins"] == []
    assert world.reviews.pinned_messages() == []
    await world.later(3_600)
    back = await bring_back(world, hidden)
    assert "pinned again if it was" in text(back)
    assert await is_pinned_once(world)
    listed = await world.mod.slash(world.general, "pin list")
    assert world.mod.mention in text(listed)
    assert "⚠️" not in text(listed)
    unpinned = await world.mod.click(answer(listed), label="Unpin")
    assert text(unpinned).startswith("Unpinned.")


async def test_what_was_not_pinned_comes_back_as_it_was(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    form = await world.mod.click(answer(await world.mod.click(card, label="⋯")), label="Hide …")
    await bring_back(world, await world.mod.submit_modal(form, {"reason": "Rude."}))
    assert len(cards(world.reviews)) == 1
    assert world.reviews.pinned_messages() == []
    assert (await world.stored())["pins"] == []


@pytest.mark.parametrize(("status", "code", "by_hand"), [(400, 30003, True), (403, 50013, False)])
async def test_what_discord_does_not_let_us_pin_waits_and_is_listed_with_what_is_wrong(
    world: World, hidden: InteractionResult, status: int, code: int, by_hand: bool
) -> None:
    world.env.inject_error("PUT", PINS, status=status, code=code)
    await bring_back(world, hidden)
    (card,) = cards(world.reviews)
    assert world.reviews.pinned_messages() == []
    for _ in range(2):  # looking at it ends nothing
        listed = await world.mod.slash(world.general, "pin list")
        assert "⚠️ Discord has not let me pin it yet" in text(listed)
    if by_hand:
        world.env.inject_error("PUT", PINS, status=status, code=code)
        refused = await world.mod.context_menu(world.reviews, "Pin review", card)
        assert "250 pins" in text(refused) or "I lack the permission" in text(refused)
        assert "⚠️ Discord has not let me pin it yet" in text(await world.mod.slash(world.general, "pin list"))
        await world.mod.context_menu(world.reviews, "Pin review", card)
    await world.later(30)
    assert await is_pinned_once(world)
    assert "⚠️" not in text(await world.mod.slash(world.general, "pin list"))


@pytest.mark.parametrize("method_and_route", [("POST", MESSAGES), ("PUT", PINS)])
async def test_it_is_gone_on_with_after_a_restart(
    world: World, hidden: InteractionResult, method_and_route: tuple[str, str]
) -> None:
    world.expected = (discord.HTTPException,)
    world.env.inject_error(*method_and_route, status=500)
    await bring_back(world, hidden)
    listed = text(await world.mod.slash(world.general, "pin list"))
    waits = "Its card is on its way" if method_and_route[0] == "POST" else "Discord has not let me pin it yet"
    assert f"⚠️ {waits}" in listed
    await world.restart()
    await world.later(1)
    assert await is_pinned_once(world)


async def test_hidden_again_before_its_card_stood_it_still_comes_back_pinned(
    world: World, hidden: InteractionResult
) -> None:
    world.env.inject_error("POST", MESSAGES, status=500)
    await bring_back(world, hidden)
    await world.services.moderation.hide(world.actor(world.bob, Right.MODERATE), ReviewId(1), "Rude again.")
    await world.later(10)
    assert cards(world.reviews) == []
    assert (await world.stored())["outbox"] == (await world.stored())["pins"] == []
    await world.services.moderation.restore(world.actor(world.bob, Right.MODERATE), ReviewId(1))
    await world.later(10)
    assert await is_pinned_once(world)


async def test_a_pin_that_waits_for_its_card_can_be_ended(world: World, hidden: InteractionResult) -> None:
    world.expected = (discord.HTTPException,)
    world.env.inject_error("POST", MESSAGES, status=500)
    await bring_back(world, hidden)
    listed = answer(await world.mod.slash(world.general, "pin list"))
    before = await world.stored()
    await forged.press(world.bob, listed, custom_id(listed, "pin:drop:"))
    assert await world.stored() == before
    assert text(await world.mod.click(listed, label="Unpin")).startswith("Unpinned.")
    await world.later(10)
    assert len(cards(world.reviews)) == 1
    assert world.reviews.pinned_messages() == []
    assert (await world.stored())["outbox"] == (await world.stored())["pins"] == []


async def test_a_pin_whose_card_can_not_be_posted_waits_with_it(
    world: World, hidden: InteractionResult
) -> None:
    world.env.inject_error("POST", MESSAGES, status=403, code=50013)
    await bring_back(world, hidden)
    await world.later(10)
    stored = await world.stored()
    assert stored["cards"] == []
    assert len(stored["pins"]) == 1
    assert len(stored["outbox"]) == 2

    for _ in range(3):
        await world.later(3600)
    assert await is_pinned_once(world)


async def test_when_its_channel_is_gone_so_is_its_pin(world: World, hidden: InteractionResult) -> None:
    world.env.backend.delete_channel(world.reviews.id)
    await world.env.settle()
    await world.services.moderation.restore(world.actor(world.mod, Right.MODERATE), ReviewId(1))
    await world.later(10)

    assert await world.database.read(GuildId(world.guild.id), pins.count, True) == 0
    assert (await world.stored())["outbox"] == []
