"""The title index of every server: built when first asked for, kept up to date, let go when nobody looks."""

import asyncio
from collections.abc import AsyncIterable, Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from itertools import islice

from bot.domain.happenings import ShowChanged
from bot.domain.ids import Clock, GuildId, Millis, ShowId
from bot.titles.index import TitleIndex, TitleRow

Loader = Callable[[GuildId], AsyncIterable[Sequence[TitleRow]]]
"""Yields all shows of a server, some at a time."""
LookUp = Callable[[GuildId, Collection[ShowId]], Awaitable[Sequence[TitleRow]]]
"""The shows of a server that have these numbers, in any order, without those that are not to be found."""

IDLE = 30 * 60_000  # ms after which an index that nobody uses is let go
AT_ONCE = 100  # shows that are looked up before others get their turn


@dataclass(slots=True)
class _InUse:
    """A server's index, which may still be loading, and the shows that have changed since that began."""

    loading: asyncio.Task[TitleIndex]
    used_at: Millis = Millis(0)
    changed: set[ShowId] = field(default_factory=set[ShowId])
    following: asyncio.Lock = field(default_factory=asyncio.Lock)


class TitleIndexes:
    """The index of each server, built from `load` when first asked for. `clock` tells Unix milliseconds.

    What has `changed` since is looked up the next time somebody asks.
    """

    def __init__(self, load: Loader, look_up: LookUp, clock: Clock) -> None:
        self._load = load
        self._look_up = look_up
        self._clock = clock
        self._in_use: dict[GuildId, _InUse] = {}

    async def of(self, guild_id: GuildId) -> TitleIndex:
        """A server's index as of now; raises what loading or looking up raises.

        Whoever gives up waiting ends no loading.
        """
        if guild_id not in self._in_use:
            self._in_use[guild_id] = _InUse(asyncio.create_task(self._build(guild_id)))
        server = self._in_use[guild_id]
        server.used_at = self._clock()
        index = await asyncio.shield(server.loading)
        async with server.following:
            await self._follow(guild_id, index, server.changed)
        return index

    def changed(self, happening: ShowChanged) -> None:
        """Follow a change that was committed; costs nothing for a server whose index is not in use."""
        if server := self._in_use.get(happening.guild_id):
            server.changed.add(happening.show_id)

    def drop_idle(self) -> None:
        """Let go of the indexes that nobody has used for a while."""
        idle_since = self._clock() - IDLE
        for guild_id, server in list(self._in_use.items()):
            if server.loading.done() and server.used_at <= idle_since:
                del self._in_use[guild_id]

    async def close(self) -> None:
        """End all loading; whoever waits for it is cancelled."""
        loading = [server.loading for server in self._in_use.values()]
        for task in loading:
            task.cancel()
        await asyncio.gather(*loading, return_exceptions=True)

    async def _build(self, guild_id: GuildId) -> TitleIndex:
        try:
            return await TitleIndex.build(self._load(guild_id))
        except BaseException:
            del self._in_use[guild_id]  # so that whoever asks next has it tried again
            raise

    async def _follow(self, guild_id: GuildId, index: TitleIndex, changed: set[ShowId]) -> None:
        """Take over what has changed, so that whoever asked finds it; others get their turn in between."""
        while some := set(islice(changed, AT_ONCE)):
            changed -= some  # first: what changes while it is looked up is looked up again
            try:
                rows = {row[0]: row for row in await self._look_up(guild_id, some)}
            except BaseException:
                changed |= some
                raise
            for show_id in some:
                if show_id in rows:
                    index.put(*rows[show_id])
                else:
                    index.remove(show_id)
            await asyncio.sleep(0)
