"""Reviews that go to threads: whatever is killed or lost, a show has one thread, a review one card."""

from functools import partial
from pathlib import Path
from typing import Any

from discord_state import Channel
from real_bot import World, card_numbers, side_by_side

from bot.app import make_services, system_clock
from bot.domain.actors import Actor, Right
from bot.domain.ids import GuildId, UserId
from bot.domain.server.settings import Destination, GuildSettings
from bot.store.upkeep.opening import open_database

THREADS = "/channels/*/threads"
MESSAGES = "/channels/*/messages"


async def send_to_threads(world: World) -> Channel:
    """Reviews go to threads of a channel of their own from now on."""
    hall = world.server.channel("hall")
    settings = GuildSettings(destination=Destination.THREADS, destination_channel=hall.id)
    await world.bot.stop()
    async with open_database(world.bot.env["DATABASE_URL"], system_clock) as database:
        actor = Actor(GuildId(world.server.guild.id), UserId(world.mod.id), 999, frozenset(Right))
        await make_services(database).settings.change(actor, lambda _: settings)
    await world.bot.start()
    return hall


def cards_in_threads(world: World, hall: Channel) -> list[list[int]]:
    """The numbers of the reviews whose cards stand in each thread."""
    messages = [world.server.messages(thread) for thread in world.server.state.threads(hall)]
    return [[number for message in each for number in card_numbers(message)] for each in messages]


async def killed(world: World, path: str, lost: Any) -> None:
    hall = await send_to_threads(world)
    fatal = world.server.inject("POST", path, lose=lost, call=world.bot.kill)
    await world.bot.review(world.ann, world.reviews, "loud")
    await world.until(lambda: fatal.hits == 1)
    await world.bot.start()
    world.server.state.forget_nonces()
    await world.bot.deliver()
    assert cards_in_threads(world, hall) == [[1]]
    await world.bot.review(world.ben, world.reviews, "tender")
    await world.bot.deliver()
    assert cards_in_threads(world, hall) == [[1, 2]]
    assert world.cards() == {}


async def test_a_kill_while_a_thread_or_its_card_is_made_leaves_one_of_each(tmp_path: Path) -> None:
    moments = [(path, lost) for path in (THREADS, MESSAGES) for lost in ("request", "answer")]
    await side_by_side(tmp_path, *(partial(killed, path=path, lost=lost) for path, lost in moments))


async def test_an_answer_about_a_thread_that_was_lost_leaves_one(world: World) -> None:
    hall = await send_to_threads(world)
    world.server.inject("POST", THREADS, lose="answer")
    await world.bot.review(world.ann, world.reviews, "loud")
    await world.bot.deliver()
    assert cards_in_threads(world, hall) == [[1]]
