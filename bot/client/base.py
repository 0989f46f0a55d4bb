"""The bot without its doors: what it uses, what is under way, and how it closes."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot.client.command_list import CommandList
from bot.client.delivery.breaker import Breaker
from bot.client.discord_clock import DiscordClock, Steady
from bot.domain.ids import Clock
from bot.domain.spans import SECOND
from bot.services import Services
from bot.ui.charts.renderer import Renderer

discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # Encore has no voice

FINISHED_WITHIN = 3.0
"""How long (seconds) closing waits for what is being done."""


class BaseBot(commands.AutoShardedBot):
    """What a request may use of the bot. All of it is opened outside and passed in; it closes none of it.

    `clock` tells the host's time in Unix milliseconds, and `steady` milliseconds that nobody sets (None: then
    nobody sets the `clock`); what time it is at Discord is learned. `state_dir` is where it remembers its
    command list. All pictures are drawn by its `renderer`.
    """

    answer_within = 3_000
    """How long (ms) Discord waits for the first answer to an interaction."""
    ask_for_time_after = 1_500
    """How old (ms) an interaction may get without an answer before Discord is asked for more time."""

    def __init__(
        self,
        services: Services,
        clock: Clock,
        state_dir: Path,
        shard_count: int | None,
        steady: Steady | None,
        tree_cls: type[app_commands.CommandTree[Any]],
    ) -> None:
        self.discord_clock = DiscordClock(clock, steady or clock)
        self.breaker = Breaker(lambda: clock() / SECOND)
        trace = aiohttp.TraceConfig()
        self.discord_clock.listen(trace)
        trace.on_request_end.append(self.breaker.heard)
        trace.on_request_end.append(self.breaker.forbid_repeating)
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=tree_cls,
            intents=discord.Intents(guilds=True, guild_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            shard_count=shard_count,
            http_trace=trace,
        )
        self.services = services
        self.clock = clock
        self.renderer = Renderer()
        self.command_list = CommandList(state_dir / "commands.json")
        self._at_work: set[asyncio.Task[Any]] = set()
        self._in_background: set[asyncio.Task[None]] = set()

    def finish_before_closing(self) -> None:
        """Let the task that calls this end before the bot disconnects, if it does so soon."""
        if task := asyncio.current_task():
            self._at_work.add(task)
            task.add_done_callback(self._at_work.discard)

    def in_background(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something that nobody waits for, and that ends with the bot."""
        task = asyncio.create_task(work)
        self._in_background.add(task)
        task.add_done_callback(self._in_background.discard)

    async def finish(self, within: float = FINISHED_WITHIN) -> None:
        """Finish what members have asked for; what is not done `within` so many seconds is given up."""
        if self._at_work:
            _, late = await asyncio.wait(self._at_work, timeout=within)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def close(self) -> None:
        """Finish what members have asked for, as far as it is done soon, then disconnect."""
        await self.finish()
        for task in self._in_background:
            task.cancel()
        await super().close()

    async def on_message(self, message: discord.Message, /) -> None:
        """Messages are no commands: Encore answers interactions only."""

    def is_late(self, interaction: discord.Interaction[Any]) -> bool:
        """Whether something is too old to be answered, as after a lost connection: nobody waits any more."""
        return self.discord_clock.age(interaction.created_at) > self.answer_within

    def time_left(self, interaction: discord.Interaction[Any]) -> float:
        """How long (seconds) something may still go without an answer until time is asked for."""
        return (self.ask_for_time_after - self.discord_clock.age(interaction.created_at)) / 1000


Interaction = discord.Interaction[BaseBot]


class Cog(commands.Cog):
    """Commands, presses, forms and periodic work of one feature, or a part of them.

    The bot finds it in its module and adds it, unless it is a part that another cog is made of.
    """

    def __init__(self, bot: BaseBot) -> None:
        self.bot = bot
