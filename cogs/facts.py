"""Filling in shows that were added bare, in the background: while the other catalogue was down, say."""

import logging

from discord.ext import commands, tasks

from bot.client import Encore

log = logging.getLogger(__name__)

PERIOD = 60.0
"""Seconds between two looks at what is due."""


class Facts(commands.Cog):
    """Looks every minute whether a show waits for its facts."""

    def __init__(self, bot: Encore) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        """Start looking, if there is a catalogue to ask."""
        if self._bot.services.metadata.catalogue:
            self.work.start()

    async def cog_unload(self) -> None:
        """Stop looking."""
        self.work.cancel()

    @tasks.loop(seconds=PERIOD)
    async def work(self) -> None:
        """Fill in whatever is due."""
        try:
            await self._bot.services.metadata.fill_due()
        except Exception:  # it would end the loop for good
            log.exception("Could not fill in shows; trying again in a minute")

    @work.before_loop
    async def _before_work(self) -> None:
        await self._bot.wait_until_ready()


async def setup(bot: Encore) -> None:
    """Add the cog."""
    await bot.add_cog(Facts(bot))
