"""Going on with imports in the background: those that a restart has interrupted."""

import logging

from bot.client import Cog, every
from bot.domain.members.imports.staged import Tally
from bot.domain.spans import HOUR, SECOND

log = logging.getLogger(__name__)

PERIOD = 60.0
"""Seconds between two looks for imports that nobody is at."""


class ResumingCog(Cog):
    """Looks at the start, and then every minute, whether an import was left half done."""

    @every(PERIOD, to="go on with an import")
    async def work(self) -> None:
        """Carry out, or undo, what was started and not finished."""
        imports = self.bot.services.imports
        for each in await imports.unfinished():
            log.info("Going on with import %d", each.import_id)
            await imports.work(each.guild_id, each.import_id, _nobody)

    @every(HOUR / SECOND, to="forget old imports")
    async def tidy(self) -> None:
        """Forget old imports."""
        await self.bot.services.imports.tidy()


async def _nobody(_: Tally) -> None:
    """Nobody waits for the progress of what goes on in the background."""
