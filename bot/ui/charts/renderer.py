"""Drawing beside the event loop."""

import asyncio
from collections.abc import Callable
from functools import lru_cache
from typing import Protocol

from bot.domain.server.settings import Theme


class Chart(Protocol):
    """What can be drawn: an immutable value, equal to another one exactly if their pictures are."""

    def __hash__(self) -> int: ...

    def png(self, theme: Theme, /) -> bytes:
        """The picture in a theme's colours. It takes some hundredths of a second: call it by a `Renderer`."""
        ...


class Renderer:
    """Draws charts in a thread, one at a time, and remembers the last `keep` pictures."""

    def __init__(self, keep: int = 256) -> None:
        self._picture = lru_cache(maxsize=keep)(_draw)
        self._drawing = asyncio.Lock()

    async def png(self, chart: Callable[[], Chart], theme: Theme) -> bytes:
        """The picture, in the colours of a theme, of the chart that is returned; drawn unless remembered.

        The chart is made in the thread as well: thousands of numbers take their time.
        """
        async with self._drawing:  # two threads at once would only keep the event loop waiting
            return await asyncio.to_thread(lambda: self._picture(chart(), theme))


def _draw(chart: Chart, theme: Theme) -> bytes:
    return chart.png(theme)
