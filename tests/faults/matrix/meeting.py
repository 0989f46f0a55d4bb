"""Letting calls of the bot meet an answer of Discord's, each in a guild of its own, all at the same time."""

import asyncio
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import discord
from bot_calls import LONGEST_ANSWER, Met, Story
from bot_here import local_discord, running_bot
from cells import Cell, GaveUp
from discord_answers import NOTHING, DiscordAnswer
from discord_faults import Call, Fault
from discord_state import User
from virtual_time import VirtualTime

A_WHILE = 600.0  # seconds for which Discord stays unwell
ALWAYS = 1_000_000
REFUSED = {401, 403, 429}
BUDGET, PERIOD = 100, 600.0  # how many refused requests there may be in so many seconds
UNDER_WAY = 20  # what was begun already is not held back
NO_ACCESS = {50001, 50013}
GONE_CHANNEL, GONE_MESSAGE, ANSWERED_ALREADY, UNKNOWN_INTERACTION = 10003, 10008, 40060, 10062
NOBODY_IS_TOLD = {UNKNOWN_INTERACTION, ANSWERED_ALREADY}
MAY = discord.Permissions(manage_messages=True, pin_messages=True, manage_guild=True)


class Spell(Enum):
    """How long Discord is unwell: for how many requests."""

    ONCE = 1
    FOR_A_WHILE = ALWAYS


@dataclass(frozen=True)
class Case:
    """What happens in a guild, and which request is met: its own, or the one after `skip` like `met`."""

    name: str
    tell: Callable[[Cell], Story]
    met: Met | None = None
    skip: int = 0


@asynccontextmanager
async def world_of(cases: Sequence[Case], folder: Path, virtual: VirtualTime) -> AsyncGenerator[list[Cell]]:
    """A Discord with the bot and a guild for each case, of which each has members of its own."""
    async with local_discord(virtual) as server:
        guilds = [server.add_guild(case.name) for case in cases]

        def people(case: Case) -> tuple[User, User, User]:  # a form is found again by who was shown it
            ann, ben = server.member(f"ann of {case.name}"), server.member(f"ben of {case.name}")
            return ann, ben, server.member(f"mod of {case.name}", MAY)

        them = [people(case) for case in cases]
        async with running_bot(server, folder, virtual) as here:
            yield [Cell(here, guild, *members) for guild, members in zip(guilds, them, strict=True)]


async def meet(
    answer: DiscordAnswer, spell: Spell, cases: Sequence[Case], folder: Path, virtual: VirtualTime
) -> list[str]:
    """What went wrong where, one sentence for each case; nothing if all is as it should be."""
    async with world_of(cases, folder, virtual) as cells:
        found = await asyncio.gather(
            *(_meet(cell, case, answer, spell) for cell, case in zip(cells, cases, strict=True))
        )
        most = most_refused(cells[0].here.server.calls)
    wrongs = [f"{case.name}: {'; '.join(wrong)}" for case, wrong in zip(cases, found, strict=True) if wrong]
    if most > BUDGET + UNDER_WAY:
        wrongs.append(f"a storm: {most} refused requests in ten minutes")
    return wrongs


async def _meet(cell: Cell, case: Case, answer: DiscordAnswer, spell: Spell) -> list[str]:
    await cell.settle_in()
    story = case.tell(cell)
    met = await anext(story)
    assert met is not None
    before = len(cell.told)
    fault = _let_befall(cell, case.met or met, case.skip, answer, spell)
    wrongs: list[str] = []
    try:
        await anext(story)
    except GaveUp:
        await story.aclose()
    told = cell.told[before:]
    if spell is Spell.FOR_A_WHILE:
        await asyncio.sleep(A_WHILE)
        fault.times = 0
        if answer.code in NO_ACCESS or answer.takes:
            _forbid(cell, NOTHING)
    elif answer.takes_long:
        await asyncio.sleep(LONGEST_ANSWER)
    await cell.settled()
    try:
        with suppress(StopAsyncIteration):
            await anext(story)
    except AssertionError as error:
        wrongs.append(str(error).splitlines()[0])
    wrongs += cell.wrongs()
    if not fault.befell and not answer.takes:
        wrongs.append("never met")
    elif answer.takes or _can_be_answered(cell, fault.befell[0], answer, spell):
        in_time = await cell.until(lambda: all(each.answered for each in told), LONGEST_ANSWER)
        wrongs += [] if in_time else ["not answered"]
    return wrongs


def _let_befall(cell: Cell, met: Met, skip: int, answer: DiscordAnswer, spell: Spell) -> Fault:
    """Let `answer` befall the request, and be true: what is said to be gone is gone."""
    how = dict(answer.how)
    if answer.takes:
        _forbid(cell, answer.takes)
        return Fault(met.method, met.path)
    if answer.code == ANSWERED_ALREADY and met.path.endswith("/callback"):
        how["lose"] = "answer"
    if answer.code in (GONE_CHANNEL, GONE_MESSAGE) and met.path.startswith("/channels"):
        how["call"] = lambda: _become_true(cell, fault.befell[-1], answer)
    fault = cell.here.server.inject(
        met.method, met.path, guild_id=cell.guild.id, skip=skip, times=spell.value, **how
    )
    return fault


def _forbid(cell: Cell, permissions: discord.Permissions) -> None:
    """Take these permissions from the bot everywhere in a guild; it has all others."""
    for channel in cell.here.server.state.channels(cell.guild):
        if not channel.is_thread:
            cell.here.server.state.forbid(channel, permissions)


async def _become_true(cell: Cell, call: Call, answer: DiscordAnswer) -> None:
    state, (_, _, channel_id, *more) = cell.here.server.state, call.path.split("/")
    for channel in state.channels(cell.guild):
        if str(channel.id) != channel_id:
            continue
        if answer.code == GONE_CHANNEL:
            cell.thrown_away = any(card["channel_id"] == channel_id for card in cell.cards())
            state.delete_channel(channel)
        for message in cell.here.server.messages(channel) if answer.code == GONE_MESSAGE else ():
            if message["id"] in more:
                cell.thrown_away = True
                state.delete_message(message)


def _can_be_answered(cell: Cell, call: Call, answer: DiscordAnswer, spell: Spell) -> bool:
    """Whether Discord takes an answer to somebody all the same."""
    if call.path.startswith("/channels"):
        return cell.stands(cell.reviews)
    if spell is Spell.FOR_A_WHILE:
        return False
    if call.path.endswith("/callback"):
        return answer.code != UNKNOWN_INTERACTION and (answer.is_done or not answer.takes_long)
    return answer.code not in NOBODY_IS_TOLD


async def every_request(cases: Sequence[Case], folder: Path, virtual: VirtualTime) -> list[Case]:
    """A case for each request that the bot makes in these while nothing fails."""
    async with world_of(cases, folder, virtual) as cells:
        made = await asyncio.gather(*(_requests(cell, case) for cell, case in zip(cells, cases, strict=True)))
    found: list[Case] = []
    for case, calls in zip(cases, made, strict=True):
        seen = Counter[Met]()
        for call in calls:
            met = _alike(call)
            seen[met] += 1
            found.append(
                Case(f"{case.name} ({call.method} {met.path}, {seen[met]})", case.tell, met, seen[met] - 1)
            )
    return found


async def _requests(cell: Cell, case: Case) -> list[Call]:
    await cell.settle_in()
    story = case.tell(cell)
    await anext(story)
    before = len(cell.calls())
    await anext(story)
    await cell.settled()
    await story.aclose()
    return cell.calls()[before:]


def _alike(call: Call) -> Met:
    """What requests of this kind have in common."""
    return Met(call.method, re.sub(r"\d{15,}|simcord_interaction_\d+", "*", call.path))


def most_refused(calls: Iterable[Call]) -> int:
    """The most refused requests that there were in ten minutes, but for answers that people wait for."""
    counted = [call for call in calls if call.status in REFUSED and not call.is_shared]
    times = sorted(call.at for call in counted if not call.path.startswith(("/interactions", "/webhooks")))
    return max((bisect_left(times, at + PERIOD) - number for number, at in enumerate(times)), default=0)
