"""Pinning the best reviews. Each part is a module of its own."""

from bot.client import Encore
from cogs.moderation.pins.group import PinsCog
from cogs.moderation.pins.menus import PinMenusCog
from cogs.moderation.pins.sweep import PinSweepCog


async def setup(bot: Encore) -> None:
    """Add the cogs."""
    await bot.add_cog(PinMenusCog())
    await bot.add_cog(PinsCog())
    await bot.add_cog(PinSweepCog(bot))
