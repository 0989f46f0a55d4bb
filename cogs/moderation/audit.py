"""For moderators: `/moderation audit`."""

import discord
from discord import app_commands

from bot.client import Cog, Request, command, on_press
from bot.domain.ids import UserId
from bot.ui.pages.moderation.records import audit_page


class AuditCog(Cog):
    """Who did what: part of the cog `ModerationCog`."""

    @command()
    @app_commands.describe(who="Only what this person did")
    async def audit(self, ask: Request, who: discord.User | None = None) -> None:
        """See who did what, to whom and when"""
        await self.older(ask, UserId(who.id if who else 0), 0)

    @on_press("moderation:audit")
    async def older(self, ask: Request, user_id: UserId, before: int) -> None:
        """What was done before an entry."""
        deeds = await ask.services.records.audit(ask.actor, user_id, before)
        await ask.show(audit_page(deeds, user_id))
