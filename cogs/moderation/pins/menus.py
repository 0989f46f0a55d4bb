"""Pinning and unpinning from the menu of a card's message."""

import discord

from bot.client import Cog, Request, menu
from bot.domain.reviews.review import CardPlace
from bot.ui.layout import note
from cogs.moderation.pins.pinning import pin_at, unpin_at

MAY_PIN = discord.Permissions(pin_messages=True)


class PinMenusCog(Cog):
    """The message menus of those who may pin."""

    @menu("Pin review", MAY_PIN)
    async def pin(self, ask: Request, message: discord.Message) -> None:
        """Pin the review whose card this message is."""
        said = await pin_at(ask, CardPlace(message.channel.id, message.id))
        await ask.show(note(said))

    @menu("Unpin review", MAY_PIN)
    async def unpin(self, ask: Request, message: discord.Message) -> None:
        """Unpin the review whose card this message is."""
        said = await unpin_at(ask, CardPlace(message.channel.id, message.id))
        await ask.show(note(said))
