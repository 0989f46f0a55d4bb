"""Many cards at once: closed channels hold up no other server, and a full one is filled in order."""

import asyncio
from functools import partial
from pathlib import Path

import discord
from bot_here import BotHere, local_discord, running_bot
from discord_faults import RateLimit
from discord_state import Channel, Guild
from meeting import ALWAYS, BUDGET, most_refused
from real_bot import card_numbers
from virtual_time import VirtualTime, run_virtually

from bot.domain.actors import Actor
from bot.domain.catalog.shows import Facts
from bot.domain.ids import GuildId, ShowId, UserId
from bot.domain.ratings.rating import Stars
from bot.domain.reviews.drafts import ReviewDraft

WAITING = 2_000  # cards in a closed channel
AN_HOUR = 3600.0
A_MINUTE = 60.0
MISSING_ACCESS = 50001
THIRTY = 30


async def add_show(here: BotHere, guild: Guild) -> ShowId:
    actor = Actor(GuildId(guild.id), UserId(1), 1, frozenset())
    show, _ = await here.bot.services.shows.add(actor, "Glass Heart", Facts())
    return show.show_id


async def write_many(here: BotHere, channel: Channel, show_id: ShowId, many: int) -> None:
    """So many members write a review each."""
    for number in range(many):
        actor = Actor(GuildId(channel.guild_id or 0), UserId(1_000 + number), 1_000 + number, frozenset())
        draft = ReviewDraft("", Stars(7), show_id=show_id, body=f"Words of {number}.")
        await here.bot.services.reviews.post(actor, draft, channel.id)


async def closed_channel_full_of_cards(folder: Path, virtual: VirtualTime) -> None:
    async with local_discord(virtual) as server:
        other, ann = server.add_guild("Elsewhere"), server.member("ann")
        closed, opened = server.channel("reviews"), server.channel("reviews", other)
        async with running_bot(server, folder, virtual) as here:
            show_id = await add_show(here, server.guild)
            await add_show(here, other)
            path = f"/channels/{closed.id}*"
            fault = server.inject("*", path, status=403, code=MISSING_ACCESS, times=ALWAYS)
            await write_many(here, closed, show_id, WAITING)
            for number in range(1, 13):  # seasons: each is a review of its own
                await server.slash(
                    ann,
                    opened,
                    "review",
                    show="Glass Heart",
                    rating=4,
                    season=number,
                    text=f"Season {number}.",
                )
                posted = await server.until(
                    lambda number=number: len(server.messages(opened)) == number, A_MINUTE, 1
                )
                assert posted, "the closed channel holds up another server"
                await asyncio.sleep(AN_HOUR / 12)
            assert fault.hits
            assert most_refused(server.calls) <= BUDGET
            assert len(here.noted(server.guild.id)) == WAITING
            server.heal()
            server.state.forbid(closed, discord.Permissions.none())  # tells the bot that it may again
            assert await server.until(lambda: not here.noted(server.guild.id), 3 * AN_HOUR, 10)
            numbers = [number for message in server.messages(closed) for number in card_numbers(message)]
            assert sorted(numbers) == sorted(set(numbers))
            assert len(numbers) == WAITING


def test_a_closed_channel_with_2000_cards_holds_up_no_other_server(tmp_path: Path) -> None:
    run_virtually(partial(closed_channel_full_of_cards, tmp_path))


async def thirty_at_once(folder: Path, virtual: VirtualTime) -> None:
    async with local_discord(virtual) as server:
        channel = server.channel("reviews")
        members = [server.member(f"member {number}") for number in range(THIRTY)]
        async with running_bot(server, folder, virtual) as here:
            await add_show(here, server.guild)
            server.limits.append(RateLimit("POST", f"/channels/{channel.id}/messages", 5, 5.0))
            began = virtual.seconds
            answers = await asyncio.gather(
                *(
                    server.slash(
                        member, channel, "review", show="Glass Heart", rating=4, text=f"I am {member.name}."
                    )
                    for member in members
                )
            )
            assert all(answer.answered for answer in answers), "in three seconds, or Discord takes no answer"
            assert await server.until(lambda: not here.noted(server.guild.id), 10 * A_MINUTE, 1)
            took = virtual.seconds - began
            numbers = [number for message in server.messages(channel) for number in card_numbers(message)]
            assert numbers == sorted(numbers)
            assert len(numbers) == THIRTY
            assert 25 <= took <= 45, "five in five seconds"
            assert most_refused(server.calls) == 0


def test_of_thirty_reviews_at_once_each_is_answered_in_time_and_posted_in_order(tmp_path: Path) -> None:
    run_virtually(partial(thirty_at_once, tmp_path))
