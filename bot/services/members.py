"""Members: how they are seen."""

from collections.abc import Callable

from bot.domain.actors import Actor
from bot.store import members
from bot.store.counters import first_time
from bot.store.database import Database, Tx


class Members:
    """The verbs of members. `clock` tells the time in Unix milliseconds."""

    def __init__(self, database: Database, clock: Callable[[], int]) -> None:
        self._database = database
        self._clock = clock

    async def set_hidden(self, actor: Actor, hidden: bool) -> bool:
        """Hide oneself from others' profiles, comparisons and rankings, or be seen again.

        Returns whether one is hidden now: what was asked, unless this is an old request that comes again.
        """

        def set_hidden(tx: Tx) -> bool:
            if first_time(tx, actor.guild_id, actor.key, self._clock()):
                members.set_hidden(tx, actor.guild_id, actor.user_id, hidden)
            return members.is_hidden(tx, actor.guild_id, actor.user_id)

        return await self._database.write(set_hidden)
