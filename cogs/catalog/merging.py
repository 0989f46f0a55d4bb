"""For moderators: `/catalog merge` and `merges`."""

from discord import app_commands
from discord.ext import commands

from bot.client import Interaction, on_press
from bot.domain.catalog.shows import Show
from bot.ui import replies, waiting
from bot.ui.pages.catalog import merging as pages
from cogs._shared import ShowOption, actor_of, services

ShowArgument = app_commands.Transform[Show, ShowOption]


class Merging(commands.Cog):
    """Making one entry out of two: part of the cog `Catalog`."""

    @app_commands.command()
    @app_commands.describe(show="The entry that is one too many", into="The entry that stays")
    async def merge(self, interaction: Interaction, show: ShowArgument, into: ShowArgument) -> None:
        """For moderators: make one entry out of two of the same show"""
        plan = await services(interaction).merging.plan(actor_of(interaction), show.show_id, into.show_id)
        await replies.answer(interaction, pages.merge_plan(plan), private=True)

    @on_press("catalog:merge")
    async def merged(self, interaction: Interaction, gone_show: int, into_show: int) -> None:
        """They have seen what will happen, and want it."""
        await waiting.think(interaction)  # with thousands of reviews, it takes seconds
        done = await services(interaction).merging.merge(actor_of(interaction), gone_show, into_show)
        interaction.client.dispatch("outbox")
        await waiting.conclude(interaction, pages.merged(done))

    @app_commands.command()
    async def merges(self, interaction: Interaction) -> None:
        """For moderators: undo what was merged in the last 30 days"""
        recent = await services(interaction).merging.recent(actor_of(interaction))
        await replies.answer(interaction, pages.merges_page(recent), private=True)

    @on_press("catalog:unmerge")
    async def unmerged(self, interaction: Interaction, merge_id: int) -> None:
        """Make two entries of one again."""
        await waiting.think(interaction)
        undone = await services(interaction).merging.undo(actor_of(interaction), merge_id)
        interaction.client.dispatch("outbox")
        await waiting.conclude(interaction, pages.unmerged(undone))
