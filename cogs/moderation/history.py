"""For moderators: `/moderation history` and `/moderation restore`."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Interaction, chosen, on_press
from bot.domain.catalog.shows import Show
from bot.domain.errors import Refusal
from bot.domain.reviews.review import NO_MEMBER
from bot.ui import replies
from bot.ui.pages.moderation import moderation as pages
from bot.ui.pages.moderation import records
from cogs._shared import ShowOption, actor_of, services, turn_to

ShowArgument = app_commands.Transform[Show, ShowOption]
LATEST = 2**31
NONE_HIDDEN = "No review of theirs of this show is hidden, so there is nothing to bring back."


class History(commands.Cog):
    """Every version of a review, and bringing hidden ones back: part of the cog `Moderation`."""

    @app_commands.command()
    @app_commands.describe(show="Which show?", author="Who wrote it? Leave it out for articles by no member")
    async def history(
        self, interaction: Interaction, show: ShowArgument, author: discord.User | None = None
    ) -> None:
        """See every version of a review, also of hidden and deleted ones"""
        found = await services(interaction).records.reviews_of(
            actor_of(interaction), show.show_id, author.id if author else NO_MEMBER
        )
        if len(found) > 1:
            await replies.answer(interaction, records.which_review(found), private=True)
        else:
            await self.version(interaction, found[0].review_id, LATEST, 0)

    @on_press("moderation:pick")
    async def pick(self, interaction: Interaction, _: int) -> None:
        """One of several."""
        await self.version(interaction, int(chosen(interaction)[0]), LATEST, 0)

    @on_press("moderation:version")
    async def version(
        self, interaction: Interaction, review_id: int, index: int, text_page: int, *_: int
    ) -> None:
        """A version, or another page of it."""
        page = await services(interaction).records.version(actor_of(interaction), review_id, index)
        await turn_to(interaction, records.version_page(page, text_page))

    @on_press("moderation:changes")
    async def changes(self, interaction: Interaction, review_id: int, index: int) -> None:
        """What a version changed."""
        page = await services(interaction).records.version(actor_of(interaction), review_id, index)
        await turn_to(interaction, records.changes_page(page))

    @app_commands.command()
    @app_commands.describe(show="Which show?", author="Who wrote it? Leave it out for articles by no member")
    async def restore(
        self, interaction: Interaction, show: ShowArgument, author: discord.User | None = None
    ) -> None:
        """Bring a hidden review back, with its card, votes and rating"""
        actor, verbs = actor_of(interaction), services(interaction)
        found = await verbs.records.reviews_of(actor, show.show_id, author.id if author else NO_MEMBER)
        hidden = [past for past in found if past.state == "hidden"]
        if not hidden:
            raise Refusal(NONE_HIDDEN)
        if len(hidden) > 1:
            await replies.answer(interaction, records.which_review(hidden), private=True)
            return
        reviewed = await verbs.moderation.restore(actor, hidden[0].review_id)
        interaction.client.dispatch("outbox")
        await replies.answer(interaction, pages.restored(reviewed), private=True)
