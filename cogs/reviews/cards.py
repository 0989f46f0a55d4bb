"""The buttons on a review's card."""

import logging
from functools import partial

from bot.client import Cog, Request, on_press
from bot.client.delivery.following import follow
from bot.client.discord_errors import UNREACHABLE
from bot.domain.delivery.outbox import OutboxKind
from bot.domain.errors import Refusal
from bot.domain.ids import ReviewId
from bot.domain.moderation.cases import OwnHidden
from bot.domain.reviews.drafts import ReviewDraft
from bot.domain.reviews.review import CardPlace
from bot.ui.cards import helpful_button, review_card, review_text_page
from bot.ui.layout import note
from bot.ui.pages.moderation.appeals import hidden_page
from bot.ui.pages.moderation.moderation import case_page
from bot.ui.pages.reviews.more import more_page
from bot.ui.pages.reviews.posting import confirm_delete, deleted
from cogs.reviews.posting import ask_words

log = logging.getLogger(__name__)

VOTE_SAVED = "That is saved. The number on the card follows in a moment."


class CardsCog(Cog):
    """Helpful, Read it all, and what is behind ⋯."""

    @on_press("review:helpful")
    async def helpful(self, ask: Request, review_id: ReviewId) -> None:
        """Count or take back a helpful vote; the number on the button follows."""
        await _toggle_helpful(ask, review_id, OutboxKind.CARD)

    @on_press("fame:helpful")
    async def helpful_in_fame(self, ask: Request, review_id: ReviewId) -> None:
        """The same, pressed in the hall of fame."""
        await _toggle_helpful(ask, review_id, OutboxKind.FAME)

    @on_press("review:read")
    async def read(self, ask: Request, review_id: ReviewId, page: int) -> None:
        """Show the whole text, a page at a time, to the one who asked."""
        reviewed = await ask.services.reviews.get(ask.actor, review_id)
        await ask.show(review_text_page(reviewed, page))

    @on_press("review:more")
    async def more(self, ask: Request, review_id: ReviewId) -> None:
        """What else one can do: edit and delete one's own, report or hide somebody else's."""
        actor = ask.actor
        more = await ask.services.appeals.more(actor, review_id)
        if more.hiding and more.own:
            page = hidden_page(OwnHidden(more.reviewed, more.hiding))
        elif more.hiding:
            page = case_page(await ask.services.moderation.case(actor, review_id))
        else:
            page = more_page(more)
        await ask.send(page)

    @on_press("review:edit")
    async def edit(self, ask: Request, review_id: ReviewId) -> None:
        """Open the form, filled in with the review as it stands."""
        reviewed = await ask.services.reviews.own_review(ask.actor, review_id)
        target = reviewed.review.target
        draft = ReviewDraft(reviewed.show.title, show_id=target.show_id, season=target.season)
        await ask_words(ask, draft)

    @on_press("review:delete")
    async def delete(self, ask: Request, review_id: ReviewId) -> None:
        """Ask once more."""
        reviewed = await ask.services.reviews.deletable(ask.actor, review_id)
        await ask.show(confirm_delete(reviewed))

    @on_press("review:keep")
    async def keep(self, ask: Request, review_id: ReviewId) -> None:
        """They thought better of it."""
        await ask.show(note("Nothing was deleted."))

    @on_press("review:erase")
    async def erase(self, ask: Request, review_id: ReviewId) -> None:
        """Delete the review; its card goes too."""
        reviewed = await ask.services.reviews.delete(ask.actor, review_id)
        await follow(ask, [review_id], partial(deleted, reviewed))


async def _toggle_helpful(ask: Request, review_id: ReviewId, kind: OutboxKind) -> None:
    reviews = ask.services.reviews
    here = CardPlace(ask.message.channel.id, ask.message.id) if ask.message else None
    reviewed, note_id = await reviews.toggle_helpful(ask.actor, review_id, here, kind)
    try:
        if await ask.relabel(helpful_button(reviewed.review)):
            return
        await ask.update(review_card(reviewed, kind))
    except UNREACHABLE as error:  # the vote counts: its number follows
        log.info("The outbox shows a vote for review %d: %s", review_id, error)
        await ask.services.delivery.hurry(reviewed.review.guild_id, review_id, kind)
        raise Refusal(VOTE_SAVED) from error
    # Two presses at once may reach Discord in the other order.
    await reviews.helpful_shown(reviewed.review, note_id, kind)
