"""Going on with a review that needs an answer first: which show, or the words once more."""

import logging
from dataclasses import replace

from bot.client import Cog, Request, on_press
from bot.domain.catalog.shows import Show
from bot.domain.ids import ShowId
from bot.ui.pages.catalog.facts import choose_for
from cogs.reviews.posting import ask_words, go_on

log = logging.getLogger(__name__)


class DraftsCog(Cog):
    """The buttons that lead back to a draft."""

    @on_press("draft:open")
    async def open(self, ask: Request, draft_id: int) -> None:
        """Open the form with everything that was typed."""
        draft = await ask.services.reviews.draft(ask.actor, draft_id)
        await (ask_words if draft.show_id else go_on)(ask, draft, draft_id)

    @on_press("draft:pick")
    async def pick(self, ask: Request, draft_id: int) -> None:
        """The show that was meant was picked from the nearest titles."""
        await self._go_on(ask, draft_id, ShowId(int(ask.chosen[0])))

    @on_press("draft:add")
    async def add(self, ask: Request, draft_id: int) -> None:
        """The show is a new one: add it, and go on. Its facts come afterwards; nobody waits for them."""
        actor, services = ask.actor, ask.services
        draft = await services.reviews.draft(actor, draft_id)
        ask.keep(draft.body or "", draft_id)
        show = await services.shows.add_bare(actor, draft.title)
        await self._go_on(ask, draft_id, show.show_id)
        try:
            await _offer_facts(ask, show)
        except Exception:  # the review went its way: there is nothing to tell
            log.exception("Could not look up the facts of show %d", show.show_id)

    async def _go_on(self, ask: Request, draft_id: int, show_id: ShowId) -> None:
        actor, services = ask.actor, ask.services
        show = await services.shows.get(actor, show_id)
        draft = replace(await services.reviews.draft(actor, draft_id), show_id=show_id, title=show.title)
        await services.reviews.update_draft(actor, draft_id, draft)
        await go_on(ask, draft, draft_id)


async def _offer_facts(ask: Request, show: Show) -> None:
    """Fill in a show that was just added; if only its adder can say which one it is, ask."""
    facts = ask.services.facts
    if found := await facts.look_up(ask.actor, show.show_id):
        await ask.send(choose_for(show, facts.catalog, found))
