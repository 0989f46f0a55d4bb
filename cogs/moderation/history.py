"""For moderators: `/moderation history` and `/moderation restore`."""

from functools import partial

import discord
from discord import app_commands

from bot.client import Cog, Request, command, on_press
from bot.client.following import follow
from bot.domain.errors import Refusal
from bot.domain.ids import NOBODY, ReviewId, UserId
from bot.ui.pages.moderation import moderation as pages
from bot.ui.pages.moderation import records
from cogs.options import ShowArgument

LATEST = 2**31
NONE_HIDDEN = "No review of theirs of this show is hidden, so there is nothing to bring back."


class HistoryCog(Cog):
    """Every version of a review, and bringing hidden ones back: part of the cog `ModerationCog`."""

    @command()
    @app_commands.describe(show="Which show?", author="Who wrote it? Leave it out for articles by no member")
    async def history(self, ask: Request, show: ShowArgument, author: discord.User | None = None) -> None:
        """For moderators: see every version of a review, also of hidden and deleted ones"""
        found = await ask.services.records.reviews_of(
            ask.actor, show.show_id, UserId(author.id if author else NOBODY)
        )
        if len(found) > 1:
            await ask.show(records.which_review(found))
        else:
            await self.version(ask, found[0].review_id, LATEST, 0)

    @on_press("moderation:pick")
    async def pick(self, ask: Request, _: int) -> None:
        """One of several."""
        await self.version(ask, ReviewId(int(ask.chosen[0])), LATEST, 0)

    @on_press("moderation:version")
    async def version(self, ask: Request, review_id: ReviewId, index: int, text_page: int, *_: int) -> None:
        """A version, or another page of it."""
        page = await ask.services.records.version(ask.actor, review_id, index)
        await ask.show(records.version_page(page, text_page))

    @on_press("moderation:changes")
    async def changes(self, ask: Request, review_id: ReviewId, index: int) -> None:
        """What a version changed."""
        page = await ask.services.records.version(ask.actor, review_id, index)
        await ask.show(records.changes_page(page))

    @command()
    @app_commands.describe(show="Which show?", author="Who wrote it? Leave it out for articles by no member")
    async def restore(self, ask: Request, show: ShowArgument, author: discord.User | None = None) -> None:
        """For moderators: bring a hidden review back, with its card, votes and rating"""
        actor, services = ask.actor, ask.services
        found = await services.records.reviews_of(
            actor, show.show_id, UserId(author.id if author else NOBODY)
        )
        hidden = [past for past in found if past.state == "hidden"]
        if not hidden:
            raise Refusal(NONE_HIDDEN)
        if len(hidden) > 1:
            await ask.show(records.which_review(hidden))
            return
        reviewed = await services.moderation.restore(actor, hidden[0].review_id)
        await follow(ask, [reviewed.review.review_id], partial(pages.restored, reviewed))
