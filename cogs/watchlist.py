"""`/watchlist`: what a member means to watch."""

from discord import app_commands
from discord.ext import commands

from bot.client import Encore, Interaction, chosen, on_press
from bot.domain.catalog.shows import Show
from bot.ui import replies
from bot.ui.pages.catalog.show import watch_button
from bot.ui.pages.members import watchlist as pages
from cogs._shared import ShowOption, actor_of, services, turn_to

ShowArgument = app_commands.Transform[Show, ShowOption]


@app_commands.guild_only()
class Watchlist(commands.GroupCog, group_name="watchlist", group_description="What you mean to watch"):
    """A member's own list, which nobody else sees."""

    @app_commands.command()
    @app_commands.describe(show="Which show?")
    async def add(self, interaction: Interaction, show: ShowArgument) -> None:
        """Put a show on your watchlist"""
        await self.put_on(interaction, show.show_id)

    @app_commands.command()
    @app_commands.describe(show="Which show?")
    async def remove(self, interaction: Interaction, show: ShowArgument) -> None:
        """Take a show off your watchlist"""
        await self.take_off(interaction, show.show_id)

    @app_commands.command(name="list")
    async def show(self, interaction: Interaction) -> None:
        """See your watchlist, which nobody else sees"""
        await self.open(interaction, 0, 0)

    @app_commands.command()
    async def pick(self, interaction: Interaction) -> None:
        """Let chance pick a show from your watchlist, with a reason to watch it"""
        await self.pick_another(interaction, 0)

    @on_press("watchlist:add")
    async def put_on(self, interaction: Interaction, show_id: int) -> None:
        """Put a show on the list."""
        done = await services(interaction).watchlist.put(actor_of(interaction), show_id, True)
        await turn_to(interaction, pages.listing(done))

    @on_press("watchlist:remove")
    async def take_off(self, interaction: Interaction, show_id: int) -> None:
        """Take a show off the list."""
        done = await services(interaction).watchlist.put(actor_of(interaction), show_id, False)
        await turn_to(interaction, pages.listing(done))

    @on_press("watchlist:toggle")
    async def toggle(self, interaction: Interaction, show_id: int) -> None:
        """The Watchlist button of a show's page: its label follows."""
        done = await services(interaction).watchlist.put(actor_of(interaction), show_id)
        if interaction.message and interaction.message.flags.ephemeral:
            fresh = watch_button(show_id, done.listed)
            await replies.relabel(interaction, interaction.message, fresh)
        else:
            await turn_to(interaction, pages.listing(done))

    @on_press("watchlist:open")
    async def open(self, interaction: Interaction, _: int, page: int) -> None:
        """A page of the list."""
        listed = await services(interaction).watchlist.listed(actor_of(interaction))
        await turn_to(interaction, pages.watchlist_page(listed, page))

    @on_press("watchlist:drop")
    async def drop(self, interaction: Interaction, page: int) -> None:
        """A show was chosen to go: show the page without it."""
        actor = actor_of(interaction)
        await services(interaction).watchlist.put(actor, int(chosen(interaction)[0]), False)
        await self.open(interaction, 0, page)

    @on_press("watchlist:pick")
    async def pick_another(self, interaction: Interaction, besides: int) -> None:
        """Pick a show, another one than the last."""
        picked = await services(interaction).watchlist.pick(actor_of(interaction), besides)
        await turn_to(interaction, pages.pick_page(picked))


async def setup(bot: Encore) -> None:
    """Add the cog."""
    await bot.add_cog(Watchlist())
