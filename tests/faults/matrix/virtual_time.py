"""Time that passes only while nothing happens, so that an hour takes no longer than what is done in it.

The bot and the local Discord run on one event loop. When all tasks wait, no thread is at work and no socket
has anything to read, the clock jumps to the next timer: pauses, time limits and Discord's deadlines are those
of the code, and nothing depends on how fast the machine is. This is the one place where time is replaced:

- the event loop's own: asyncio's sleeps and timeouts, and with them those of discord.py and aiohttp
- `datetime.now` in discord.py, which its periodic tasks reckon with
- the clock that the bot is given (`VirtualTime.clock`), and the local Discord's

Sockets have to be of the file system: what is written to one can be read at its other end at once.
"""

import asyncio
import datetime as real_datetime
import selectors
import time
from collections.abc import Callable, Coroutine, Generator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any, TypeVar

import aiosqlite
import discord.utils
import pytest
from discord.ext import tasks

from bot.domain.ids import Millis
from tests.waiting import HANGS

T = TypeVar("T")


class VirtualTime:
    """A clock of its own that begins now; `seconds` have passed since."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._began = time.time()
        self._threads_at_work = 0

    def now(self) -> float:
        """The time in Unix seconds."""
        return self._began + self.seconds

    def clock(self) -> Millis:
        """The time in Unix milliseconds: the bot's clock."""
        return Millis(int(self.now() * 1000))

    def loop(self) -> asyncio.AbstractEventLoop:
        """An event loop that keeps this time."""
        return _Loop(self)

    @property
    def stands(self) -> bool:
        """Whether a thread is at work, for whose result the time has to wait."""
        return self._threads_at_work > 0

    @contextmanager
    def standing(self) -> Generator[None]:
        """Let no time pass in here."""
        self._threads_at_work += 1
        try:
            yield
        finally:
            self._threads_at_work -= 1


class _Selector(selectors.DefaultSelector):
    """Finds what can be read or written; if that is nothing, the time jumps as far as it was to wait."""

    def __init__(self, virtual: VirtualTime) -> None:
        super().__init__()
        self._time = virtual

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if ready or (timeout is not None and timeout <= 0):
            return ready
        if self._time.stands or timeout is None:
            return super().select(HANGS)  # until a thread says that it is done
        self._time.seconds += timeout
        return []


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self, virtual: VirtualTime) -> None:
        self._time = virtual
        super().__init__(_Selector(virtual))

    def time(self) -> float:
        return self._time.seconds

    def run_in_executor(self, executor: Any, func: Callable[..., T], *args: Any) -> asyncio.Future[T]:
        at_work = self._time.standing()
        at_work.__enter__()
        future = super().run_in_executor(executor, func, *args)
        future.add_done_callback(lambda _: at_work.__exit__(None, None, None))
        return future

    async def shutdown_default_executor(self, *args: Any) -> None:
        with self._time.standing():
            await super().shutdown_default_executor(*args)


def run_virtually(story: Callable[[VirtualTime], Coroutine[Any, Any, T]]) -> T:
    """Run a story on a loop whose time is virtual."""
    virtual = VirtualTime()

    class Datetime(real_datetime.datetime):
        @classmethod
        def now(cls, tz: real_datetime.tzinfo | None = None) -> real_datetime.datetime:
            return real_datetime.datetime.fromtimestamp(virtual.now(), tz)

    execute: Any = vars(aiosqlite.Connection)["_execute"]

    async def execute_standing(*args: Any, **kwargs: Any) -> Any:
        with virtual.standing():
            return await execute(*args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patched = SimpleNamespace(**{**vars(real_datetime), "datetime": Datetime})
        for module in (discord.utils, tasks):
            patch.setattr(module, "datetime", patched)
        patch.setattr(aiosqlite.Connection, "_execute", execute_standing)
        with asyncio.Runner(loop_factory=virtual.loop) as runner:
            return runner.run(story(virtual))
