"""A server that is new to the bot is welcomed once, where the bot may speak."""

import discord
import pytest
from simcord.backend import serializers
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from tests.scenarios.world import World, answer, buttons, cards, custom_id, text


async def invite(world: World) -> None:
    """The bot is removed from the server, and invited again."""
    backend = world.env.backend
    payload = dict(serializers.guild_create_payload(backend, backend.get_guild(world.guild.id)))
    payload.pop("unavailable", None)  # then it is no server that was there before
    backend.emit("GUILD_DELETE", {"id": str(world.guild.id)})
    await world.env.settle()
    backend.emit("GUILD_CREATE", payload)
    await settle(world)


async def settle(world: World) -> None:
    for _ in range(20):  # simcord doesn't wait for the database
        await world.stored()
        await world.env.settle()


async def test_a_new_server_is_welcomed_once_with_three_buttons(world: World) -> None:
    await invite(world)
    (welcome,) = world.reviews.history()
    assert "### Hello, I'm Encore" in text(welcome)
    assert list(buttons(welcome).values()) == ["Write the first review", "Help", "Settings"]
    assert world.general.history() == []

    await invite(world)
    await world.restart()
    await invite(world)
    assert len(world.reviews.history()) == 1


async def test_a_server_that_invited_the_bot_while_it_was_away_is_welcomed_at_start(world: World) -> None:
    await world.restart()
    await settle(world)
    (welcome,) = world.reviews.history()
    assert "### Hello, I'm Encore" in text(welcome)
    await world.restart()
    await settle(world)
    assert len(world.reviews.history()) == 1


async def test_servers_of_before_are_not_welcomed_at_start(world: World) -> None:
    await world.add_show()  # something has happened there, before an upgrade
    await world.restart()
    await settle(world)
    assert world.reviews.history() == []


async def test_nor_are_those_of_long_ago_of_which_nothing_is_stored(world: World) -> None:
    world.env.backend.advance_clock(8 * 24 * 3_600)
    await world.restart()
    await settle(world)
    assert world.reviews.history() == []


async def test_the_buttons_lead_on_for_those_who_may(world: World) -> None:
    await invite(world)
    (welcome,) = world.reviews.history()
    await world.restart()

    helped = await world.ann.click(welcome, label="Help")
    assert answer(helped).ephemeral
    assert "**Your own reviews**" in text(helped)
    assert "### Settings" in text(await world.mod.click(welcome, label="Settings"))
    refused = await world.ann.click(welcome, label="Settings")
    assert text(refused).startswith("You need the permission “Manage Server” for that.")


async def test_the_first_review_is_written_in_one_form(world: World) -> None:
    await world.add_show()
    await invite(world)
    (welcome,) = world.reviews.history()

    form = await world.ann.click(welcome, label="Write the first review")
    await world.restart()
    await world.ann.submit_modal(form, {"title": "グラスハート", "stars": ["8"], "body": "Loud and tender."})
    (card,) = cards(world.reviews)
    assert "Loud and tender." in text(card)
    assert "**4.0** ★★★★" in text(card)

    form = await world.bob.click(welcome, label="Write the first review")
    asked = await world.bob.submit_modal(form, {"title": "Beck", "stars": ["9"], "body": "Louder."})
    await world.bob.click(answer(asked), custom_id=custom_id(asked, "draft:add"))
    assert "Louder." in text(cards(world.reviews)[1])


@pytest.mark.parametrize(("closed", "spoken"), [(1, [0, 1]), (2, [0, 0])])
async def test_the_bot_speaks_where_it_may_and_else_nowhere(
    world: World, closed: int, spoken: list[int]
) -> None:
    assert world.bot.user is not None
    channels, denied = (world.reviews, world.general), discord.Permissions(send_messages=True)
    for channel in channels[:closed]:
        overwrite = Overwrite(world.bot.user.id, OverwriteType.MEMBER, deny=denied.value)
        world.env.backend.set_overwrite(channel.id, overwrite)

    await invite(world)

    assert [len(channel.history()) for channel in channels] == spoken
    posted = [each for each in world.env.http_requests if each.path.endswith("/messages")]
    assert len(posted) == sum(spoken)
    world.env.backend.set_overwrite(world.reviews.id, Overwrite(world.bot.user.id, OverwriteType.MEMBER))
    await invite(world)
    assert sum(len(channel.history()) for channel in channels) == 1


async def test_a_welcome_that_discord_does_not_take_is_let_be(world: World) -> None:
    world.env.inject_error("POST", "/channels/*/messages", status=403, code=50013)
    await invite(world)
    await invite(world)
    assert world.reviews.history() == []
