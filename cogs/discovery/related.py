"""`/related`: what to read next."""

from discord import app_commands

from bot.client import Cog, Request, command, on_press
from bot.domain.ids import ShowId
from bot.ui.pages.discovery.related import related_page
from cogs.options import ShowArgument


class RelatedCog(Cog):
    """Finding what to read and watch next."""

    @command()
    @app_commands.guild_only()
    @app_commands.describe(show="Which show?")
    async def related(self, ask: Request, show: ShowArgument) -> None:
        """Find the best reviews of related shows, and why they are related"""
        await self.open(ask, show.show_id)

    @on_press("show:related")
    async def open(self, ask: Request, show_id: ShowId) -> None:
        """A Related button."""
        found = await ask.services.related.related(ask.actor, show_id)
        await ask.show(related_page(found))
