"""Facts from another catalogue: choosing a candidate, and `/catalog refresh`."""

from discord import app_commands
from discord.ext import commands

from bot.client import Interaction, chosen, on_press
from bot.domain.actors import Right
from bot.domain.catalog.shows import Show
from bot.domain.errors import Refusal
from bot.domain.text import escape
from bot.services.catalog.facts import Filled, SourceUnknown
from bot.ui import replies, waiting
from bot.ui.layout import Layout
from bot.ui.pages.catalog import facts as pages
from cogs._shared import ShowOption, actor_of, services


class Facts(commands.Cog):
    """Taking over facts: part of the cog `Catalog`."""

    @on_press("catalog:take")
    async def take(self, interaction: Interaction, draft_id: int) -> None:
        """A candidate was chosen for a new show: add it with all that is known of it."""
        actor, metadata = actor_of(interaction), services(interaction).facts
        draft = await services(interaction).shows.draft(actor, draft_id)
        await waiting.think(interaction)
        try:
            done = await metadata.add(actor, draft, draft_id, chosen(interaction)[0])
        except Refusal as refusal:
            await waiting.conclude(interaction, replies.mend_form(refusal.sentence, draft_id))
        else:
            page = pages.taken(done.show, metadata.catalogue, later=done.later)
            await waiting.conclude(interaction, page)

    @on_press("catalog:fill")
    async def fill(self, interaction: Interaction, show_id: int) -> None:
        """A candidate was chosen for a show that is in the catalogue: take over its facts."""
        await waiting.think(interaction)
        metadata = services(interaction).facts
        done = await metadata.fill(actor_of(interaction), show_id, chosen(interaction)[0])
        await waiting.conclude(interaction, _filled(interaction, done))

    @app_commands.command()
    @app_commands.describe(show="Which show?")
    async def refresh(self, interaction: Interaction, show: app_commands.Transform[Show, ShowOption]) -> None:
        """For moderators: take over what has changed where a show's facts come from"""
        await waiting.think(interaction)
        try:
            page = await _refreshed(interaction, show.show_id)
        except Refusal as refusal:  # in the place of “thinking …”, where it would otherwise go beneath
            page = replies.refused(escape(refusal.sentence))
        await waiting.conclude(interaction, page)

    @on_press("catalog:sources")
    async def other(self, interaction: Interaction, show_id: int) -> None:
        """The facts are those of another show: choose again."""
        await waiting.think(interaction)
        await waiting.conclude(interaction, await _choices(interaction, show_id))


async def _refreshed(interaction: Interaction, show_id: int) -> Layout:
    """What has changed; or, for a show that nobody has chosen a source for, what it may be."""
    metadata = services(interaction).facts
    try:
        done = await metadata.refresh(actor_of(interaction), show_id)
    except SourceUnknown:
        return await _choices(interaction, show_id)
    return _filled(interaction, done)


def _filled(interaction: Interaction, done: Filled) -> Layout:
    may_change = Right.MANAGE in actor_of(interaction).rights
    catalogue = services(interaction).facts.catalogue
    return pages.filled(done.show, catalogue, done.changes, later=done.later, may_change=may_change)


async def _choices(interaction: Interaction, show_id: int) -> Layout:
    metadata = services(interaction).facts
    show, found = await metadata.choices(actor_of(interaction), show_id)
    return pages.choose_for(show, metadata.catalogue, found)
