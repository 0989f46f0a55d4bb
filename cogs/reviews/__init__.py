"""Reviewing: `/review` and its form, the buttons on a card, and drafts."""

from bot.client import Encore
from cogs.reviews.card import Cards
from cogs.reviews.drafts import Drafts
from cogs.reviews.hidden import HiddenReviews
from cogs.reviews.writing import Writing


async def setup(bot: Encore) -> None:
    """Add the cogs of reviewing."""
    await bot.add_cog(Writing())
    await bot.add_cog(Drafts())
    await bot.add_cog(Cards())
    await bot.add_cog(HiddenReviews())
