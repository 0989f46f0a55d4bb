"""`/show`, `/cast` and what their pages lead to."""

from discord import app_commands
from discord.ext import commands

from bot.client import Encore, Interaction, chosen, on_press
from bot.domain.catalog.shows import Show
from bot.ui import pages, replies
from cogs._shared import ShowOption, actor_of, services, turn_to


class Shows(commands.Cog):
    """A show's page and its people."""

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.describe(show="Which show?")
    async def show(self, interaction: Interaction, show: app_commands.Transform[Show, ShowOption]) -> None:
        """Open a show's page: what it is, and what this server makes of it"""
        page = await services(interaction).shows.page(actor_of(interaction), show.show_id)
        await replies.answer(interaction, pages.show_page(page), private=True)

    @on_press("show:open")
    async def open(self, interaction: Interaction, show_id: int) -> None:
        """A Show button."""
        page = await services(interaction).shows.page(actor_of(interaction), show_id)
        await turn_to(interaction, pages.show_page(page))

    @on_press("show:pick")
    async def pick(self, interaction: Interaction, _: int) -> None:
        """A show was picked from a list."""
        await self.open(interaction, int(chosen(interaction)[0]))

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.describe(show="Which show?")
    async def cast(self, interaction: Interaction, show: app_commands.Transform[Show, ShowOption]) -> None:
        """See who plays whom in a show, who directed and who wrote it"""
        await replies.answer(interaction, pages.cast_page(show, 0), private=True)

    @on_press("show:cast")
    async def cast_page(self, interaction: Interaction, show_id: int, page: int) -> None:
        """A Cast button, or another page of the cast."""
        show = await services(interaction).shows.get(actor_of(interaction), show_id)
        await turn_to(interaction, pages.cast_page(show, page))

    @on_press("show:person")
    async def person(self, interaction: Interaction, _: int) -> None:
        """Somebody was picked from the cast: what else they appear in here."""
        person_id = int(chosen(interaction)[0])
        found = await services(interaction).shows.appearances(actor_of(interaction), person_id)
        await turn_to(interaction, pages.person_page(found[0].credit.name, found))


async def setup(bot: Encore) -> None:
    """Add the cog."""
    await bot.add_cog(Shows())
