"""Going on with imports in the background: those that a restart has interrupted."""

import logging

from discord.ext import commands, tasks

from bot.client import Encore
from bot.domain.imports.staged import Tally

log = logging.getLogger(__name__)

PERIOD = 60.0
"""Seconds between two looks for imports that nobody is at."""


class Imports(commands.Cog):
    """Looks at the start, and then every minute, whether an import was left half done."""

    def __init__(self, bot: Encore) -> None:
        self._bot = bot

    async def cog_load(self) -> None:
        """Start looking."""
        self.work.start()
        self.tidy.start()

    async def cog_unload(self) -> None:
        """Stop looking."""
        self.work.cancel()
        self.tidy.cancel()

    @tasks.loop(seconds=PERIOD)
    async def work(self) -> None:
        """Carry out, or undo, what was started and not finished."""
        imports = self._bot.services.imports
        try:
            for each in await imports.unfinished():
                log.info("Going on with import %d", each.import_id)
                await imports.work(each.guild_id, each.import_id, _nobody)
                self._bot.dispatch("outbox")
        except Exception:  # it would end the loop for good
            log.exception("Could not go on with an import; trying again in a minute")

    @tasks.loop(hours=1)
    async def tidy(self) -> None:
        """Forget old imports."""
        try:
            await self._bot.services.imports.tidy()
        except Exception:
            log.exception("Could not forget old imports; trying again in an hour")

    @work.before_loop
    async def _before_work(self) -> None:
        await self._bot.wait_until_ready()


async def _nobody(_: Tally) -> None:
    """Nobody waits for the progress of what goes on in the background."""


async def setup(bot: Encore) -> None:
    """Add the cog."""
    await bot.add_cog(Imports(bot))
