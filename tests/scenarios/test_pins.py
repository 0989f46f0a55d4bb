"""Pinning the best reviews, from the menu of a card's message."""

import asyncio
from typing import Any

import discord
import pytest
from simcord import InteractionResult
from simcord.backend.errors import SetupError

from bot.domain.actors import Right
from bot.domain.errors import Refusal
from bot.domain.reviews.review import CardPlace
from bot.services.lookup import NO_REVIEW_THERE
from tests.scenarios import forged
from tests.scenarios.world import World, answer, text


async def _actions(world: World) -> list[tuple[int, str, int]]:
    """(who, what, which review) of everything in the audit, oldest first."""
    return [(row[2], row[3], row[5]) for row in sorted((await world.stored())["audit"])]


async def test_a_moderator_pins_and_unpins_a_review(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)

    pinned = await world.mod.context_menu(world.reviews, "Pin review", card)
    assert answer(pinned).ephemeral
    assert text(pinned) == "Pinned. It stays pinned when its author edits it."
    assert [message.id for message in world.reviews.pinned_messages()] == [card.id]
    (pin,) = (await world.stored())["pins"]
    assert world.mod.id in pin

    unpinned = await world.mod.context_menu(world.reviews, "Unpin review", card)
    assert text(unpinned) == "Unpinned."
    assert world.reviews.pinned_messages() == []
    assert (await world.stored())["pins"] == []
    assert await _actions(world) == [(world.mod.id, "pin", 1), (world.mod.id, "unpin", 1)]


async def test_a_pinned_card_follows_edits_and_ends_with_the_review(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    await world.mod.context_menu(world.reviews, "Pin review", card)
    await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=5.0, text="Better still.")

    (pinned,) = world.reviews.pinned_messages()
    assert "Better still." in text(pinned)
    asked = await world.ann.click(answer(await world.ann.click(card, label="⋯")), label="Delete")
    await world.ann.click(answer(asked), label="Delete it")
    assert world.reviews.pinned_messages() == []
    assert (await world.stored())["pins"] == []


@pytest.mark.parametrize("menu", ["Pin review", "Unpin review"])
async def test_who_may_not_pin_does_not_see_the_menu_and_could_not_use_it(world: World, menu: str) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    before = await world.stored()
    with pytest.raises(SetupError, match="not visible"):
        await world.bob.context_menu(world.reviews, menu, card)

    refused = await forged.menu(world.bob, world.reviews, menu, card)

    assert answer(refused).ephemeral
    assert text(refused) == (
        f"You need the permission “Pin Messages” in {world.reviews.mention} for that. "
        "Ask one of this server's moderators."
    )
    assert await world.stored() == before


@pytest.mark.parametrize("menu", ["Pin review", "Unpin review"])
async def test_without_its_own_permission_the_bot_says_what_to_give_it(world: World, menu: str) -> None:
    await world.add_show()
    assert world.bot.user is not None
    denied = discord.PermissionOverwrite(pin_messages=False)
    channel = world.guild.create_text_channel("strict", overwrites={world.bot.user: denied})
    told = await world.ann.slash(channel, "review", show="Glass Heart", rating=4.0, text="Good.")
    card = world.card(told, channel)
    before = await world.stored()

    refused = await world.mod.context_menu(channel, menu, card)

    assert text(refused).startswith(f"I lack the permission “Pin Messages” in {channel.mention}.")
    assert await world.stored() == before


async def test_only_cards_can_be_pinned(world: World) -> None:
    await world.add_show()
    words = await world.ann.send(world.reviews, "I liked it!")
    page = await world.mod.slash(world.reviews, "show", show="Glass Heart")
    before = await world.stored()

    for message in (words, answer(page)):
        for menu in ("Pin review", "Unpin review"):
            refused = await world.mod.context_menu(world.reviews, menu, message)
            assert answer(refused).ephemeral
            assert text(refused) == NO_REVIEW_THERE
    assert await world.stored() == before


async def test_pinning_twice_and_unpinning_what_is_not_pinned_say_so(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    early = await world.mod.context_menu(world.reviews, "Unpin review", card)
    assert text(early) == "I have not pinned this review, so there is nothing to unpin."

    await world.mod.context_menu(world.reviews, "Pin review", card)
    before = await world.stored()
    again = await world.mod.context_menu(world.reviews, "Pin review", card)
    assert text(again) == f"This review is pinned already, by {world.mod.mention}."
    assert await world.stored() == before


DISCORD_SAYS = {
    30003: (
        400,
        "That channel has 250 pins already, and Discord allows no more. Unpin something there first.",
    ),
    50013: (403, "I lack the permission “Pin Messages” there."),
    50083: (400, "That thread is archived. Open it again first, then try once more."),
    50001: (403, "I can't see that channel."),
    50024: (400, "Discord allows no pins in that kind of channel."),
    0: (500, "Discord did not let me do that just now. Nothing was changed. Try again in a minute."),
}


@pytest.mark.parametrize("code", DISCORD_SAYS)
async def test_what_discord_does_not_let_us_pin_stays_unpinned_as_a_whole(world: World, code: int) -> None:
    status, sentence = DISCORD_SAYS[code]
    await world.add_show()
    card = await world.post(world.ann)
    before = await world.stored()
    world.env.inject_error("PUT", "/channels/*/messages/pins/*", status=status, code=code)

    refused = await world.mod.context_menu(world.reviews, "Pin review", card)

    assert answer(refused).ephemeral
    assert text(refused).startswith(sentence)
    assert await _nothing_half_done(world, before)
    assert await _actions(world) == [(world.mod.id, "pin", 1), (world.mod.id, "pin refused", 1)]
    assert text(await _pin(world, card)).startswith("Pinned.")


@pytest.mark.parametrize("code", DISCORD_SAYS)
async def test_what_discord_does_not_let_us_unpin_stays_pinned_as_a_whole(world: World, code: int) -> None:
    status, sentence = DISCORD_SAYS[code]
    await world.add_show()
    card = await world.post(world.ann)
    await _pin(world, card)
    before = await world.stored()
    world.env.inject_error("DELETE", "/channels/*/messages/pins/*", status=status, code=code)

    refused = await world.mod.context_menu(world.reviews, "Unpin review", card)

    assert text(refused).startswith(sentence)
    assert await _nothing_half_done(world, before)
    assert (await _actions(world))[1:] == [(world.mod.id, "unpin", 1), (world.mod.id, "unpin refused", 1)]


@pytest.mark.parametrize(
    ("code", "menu"), [(10008, "Pin review"), (10008, "Unpin review"), (10003, "Pin review")]
)
async def test_a_card_that_turns_out_to_be_gone_is_forgotten(world: World, code: int, menu: str) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    method = "PUT" if menu == "Pin review" else "DELETE"
    if method == "DELETE":
        await _pin(world, card)
    world.env.inject_error(method, "/channels/*/messages/pins/*", status=404, code=code)

    told = await world.mod.context_menu(world.reviews, menu, card)

    gone = "Its card was deleted in Discord, so it is not pinned any more."
    assert text(told) == ("That message is not there any more." if method == "PUT" else gone)
    stored = await world.stored()
    assert stored["pins"] == stored["cards"] == stored["outbox"] == []


async def test_two_moderators_at_once_make_one_pin(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    with forged.twice(world):
        world.expected = (discord.HTTPException,)
        await _pin(world, card)
    assert [message.id for message in world.reviews.pinned_messages()] == [card.id]
    assert await _actions(world) == [(world.mod.id, "pin", 1)]
    pins = world.services.pins
    place = CardPlace(world.reviews.id, card.id)
    others = [world.actor(member, Right.PIN) for member in (world.bob, world.ann)]
    refused = await asyncio.gather(*(pins.pin(other, place) for other in others), return_exceptions=True)
    assert [type(each) for each in refused] == [Refusal, Refusal]
    assert len((await world.stored())["pins"]) == 1


async def test_the_pin_of_a_card_that_a_moderator_removes_is_forgotten(world: World) -> None:
    await world.add_show()
    card = await world.post(world.ann)
    await _pin(world, card)

    await world.mod.delete(card)

    assert (await world.stored())["pins"] == []
    assert (await world.stored())["cards"] == []
    assert await world.own(world.ann) is not None


async def _pin(world: World, card: Any) -> InteractionResult:
    return await world.mod.context_menu(world.reviews, "Pin review", card)


async def _nothing_half_done(world: World, before: dict[str, list[tuple[Any, ...]]]) -> bool:
    """Whether everything but the audit is as it was, now and after the outbox had its time."""
    for _ in range(2):
        after = await world.stored()
        if {**after, "audit": []} != {**before, "audit": []}:
            return False
        await world.later(61)
    return True
