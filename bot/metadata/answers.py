"""Answers that are kept for a while, and asked for once by however many people."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

from bot.metadata.pacing import Time

KEPT_FOR = 3_600.0  # seconds; TVmaze's own answers are as old at most
MOST_KEPT = 100  # of each kind; a long series with its episodes takes half a megabyte

T = TypeVar("T")


class Answers(Generic[T]):
    """Answers by their question: each the task that asks for it, or has. What failed is forgotten at once."""

    def __init__(self, time: Time) -> None:
        self._time = time
        self._kept: OrderedDict[str, tuple[float, asyncio.Task[T]]] = OrderedDict()

    async def once(self, question: str, ask: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """The answer, or its error; whoever is cancelled while waiting leaves the others their answer."""
        asked, task = self._kept.get(question, (0.0, None))
        if task is None or self._time.now() - asked >= KEPT_FOR:
            task = asyncio.create_task(ask())
            self._keep(question, task)
        return await asyncio.shield(task)

    async def close(self) -> None:
        """Give up what is still being asked."""
        tasks = [task for _, task in self._kept.values()]
        self._kept.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _keep(self, question: str, task: asyncio.Task[T]) -> None:
        self._kept[question] = (self._time.now(), task)
        self._kept.move_to_end(question)
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

        def forget_failure(task: asyncio.Task[T]) -> None:
            if task.cancelled() or task.exception():
                self._kept.pop(question, None)

        task.add_done_callback(forget_failure)
