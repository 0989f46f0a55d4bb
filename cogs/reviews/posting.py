"""A review on its way: asking which show is meant, then for the words, then posting it with its card."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import replace

import discord

from bot.client import Request
from bot.client.discord_errors import UNREACHABLE
from bot.client.error_handler import tell
from bot.domain.errors import Refusal
from bot.domain.reviews.drafts import ReviewDraft
from bot.domain.reviews.pages import Posted
from bot.domain.reviews.review import CardPlace, Reviewed
from bot.services.catalog.shows import UnknownShow
from bot.ui import forms
from bot.ui.cards import review_card
from bot.ui.files import text_file
from bot.ui.layout import note
from bot.ui.pages.moderation import appeals
from bot.ui.pages.reviews import posting as pages

log = logging.getLogger(__name__)

DELIVERED_WITHIN, TOLD_WITHIN = 40.0, 10.0
"""How long (seconds) a card may take as an answer, all of discord.py's own retries included, and how long it
may take to say that it failed, before the outbox takes over. Together they must be less than the lease in
`bot.services.reviews.reviews`, or a card might be posted twice."""
IN_FLIGHT = 4_000
"""How long (ms) an answer may still arrive at Discord after its line broke: it takes none after 3 seconds."""
LINKED_WITHIN = 10.0
"""How long (seconds) an answer waits for the card that stands elsewhere, to link it."""
ON_ITS_WAY = "Your review is saved. Its card is on its way."
SAVED_ANYWAY = "Your review is saved. Discord did not take its card just now; I'll post it in a moment."


async def go_on(ask: Request, draft: ReviewDraft, draft_id: int = 0) -> None:
    """Go on with a review as far as it is known: ask for the show, or for the words, or post it."""
    actor, services = ask.actor, ask.services
    if not draft.show_id:
        try:
            show = await services.shows.find(actor, draft.title)
        except UnknownShow as unknown:
            await _ask_show(ask, draft, unknown)
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


async def _ask_show(ask: Request, draft: ReviewDraft, unknown: UnknownShow) -> None:
    draft = replace(draft, title=unknown.title)
    draft_id = await ask.services.reviews.keep_draft(ask.actor, draft)
    ask.keep(draft.body or "", draft_id)
    may_be_new = not unknown.ambiguous and await ask.services.shows.may_add(ask.actor)
    question = pages.did_you_mean(
        draft_id, unknown.title, unknown.sentence, unknown.nearest, may_be_new=may_be_new
    )
    await ask.send(question)


async def ask_words(ask: Request, draft: ReviewDraft, draft_id: int = 0) -> None:
    """Open the form for a review, filled in with what there is.

    A text too long for a form is handed over as a file instead, with a button that opens the form.
    """
    actor, services = ask.actor, ask.services
    own = await services.reviews.own(actor, draft.target)
    words = draft.words(own.words if own else None)
    if not draft_id:
        draft_id = await services.reviews.keep_draft(actor, draft)
        if len(words.body) > forms.INPUT_LIMIT:
            file = text_file(words.body, "your-review.txt")
            await ask.send(pages.too_long(draft_id, words), [file])
            return
    stars = draft.stars or await services.ratings.own(actor, draft.target)
    form = forms.review_form(draft_id, draft.title, words, ask_stars=draft.stars is None, stars=stars)
    await ask.open(form)


async def post(ask: Request, draft: ReviewDraft, draft_id: int = 0) -> None:
    """Save a review and answer with its card, or privately when its card stands already."""
    actor, services = ask.actor, ask.services
    channel_id = ask.channel_id
    posted = await services.reviews.post(actor, draft, channel_id, draft_id)
    ask.keep("")
    if posted.hiding:
        await ask.send(appeals.saved_hidden(posted.reviewed, posted.hiding, held=posted.held))
    elif posted.place:
        await ask.send(pages.edited(posted.reviewed, posted.place))
    elif posted.bound_for:
        await _answer_with_link(ask, posted)
    elif not posted.note_id:
        await ask.send(note(ON_ITS_WAY))
    else:
        await _answer_with_card(ask, posted, channel_id)


async def _answer_with_link(ask: Request, posted: Posted) -> None:
    """Say that the card is on its way to where the server wants it; once it stands there, link it."""
    review, client = posted.reviewed.review, ask.bot

    def is_it(reviewed: Reviewed, _: CardPlace) -> bool:
        return (reviewed.review.guild_id, reviewed.review.review_id) == (review.guild_id, review.review_id)

    standing = asyncio.ensure_future(client.wait_for("card", check=is_it, timeout=LINKED_WITHIN))
    message_id = await ask.send(pages.on_its_way(posted.bound_for))
    # It is told already: a link that does not come is no error. That answer is changed, and no other.
    with suppress(*UNREACHABLE):
        _, place = await standing
        await ask.interaction.followup.edit_message(message_id, view=pages.posted(posted.reviewed, place))


async def _answer_with_card(ask: Request, posted: Posted, channel_id: int) -> None:
    services, review = ask.services, posted.reviewed.review
    try:
        async with asyncio.timeout(DELIVERED_WITHIN):
            message_id = await ask.send(review_card(posted.reviewed), private=False)
    except UNREACHABLE as error:
        log.warning("The card of review %d goes through the outbox: %s", review.review_id, error)
        # First this, then the outbox: it may take the place of a card that stands in spite of the error.
        with suppress(TimeoutError):
            async with asyncio.timeout(TOLD_WITHIN):
                await tell(ask, Refusal(SAVED_ANYWAY))
        wait = 0 if isinstance(error, discord.HTTPException) else IN_FLIGHT
        await services.delivery.failed(review.guild_id, review.review_id, wait)
        return
    place = CardPlace(channel_id, message_id)
    await services.delivery.posted(review.guild_id, review.review_id, posted.note_id, place)
