"""How often a provider is asked: not above its rate, and not at all while it fails."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

FAILURES = 5  # in a row, before a provider is left alone
REST = 60.0  # seconds it is left alone for


@dataclass(frozen=True, slots=True)
class Time:
    """A clock in seconds from any beginning, and the way to let seconds pass."""

    now: Callable[[], float]
    sleep: Callable[[float], Awaitable[None]]


REAL_TIME = Time(time.monotonic, asyncio.sleep)


class Rate:
    """Lets at most `calls` pass in any `seconds`, in the order they came.

    A sliding window: a leaky bucket of the same figures (aiolimiter) lets nearly twice as many pass at first.
    """

    def __init__(self, calls: int, seconds: float, time: Time) -> None:
        self._seconds = seconds
        self._time = time
        self._turn = asyncio.Lock()
        self._passed: deque[float] = deque([float("-inf")] * calls, maxlen=calls)

    async def wait(self) -> None:
        """Return when one more call may be made."""
        async with self._turn:
            while (pause := self._passed[0] + self._seconds - self._time.now()) > 0:
                await self._time.sleep(pause)
            self._passed.append(self._time.now())


class Circuit:
    """Leaves a provider alone for a minute when it failed several times in a row; then one call may try."""

    def __init__(self, time: Time) -> None:
        self._time = time
        self._failures = 0
        self._rests_until = 0.0

    def may_ask(self) -> bool:
        """Whether a call may be made now; the one that may try after a rest is let pass once."""
        if self._failures < FAILURES:
            return True
        if self._time.now() < self._rests_until:
            return False
        self._rests_until = self._time.now() + REST  # for all but this one, unless it succeeds
        return True

    def succeeded(self) -> None:
        """Note that the provider answered."""
        self._failures = 0

    def failed(self, rest: float = 0.0) -> bool:
        """Note a failure, and how many seconds the provider asked for; say whether it is left alone now."""
        self._failures = FAILURES if rest else self._failures + 1
        if self._failures < FAILURES:
            return False
        self._rests_until = self._time.now() + max(rest, REST)
        return True
