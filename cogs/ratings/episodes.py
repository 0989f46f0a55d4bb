"""`/episodes show`: what this server gives a show's episodes, as a picture and as text."""

from functools import partial

from discord import app_commands
from discord.ext import commands

from bot.client import Cog, Request, command, on_press
from bot.domain.ids import ShowId
from bot.ui.pages.ratings import episodes as pages
from cogs.options import ShowArgument


@app_commands.guild_only()
class EpisodesCog(
    Cog, commands.GroupCog, group_name="episodes", group_description="How a show's episodes compare"
):
    """A show's seasons and episodes."""

    @command()
    @app_commands.describe(show="Which show?")
    async def show(self, ask: Request, show: ShowArgument) -> None:
        """See this server's rating of every episode at a glance"""
        await self.open(ask, show.show_id, 0)

    @on_press("episodes:open")
    async def open(self, ask: Request, show_id: ShowId, page: int) -> None:
        """The picture, or another page of it."""
        grid = await ask.services.ratings.episodes(ask.actor, show_id)
        if not grid.episodes:
            await ask.show(pages.no_episodes(grid))
            return
        chart = partial(pages.episodes_chart, grid, page)
        picture = await ask.draw(chart, pages.PICTURE, pages.alt_text(grid))
        await ask.show(pages.episodes_page(grid, page, picture), [picture])

    @on_press("episodes:text")
    async def text(self, ask: Request, show_id: ShowId, page: int) -> None:
        """The same as text, or another page of it."""
        grid = await ask.services.ratings.episodes(ask.actor, show_id)
        view = pages.episodes_text(grid, page) if grid.episodes else pages.no_episodes(grid)
        await ask.show(view)
