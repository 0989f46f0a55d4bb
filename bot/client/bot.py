"""The bot class: what it listens to, which cogs it loads, and how every request enters."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import funnel
from bot.client.commands import CommandList
from bot.client.periodic import loops
from bot.client.routing import Forms, Handler, presses
from bot.services import Services
from bot.ui.charts import Renderer

log = logging.getLogger(__name__)

discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # Encore has no voice

EXTENSIONS = (
    "cogs.reviews",
    "cogs.ratings",
    "cogs.shows",
    "cogs.episodes",
    "cogs.catalog",
    "cogs.discovery",
    "cogs.top",
    "cogs.search",
    "cogs.pins",
    "cogs.members",
    "cogs.moderation",
    "cogs.mydata",
    "cogs.settings",
    "cogs.privacy",
    "cogs.digest",
    "cogs.welcome",
    "cogs.watchlist",
    "cogs.help",
    "cogs.delivery",
    "cogs.facts",
    "cogs.imports",
)
ANSWER_WITHIN = 3_000
"""How long (ms) Discord waits for the answer to an interaction."""
FINISHED_WITHIN = 3.0
"""How long (seconds) closing waits for what is being done."""
KEEPS_WORDS = "keeps_words"
"""Marks (in a command's extras) that a member's words come with it, so that it is never dropped as late."""


class Encore(commands.AutoShardedBot):
    """Encore on Discord. What it uses is opened outside and passed in; it closes none of it.

    `clock` tells the time in Unix milliseconds; `state_dir` is where it remembers its command list. All
    pictures are drawn by its `renderer`.
    """

    def __init__(
        self, services: Services, clock: Callable[[], int], state_dir: Path, shard_count: int | None = None
    ) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            tree_cls=_Tree,
            intents=discord.Intents(guilds=True, guild_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            shard_count=shard_count,
        )
        self.services = services
        self.clock = clock
        self.renderer = Renderer()
        self.command_list = CommandList(state_dir / "commands.json")
        self._forms = Forms()
        self._resuming: set[int] = set()
        self._at_work: set[asyncio.Task[Any]] = set()

    async def setup_hook(self) -> None:
        """Load the cogs, then tell Discord about their commands if they changed."""
        for extension in EXTENSIONS:
            await self.load_extension(extension)
        await self.command_list.sync(self.tree, self.application_id)

    def finish_before_closing(self) -> None:
        """Let the task that calls this end before the bot disconnects, if it does so soon."""
        if task := asyncio.current_task():
            self._at_work.add(task)
            task.add_done_callback(self._at_work.discard)

    async def close(self) -> None:
        """Finish what members have asked for, as far as it is done soon, then disconnect."""
        if self._at_work:
            _, late = await asyncio.wait(self._at_work, timeout=FINISHED_WITHIN)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await super().close()

    async def add_cog(self, cog: commands.Cog, /, **options: Any) -> None:
        """Add a cog with the presses and forms its methods are marked for, and start its periodic work."""
        await super().add_cog(cog, **options)
        self.add_dynamic_items(*presses(cog, self._run))
        self._forms.add(cog)
        for loop in loops(cog):
            loop.start(self)

    async def remove_cog(self, name: str, /, **options: Any) -> commands.Cog | None:
        """Remove a cog, and end its periodic work."""
        if cog := self.get_cog(name):
            for loop in loops(cog):
                loop.cancel()
        return await super().remove_cog(name, **options)

    async def on_message(self, message: discord.Message, /) -> None:
        """Messages are no commands: Encore answers interactions only."""

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Hand forms that were sent in to their cogs (discord.py does so with commands and presses)."""
        if interaction.type is discord.InteractionType.modal_submit:
            await self._forms.dispatch(interaction, self._run)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Note that what comes next may be a replay."""
        self._resuming.add(shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """The replay is over."""
        self._resuming.discard(shard_id)

    async def on_shard_connect(self, shard_id: int) -> None:
        """A new session: nothing is replayed."""
        self._resuming.discard(shard_id)

    def is_late(self, interaction: discord.Interaction[Any]) -> bool:
        """Whether this is a replay, after a lost connection, of something that can't be answered any more."""
        age = self.clock() - round(interaction.created_at.timestamp() * 1000)
        return bool(self._resuming) and age > ANSWER_WITHIN

    async def _run(
        self, interaction: discord.Interaction[Any], handler: Handler, values: tuple[Any, ...]
    ) -> None:
        """Call what handles a press or a form, and tell the person when it fails."""
        self.finish_before_closing()
        if interaction.type is discord.InteractionType.component and self.is_late(interaction):
            log.info("Dropped a press that was replayed too late")
            return
        try:
            await handler(interaction, *values)
        except Exception as error:
            await funnel.tell(interaction, error)
        else:
            self.dispatch("answered", interaction)


class _Tree(app_commands.CommandTree[Encore]):
    async def interaction_check(self, interaction: discord.Interaction[Encore], /) -> bool:
        interaction.client.finish_before_closing()
        command = interaction.command
        if command and command.extras.get(KEEPS_WORDS):
            return True
        return not interaction.client.is_late(interaction)

    async def on_error(
        self, interaction: discord.Interaction[Encore], error: app_commands.AppCommandError, /
    ) -> None:
        await funnel.tell(interaction, error)


Interaction = discord.Interaction[Encore]
