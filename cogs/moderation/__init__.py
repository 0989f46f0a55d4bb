"""`/moderation`, and what moderators do with reviews. Each part of the cog is a module of its own."""

from discord import app_commands
from discord.ext import commands

from bot.client import Encore
from cogs.moderation.audit import Audit
from cogs.moderation.blocks import Blocks
from cogs.moderation.history import History
from cogs.moderation.notices import Notices
from cogs.moderation.reporting import Reporting
from cogs.moderation.reports import Reports


@app_commands.guild_only()
@app_commands.default_permissions(manage_messages=True)
class Moderation(
    Reports,
    History,
    Audit,
    Blocks,
    commands.GroupCog,
    group_name="moderation",
    group_description="For moderators: reports, hidden reviews, and the record of who did what",
):
    """The commands under `/moderation`, from their parts."""


async def setup(bot: Encore) -> None:
    """Add the cogs of moderation."""
    await bot.add_cog(Moderation())
    await bot.add_cog(Reporting(bot))
    await bot.add_cog(Notices())
