"""For moderators: `/moderation history` and `/moderation restore`."""

from functools import partial

import discord
from discord import app_commands

from bot.client import Cog, Request, command, on_press
from bot.client.delivery.following import follow
from bot.domain.ids import NOBODY, ReviewId, ShowId, UserId
from bot.ui.pages.moderation import moderation as pages
from bot.ui.pages.moderation import records
from cogs.options import ShowArgument

LATEST = 2**31


class HistoryCog(Cog):
    """Every version of a review, and bringing hidden ones back: part of the cog `ModerationCog`."""

    @command()
    @app_commands.describe(show="Which show?", author="Who wrote it? Leave it out for articles by no member")
    async def history(self, ask: Request, show: ShowArgument, author: discord.User | None = None) -> None:
        """See every version of a review, also of hidden and deleted ones"""
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
        """Bring a hidden review back, or let new ones be seen after it has gone"""
        services, author_id = ask.services, UserId(author.id if author else NOBODY)
        hidden = await services.records.hidden_of(ask.actor, show.show_id, author_id)
        if len(hidden) > 1:
            await ask.show(records.which_review(hidden))
        elif hidden:
            reviewed = await services.moderation.restore(ask.actor, hidden[0].review_id)
            await follow(ask, [reviewed.review.review_id], partial(pages.restored, reviewed))
        else:  # it may have gone
            await self.stop_hiding(ask, show.show_id, author_id)

    @on_press("moderation:lift")
    async def stop_hiding(self, ask: Request, show_id: ShowId, user_id: UserId) -> None:
        """A hidden review has gone: let everybody see what its author writes about the show next."""
        show = await ask.services.moderation.lift(ask.actor, show_id, user_id)
        await ask.show(pages.lifted(show, user_id))
