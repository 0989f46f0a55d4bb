"""What time it is at Discord, learned from the `Date` of its answers.

The host's own clock may be minutes off, so it can't tell how old an interaction is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import SimpleNamespace
from typing import Self

import aiohttp

from bot.domain.ids import Clock, Millis

Steady = Callable[[], int]
"""Tells milliseconds since whenever, evenly: also when the host's clock is set, and when the host sleeps."""

DRIFT = 0.000_5
"""How much two clocks may drift apart: half a second in 1,000."""
SECOND = 1_000
API = "/api/"
"""How the paths of Discord's own answers begin; files come out of caches, with old dates."""


@dataclass(frozen=True, slots=True)
class _Bounds:
    """How far (ms) Discord's clock is ahead of the steady one, as it was known `at` a time of that."""

    low: float
    high: float
    at: int

    def and_also(self, newer: Self) -> "_Bounds | None":
        """What both say, after older bounds have grown with time; None if they contradict each other."""
        loosened = DRIFT * max(0, newer.at - self.at)
        low, high = max(self.low - loosened, newer.low), min(self.high + loosened, newer.high)
        return _Bounds(low, high, newer.at) if low <= high else None


class DiscordClock:
    """Tells Discord's time in Unix milliseconds; until Discord has told it, that of the host's `clock`.

    A `Date` has whole seconds only, but each answer says between which bounds the difference to `steady` is:
    together, a few of them tell it nearly as exactly as the time that an answer takes.
    """

    def __init__(self, clock: Clock, steady: Steady) -> None:
        self._clock = clock
        self._steady = steady
        self._bounds: _Bounds | None = None
        self._doubt: _Bounds | None = None

    def __call__(self) -> Millis:
        """The time at Discord now."""
        if self._bounds is None:
            return self._clock()
        return Millis(round(self._steady() + (self._bounds.low + self._bounds.high) / 2))

    def age(self, since: datetime) -> int:
        """How many milliseconds ago something was made at Discord."""
        return self() - round(since.timestamp() * 1000)

    def heard(self, date: Millis, sent: int, received: int) -> None:
        """Learn from an answer of Discord's: its `date` (Unix ms, cut to the second), and our steady times.

        One answer that contradicts all before it may be a stray; two that agree are believed instead.
        """
        said = _Bounds(date - received, date + SECOND - sent, received)
        agreed = self._bounds.and_also(said) if self._bounds else said
        if agreed is None and self._doubt:
            agreed = self._doubt.and_also(said)
        self._doubt = None if agreed else said
        self._bounds = agreed or self._bounds

    def listen(self, trace: aiohttp.TraceConfig) -> None:
        """Learn from every answer to the requests that are traced."""
        trace.on_request_start.append(self._on_start)
        trace.on_request_end.append(self._on_end)

    async def _on_start(
        self, _: aiohttp.ClientSession, context: SimpleNamespace, __: aiohttp.TraceRequestStartParams
    ) -> None:
        context.sent = self._steady()

    async def _on_end(
        self, _: aiohttp.ClientSession, context: SimpleNamespace, answer: aiohttp.TraceRequestEndParams
    ) -> None:
        date = read_date(answer.response.headers.get("Date", ""))
        if date is not None and answer.url.path.startswith(API):
            self.heard(date, context.sent, self._steady())


def read_date(header: str) -> Millis | None:
    """The time (Unix ms) in a `Date` header; None if there is none."""
    try:
        date = parsedate_to_datetime(header)
    except (ValueError, OverflowError):
        return None
    return Millis(round(date.replace(tzinfo=date.tzinfo or UTC).timestamp() * 1000))
