"""Going on with a review that needs an answer first: which show, or the words once more."""

import logging
from dataclasses import replace

from discord.ext import commands

from bot.client import Interaction, chosen, on_press
from bot.domain.catalog.shows import Show
from bot.ui import replies
from bot.ui.pages.catalog.facts import choose_for
from cogs._shared import actor_of, ask_words, go_on, services

log = logging.getLogger(__name__)


class Drafts(commands.Cog):
    """The buttons that lead back to a draft."""

    @on_press("draft:open")
    async def open(self, interaction: Interaction, draft_id: int) -> None:
        """Open the form with everything that was typed."""
        draft = await services(interaction).reviews.draft(actor_of(interaction), draft_id)
        await (ask_words if draft.show_id else go_on)(interaction, draft, draft_id)

    @on_press("draft:pick")
    async def pick(self, interaction: Interaction, draft_id: int) -> None:
        """The show that was meant was picked from the nearest titles."""
        await self._go_on(interaction, draft_id, int(chosen(interaction)[0]))

    @on_press("draft:add")
    async def add(self, interaction: Interaction, draft_id: int) -> None:
        """The show is a new one: add it, and go on. Its facts come afterwards; nobody waits for them."""
        actor, verbs = actor_of(interaction), services(interaction)
        draft = await verbs.reviews.draft(actor, draft_id)
        show = await verbs.shows.add_bare(actor, draft.title)
        await self._go_on(interaction, draft_id, show.show_id)
        try:
            await _offer_facts(interaction, show)
        except Exception:  # the review went its way: there is nothing to tell
            log.exception("Could not look up the facts of show %d", show.show_id)

    async def _go_on(self, interaction: Interaction, draft_id: int, show_id: int) -> None:
        actor, verbs = actor_of(interaction), services(interaction)
        show = await verbs.shows.get(actor, show_id)
        draft = replace(await verbs.reviews.draft(actor, draft_id), show_id=show_id, title=show.title)
        await verbs.reviews.update_draft(actor, draft_id, draft)
        await go_on(interaction, draft, draft_id)


async def _offer_facts(interaction: Interaction, show: Show) -> None:
    """Fill in a show that was just added; if only its adder can say which one it is, ask."""
    metadata = services(interaction).facts
    if found := await metadata.look_up(actor_of(interaction), show.show_id):
        await replies.answer(interaction, choose_for(show, metadata.catalogue, found), private=True)
