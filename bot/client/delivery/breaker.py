"""How much Discord has refused lately, and what therefore is not asked for a while.

Discord bans an address that has 10,000 requests refused (401, 403, 429) in ten minutes. So a channel that
refuses is left alone first, with growing pauses; then its server; and over all stands one budget.
"""

from collections import deque
from collections.abc import Callable
from types import SimpleNamespace

import aiohttp
import discord

from bot.domain.ids import GuildId
from bot.domain.spans import HOUR, MINUTE

WITHIN = 600.0
"""Seconds for which a refused request counts, as at Discord."""
BUDGET, BUDGET_OF_A_SERVER = 100, 20
"""How many refused requests in that time the bot allows itself, in all and on one server."""
FIRST_PAUSE, LONGEST_PAUSE = MINUTE, HOUR
"""How long (ms) a channel is left alone that has refused; doubled every time."""
BANNED_FOR = 60.0
"""Seconds without a request when Discord's front door shuts and does not say for how long."""

_TOO_MANY, _SERVER_ERROR = 429, 500
_REFUSED = {401, 403, _TOO_MANY}

Seconds = Callable[[], float]
Sort = tuple[int, bool]
"""A channel, and whether something was to be posted there (or else to be changed)."""


class Breaker:
    """Counts what Discord refuses, discord.py's own repetitions included, and says when to hold still.

    It hears of every answer. `now` tells seconds from any beginning.
    """

    def __init__(self, now: Seconds) -> None:
        self._now = now
        self._refused: deque[float] = deque()
        self._until = 0.0

    @property
    def is_open(self) -> bool:
        """Whether nothing that can wait should be asked of Discord now."""
        return self._now() < self._until or self.is_spent

    @property
    def is_spent(self) -> bool:
        """Whether as much was refused lately as the bot allows itself."""
        return _count(self._refused, self._now()) >= BUDGET

    async def heard(
        self, _: aiohttp.ClientSession, __: SimpleNamespace, end: aiohttp.TraceRequestEndParams
    ) -> None:
        """An answer of Discord's came (a callback of aiohttp's tracing)."""
        response = end.response
        if response.status not in _REFUSED:
            return
        headers = response.headers
        if headers.get("X-RateLimit-Scope") != "shared":  # those alone don't count at Discord
            self._refused.append(self._now())
        shut = response.status == _TOO_MANY and "Via" not in headers
        if shut or "X-RateLimit-Global" in headers or headers.get("X-RateLimit-Scope") == "global":
            self._until = max(self._until, self._now() + _seconds(headers.get("Retry-After")))

    async def forbid_repeating(
        self, _: aiohttp.ClientSession, __: SimpleNamespace, end: aiohttp.TraceRequestEndParams
    ) -> None:
        """Raise what keeps discord.py from asking again by itself; the outbox sees to it (another callback).

        It may not when the budget is spent, unless somebody waits for the answer; and not for a thread, which
        may be made in spite of the error and would be doubled: for threads there are no nonces.
        """
        response, path = end.response, end.url.path
        if response.status == _TOO_MANY and self.is_spent and not _is_waited_for(path):
            response.close()
            raise discord.HTTPException(response, "Too much was refused lately")
        if response.status >= _SERVER_ERROR and end.method == "POST" and path.endswith("/threads"):
            response.close()
            raise discord.DiscordServerError(response, "It may be made")


class Pauses:
    """Which channels and servers are left alone because they refused, and for how long."""

    def __init__(self, now: Seconds) -> None:
        self._now = now
        self._channels: dict[Sort, tuple[float, int]] = {}
        self._servers: dict[GuildId, deque[float]] = {}

    def refused(self, guild_id: GuildId, sort: Sort) -> int:
        """A channel has refused; returns for how long (ms) it is left alone now."""
        now = self._now()
        _, times = self._channels.get(sort, (0.0, 0))
        pause = min(FIRST_PAUSE * 2 ** min(times, 10), LONGEST_PAUSE)
        self._channels[sort] = (now + pause / 1000, times + 1)
        self._servers.setdefault(guild_id, deque()).append(now)
        return pause

    def took(self, sort: Sort) -> None:
        """A channel has taken something: it is open."""
        self._channels.pop(sort, None)

    def left(self, guild_id: GuildId, sort: Sort) -> int:
        """For how long (ms) this is not to be asked; 0 if it may be."""
        now = self._now()
        until, _ = self._channels.get(sort, (0.0, 0))
        refused = self._servers.get(guild_id, deque())
        if _count(refused, now) >= BUDGET_OF_A_SERVER:
            until = max(until, refused[0] + WITHIN)
        return max(0, round((until - now) * 1000))

    def access_changed(self, channel_ids: frozenset[int]) -> None:
        """What the bot may do in these channels has changed: they may be asked again."""
        for sort in [each for each in self._channels if each[0] in channel_ids]:
            times = self._channels[sort][1]
            self._channels[sort] = (0.0, times)  # one that goes on refusing pauses as long as before


def _is_waited_for(path: str) -> bool:
    return "/interactions/" in path or "/webhooks/" in path


def _count(times: deque[float], now: float) -> int:
    while times and times[0] <= now - WITHIN:
        times.popleft()
    return len(times)


def _seconds(text: str | None) -> float:
    try:
        return float(text or BANNED_FOR)
    except ValueError:
        return BANNED_FOR
