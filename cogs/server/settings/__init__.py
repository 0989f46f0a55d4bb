"""`/settings`: one panel for everything that a server can set."""

from bot.client import Encore
from cogs.server.settings.panel import SettingsCog


async def setup(bot: Encore) -> None:
    """Add the cog."""
    await bot.add_cog(SettingsCog())
