"""Facts from another catalogue: chosen, refreshed, and filled in later where a show was added bare."""

from discord import app_commands

from bot.client import Cog, Request, command, every, on_press
from bot.domain.errors import Refusal
from bot.domain.ids import ShowId
from bot.services.catalog.facts import Filled, SourceUnknown
from bot.services.guards import Stopped
from bot.ui.layout import Layout
from bot.ui.pages.catalog import facts as pages
from bot.ui.pages.catalog.adding import mend_form
from bot.ui.pages.errors import refused
from cogs.options import ShowArgument

PERIOD = 60.0
"""Seconds between two looks for shows that wait for their facts: the other catalogue was down, say."""


class FactsCog(Cog):
    """Taking over facts: part of the cog `CatalogCog`."""

    @every(PERIOD, to="fill in shows")
    async def fill_due(self) -> None:
        """Fill in whatever is due, if there is a catalogue to ask."""
        if self.bot.services.facts.catalog:
            await self.bot.services.facts.fill_due()

    @on_press("catalog:take")
    async def take(self, ask: Request, draft_id: int) -> None:
        """A candidate was chosen for a new show: add it with all that is known of it."""
        actor, facts = ask.actor, ask.services.facts
        draft = await ask.services.shows.draft(actor, draft_id)
        await ask.think()
        try:
            done = await facts.add(actor, draft, draft_id, ask.chosen[0])
        except Stopped:
            raise
        except Refusal as refusal:
            await ask.show(mend_form(refusal.sentence, draft_id))
        else:
            await ask.show(pages.taken(done.show, facts.catalog, later=done.later))

    @on_press("catalog:fill")
    async def fill(self, ask: Request, show_id: ShowId) -> None:
        """A candidate was chosen for a show that is in the catalogue: take over its facts."""
        await ask.think()
        facts = ask.services.facts
        done = await facts.fill(ask.actor, show_id, ask.chosen[0])
        await ask.show(_filled(ask, done))

    @command()
    @app_commands.describe(show="Which show?")
    async def refresh(self, ask: Request, show: ShowArgument) -> None:
        """For moderators: take over what has changed where a show's facts come from"""
        await ask.think()
        try:
            page = await _refreshed(ask, show.show_id)
        except Refusal as refusal:  # in the place of “thinking …”, where it would otherwise go beneath
            page = refused(refusal.sentence)
        await ask.show(page)

    @on_press("catalog:sources")
    async def other(self, ask: Request, show_id: ShowId) -> None:
        """The facts are those of another show: choose again."""
        await ask.think()
        await ask.show(await _choices(ask, show_id))


async def _refreshed(ask: Request, show_id: ShowId) -> Layout:
    """What has changed; or, for a show that nobody has chosen a source for, what it may be."""
    facts = ask.services.facts
    try:
        done = await facts.refresh(ask.actor, show_id)
    except SourceUnknown:
        return await _choices(ask, show_id)
    return _filled(ask, done)


def _filled(ask: Request, done: Filled) -> Layout:
    catalog = ask.services.facts.catalog
    return pages.filled(done.show, catalog, done.changes, later=done.later, may_change=done.may_change)


async def _choices(ask: Request, show_id: ShowId) -> Layout:
    facts = ask.services.facts
    show, found = await facts.choices(ask.actor, show_id)
    return pages.choose_for(show, facts.catalog, found)
