"""For moderators: `/catalog merge` and `merges`."""

from discord import app_commands

from bot.client import Cog, Request, command, on_press
from bot.domain.ids import ShowId
from bot.ui.pages.catalog import merging as pages
from cogs.options import ShowArgument


class MergingCog(Cog):
    """Making one entry out of two: part of the cog `CatalogCog`."""

    @command()
    @app_commands.describe(show="The entry that is one too many", into="The entry that stays")
    async def merge(self, ask: Request, show: ShowArgument, into: ShowArgument) -> None:
        """For moderators: make one entry out of two of the same show"""
        plan = await ask.services.merging.plan(ask.actor, show.show_id, into.show_id)
        await ask.show(pages.merge_plan(plan))

    @on_press("catalog:merge")
    async def merged(self, ask: Request, gone_show: ShowId, into_show: ShowId) -> None:
        """They have seen what will happen, and want it."""
        await ask.think()  # with thousands of reviews, it takes seconds
        done = await ask.services.merging.merge(ask.actor, gone_show, into_show)
        await ask.show(pages.merged(done))

    @command()
    async def merges(self, ask: Request) -> None:
        """For moderators: undo what was merged in the last 30 days"""
        recent = await ask.services.merging.recent(ask.actor)
        await ask.show(pages.merges_page(recent))

    @on_press("catalog:unmerge")
    async def unmerged(self, ask: Request, merge_id: int) -> None:
        """Make two entries of one again."""
        await ask.think()
        undone = await ask.services.merging.undo(ask.actor, merge_id)
        await ask.show(pages.unmerged(undone))
