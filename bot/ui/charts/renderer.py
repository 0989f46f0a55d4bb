"""Drawing beside the event loop."""

import asyncio
from typing import Protocol


class Chart(Protocol):
    """What can be drawn: an immutable value, equal to another one exactly if their pictures are."""

    def __hash__(self) -> int: ...

    def png(self) -> bytes:
        """The picture. It takes some hundredths of a second: call it by way of a `Renderer`."""
        ...


class Renderer:
    """Draws charts in a thread, one at a time, and remembers the last `keep` pictures."""

    def __init__(self, keep: int = 64) -> None:
        self._keep = keep
        self._pictures: dict[Chart, bytes] = {}
        self._drawing = asyncio.Lock()

    async def png(self, chart: Chart) -> bytes:
        """The picture of a chart, drawn unless it is remembered."""
        if chart not in self._pictures:
            async with self._drawing:  # drawing holds the interpreter half of the time
                if chart not in self._pictures:
                    self._remember(chart, await asyncio.to_thread(chart.png))
        picture = self._pictures.pop(chart)
        self._remember(chart, picture)
        return picture

    def _remember(self, chart: Chart, picture: bytes) -> None:
        self._pictures[chart] = picture
        if len(self._pictures) > self._keep:
            del self._pictures[next(iter(self._pictures))]
