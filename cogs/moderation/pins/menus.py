"""Pinning where a review is seen: from the menu of a message that shows it, and on private pages."""

import discord

from bot.client import Cog, Request, menu, on_press
from bot.domain.ids import ReviewId
from bot.domain.reviews.review import CardPlace
from bot.ui.layout import note
from cogs.moderation.pins.pinning import pin_at, pin_review, unpin_review

MAY_PIN = discord.Permissions(pin_messages=True)


class PinMenusCog(Cog):
    """The message menus of those who may pin, and their button."""

    @menu("Pin review", MAY_PIN)
    async def pin(self, ask: Request, message: discord.Message) -> None:
        """Pin the review that this message shows."""
        said = await pin_at(ask, CardPlace(message.channel.id, message.id))
        await ask.show(note(said))

    @menu("Unpin review", MAY_PIN)
    async def unpin(self, ask: Request, message: discord.Message) -> None:
        """Unpin the review that this message shows."""
        place = CardPlace(message.channel.id, message.id)
        review_id = await ask.services.pins.shown_at(ask.actor, place)
        await ask.show(note(await unpin_review(ask, review_id)))

    @on_press("review:pin")
    async def pin_from_page(self, ask: Request, review_id: ReviewId) -> None:
        """Pin a review of a private page; what came of it stands beside that."""
        await ask.think()
        await ask.send(note(await pin_review(ask, review_id)))
