"""`/related`: what to read next."""

from discord import app_commands
from discord.ext import commands

from bot.client import Encore, Interaction, on_press
from bot.domain.catalog.shows import Show
from bot.ui import replies
from bot.ui.pages import related_page
from cogs._shared import ShowOption, actor_of, services, turn_to


class Discovery(commands.Cog):
    """Finding what to read and watch next."""

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.describe(show="Which show?")
    async def related(self, interaction: Interaction, show: app_commands.Transform[Show, ShowOption]) -> None:
        """Find the best reviews of related shows, and why they are related"""
        found = await services(interaction).related.related(actor_of(interaction), show.show_id)
        await replies.answer(interaction, related_page(found), private=True)

    @on_press("show:related")
    async def open(self, interaction: Interaction, show_id: int) -> None:
        """A Related button."""
        found = await services(interaction).related.related(actor_of(interaction), show_id)
        await turn_to(interaction, related_page(found))


async def setup(bot: Encore) -> None:
    """Add the cog."""
    await bot.add_cog(Discovery())
