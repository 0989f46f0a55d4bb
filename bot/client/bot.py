"""The bot: what it loads, and how every request enters."""

import logging
import pkgutil
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import error_handler
from bot.client.base import BaseBot, Cog, Interaction
from bot.client.commands import KEEPS_WORDS, menus
from bot.client.discord_clock import Steady
from bot.client.periodic import loops
from bot.client.request import Request
from bot.client.routing import Forms, Handler, presses
from bot.domain.ids import Clock
from bot.services import Services

log = logging.getLogger(__name__)


class Encore(BaseBot):
    """Encore on Discord: commands, presses and forms come to its cogs, errors to the person who asked."""

    def __init__(
        self,
        services: Services,
        clock: Clock,
        state_dir: Path,
        shard_count: int | None = None,
        steady: Steady | None = None,
    ) -> None:
        super().__init__(services, clock, state_dir, shard_count, steady, _Tree)
        self._forms = Forms()

    async def setup_hook(self) -> None:
        """Load the cogs, then tell Discord about their commands if they changed."""
        await self.load_cogs()
        await self.command_list.sync(self.tree, self.application_id)

    async def load_cogs(self) -> None:
        """Add every cog in the rooms of `cogs`; those that are parts of another come with it."""
        found = pkgutil.walk_packages(import_module("cogs").__path__, "cogs.")
        # All are imported first: only then is it known which are parts.
        for module in [import_module(each.name) for each in found]:
            for kind in _cogs_of(module):
                if not kind.__subclasses__():
                    await self.add_cog(kind(self))

    async def add_cog(self, cog: commands.Cog, /, **options: Any) -> None:
        """Add a cog with the menus, presses and forms of its methods, and start its periodic work."""
        await super().add_cog(cog, **options)
        for menu in menus(cog):
            self.tree.add_command(menu)
        self.add_dynamic_items(*presses(cog, self._run))
        self._forms.add(cog)
        for loop in loops(cog):
            loop.start(self)

    async def remove_cog(self, name: str, /, **options: Any) -> commands.Cog | None:
        """Remove a cog with its menus, and end its periodic work."""
        if cog := self.get_cog(name):
            for loop in loops(cog):
                loop.cancel()
            for menu in menus(cog):
                self.tree.remove_command(menu.name, type=menu.type)
        return await super().remove_cog(name, **options)

    async def on_interaction(self, interaction: Interaction) -> None:
        """Hand forms that were sent in to their cogs (discord.py does so with commands and presses)."""
        if interaction.type is discord.InteractionType.modal_submit:
            await self._forms.dispatch(interaction, self._run)

    async def _run(self, ask: Request, handler: Handler, values: tuple[Any, ...]) -> None:
        """Call what handles a press or a form, and tell the person when it fails."""
        keeps_words = ask.interaction.type is discord.InteractionType.modal_submit
        if not await ask.begin(even_if_late=keeps_words):
            return
        try:
            await handler(ask, *values)
        except Exception as error:
            await error_handler.tell(ask, error)
        else:
            self.dispatch("answered", ask)


def _cogs_of(module: ModuleType) -> list[type[Cog]]:
    """The cogs that are written in a module."""
    written = [each for each in vars(module).values() if getattr(each, "__module__", "") == module.__name__]
    return [each for each in written if isinstance(each, type) and issubclass(each, Cog)]


class _Tree(app_commands.CommandTree[BaseBot]):
    async def interaction_check(self, interaction: Interaction, /) -> bool:
        command = interaction.command
        keeps_words = command is not None and bool(command.extras.get(KEEPS_WORDS))
        return await Request(interaction).begin(even_if_late=keeps_words)

    async def on_error(self, interaction: Interaction, error: app_commands.AppCommandError, /) -> None:
        await error_handler.tell(Request(interaction), error)
