"""What makes the bot hold still: requests that Discord refused, counted from the answers themselves."""

from collections.abc import AsyncGenerator, Mapping

import aiohttp
import pytest
from aiohttp import web

from bot.client.delivery.breaker import (
    BUDGET,
    BUDGET_OF_A_SERVER,
    FIRST_PAUSE,
    LONGEST_PAUSE,
    WITHIN,
    Breaker,
    Pauses,
)
from bot.domain.ids import GuildId

HERE, THERE = GuildId(1), GuildId(2)


class Line:
    """A line to a server that answers as it is told to, on which a breaker listens. `now` is in seconds."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.breaker = Breaker(lambda: self.now)
        self.trace = aiohttp.TraceConfig()
        self.trace.on_request_end.append(self.breaker.heard)
        self.answer = web.Response()
        self.session: aiohttp.ClientSession | None = None
        self.url = ""

    async def ask(self, times: int, status: int, headers: Mapping[str, str] = {}) -> None:
        """Ask so often, and be answered so."""
        assert self.session is not None
        for _ in range(times):
            self.status, self.headers = status, headers
            async with self.session.get(self.url) as response:
                await response.read()

    async def serve(self, _: web.BaseRequest) -> web.Response:
        return web.Response(status=self.status, headers=self.headers)


@pytest.fixture
async def line() -> AsyncGenerator[Line]:
    line = Line()
    runner = web.ServerRunner(web.Server(line.serve))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    line.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    async with aiohttp.ClientSession(trace_configs=[line.trace]) as line.session:
        yield line
    await runner.cleanup()


@pytest.mark.parametrize("status", [401, 403, 429])
async def test_a_hundred_refused_in_ten_minutes_are_enough(line: Line, status: int) -> None:
    await line.ask(BUDGET - 1, status, {"Via": "1.1 google"})
    assert not line.breaker.is_open
    await line.ask(1, status, {"Via": "1.1 google"})
    assert line.breaker.is_open
    line.now += WITHIN - 1
    assert line.breaker.is_open
    line.now += 1
    assert not line.breaker.is_open


async def test_what_does_not_count_at_discord_does_not_count_here(line: Line) -> None:
    shared = {"Via": "1.1 google", "X-RateLimit-Scope": "shared", "Retry-After": "5"}
    await line.ask(BUDGET, 429, shared)
    for status in (200, 204, 400, 404, 500, 503):
        await line.ask(BUDGET // 2, status)
    assert not line.breaker.is_open


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Via": "1.1 google", "X-RateLimit-Global": "true", "Retry-After": "30"}, 30),
        ({"Via": "1.1 google", "X-RateLimit-Scope": "global", "Retry-After": "7.5"}, 7.5),
        ({"Retry-After": "900"}, 900),  # Cloudflare's front door
        ({}, 60),
        ({"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}, 60),
    ],
)
async def test_a_limit_for_all_is_obeyed(line: Line, headers: Mapping[str, str], seconds: float) -> None:
    await line.ask(1, 429, headers)
    assert line.breaker.is_open
    line.now += seconds - 1
    assert line.breaker.is_open
    line.now += 2
    assert not line.breaker.is_open


def test_a_channel_that_refuses_pauses_ever_longer_and_alone() -> None:
    now = 0.0
    pauses = Pauses(lambda: now)
    expected = FIRST_PAUSE
    for _ in range(9):
        assert pauses.refused(HERE, (5, True)) == expected
        assert pauses.left(HERE, (5, True)) == expected
        assert pauses.left(HERE, (5, False)) == 0, "what stands there can be changed"
        assert pauses.left(HERE, (6, True)) == 0
        now += expected / 1000
        assert pauses.left(HERE, (5, True)) == 0
        expected = min(2 * expected, LONGEST_PAUSE)
    assert expected == LONGEST_PAUSE
    pauses.took((5, True))
    assert pauses.refused(HERE, (5, True)) == FIRST_PAUSE


def test_a_server_of_many_closed_channels_pauses_alone() -> None:
    now = 0.0
    pauses = Pauses(lambda: now)
    for channel_id in range(BUDGET_OF_A_SERVER):
        assert pauses.left(HERE, (channel_id, True)) == 0
        pauses.refused(HERE, (channel_id, True))
    assert pauses.left(HERE, (999, True)) == WITHIN * 1000
    assert pauses.left(THERE, (998, True)) == 0
    now += WITHIN
    assert pauses.left(HERE, (999, True)) == 0


def test_when_access_changes_a_channel_may_be_asked_at_once() -> None:
    pauses = Pauses(lambda: 0.0)
    first = pauses.refused(HERE, (5, False))
    pauses.access_changed(frozenset({5}))
    assert pauses.left(HERE, (5, False)) == 0
    assert pauses.refused(HERE, (5, False)) == 2 * first, "one that goes on refusing is asked more rarely"
