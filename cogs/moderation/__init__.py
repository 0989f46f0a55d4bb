"""`/moderation`, and what moderators do with reviews. Each part of the cog is a module of its own."""

from discord import app_commands
from discord.ext import commands

from bot.client import Encore
from cogs.moderation.audit import AuditCog
from cogs.moderation.blocks import BlocksCog
from cogs.moderation.history import HistoryCog
from cogs.moderation.notices import NoticesCog
from cogs.moderation.reporting import ReportingCog
from cogs.moderation.reports import ReportsCog


@app_commands.guild_only()
@app_commands.default_permissions(manage_messages=True)
class ModerationCog(
    ReportsCog,
    HistoryCog,
    AuditCog,
    BlocksCog,
    commands.GroupCog,
    group_name="moderation",
    group_description="For moderators: reports, hidden reviews, and the record of who did what",
):
    """The commands under `/moderation`, from their parts."""


async def setup(bot: Encore) -> None:
    """Add the cogs of moderation."""
    await bot.add_cog(ModerationCog())
    await bot.add_cog(ReportingCog())
    await bot.add_cog(NoticesCog())
