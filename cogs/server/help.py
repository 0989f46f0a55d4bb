"""`/help`: what one can do here."""

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
        rights = ask.actor.rights
        page = help_page(
            ask.bot.command_list.mention,
            can_pin=Right.PIN in rights,
            can_moderate=Right.MODERATE in rights,
            can_manage=Right.MANAGE in rights,
        )
        await ask.send(page)
