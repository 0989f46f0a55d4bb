"""Reviewing: `/review` and its form, the buttons on a card, and drafts."""

from bot.client import Encore
from cogs.reviews.card import CardsCog
from cogs.reviews.drafts import DraftsCog
from cogs.reviews.hidden import HiddenReviewsCog
from cogs.reviews.writing import WritingCog


async def setup(bot: Encore) -> None:
    """Add the cogs of reviewing."""
    await bot.add_cog(WritingCog())
    await bot.add_cog(DraftsCog())
    await bot.add_cog(CardsCog())
    await bot.add_cog(HiddenReviewsCog())
