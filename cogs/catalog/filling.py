"""Filling in shows that were added bare, in the background: while the other catalogue was down, say."""

from bot.client import Cog, every

PERIOD = 60.0
"""Seconds between two looks at what is due."""


class FillingCog(Cog):
    """Looks every minute whether a show waits for its facts."""

    @every(PERIOD, to="fill in shows")
    async def work(self) -> None:
        """Fill in whatever is due, if there is a catalogue to ask."""
        if self.bot.services.facts.catalog:
            await self.bot.services.facts.fill_due()
