"""`/mydata`: what a member decides about their own data. Each part of the cog is a module of its own."""

from discord import app_commands
from discord.ext import commands

from bot.client import Encore
from cogs.mydata.deleting import Deleting
from cogs.mydata.hidden import Hidden
from cogs.mydata.importing import Importing
from cogs.mydata.visibility import Visibility


@app_commands.guild_only()
class MyData(
    Hidden,
    Importing,
    Deleting,
    Visibility,
    commands.GroupCog,
    group_name="mydata",
    group_description="What is kept of you here, and who sees it",
):
    """The commands under `/mydata`, from their parts."""


async def setup(bot: Encore) -> None:
    """Add the cog."""
    await bot.add_cog(MyData())
