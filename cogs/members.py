"""`/profile` and `/compare`: what members like, and how much two of them agree."""

from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Encore, Interaction, on_press
from bot.domain.errors import Refusal
from bot.ui.pages.members import profiles as pages
from cogs._shared import actor_of, draw, services, turn_to

NO_SHOWS = "Bots watch no shows, so there is nothing to see of them. Choose a member."


class Members(commands.Cog):
    """Members' profiles, also in the menu of a member."""

    def __init__(self, bot: Encore) -> None:
        self._bot = bot
        self._menu = app_commands.ContextMenu(name="Profile", callback=self.from_menu)

    async def cog_load(self) -> None:
        """Add the menu: discord.py has no decorator for it in a cog."""
        self._menu.guild_only = True
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the menu away."""
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.describe(member="Whose? Your own if you leave it out")
    async def profile(self, interaction: Interaction, member: discord.User | None = None) -> None:
        """See what a member rates and writes: favourites, genres, reviews"""
        await self.from_menu(interaction, member or interaction.user)

    async def from_menu(self, interaction: Interaction, member: discord.User | discord.Member) -> None:
        """A member's profile, from their menu."""
        await self.open(interaction, _not_a_bot(member))

    @on_press("members:profile")
    async def open(self, interaction: Interaction, user_id: int) -> None:
        """A Profile button."""
        profile = await services(interaction).profiles.profile(actor_of(interaction), user_id)
        files: list[discord.File] = []
        if profile.sums.spread.count:
            chart, alt = partial(pages.profile_chart, profile), pages.profile_alt_text(profile)
            files = [await draw(interaction, chart, pages.PICTURE, alt)]
        await turn_to(interaction, pages.profile_page(profile, *files), files)

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.describe(member="With whom?")
    async def compare(self, interaction: Interaction, member: discord.User) -> None:
        """See how much you and another member agree, and on what"""
        await self.compare_with(interaction, _not_a_bot(member))

    @on_press("members:compare")
    async def compare_with(self, interaction: Interaction, user_id: int) -> None:
        """A Compare button."""
        comparison = await services(interaction).profiles.compare(actor_of(interaction), user_id)
        await turn_to(interaction, pages.comparison_page(comparison))


def _not_a_bot(member: discord.User | discord.Member) -> int:
    """The number of a member; raises `Refusal` for a bot."""
    if member.bot:
        raise Refusal(NO_SHOWS)
    return member.id


async def setup(bot: Encore) -> None:
    """Add the cog."""
    await bot.add_cog(Members(bot))
