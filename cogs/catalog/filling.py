"""Filling in shows that were added bare, in the background: while the other catalogue was down, say."""

from discord.ext import commands

from bot.client import Encore, every

PERIOD = 60.0
"""Seconds between two looks at what is due."""


class FillingCog(commands.Cog):
    """Looks every minute whether a show waits for its facts."""

    def __init__(self, bot: Encore) -> None:
        self._bot = bot

    @every(PERIOD, to="fill in shows")
    async def work(self) -> None:
        """Fill in whatever is due, if there is a catalogue to ask."""
        if self._bot.services.facts.catalogue:
            await self._bot.services.facts.fill_due()


async def setup(bot: Encore) -> None:
    """Add the cog."""
    await bot.add_cog(FillingCog(bot))
