"""The hall of fame and pins, with kills in between and with what happens while the bot is away."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import discord
from discord_components import Payload, text
from discord_interactions import Answer
from discord_state import Channel
from real_bot import World, control, side_by_side

from bot.app import system_clock
from bot.domain.ids import GuildId
from bot.domain.server.settings import GuildSettings
from bot.store.moderation import pins
from bot.store.server import guilds
from bot.store.upkeep.opening import open_database

LIKE = "review:helpful"
VOTES, VOTERS = 20, 100


async def with_hall(world: World) -> Channel:
    """A channel in which a review is shown when it has 20 helpful votes; the bot is started anew."""
    hall = world.server.channel("hall-of-fame")
    await world.bot.kill()
    chosen = replace(GuildSettings(), fame_channel=hall.id, fame_votes=VOTES)
    async with open_database(world.bot.env["DATABASE_URL"], system_clock) as database:
        await database.write(GuildId(world.server.guild.id), guilds.set_settings, chosen)
    await world.bot.start()
    return hall


async def in_the_hall(world: World, hall: Channel) -> None:
    """The review is in the hall once, with the votes that it has."""
    votes = world.bot.reviews()[0].helpful
    assert VOTES <= votes <= VOTERS
    (message,) = world.server.messages(hall)
    assert control(message, "fame:helpful")["label"] == f"Helpful {votes}"
    world.assert_one_card_each()


async def a_hundred_votes(world: World, lost: Any) -> None:
    """They come at once; `lost` says what becomes of the post into the hall, in which the bot is killed."""
    hall = await with_hall(world)
    card = await world.card(world.ann)
    if lost:
        world.server.inject("POST", f"/channels/{hall.id}/messages", lose=lost, call=world.bot.kill)
    voters = [world.server.member(f"voter {number}") for number in range(VOTERS)]
    await asyncio.gather(*(world.press(voter, card, LIKE) for voter in voters))
    if lost:
        await world.until(lambda: not world.bot.running)
        await world.bot.start()
    await world.bot.deliver()
    if not lost:
        assert world.bot.reviews()[0].helpful == VOTERS
    await in_the_hall(world, hall)


async def test_a_hundred_votes_at_once_bring_a_review_into_the_hall_once(tmp_path: Path) -> None:
    await side_by_side(
        tmp_path, *(partial(a_hundred_votes, lost=lost) for lost in (None, "request", "answer"))
    )


async def test_what_was_unpinned_while_the_bot_was_away_is_put_right(world: World) -> None:
    card = await world.card(world.ann)
    other = await world.card(world.ben, "tender")
    for message in (card, other):
        await world.server.menu(world.mod, message, "Pin review")
    guild_id = world.server.guild.id
    assert world.bot.read(GuildId(guild_id), pins.count, False) == 2
    await world.bot.kill()
    world.server.state.unpin(card)
    await world.bot.start()
    await world.until(lambda: world.bot.read(GuildId(guild_id), pins.count, False) == 1)
    (kept,) = world.bot.read(GuildId(guild_id), pins.latest, False, 0, 9)
    assert kept.place.message_id == int(other["id"])


async def restored_with_a_kill(world: World, method: str, path: str, lost: str) -> None:
    """A pinned review is hidden and brought back; the bot is killed in what it then tells Discord."""
    boss = world.server.member("boss", discord.Permissions(pin_messages=True, manage_messages=True))
    card = await world.card(world.ann)
    await world.server.menu(boss, card, "Pin review")
    form = await world.press(boss, shown(await world.press(boss, card, "review:more")), "moderation:hide")
    assert form.modal
    hidden = await world.server.submit(boss, form.modal["custom_id"], {"reason": "Rude."})
    await world.bot.deliver()
    assert world.cards() == {}
    world.server.inject(method, path.format(world.reviews.id), lose=lost, call=world.bot.kill)
    with suppress(Exception):  # its answer may be lost with the process
        await world.press(boss, shown(hidden), "moderation:restore")
    await world.until(lambda: not world.bot.running)
    await world.bot.start()
    await world.bot.deliver()
    world.assert_one_card_each()
    ((message,),) = world.cards().values()
    assert message["pinned"], world.bot.logs
    (pin,) = world.bot.read(GuildId(world.server.guild.id), pins.latest, False, 0, 9)
    assert (pin.place.message_id, pin.pinned_by) == (int(message["id"]), boss.id)


async def test_a_restored_review_is_pinned_again_wherever_the_bot_is_killed(tmp_path: Path) -> None:
    messages, pinning = ("POST", "/channels/{}/messages"), ("PUT", "/channels/{}/messages/pins/*")
    await side_by_side(
        tmp_path,
        *(
            partial(restored_with_a_kill, method=method, path=path, lost=lost)
            for method, path in (messages, pinning)
            for lost in ("request", "answer")
        ),
    )


def shown(answer: Answer) -> Payload:
    """The message that somebody was answered with."""
    assert answer.message is not None
    return answer.message


async def test_a_channel_in_which_discord_is_slow_does_not_hold_up_another(world: World) -> None:
    slow = world.server.channel("slow")
    await world.bot.review(world.ben, slow, "tender")
    await world.card(world.ann)
    goes_on = asyncio.Event()
    held = world.server.inject("PATCH", f"/channels/{slow.id}/messages/*", call=goes_on.wait)
    await world.bot.review(world.ben, slow, "tender and true")
    await world.until(lambda: held.times == 0)
    await world.bot.review(world.ann, world.reviews, "lovely and loud")
    await world.until(lambda: "lovely and loud" in text(world.server.messages(world.reviews)[0]))
    assert held.hits == 0
    goes_on.set()
    await world.bot.deliver()
    assert "tender and true" in text(world.server.messages(slow)[0])
