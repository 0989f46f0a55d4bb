"""`/help`: what one can do here."""

from collections.abc import Iterator
from typing import Any

from discord import app_commands

from bot.client import Cog, Request, command, on_press
from bot.domain.actors import Right
from bot.ui.pages.server.help import help_page


class HelpCog(Cog):
    """What one can do, by role."""

    @command()
    @app_commands.guild_only()
    async def help(self, ask: Request) -> None:
        """See what you can do with Encore, with every command to press"""
        await self.open(ask, 0)

    @on_press("help:open")
    async def open(self, ask: Request, _: int) -> None:
        """The same, from a button."""
        rights, moderates = ask.actor.rights, await ask.services.settings.moderates(ask.actor)
        page = help_page(
            ask.bot.command_list.mention,
            dict(for_everyone(ask.bot.tree)),
            can_pin=Right.PIN in rights,
            can_moderate=moderates,
            can_manage=Right.MANAGE in rights,
        )
        await ask.send(page)


def for_everyone(tree: app_commands.CommandTree[Any]) -> Iterator[tuple[str, str]]:
    """(name, what Discord says of it) of each slash command but /help that needs no permission to be seen."""
    for each in tree.walk_commands():
        if isinstance(each, app_commands.Command):
            top = each.root_parent or each
            if top.default_permissions is None and each.name != "help":
                yield each.qualified_name, each.description[0].lower() + each.description[1:]
