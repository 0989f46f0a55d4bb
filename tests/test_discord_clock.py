"""Discord's time is learned from its answers, however wrong the host's clock is."""

from datetime import UTC, datetime
from email.utils import format_datetime
from random import Random

import aiohttp
import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from bot.client.discord_clock import DiscordClock, read_date
from bot.domain.ids import Millis

START = 1_796_000_000_000
AHEAD = {"right": 0, "a minute ahead": 60_000, "a minute behind": -60_000, "years behind": -(10**11)}


class Host:
    """A host whose clock is `ahead` of Discord's (ms), and whose steady clock began at 5,000."""

    def __init__(self, ahead: int) -> None:
        self.discord, self.steady, self.ahead = float(START), 5_000.0, ahead
        self.clock = DiscordClock(
            lambda: Millis(round(self.discord) + self.ahead), lambda: round(self.steady)
        )

    def wait(self, milliseconds: float) -> None:
        self.discord += milliseconds
        self.steady += milliseconds

    def ask(self, there: float = 40, back: float = 40) -> None:
        """Discord is asked something, which takes so many milliseconds there and back."""
        sent = round(self.steady)
        self.wait(there)
        date = Millis(int(self.discord // 1_000) * 1_000)
        self.wait(back)
        self.clock.heard(date, sent, round(self.steady))

    @property
    def off_by(self) -> float:
        return abs(self.clock() - self.discord)


@pytest.mark.parametrize("ahead", AHEAD.values(), ids=list(AHEAD))
def test_one_answer_tells_it_within_a_second_and_many_nearly_exactly(ahead: int) -> None:
    host, random = Host(ahead), Random(7)
    assert host.clock() == host.discord + ahead, "the host's, until Discord has said anything"
    for number in range(60):
        host.ask(random.uniform(10, 200), random.uniform(10, 200))
        assert host.off_by <= 700
        assert number < 40 or host.off_by <= 150
        host.wait(random.uniform(0, 9_000))


def test_an_age_is_measured_by_it() -> None:
    host = Host(60_000)
    host.ask()
    made = datetime.fromtimestamp(host.discord / 1_000, UTC)
    host.wait(10_000)
    assert abs(host.clock.age(made) - 10_000) <= 700


def test_setting_the_hosts_clock_changes_nothing() -> None:
    host = Host(0)
    host.ask()
    before = host.clock()
    host.ahead = -3_600_000
    assert host.clock() == before


def test_a_steady_clock_that_drifts_is_followed() -> None:
    host = Host(0)
    for _ in range(2_000):
        host.ask()
        host.wait(30_000)
        host.steady += 3  # a ten-thousandth too fast
        assert host.off_by <= 700


def test_one_stray_answer_is_not_believed_and_two_are() -> None:
    host = Host(0)
    for _ in range(5):
        host.ask()
        host.wait(700)
    host.clock.heard(Millis(START - 90_000), round(host.steady) - 10, round(host.steady))
    assert host.off_by <= 700
    host.ask()
    host.steady -= 45_000  # a host that slept, without a clock that counts it
    host.ask()
    host.ask()
    assert host.off_by <= 700


@given(st.lists(st.tuples(st.integers(0, 2**45), st.integers(0, 10**7), st.integers(0, 10**5)), max_size=20))
def test_whatever_is_heard_it_is_within_what_was_said_last_or_before(
    heard: list[tuple[int, int, int]],
) -> None:
    clock = DiscordClock(lambda: Millis(0), lambda: 0)
    for date, sent, took in heard:
        clock.heard(Millis(date), sent, sent + took)
    said = [bound for date, sent, took in heard for bound in (date - sent - took, date + 1_000 - sent)]
    assert min(said, default=0) - 10_000 <= clock() <= max(said, default=0) + 10_000


def test_a_date_is_read_or_ignored() -> None:
    assert read_date("Mon, 30 Nov 2026 16:37:52 GMT") == Millis(1_796_056_672_000)
    for nonsense in ("", "yesterday", "Mon, 99 Nov 2026 16:37:52 GMT", "Mon, 30 Nov 99999999999 1:1:1 GMT"):
        assert read_date(nonsense) is None


@pytest.mark.parametrize("path", ["/api/v10/gateway", "/attachments/1/2/picture.png"])
async def test_it_listens_to_the_answers_of_the_api_and_to_nothing_else(path: str) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(headers={"Date": format_datetime(datetime.fromtimestamp(START / 1_000, UTC))})

    clock, trace = DiscordClock(lambda: Millis(0), lambda: 77), aiohttp.TraceConfig()
    clock.listen(trace)
    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        address = f"http://127.0.0.1:{runner.addresses[0][1]}{path}"
        async with aiohttp.ClientSession(trace_configs=[trace]) as session, session.get(address):
            pass
    finally:
        await runner.cleanup()
    assert clock() == (START + 500 if path.startswith("/api/") else 0)
