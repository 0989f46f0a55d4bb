"""Pinning the best reviews. Each part is a module of its own."""

from bot.client import Encore
from cogs.pins.group import PinGroup
from cogs.pins.menus import PinMenus
from cogs.pins.sweep import Sweep


async def setup(bot: Encore) -> None:
    """Add the cogs."""
    await bot.add_cog(PinMenus(bot))
    await bot.add_cog(PinGroup())
    await bot.add_cog(Sweep(bot))
