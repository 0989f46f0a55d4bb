"""`/catalog`: the shows this server knows. Each part of the cog is a module of its own."""

from discord import app_commands
from discord.ext import commands

from cogs.catalog.adding import AddingCog
from cogs.catalog.editing import EditingCog
from cogs.catalog.facts import FactsCog
from cogs.catalog.forms import ShowFormsCog
from cogs.catalog.merging import MergingCog
from cogs.reviews.articles import ArticlesCog


@app_commands.guild_only()
class CatalogCog(
    AddingCog,
    EditingCog,
    ShowFormsCog,
    FactsCog,
    ArticlesCog,
    MergingCog,
    commands.GroupCog,
    group_name="catalog",
    group_description="The shows this server knows",
):
    """The commands under `/catalog`, from their parts."""
