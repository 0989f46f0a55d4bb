"""`/moderation`, and what moderators do with reviews. Each part of the cog is a module of its own."""

from discord import app_commands
from discord.ext import commands

from cogs.moderation.audit import AuditCog
from cogs.moderation.blocks import BlocksCog
from cogs.moderation.history import HistoryCog
from cogs.moderation.moderation import CasesCog
from cogs.moderation.waiting import WaitingCog


@app_commands.guild_only()
@app_commands.default_permissions(manage_messages=True)
class ModerationCog(
    CasesCog,
    HistoryCog,
    AuditCog,
    BlocksCog,
    WaitingCog,
    commands.GroupCog,
    group_name="moderation",
    group_description="For moderators: reports, hidden reviews, and the record of who did what",
):
    """The commands under `/moderation`, from their parts.

    Discord hides them from members without Manage Messages, and knows no chosen role: for such a role, the
    server's *Integrations* have to show them. Each verb asks for the right by itself.
    """
