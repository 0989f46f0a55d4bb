"""The buttons on a review's card."""

from discord.ext import commands

from bot.client import Interaction, on_press
from bot.domain.actors import Right
from bot.domain.delivery.outbox import OutboxKind
from bot.domain.moderation.cases import OwnHidden
from bot.domain.reviews.drafts import ReviewDraft
from bot.domain.reviews.review import CardPlace
from bot.ui import replies
from bot.ui.cards import helpful_button, review_card, review_text_page
from bot.ui.pages.moderation.hidden import hidden_page
from bot.ui.pages.moderation.moderation import case_page
from bot.ui.pages.reviews.more import more_page
from cogs._shared import actor_of, ask_words, services, turn_to


class Cards(commands.Cog):
    """Helpful, Read it all, and what is behind ⋯."""

    @on_press("review:helpful")
    async def helpful(self, interaction: Interaction, review_id: int) -> None:
        """Count or take back a helpful vote; the number on the button follows."""
        await _toggle_helpful(interaction, review_id, OutboxKind.CARD)

    @on_press("fame:helpful")
    async def helpful_in_fame(self, interaction: Interaction, review_id: int) -> None:
        """The same, pressed in the hall of fame."""
        await _toggle_helpful(interaction, review_id, OutboxKind.FAME)

    @on_press("review:read")
    async def read(self, interaction: Interaction, review_id: int, page: int) -> None:
        """Show the whole text, a page at a time, to the one who asked."""
        reviewed = await services(interaction).reviews.get(actor_of(interaction), review_id)
        await turn_to(interaction, review_text_page(reviewed, page))

    @on_press("review:more")
    async def more(self, interaction: Interaction, review_id: int) -> None:
        """What else one can do: edit and delete one's own, report or hide somebody else's."""
        actor = actor_of(interaction)
        more = await services(interaction).appeals.more(actor, review_id)
        if more.hiding and more.own:
            page = hidden_page(OwnHidden(more.reviewed, more.hiding))
        elif more.hiding:
            page = case_page(await services(interaction).moderation.case(actor, review_id))
        else:
            page = more_page(more, manages=Right.MANAGE in actor.rights)
        await replies.answer(interaction, page, private=True)

    @on_press("review:edit")
    async def edit(self, interaction: Interaction, review_id: int) -> None:
        """Open the form, filled in with the review as it stands."""
        reviewed = await services(interaction).reviews.own_review(actor_of(interaction), review_id)
        target = reviewed.review.target
        draft = ReviewDraft(reviewed.show.title, show_id=target.show_id, season=target.season)
        await ask_words(interaction, draft)

    @on_press("review:delete")
    async def delete(self, interaction: Interaction, review_id: int) -> None:
        """Ask once more."""
        reviewed = await services(interaction).reviews.deletable(actor_of(interaction), review_id)
        await turn_to(interaction, replies.confirm_delete(reviewed))

    @on_press("review:keep")
    async def keep(self, interaction: Interaction, review_id: int) -> None:
        """They thought better of it."""
        await turn_to(interaction, replies.note("Nothing was deleted."))

    @on_press("review:erase")
    async def erase(self, interaction: Interaction, review_id: int) -> None:
        """Delete the review; its card goes too."""
        reviewed = await services(interaction).reviews.delete(actor_of(interaction), review_id)
        interaction.client.dispatch("outbox")
        await turn_to(interaction, replies.deleted(reviewed))


async def _toggle_helpful(interaction: Interaction, review_id: int, kind: OutboxKind) -> None:
    reviews = services(interaction).reviews
    message = interaction.message
    here = CardPlace(message.channel.id, message.id) if message else None
    reviewed, note_id = await reviews.toggle_helpful(actor_of(interaction), review_id, here, kind)
    if message and message.flags.ephemeral:
        await replies.relabel(interaction, message, helpful_button(reviewed.review))
    else:
        await replies.update(interaction, review_card(reviewed, kind))
        # Two presses at once may reach Discord in the other order.
        await reviews.helpful_shown(reviewed.review, note_id, kind)
    interaction.client.dispatch("outbox")
