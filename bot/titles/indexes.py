"""The title index of every server: built when first asked for, kept up to date, let go when nobody looks."""

import asyncio
from collections.abc import AsyncIterable, Awaitable, Callable, Collection, Sequence
from itertools import islice

from bot.domain.happenings import ShowChanged
from bot.titles.index import TitleIndex, TitleRow

Loader = Callable[[int], AsyncIterable[Sequence[TitleRow]]]
"""Yields all shows of a server, some at a time."""
LookUp = Callable[[int, Collection[int]], Awaitable[Sequence[TitleRow]]]
"""The shows of a server that have these numbers, in any order, without those that are not to be found."""

IDLE = 30 * 60_000  # ms after which an index that nobody uses is let go
AT_ONCE = 100  # shows that are taken over before others get their turn


class TitleIndexes:
    """The index of each server, built from `load` when first asked for. `clock` tells Unix milliseconds.

    What has `changed` since is looked up again the next time somebody asks.
    """

    def __init__(self, load: Loader, look_up: LookUp, clock: Callable[[], int]) -> None:
        self._load = load
        self._look_up = look_up
        self._clock = clock
        self._indexes: dict[int, TitleIndex] = {}
        self._used_at: dict[int, int] = {}
        self._loading: dict[int, asyncio.Task[TitleIndex]] = {}
        self._changed: dict[int, set[int]] = {}  # by server, of those that are in use or loading
        self._following: dict[int, asyncio.Lock] = {}

    async def of(self, guild_id: int) -> TitleIndex:
        """A server's index as of now. Giving up waiting does not end the loading; raises what that raises."""
        self._used_at[guild_id] = self._clock()
        if guild_id not in self._indexes:
            if guild_id not in self._loading:
                self._changed[guild_id] = set()
                self._following[guild_id] = asyncio.Lock()
                self._loading[guild_id] = asyncio.create_task(self._build(guild_id))
            await asyncio.shield(self._loading[guild_id])
        index = self._indexes[guild_id]
        await self._follow(guild_id, index)
        return index

    def changed(self, happening: ShowChanged) -> None:
        """Follow a change that was committed; costs nothing for a server whose index is not in use."""
        if (changed := self._changed.get(happening.guild_id)) is not None:
            changed.add(happening.show_id)

    def drop_idle(self) -> None:
        """Let go of the indexes that nobody has used for a while."""
        for guild_id in list(self._indexes):
            if self._used_at[guild_id] <= self._clock() - IDLE:
                for kept in (self._indexes, self._used_at, self._changed, self._following):
                    del kept[guild_id]

    async def close(self) -> None:
        """End all loading; whoever waits for it is cancelled."""
        loading = list(self._loading.values())
        for task in loading:
            task.cancel()
        await asyncio.gather(*loading, return_exceptions=True)

    async def _build(self, guild_id: int) -> TitleIndex:
        try:
            self._indexes[guild_id] = await TitleIndex.build(self._load(guild_id))
            return self._indexes[guild_id]
        finally:
            del self._loading[guild_id]
            if guild_id not in self._indexes:
                del self._changed[guild_id], self._following[guild_id]

    async def _follow(self, guild_id: int, index: TitleIndex) -> None:
        """Take over what has changed, so that whoever asked finds it; others get their turn in between."""
        changed = self._changed[guild_id]
        if not changed:
            return
        async with self._following[guild_id]:
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
