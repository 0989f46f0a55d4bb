"""Letting calls of the bot meet an answer of Discord's, each in a guild of its own, all at the same time."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from enum import Enum
from pathlib import Path

import discord
from bot_calls import Met, Story
from bot_here import BotHere, local_discord, running_bot
from cells import Cell
from discord_answers import DiscordAnswer
from discord_faults import Call, Fault
from discord_state import Guild
from real_bot import CALLBACK
from virtual_time import VirtualTime

A_WHILE = 600.0  # seconds for which Discord stays unwell
ALWAYS = 1_000_000
REFUSED = {401, 403, 429}
BUDGET, PERIOD = 100, 600.0  # how many refused requests there may be in so many seconds
NO_ACCESS = {50001, 50013}
GONE_CHANNEL, GONE_MESSAGE, ANSWERED_ALREADY, UNKNOWN_INTERACTION = 10003, 10008, 40060, 10062
MAY = discord.Permissions(manage_messages=True, pin_messages=True)
NOBODY_IS_TOLD = {UNKNOWN_INTERACTION, ANSWERED_ALREADY}


class Spell(Enum):
    """How long it lasts."""

    ONCE = 1
    FOR_A_WHILE = ALWAYS


async def meet(
    answer: DiscordAnswer,
    spell: Spell,
    calls: Mapping[str, Callable[[Cell], Story]],
    folder: Path,
    virtual: VirtualTime,
) -> list[str]:
    """What went wrong where, one sentence for each cell; nothing if all is as it should be."""
    async with local_discord(virtual) as server:
        guilds = [server.add_guild(name) for name in calls]
        members = [  # a form is found again by who was shown it
            (server.member(f"ann of {name}"), server.member(f"ben of {name}"), server.member(f"mod of {name}", MAY))
            for name in calls
        ]
        async with running_bot(server, folder, virtual) as here:
            cells = [Cell(here, guild, *them) for guild, them in zip(guilds, members, strict=True)]
            found = await asyncio.gather(
                *(_meet(cell, tell, answer, spell) for cell, tell in zip(cells, calls.values(), strict=True))
            )
        wrongs = [
            f"{name}: {'; '.join(wrong)}" for name, wrong in zip(calls, found, strict=True) if wrong
        ]
        if (most := most_refused(server.calls)) > BUDGET:
            wrongs.append(f"a storm: {most} refused requests in ten minutes")
        return wrongs


async def _meet(
    cell: Cell, tell: Callable[[Cell], Story], answer: DiscordAnswer, spell: Spell
) -> list[str]:
    await cell.settle_in()
    story = tell(cell)
    met = await anext(story)
    assert met is not None
    before = len(cell.told)
    fault = _let_befall(cell, met, answer, spell)
    await anext(story)
    interacting = not met.path.startswith("/channels")
    answered = [each.answered for each in cell.told[before:]]
    if spell is Spell.FOR_A_WHILE:
        await asyncio.sleep(A_WHILE)
        fault.times = 0
        if answer.code in NO_ACCESS:
            for channel in cell.here.server.state.channels(cell.guild):
                cell.here.server.state.forbid(channel, discord.Permissions.none())
    wrongs: list[str] = []
    await cell.settled()
    try:
        with suppress(StopAsyncIteration):
            await anext(story)
    except AssertionError as error:
        wrongs.append(str(error).splitlines()[0])
    wrongs += cell.wrongs()
    if not fault.begun:
        wrongs.append("never met")
    if not all(answered) and (not interacting or _can_be_answered(met, answer, spell)):
        wrongs.append("not answered")
    return wrongs


def _let_befall(cell: Cell, met: Met, answer: DiscordAnswer, spell: Spell) -> Fault:
    """Let `answer` befall the request, and be true: what is said to be gone is gone."""
    how = dict(answer.how)
    if answer.code == ANSWERED_ALREADY and met.path == CALLBACK:
        how["lose"] = "answer"
    state, server = cell.here.server.state, cell.here.server

    async def become_true() -> None:
        call = next(call for call in reversed(server.calls) if fault.matches(call))
        parts = call.path.split("/")
        for channel in state.channels(cell.guild):
            if str(channel.id) != parts[2]:
                continue
            if answer.code == GONE_CHANNEL:
                state.delete_channel(channel)
            for message in server.messages(channel) if answer.code == GONE_MESSAGE else ():
                if message["id"] == parts[-1]:
                    state.delete_message(message)

    if answer.code in (GONE_CHANNEL, GONE_MESSAGE) and met.path.startswith("/channels"):
        how["call"] = become_true
    fault = server.inject(met.method, met.path, guild_id=cell.guild.id, times=spell.value, **how)
    return fault


def _can_be_answered(met: Met, answer: DiscordAnswer, spell: Spell) -> bool:
    """Whether Discord takes an answer to somebody all the same."""
    if spell is Spell.FOR_A_WHILE:
        return False
    if met.path == CALLBACK:
        return answer.code != UNKNOWN_INTERACTION and (answer.is_done or not answer.takes_long)
    return answer.code not in NOBODY_IS_TOLD


def most_refused(calls: Iterable[Call]) -> int:
    """The most refused requests that there were in ten minutes."""
    times = [call.at for call in calls if call.status in REFUSED]
    return max((sum(began <= at < began + PERIOD for at in times) for began in times), default=0)
