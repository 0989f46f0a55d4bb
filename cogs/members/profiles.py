"""`/profile` and `/compare`: what members like, and how much two of them agree."""

from functools import partial

import discord
from discord import app_commands

from bot.client import Cog, Request, command, menu, on_press
from bot.domain.errors import Refusal
from bot.domain.ids import UserId
from bot.ui.pages.members import profiles as pages

NO_SHOWS = "Bots watch no shows, so there is nothing to see of them. Choose a member."


class ProfilesCog(Cog):
    """Members' profiles, also in the menu of a member."""

    @command()
    @app_commands.guild_only()
    @app_commands.describe(member="Whose? Your own if you leave it out")
    async def profile(self, ask: Request, member: discord.User | None = None) -> None:
        """See what a member rates and writes: favourites, genres, reviews"""
        await self.open(ask, UserId(_not_a_bot(member) if member else ask.actor.user_id))

    @menu("Profile")
    async def from_menu(self, ask: Request, member: discord.User | discord.Member) -> None:
        """A member's profile, from their menu."""
        await self.open(ask, UserId(_not_a_bot(member)))

    @on_press("members:profile")
    async def open(self, ask: Request, user_id: UserId) -> None:
        """A Profile button."""
        profile = await ask.services.profiles.profile(ask.actor, user_id)
        files: list[discord.File] = []
        if profile.sums.spread.count:
            chart, alt = partial(pages.profile_chart, profile), pages.profile_alt_text(profile)
            files = [await ask.draw(chart, pages.PICTURE, alt)]
        await ask.show(pages.profile_page(profile, *files), files)

    @command()
    @app_commands.guild_only()
    @app_commands.describe(member="With whom?")
    async def compare(self, ask: Request, member: discord.User) -> None:
        """See how much you and another member agree, and on what"""
        await self.compare_with(ask, UserId(_not_a_bot(member)))

    @on_press("members:compare")
    async def compare_with(self, ask: Request, user_id: UserId) -> None:
        """A Compare button."""
        comparison = await ask.services.profiles.compare(ask.actor, user_id)
        await ask.show(pages.comparison_page(comparison))


def _not_a_bot(member: discord.User | discord.Member) -> int:
    """The number of a member; raises `Refusal` for a bot."""
    if member.bot:
        raise Refusal(NO_SHOWS)
    return member.id
