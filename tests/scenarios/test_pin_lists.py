"""`/pin`: what could be pinned, what is, what is wrong with it, and ending it."""

import re
from typing import Any

import discord
import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor, ResponseMessage
from simcord.backend.errors import SetupError

from bot.domain.ids import ReviewId, UserId
from bot.store.engine.transaction import AllServers
from tests.scenarios import forged
from tests.scenarios.world import World, answer, buttons, cards, text
from tests.store.samples import everywhere

PINS = "/channels/*/messages/pins/*"


@pytest.fixture
async def card(world: World) -> ResponseMessage:
    """Ann's review in #reviews, with a helpful vote."""
    await world.add_show()
    card = await world.post(world.ann)
    await world.bob.click(card, custom_id="review:helpful:1")
    return card


def pinned(channel: ChannelHandle) -> list[int]:
    return [message.id for message in channel.pinned_messages()]


def refusal(result: InteractionResult) -> str:
    """What somebody was told instead of what they asked for; the page on which they pressed stays."""
    message = result.followups[-1] if result.followups else answer(result)
    assert message.ephemeral
    return text(message)


async def actions(world: World) -> list[tuple[Any, ...]]:
    def audit(tx: AllServers) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in tx.all("SELECT user_id, action FROM audit ORDER BY audit_id")]

    return await world.database.read_all(audit)


async def pin_it(world: World, card: ResponseMessage) -> None:
    await world.mod.context_menu(world.reviews, "Pin review", card)


async def strict_channel(world: World, denied: Any) -> tuple[ChannelHandle, ResponseMessage]:
    """A channel in which somebody may not pin, with Bob's review."""
    channel = world.guild.create_text_channel(
        "strict", overwrites={denied: discord.PermissionOverwrite(pin_messages=False)}
    )
    posted = await world.bob.slash(channel, "review", show="Glass Heart", rating=4.0, text="Good.")
    return channel, answer(posted)


async def thread_with_card(world: World, parent: ChannelHandle) -> tuple[ChannelHandle, ResponseMessage]:
    """A thread in a channel, or a post of a forum, with Bob's review."""
    thread = ChannelHandle(
        world.env, world.guild, world.env.backend.create_thread(parent.id, "talk", world.mod.id)
    )
    await world.env.settle()
    posted = await world.bob.slash(thread, "review", show="Glass Heart", rating=4.0, text="Good.")
    return thread, world.card(posted, thread)


async def archive(world: World, thread: ChannelHandle, *, locked: bool = False) -> None:
    world.env.backend.edit_channel(thread.id, {}, thread_metadata={"archived": True, "locked": locked})
    await world.env.settle()


async def test_the_most_helpful_are_offered_and_pinned_with_one_press(
    world: World, card: ResponseMessage
) -> None:
    other = await world.post(world.bob)
    offered = await world.mod.slash(world.general, "pin top")

    assert answer(offered).ephemeral
    assert list(buttons(offered)) == ["pin:add:1.0.5", "pin:add:2.0.5"]  # the one with a vote comes first
    assert text(offered).index(world.ann.mention) < text(offered).index(world.bob.mention)
    assert "1 helpful" in text(offered)

    done = await world.mod.click(answer(offered), custom_id="pin:add:1.0.5")
    assert text(done).startswith("Pinned. It stays pinned when its author edits it.")
    assert list(buttons(done)) == ["pin:add:2.0.5"]
    assert pinned(world.reviews) == [card.id]

    last = await world.mod.click(answer(done), custom_id="pin:add:2.0.5")
    assert text(last).endswith("Every review that is here is pinned already.")
    assert pinned(world.reviews) == [card.id, other.id]
    assert await actions(world) == [(world.mod.id, "pin")] * 2


async def test_of_one_show_and_no_more_than_asked_for(world: World, card: ResponseMessage) -> None:
    await world.add_show("Beck")
    await world.post(world.bob)
    await world.post(world.mod)
    await world.post(world.bob, show="Beck", spoilers=True, text="He dies.")
    some = await world.mod.slash(world.reviews, "pin top", show="Glass Heart", count=2)
    assert len(buttons(some)) == 2
    assert "of Glass Heart" in text(some)
    beck = await world.mod.slash(world.reviews, "pin top", show="Beck")
    assert len(buttons(beck)) == 1
    assert "It contains spoilers." in text(beck)
    assert "He dies" not in text(beck)


async def test_a_review_whose_card_was_deleted_is_posted_anew_before_it_is_pinned(
    world: World, card: ResponseMessage
) -> None:
    offered = await world.mod.slash(world.general, "pin top")
    await world.mod.delete(card)
    done = await world.mod.click(answer(offered), custom_id="pin:add:1.0.5")
    await world.delivered()

    (anew,) = cards(world.general)  # where they ask, since nobody knows any more where it stood
    assert re.match(f"It ha[ds] no card, so .* one in {world.general.mention}", text(done))
    assert pinned(world.general) == [anew.id]
    assert (await world.stored())["outbox"] == []


async def test_a_card_deleted_while_the_bot_was_away_is_posted_where_it_stood(
    world: World, card: ResponseMessage
) -> None:
    del world.env.backend.messages[world.reviews.id][card.id]
    offered = await world.mod.slash(world.general, "pin top")
    await world.mod.click(answer(offered), custom_id="pin:add:1.0.5")
    (anew,) = cards(world.reviews)
    assert pinned(world.reviews) == [anew.id]
    assert cards(world.general) == []


async def test_a_card_that_discord_does_not_take_anew_comes_later_with_its_pin(
    world: World, card: ResponseMessage
) -> None:
    world.expected = (discord.HTTPException,)
    await world.mod.delete(card)
    world.env.inject_error("POST", "/channels/*/messages", status=500)
    offered = await world.mod.slash(world.general, "pin top")
    await world.mod.click(answer(offered), custom_id="pin:add:1.0.5")
    assert cards(world.general) == []
    assert "Its card is on its way" in text(await world.mod.slash(world.general, "pin list"))
    await world.later(10)
    (anew,) = cards(world.general)
    assert pinned(world.general) == [anew.id]
    assert (await world.stored())["outbox"] == []


async def test_the_right_counts_where_the_card_stands(world: World, card: ResponseMessage) -> None:
    channel, _ = await strict_channel(world, world.mod)
    offered = await world.mod.slash(world.reviews, "pin top")
    before = await world.stored()

    refused = await world.mod.click(answer(offered), custom_id="pin:add:2.0.5")

    assert refusal(refused).startswith(f"You need the permission “Pin Messages” in {channel.mention}")
    assert await world.stored() == before
    assert channel.pinned_messages() == []


async def test_so_does_the_bots_own(world: World, card: ResponseMessage) -> None:
    assert world.bot.user is not None
    channel, _ = await strict_channel(world, world.bot.user)
    offered = await world.mod.slash(world.reviews, "pin top")
    before = await world.stored()

    refused = await world.mod.click(answer(offered), custom_id="pin:add:2.0.5")

    assert refusal(refused).startswith(f"I lack the permission “Pin Messages” in {channel.mention}.")
    assert await world.stored() == before


@pytest.mark.parametrize("who", ["ann", "bob"])
async def test_author_and_members_without_the_right_are_refused_in_every_way(
    world: World, card: ResponseMessage, who: str
) -> None:
    member: MemberActor = {"ann": world.ann, "bob": world.bob}[who]
    await pin_it(world, card)
    for number in range(7):
        await world.add_show(f"Show {number}")
        await pin_it(world, await world.post(world.bob, show=f"Show {number}"))
    await world.post(world.bob)
    offered = answer(await world.mod.slash(world.reviews, "pin top"))
    listed = answer(await world.mod.slash(world.reviews, "pin list"))
    before, standing = await world.stored(), pinned(world.reviews)
    with pytest.raises(SetupError):
        await member.slash(world.reviews, "pin top")

    for command, options in (("pin top", {}), ("pin list", {}), ("pin remove", {"review": "1"})):
        refused = await forged.slash(member, world.reviews, command, **options)
        assert refusal(refused).startswith("You need the permission “Pin Messages” in"), command
    for page in (offered, listed):
        for address in buttons(page):
            refused = await forged.press(member, page, address)
            assert refusal(refused).startswith("You need the permission “Pin Messages” in"), address
    assert await world.stored() == before
    assert pinned(world.reviews) == standing
    assert await world.services.pins.latest(world.actor(member)) == []


async def test_what_is_not_there_any_more_is_refused(world: World, card: ResponseMessage) -> None:
    gone = "This review is not there any more, so there is nothing to pin."
    offered = answer(await world.mod.slash(world.reviews, "pin top"))
    await pin_it(world, card)
    listed = answer(await world.mod.slash(world.reviews, "pin list"))
    assert "pinned already" in refusal(await world.mod.click(offered, custom_id="pin:add:1.0.5"))
    await world.mod.context_menu(world.reviews, "Unpin review", card)
    assert "nothing to unpin" in refusal(await world.mod.click(listed, custom_id="pin:drop:1.0"))
    await world.services.reviews.delete(world.actor(world.ann), ReviewId(1))
    await world.delivered()
    before = await world.stored()
    assert refusal(await world.mod.click(offered, custom_id="pin:add:1.0.5")) == gone
    assert refusal(await world.mod.click(listed, custom_id="pin:drop:1.0")) == gone
    for value in ("1", "99", "Glass Heart", "1" * 40, "²"):
        refused = await forged.slash(world.mod, world.reviews, "pin remove", review=value)
        choose = "Choose one of the pinned reviews that are offered as you type."
        assert refusal(refused) == (gone if value in ("1", "99") else choose)
    assert await world.stored() == before


async def test_all_pins_are_listed_with_who_and_where(world: World, card: ResponseMessage) -> None:
    assert "Nothing is pinned." in text(await world.mod.slash(world.general, "pin list"))
    await pin_it(world, card)

    listed = await world.mod.slash(world.general, "pin list")

    assert answer(listed).ephemeral
    for part in ("1 pinned review", world.mod.mention, world.reviews.mention, world.ann.mention):
        assert part in text(listed)
    assert f"/{world.reviews.id}/{card.id})" in text(listed)
    assert "⚠️" not in text(listed)

    done = await world.mod.click(answer(listed), custom_id="pin:drop:1.0")
    assert text(done).startswith("Unpinned.")
    assert pinned(world.reviews) == []
    assert (await world.stored())["pins"] == []


async def test_many_pins_are_paged(world: World, card: ResponseMessage) -> None:
    for number in range(8):
        title = f"Show {number}"
        await world.add_show(title)
        await pin_it(world, await world.post(world.ann, show=title))
    first = await world.mod.slash(world.general, "pin list")
    assert "8 pinned reviews" in text(first)
    assert sum(each.startswith("pin:drop") for each in buttons(first)) == 6
    second = await world.mod.click(answer(first), label="›")
    assert sum(each.startswith("pin:drop") for each in buttons(second)) == 2
    assert "page 2 of 2" in text(second)


async def test_a_pin_can_be_chosen_by_its_title_and_removed(world: World, card: ResponseMessage) -> None:
    await pin_it(world, card)
    (choice,) = await world.mod.autocomplete(world.general, "pin remove", "review", "glass rev")
    assert choice["name"] == "Glass Heart (2025) · 3.5 ★★★½ · #reviews"
    assert await world.mod.autocomplete(world.general, "pin remove", "review", "beck") == []
    done = await world.mod.slash(world.general, "pin remove", review=choice["value"])
    assert text(done) == "Unpinned."
    assert pinned(world.reviews) == []


async def unpin_by_hand(world: World, card: ResponseMessage) -> None:
    world.env.backend.messages[world.reviews.id][card.id].pinned = False


async def delete_unnoticed(world: World, card: ResponseMessage) -> None:
    del world.env.backend.messages[world.reviews.id][card.id]


async def delete_channel_unnoticed(world: World, card: ResponseMessage) -> None:
    backend = world.env.backend
    del backend.channels[world.reviews.id]
    del backend.messages[world.reviews.id]
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    guild._channels.pop(world.reviews.id)  # pyright: ignore[reportPrivateUsage]  as after a restart


@pytest.mark.parametrize(
    ("happens", "said"),
    [
        (unpin_by_hand, "Somebody unpinned it in Discord"),
        (delete_unnoticed, "Its card was deleted"),
        (delete_channel_unnoticed, "Its channel was deleted"),
    ],
)
async def test_what_happened_in_discord_is_told_once_and_put_right(
    world: World, card: ResponseMessage, happens: Any, said: str
) -> None:
    await pin_it(world, card)
    await happens(world, card)

    listed = await world.mod.slash(world.general, "pin list")

    assert f"⚠️ {said}" in text(listed)
    assert buttons(listed) == {}
    assert (await world.stored())["pins"] == []
    assert "Nothing is pinned." in text(await world.mod.slash(world.general, "pin list"))


async def test_what_the_bot_lacks_is_told_and_stays(world: World, card: ResponseMessage) -> None:
    await pin_it(world, card)
    world.env.inject_error("GET", "/channels/*/messages/*", status=403, code=50001)
    assert "I can't see that channel" in text(await world.mod.slash(world.general, "pin list"))
    world.env.inject_error("GET", "/channels/*/messages/*", status=500)
    assert "Discord did not tell me" in text(await world.mod.slash(world.general, "pin list"))
    assert len((await world.stored())["pins"]) == 1
    assert "⚠️" not in text(await world.mod.slash(world.general, "pin list"))


async def test_in_an_archived_thread_the_thread_is_opened_again(world: World, card: ResponseMessage) -> None:
    thread, posted = await thread_with_card(world, world.reviews)
    offered = await world.mod.slash(world.reviews, "pin top")
    await archive(world, thread)
    done = await world.mod.click(answer(offered), custom_id="pin:add:2.0.5")
    assert text(done).startswith("Pinned.")
    assert pinned(thread) == [posted.id]
    assert not world.env.backend.get_thread(thread.id).thread_metadata.archived  # type: ignore[union-attr]

    await archive(world, thread)
    listed = await world.mod.slash(world.reviews, "pin list")
    assert "Its thread is archived" in text(listed)


async def test_what_discord_refuses_in_an_archived_thread_leaves_it_archived(
    world: World, card: ResponseMessage
) -> None:
    assert world.bot.user is not None
    thread, _ = await thread_with_card(world, world.reviews)
    offered = await world.mod.slash(world.reviews, "pin top")
    await archive(world, thread)
    before = {**await world.stored(), "audit": []}
    world.env.inject_error("PUT", PINS, status=400, code=30003)
    refused = await world.mod.click(answer(offered), custom_id="pin:add:2.0.5")
    assert refusal(refused).startswith("That channel has 250 pins already")
    assert world.env.backend.get_thread(thread.id).thread_metadata.archived  # type: ignore[union-attr]
    assert {**await world.stored(), "audit": []} == before

    # Where the bot could not archive it again, it does not open it.
    denied = _denied(UserId(world.bot.user.id), discord.Permissions(manage_threads=True))
    world.env.backend.edit_channel(world.reviews.id, {}, overwrites=[denied])
    refused = await world.mod.click(answer(offered), custom_id="pin:add:2.0.5")
    assert refusal(refused).startswith(f"The thread {thread.mention} is archived. Open it again first")
    assert world.env.backend.get_thread(thread.id).thread_metadata.archived  # type: ignore[union-attr]
    assert pinned(thread) == []


async def test_a_locked_thread_is_left_as_it_is(world: World, card: ResponseMessage) -> None:
    assert world.bot.user is not None
    thread, _ = await thread_with_card(world, world.reviews)
    offered = await world.mod.slash(world.general, "pin top")
    world.env.backend.edit_channel(
        world.reviews.id,
        {},
        overwrites=[_denied(UserId(world.bot.user.id), discord.Permissions(manage_threads=True))],
    )
    await archive(world, thread, locked=True)
    before = await world.stored()
    refused = await world.mod.click(answer(offered), custom_id="pin:add:2.0.5")
    assert refusal(refused) == f"The thread {thread.mention} is locked. Unlock it first, then try once more."
    assert await world.stored() == before


def _denied(user_id: UserId, permissions: discord.Permissions) -> Any:
    from simcord.backend.models import Overwrite
    from simcord.enums import OverwriteType

    return Overwrite(target_id=user_id, type=OverwriteType.MEMBER, allow=0, deny=permissions.value)


async def test_in_a_post_of_a_forum_too(world: World, card: ResponseMessage) -> None:
    thread, posted = await thread_with_card(world, world.guild.create_forum_channel("shows"))
    offered = await world.mod.slash(world.reviews, "pin top")
    await world.mod.click(answer(offered), custom_id="pin:add:2.0.5")
    assert pinned(thread) == [posted.id]


async def test_a_permission_withdrawn_meanwhile_leaves_nothing_half_done(
    world: World, card: ResponseMessage
) -> None:
    offered = await world.mod.slash(world.reviews, "pin top")
    for code, said in ((50013, "I lack the permission"), (30003, "That channel has 250 pins already")):
        world.env.inject_error("PUT", PINS, status=403, code=code)
        refused = await world.mod.click(answer(offered), custom_id="pin:add:1.0.5")
        assert refusal(refused).startswith(said)
        stored = await world.stored()
        assert stored["pins"] == stored["outbox"] == []
    assert pinned(world.reviews) == []
    assert {action for _, action in await actions(world)} == {"pin", "pin refused"}


async def test_shows_for_adults_are_not_listed_for_everybody(world: World, card: ResponseMessage) -> None:
    await pin_it(world, card)
    await world.database.write_all(lambda tx: everywhere(tx).execute("UPDATE shows SET restricted = 1"))
    assert "Nothing is pinned." in text(await world.mod.slash(world.general, "pin list"))
    assert await world.mod.autocomplete(world.general, "pin remove", "review", "") == []
    assert "pinned already" in text(await world.mod.slash(world.general, "pin top"))


async def test_a_pin_of_a_review_in_a_channel_that_goes_ends(world: World, card: ResponseMessage) -> None:
    thread, posted = await thread_with_card(world, world.reviews)
    for channel, message in ((thread, posted), (world.reviews, card)):
        await world.mod.context_menu(channel, "Pin review", message)
        assert len((await world.stored())["pins"]) == 1
        world.env.backend.delete_channel(channel.id)
        await world.env.settle()
        assert (await world.stored())["pins"] == []
    assert (await world.stored())["cards"] == []


async def test_pins_end_with_the_bots_stay(world: World, card: ResponseMessage) -> None:
    await pin_it(world, card)
    world.env.backend.emit("GUILD_DELETE", {"id": str(world.guild.id)})
    await world.env.settle()
    assert (await world.stored())["pins"] == []
