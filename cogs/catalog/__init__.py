"""`/catalog`: the shows this server knows. Each part of the cog is a module of its own."""

from discord import app_commands
from discord.ext import commands

from bot.client import Encore
from cogs.catalog.adding import Adding
from cogs.catalog.editing import Editing
from cogs.catalog.facts import Facts
from cogs.catalog.importing import Importing
from cogs.catalog.merging import Merging


@app_commands.guild_only()
class Catalog(
    Adding,
    Editing,
    Facts,
    Importing,
    Merging,
    commands.GroupCog,
    group_name="catalog",
    group_description="The shows this server knows",
):
    """The commands under `/catalog`, from their parts."""


async def setup(bot: Encore) -> None:
    """Add the cog."""
    await bot.add_cog(Catalog())
