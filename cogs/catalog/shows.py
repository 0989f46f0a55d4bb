"""`/show`, `/cast` and what their pages lead to."""

from discord import app_commands

from bot.client import Cog, Request, command, on_press
from bot.domain.ids import ShowId
from bot.ui.pages.catalog.people import cast_page, person_page
from bot.ui.pages.catalog.shows import show_page
from cogs.options import ShowArgument


class ShowsCog(Cog):
    """A show's page and its people."""

    @command()
    @app_commands.guild_only()
    @app_commands.describe(show="Which show?")
    async def show(self, ask: Request, show: ShowArgument) -> None:
        """Open a show's page: what it is, and what this server makes of it"""
        await self.open(ask, show.show_id)

    @on_press("show:open")
    async def open(self, ask: Request, show_id: ShowId) -> None:
        """A Show button."""
        page = await ask.services.shows.page(ask.actor, show_id)
        await ask.show(show_page(page))

    @on_press("show:pick")
    async def pick(self, ask: Request, _: int) -> None:
        """A show was picked from a list."""
        await self.open(ask, ShowId(int(ask.chosen[0])))

    @command()
    @app_commands.guild_only()
    @app_commands.describe(show="Which show?")
    async def cast(self, ask: Request, show: ShowArgument) -> None:
        """See who plays whom in a show, who directed and who wrote it"""
        await ask.show(cast_page(show, 0))

    @on_press("show:cast")
    async def cast_page(self, ask: Request, show_id: ShowId, page: int) -> None:
        """A Cast button, or another page of the cast."""
        show = await ask.services.shows.get(ask.actor, show_id)
        await ask.show(cast_page(show, page))

    @on_press("show:person")
    async def person(self, ask: Request, _: int) -> None:
        """Somebody was picked from the cast: what else they appear in here."""
        person_id = int(ask.chosen[0])
        found = await ask.services.shows.appearances(ask.actor, person_id)
        await ask.show(person_page(found[0].credit.name, found))
