"""A review on its way: asking which show is meant, then for the words, then saving it; its card follows."""

from dataclasses import replace
from functools import partial

from bot.client import Request
from bot.client.delivery.following import follow
from bot.client.which_show import ask_show
from bot.domain.reviews.drafts import ReviewDraft
from bot.domain.reviews.replacing import MuchWouldGo
from bot.services.catalog.shows import UnknownShow
from bot.ui import forms
from bot.ui.files import text_file
from bot.ui.pages.moderation import appeals
from bot.ui.pages.reviews import posting as pages
from bot.ui.pages.reviews.versions import much_would_go


async def go_on(ask: Request, draft: ReviewDraft, draft_id: int = 0) -> None:
    """Go on with a review as far as it is known: ask for the show, or for the words, or post it."""
    actor, services = ask.actor, ask.services
    if not draft.show_id:
        try:
            show = await services.shows.find(actor, draft.title)
        except UnknownShow as unknown:
            ask.keep(draft.body or "")
            await ask_show(
                ask, replace(draft, title=unknown.title), unknown, takes_new=True, draft_id=draft_id
            )
            return
        draft = replace(draft, show_id=show.show_id, title=show.title)
    if draft.body is not None and draft.stars is not None:
        await post(ask, draft, draft_id)
    elif draft.body is None and not draft_id:
        await start_review(ask, draft)
    else:
        await ask_words(ask, draft, draft_id)


async def start_review(ask: Request, draft: ReviewDraft) -> None:
    """Open the form for a review, or show the one that moderators have hidden, which leads to the form."""
    actor, services = ask.actor, ask.services
    own = await services.reviews.own(actor, draft.target)
    if own and own.hidden:
        await ask.show(appeals.hidden_page(await services.appeals.hidden(actor, own.review_id)))
    else:
        await ask_words(ask, draft)


async def ask_words(ask: Request, draft: ReviewDraft, draft_id: int = 0) -> None:
    """Open the form for a review, filled in with what there is.

    What is not in a draft yet, the form says itself, so that it waits for no write. A text too long for a
    form is handed over as a file instead, with a button that opens the form.
    """
    actor, services = ask.actor, ask.services
    own = await services.reviews.own(actor, draft.target)
    words = draft.words(own.words if own else None)
    if not draft_id and len(words.body) > forms.INPUT_LIMIT:
        draft_id = await services.drafts.keep(actor, draft)
        await ask.send(pages.too_long(draft_id, words), [text_file(words.body, "your-review.txt")])
        return
    stars = draft.stars or await services.ratings.own(actor, draft.target)
    title = draft.title or (await services.shows.get(actor, draft.show_id)).title
    shows_own = own is not None and draft.body is None and len(words.body) <= forms.INPUT_LIMIT
    seen = own.version if own and shows_own else draft.seen
    ids = (draft_id, seen) if draft_id else (0, seen, *draft.numbers)
    form = forms.review_form(ids, title, words, ask_stars=draft.stars is None, stars=stars)
    await ask.open(form, "review:form", *ids)


async def post(ask: Request, draft: ReviewDraft, draft_id: int = 0) -> None:
    """Save a review and answer privately, with what becomes of its card: the outbox posts it."""
    actor, services = ask.actor, ask.services
    try:
        posted = await services.reviews.post(actor, draft, ask.channel_id, draft_id)
    except MuchWouldGo as question:
        await _ask_before(ask, draft, draft_id, question)
        return
    ask.keep("")
    page = partial(pages.saved, posted)
    if posted.hiding:
        page = partial(appeals.saved_hidden, posted.reviewed, posted.hiding, held=posted.held)
    await follow(ask, [posted.reviewed.review.review_id], page)


async def _ask_before(ask: Request, draft: ReviewDraft, draft_id: int, question: MuchWouldGo) -> None:
    """Ask what is to become of the text that is there; what was typed is kept until that is answered."""
    draft_id = await ask.services.drafts.keep(ask.actor, draft, draft_id)
    ask.keep(draft.body or "", draft_id)
    await ask.show(much_would_go(draft_id, draft.title, question.old, question.new))
