"""`/mydata`: what a member decides about their own data. Each part of the cog is a module of its own."""

from discord import app_commands
from discord.ext import commands

from cogs.members.mydata.deleting import DeletingCog
from cogs.members.mydata.hidden import HiddenCog
from cogs.members.mydata.imports import ImportsCog
from cogs.members.mydata.visibility import VisibilityCog


@app_commands.guild_only()
class MyDataCog(
    HiddenCog,
    ImportsCog,
    DeletingCog,
    VisibilityCog,
    commands.GroupCog,
    group_name="mydata",
    group_description="What is kept of you here, and who sees it",
):
    """The commands under `/mydata`, from their parts."""
