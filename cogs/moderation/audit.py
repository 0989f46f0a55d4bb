"""For moderators: `/moderation audit`."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Interaction, on_press
from bot.ui.pages.moderation.records import audit_page
from cogs._shared import actor_of, services, turn_to


class Audit(commands.Cog):
    """Who did what: part of the cog `Moderation`."""

    @app_commands.command()
    @app_commands.describe(who="Only what this person did")
    async def audit(self, interaction: Interaction, who: discord.User | None = None) -> None:
        """See who did what, to whom and when"""
        await self.older(interaction, who.id if who else 0, 0)

    @on_press("moderation:audit")
    async def older(self, interaction: Interaction, user_id: int, before: int) -> None:
        """What was done before an entry."""
        deeds = await services(interaction).records.audit(actor_of(interaction), user_id, before)
        await turn_to(interaction, audit_page(deeds, user_id))
