"""`/watchlist`: what a member means to watch."""

from discord import app_commands
from discord.ext import commands

from bot.client import Cog, Request, command, on_press
from bot.domain.ids import ShowId
from bot.ui.pages.catalog.shows import watch_button
from bot.ui.pages.members import watchlist as pages
from cogs.options import ShowArgument


@app_commands.guild_only()
class WatchlistCog(
    Cog, commands.GroupCog, group_name="watchlist", group_description="What you mean to watch"
):
    """A member's own list, which nobody else sees."""

    @command(takes_new=True)
    @app_commands.describe(show="Which show?")
    async def add(self, ask: Request, show: ShowArgument) -> None:
        """Put a show on your watchlist"""
        await self.put_on(ask, show.show_id)

    @command()
    @app_commands.describe(show="Which show?")
    async def remove(self, ask: Request, show: ShowArgument) -> None:
        """Take a show off your watchlist"""
        await self.take_off(ask, show.show_id)

    @command(name="list")
    async def show(self, ask: Request) -> None:
        """See your watchlist, which nobody else sees"""
        await self.open(ask, 0, 0)

    @command()
    async def pick(self, ask: Request) -> None:
        """Let chance pick a show from your watchlist, with a reason to watch it"""
        await self.pick_another(ask, 0)

    @on_press("watchlist:add")
    async def put_on(self, ask: Request, show_id: ShowId) -> None:
        """Put a show on the list."""
        done = await ask.services.watchlist.put(ask.actor, show_id, True)
        await ask.show(pages.listing(done))

    @on_press("watchlist:remove")
    async def take_off(self, ask: Request, show_id: ShowId) -> None:
        """Take a show off the list."""
        done = await ask.services.watchlist.put(ask.actor, show_id, False)
        await ask.show(pages.listing(done))

    @on_press("watchlist:toggle")
    async def toggle(self, ask: Request, show_id: ShowId) -> None:
        """The Watchlist button of a show's page: its label follows."""
        done = await ask.services.watchlist.put(ask.actor, show_id)
        if not await ask.relabel(watch_button(show_id, done.listed)):
            await ask.show(pages.listing(done))

    @on_press("watchlist:open")
    async def open(self, ask: Request, _: int, page: int) -> None:
        """A page of the list."""
        listed = await ask.services.watchlist.listed(ask.actor)
        await ask.show(pages.watchlist_page(listed, page))

    @on_press("watchlist:drop")
    async def drop(self, ask: Request, page: int) -> None:
        """A show was chosen to go: show the page without it."""
        actor = ask.actor
        await ask.services.watchlist.put(actor, ShowId(int(ask.chosen[0])), False)
        await self.open(ask, 0, page)

    @on_press("watchlist:pick")
    async def pick_another(self, ask: Request, besides: int) -> None:
        """Pick a show, another one than the last."""
        picked = await ask.services.watchlist.pick(ask.actor, besides)
        await ask.show(pages.pick_page(picked))
