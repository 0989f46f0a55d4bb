"""Providers that are slow, broken or hostile: one plain sentence each time, and no storm of requests."""

import asyncio
import logging
import socket
import traceback

import pytest

from bot.metadata import Provider, ProviderDown, open_provider
from tests.metadata.conftest import TMDB_KEY
from tests.metadata.server import (
    MIB,
    Catalogues,
    FakeClock,
    Handler,
    body,
    drop,
    garble,
    nested,
    running,
    status,
)


async def test_a_server_error_is_asked_again_with_growing_pauses(
    tvmaze: Provider, catalogues: Catalogues, clock: FakeClock
) -> None:
    catalogues.faults = [status(500), status(503)]
    assert len(await tvmaze.search("harbour")) == 2
    assert clock.slept == [0.5, 1.0]


async def test_after_three_attempts_it_is_given_up(tvmaze: Provider, catalogues: Catalogues) -> None:
    catalogues.always = status(502)
    with pytest.raises(ProviderDown, match="can't be reached"):
        await tvmaze.search("harbour")
    assert len(catalogues.requests) == 3


@pytest.mark.parametrize(
    ("retry_after", "pause"), [("2", 2.0), ("0", 0.5), ("", 0.5), ("-7", 0.5), ("soon", 0.5)]
)
async def test_too_many_requests_waits_as_long_as_asked(
    tvmaze: Provider, catalogues: Catalogues, clock: FakeClock, retry_after: str, pause: float
) -> None:
    catalogues.faults = [status(429, {"Retry-After": retry_after} if retry_after else None)]
    assert len(await tvmaze.search("harbour")) == 2
    assert clock.slept == [pause]


@pytest.mark.parametrize(("retry_after", "rest"), [("120", 120.0), ("9" * 4000, 600.0)])
async def test_a_provider_that_wants_minutes_gets_them(
    tvmaze: Provider, catalogues: Catalogues, clock: FakeClock, retry_after: str, rest: float
) -> None:
    catalogues.faults = [status(429, {"Retry-After": retry_after})]
    for _ in range(3):
        with pytest.raises(ProviderDown, match="can't be reached"):
            await tvmaze.search("harbour")
    assert len(catalogues.requests) == 1
    assert clock.slept == []
    await clock.advance(rest - 1)
    with pytest.raises(ProviderDown):
        await tvmaze.search("harbour")
    await clock.advance(1)
    assert len(await tvmaze.search("harbour")) == 2
    assert len(catalogues.requests) == 2


@pytest.mark.parametrize(
    "fault",
    [
        body("{not json"),
        body(b"\xff\xfe\x00broken"),
        body(""),
        body("9" * 5000),
        body(nested(100_000)),
        body("<html>Sorry</html>", "text/html"),
        status(204),
        status(418),
    ],
)
async def test_what_is_no_answer_is_not_asked_for_again(
    tvmaze: Provider, catalogues: Catalogues, fault: Handler
) -> None:
    catalogues.faults = [fault]
    with pytest.raises(ProviderDown, match="can't be reached"):
        await tvmaze.search("harbour")
    assert len(catalogues.requests) == 1


@pytest.mark.parametrize("answer", [None, 7, "text", {"show": []}, True])
async def test_an_answer_of_another_form_is_said_to_be_unreadable(
    tvmaze: Provider, tmdb: Provider, catalogues: Catalogues, answer: object
) -> None:
    catalogues.answers["/search/shows"] = catalogues.answers["/shows/4100/akas"] = answer
    catalogues.answers["/3/tv/71/season/1"] = [answer]
    for question in (tvmaze.search("harbour"), tvmaze.fetch("4100"), tmdb.fetch("tv:71")):
        with pytest.raises(ProviderDown, match="can't be read"):
            await question


@pytest.mark.parametrize("way", ["slow", "drip"])
async def test_an_answer_that_takes_too_long_is_given_up(
    catalogues: Catalogues, clock: FakeClock, way: str
) -> None:
    catalogues.always = getattr(catalogues, way)
    async with open_provider("tvmaze", base_url=catalogues.url, time=clock.time, budget=0.5) as tvmaze:
        with pytest.raises(ProviderDown, match="takes too long"):
            await tvmaze.fetch("4100")
    assert len(catalogues.requests) == 1


@pytest.mark.parametrize("fault", [drop, garble])
async def test_a_broken_connection_is_tried_again(
    tvmaze: Provider, catalogues: Catalogues, fault: Handler
) -> None:
    catalogues.faults = [fault]
    assert len(await tvmaze.search("harbour")) == 2
    assert len(catalogues.requests) == 2


async def test_nobody_there(clock: FakeClock) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    async with open_provider("tvmaze", base_url=f"http://127.0.0.1:{port}", time=clock.time) as tvmaze:
        with pytest.raises(ProviderDown, match="can't be reached"):
            await tvmaze.search("harbour")
    assert clock.slept == [0.5, 1.0]


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
async def test_a_redirect_to_another_host_is_refused(
    tmdb: Provider, catalogues: Catalogues, code: int
) -> None:
    async with running() as elsewhere:
        catalogues.faults = [status(code, {"Location": f"{elsewhere.url}/3/search/multi"})]
        with pytest.raises(ProviderDown, match="can't be reached"):
            await tmdb.search("harbour")
        assert elsewhere.requests == []
    assert len(catalogues.requests) == 1


@pytest.mark.parametrize(
    "location",
    ["", "//evil.example/", "https://evil.example/", "file:///etc/passwd", "http://[broken", "data:,x"],
)
async def test_a_redirect_to_nowhere_good_is_refused(
    tvmaze: Provider, catalogues: Catalogues, location: str
) -> None:
    catalogues.always = status(302, {"Location": location} if location else None)
    with pytest.raises(ProviderDown, match="can't be reached"):
        await tvmaze.search("harbour")
    assert len(catalogues.requests) == 1


async def test_a_redirect_on_the_same_host_is_followed(tvmaze: Provider, catalogues: Catalogues) -> None:
    catalogues.faults = [status(301, {"Location": "/search/shows?q=moved"})]
    assert len(await tvmaze.search("harbour")) == 2
    assert [request.query["q"] for request in catalogues.requests] == ["harbour", "moved"]


async def test_redirects_in_circles_end(tvmaze: Provider, catalogues: Catalogues) -> None:
    catalogues.always = status(302, {"Location": "/again"})
    with pytest.raises(ProviderDown):
        await tvmaze.search("harbour")
    assert len(catalogues.requests) == 3


async def test_fifty_mib_are_refused_while_they_come(tvmaze: Provider, catalogues: Catalogues) -> None:
    catalogues.faults = [catalogues.flood(50)]
    with pytest.raises(ProviderDown):
        await tvmaze.search("harbour")
    assert catalogues.sent < 25 * MIB  # what was read, and what the system's buffers held
    assert len(catalogues.requests) == 1


async def test_fifty_mib_that_are_announced_are_not_read(tvmaze: Provider, catalogues: Catalogues) -> None:
    catalogues.faults = [catalogues.flood(50, length=True)]
    with pytest.raises(ProviderDown, match="can't be reached"):
        await tvmaze.search("harbour")
    assert len(catalogues.requests) == 1


async def test_fifty_mib_that_come_packed_are_refused(tvmaze: Provider, catalogues: Catalogues) -> None:
    catalogues.faults = [catalogues.flood(50, packed=True)]
    with pytest.raises(ProviderDown):
        await tvmaze.search("harbour")
    assert len(await tvmaze.search("harbour")) == 2


async def test_four_mib_are_read(tvmaze: Provider, catalogues: Catalogues) -> None:
    catalogues.faults = [body(b"[" + b" " * (4 * MIB) + b"]")]
    assert await tvmaze.search("harbour") == ()


async def test_a_provider_that_keeps_failing_is_left_alone_for_a_minute(
    tvmaze: Provider, catalogues: Catalogues, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    catalogues.always = status(500)
    for number in range(20):
        with pytest.raises(ProviderDown, match="can't be reached"):
            await tvmaze.search(f"harbour {number}")
    assert len(catalogues.requests) == 5
    logged = [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
    assert logged == [
        "TVmaze did not answer /search/shows: status 500",
        "TVmaze is left alone for a while, because it keeps failing",
    ]
    await clock.advance(60)
    crowd = (tvmaze.search(f"harbour {number}") for number in range(20))
    answers = await asyncio.gather(*crowd, return_exceptions=True)
    assert all(isinstance(answer, ProviderDown) for answer in answers)
    assert len(catalogues.requests) == 6  # one that looks whether it is back
    catalogues.always = None
    await clock.advance(60)
    for number in range(20):
        await tvmaze.search(f"harbour {number}")
    assert len(catalogues.requests) == 26


async def test_a_crowd_at_a_broken_provider_makes_no_storm(tvmaze: Provider, catalogues: Catalogues) -> None:
    catalogues.always = status(500)
    answers = await asyncio.gather(
        *(tvmaze.search(f"harbour {number}") for number in range(200)), return_exceptions=True
    )
    assert all(isinstance(answer, ProviderDown) for answer in answers)
    assert len(catalogues.requests) <= 8  # five failures, and what was on its way by then


async def test_slow_answers_count_as_failures(catalogues: Catalogues, clock: FakeClock) -> None:
    catalogues.always = catalogues.slow
    async with open_provider("tvmaze", base_url=catalogues.url, time=clock.time, budget=0.5) as tvmaze:
        for number in range(20):
            with pytest.raises(ProviderDown):
                await tvmaze.search(f"harbour {number}")
    assert len(catalogues.requests) == 5


async def test_a_refused_key_is_said(tmdb: Provider, catalogues: Catalogues) -> None:
    catalogues.always = status(401)
    with pytest.raises(ProviderDown, match="key"):
        await tmdb.search("harbour")
    assert len(catalogues.requests) == 1


async def test_no_fault_shows_the_key(
    catalogues: Catalogues, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    asyncio.get_running_loop().set_debug(True)
    shown: list[str] = []
    for fault in (
        status(401),
        status(500),
        status(302, {"Location": "//evil.example"}),
        body("{"),
        body("[]"),
        drop,
        garble,
        catalogues.flood(6),
    ):
        catalogues.always = fault
        async with open_provider(
            "tmdb", key=TMDB_KEY, base_url=f"{catalogues.url}/3", time=clock.time
        ) as tmdb:
            with pytest.raises(ProviderDown) as caught:
                await tmdb.search("harbour")
        shown += [repr(tmdb), repr(caught.value), *traceback.format_exception(caught.value)]
    assert len(caplog.records) > 8
    own = [record for record in caplog.records if record.name.startswith("bot.")]
    assert len(own) == 8
    client_logs = [record.getMessage() for record in caplog.records if record.name != "aiohttp.access"]
    assert TMDB_KEY not in "".join(client_logs + shown)
