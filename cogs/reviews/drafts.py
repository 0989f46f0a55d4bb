"""Going on with what needs an answer first: which show is meant, or the words of a review once more."""

import logging

from bot.client import Cog, Request, on_press
from bot.client.which_show import resume
from bot.domain.catalog.shows import Show
from bot.domain.ids import ShowId
from bot.domain.reviews.drafts import ReviewDraft, Unfinished
from bot.ui.pages.catalog.facts import choose_for
from cogs.reviews.posting import ask_words, go_on

log = logging.getLogger(__name__)


class DraftsCog(Cog):
    """The buttons that lead back to a draft."""

    @on_press("draft:open")
    async def open(self, ask: Request, draft_id: int) -> None:
        """Try again; the form of a review opens with everything that was typed."""
        draft = await ask.services.drafts.get(ask.actor, draft_id)
        if isinstance(draft, ReviewDraft) and draft.show_id:
            await ask_words(ask, draft, draft_id)
        else:
            await _go_on(ask, draft, draft_id)

    @on_press("draft:pick")
    async def pick(self, ask: Request, draft_id: int) -> None:
        """The show that was meant was picked from the nearest titles."""
        await _go_on_with(ask, draft_id, ShowId(int(ask.chosen[0])))

    @on_press("draft:add")
    async def add(self, ask: Request, draft_id: int) -> None:
        """The show is a new one: add it, and go on. Its facts come afterwards; nobody waits for them."""
        actor, services = ask.actor, ask.services
        draft = await services.drafts.get(actor, draft_id)
        if isinstance(draft, ReviewDraft):
            ask.keep(draft.body or "", draft_id)
        show = await services.shows.add_bare(actor, draft.title)
        await _go_on_with(ask, draft_id, show.show_id)
        try:
            await _offer_facts(ask, show)
        except Exception:  # what was wanted went its way: there is nothing to tell
            log.exception("Could not look up the facts of show %d", show.show_id)


async def _go_on_with(ask: Request, draft_id: int, show_id: ShowId) -> None:
    """Go on with a draft, now that its show is known."""
    actor, services = ask.actor, ask.services
    show = await services.shows.get(actor, show_id)
    draft = (await services.drafts.get(actor, draft_id)).about(show.show_id, show.title)
    await services.drafts.keep(actor, draft, draft_id)
    await _go_on(ask, draft, draft_id)


async def _go_on(ask: Request, draft: Unfinished, draft_id: int) -> None:
    if isinstance(draft, ReviewDraft):
        await go_on(ask, draft, draft_id)
    else:
        await resume(ask, draft, draft_id)


async def _offer_facts(ask: Request, show: Show) -> None:
    """Fill in a show that was just added; if only its adder can say which one it is, ask."""
    facts = ask.services.facts
    if found := await facts.look_up(ask.actor, show.show_id):
        await ask.send(choose_for(show, facts.catalog, found))
