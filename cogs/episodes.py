"""`/episodes show`: what this server gives a show's episodes, as a picture and as text."""

from functools import partial

from discord import app_commands
from discord.ext import commands

from bot.client import Encore, Interaction, on_press
from bot.domain.catalog.shows import Show
from bot.domain.ratings.episodes import EpisodeGrid
from bot.ui.pages.ratings import episodes as pages
from cogs._shared import ShowOption, actor_of, draw, services, turn_to


@app_commands.guild_only()
class Episodes(commands.GroupCog, group_name="episodes", group_description="How a show's episodes compare"):
    """A show's seasons and episodes."""

    @app_commands.command()
    @app_commands.describe(show="Which show?")
    async def show(self, interaction: Interaction, show: app_commands.Transform[Show, ShowOption]) -> None:
        """See this server's rating of every episode at a glance"""
        await self.open(interaction, show.show_id, 0)

    @on_press("episodes:open")
    async def open(self, interaction: Interaction, show_id: int, page: int) -> None:
        """The picture, or another page of it."""
        grid = await _grid(interaction, show_id)
        if not grid.episodes:
            await turn_to(interaction, pages.no_episodes(grid))
            return
        chart = partial(pages.episodes_chart, grid, page)
        picture = await draw(interaction, chart, pages.PICTURE, pages.alt_text(grid))
        await turn_to(interaction, pages.episodes_page(grid, page, picture), [picture])

    @on_press("episodes:text")
    async def text(self, interaction: Interaction, show_id: int, page: int) -> None:
        """The same as text, or another page of it."""
        grid = await _grid(interaction, show_id)
        view = pages.episodes_text(grid, page) if grid.episodes else pages.no_episodes(grid)
        await turn_to(interaction, view)


async def _grid(interaction: Interaction, show_id: int) -> EpisodeGrid:
    return await services(interaction).ratings.episodes(actor_of(interaction), show_id)


async def setup(bot: Encore) -> None:
    """Add the cog."""
    await bot.add_cog(Episodes())
