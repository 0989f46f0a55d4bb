"""`/help`: what one can do here."""

from discord import app_commands
from discord.ext import commands

from bot.client import Encore, Interaction, on_press
from bot.domain.actors import Right
from bot.ui.pages import help_page
from bot.ui.replies import answer
from cogs._shared import actor_of


class Help(commands.Cog):
    """What one can do, by role."""

    @app_commands.command()
    @app_commands.guild_only()
    async def help(self, interaction: Interaction) -> None:
        """See what you can do with Encore, with every command to press"""
        await self.open(interaction, 0)

    @on_press("help:open")
    async def open(self, interaction: Interaction, _: int) -> None:
        """The same, from a button."""
        rights = actor_of(interaction).rights
        page = help_page(
            interaction.client.command_list.mention,
            can_pin=Right.PIN in rights,
            can_moderate=Right.MODERATE in rights,
            can_manage=Right.MANAGE in rights,
        )
        await answer(interaction, page, private=True)


async def setup(bot: Encore) -> None:
    """Add the cog."""
    await bot.add_cog(Help())
