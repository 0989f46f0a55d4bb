"""How often providers are asked: within their rate, once an hour, and once for everybody."""

import asyncio
from itertools import pairwise

import pytest

from bot.domain.errors import Refusal
from bot.metadata import NoProvider, Provider, ProviderDown, open_provider
from bot.metadata.answers import MOST_KEPT
from bot.metadata.pacing import Rate
from tests.metadata.server import Catalogues, FakeClock, status
from tests.waiting import until


async def test_at_most_twenty_calls_reach_tvmaze_in_ten_seconds(
    tvmaze: Provider, catalogues: Catalogues, clock: FakeClock
) -> None:
    clock.stopped = True
    searches = [asyncio.create_task(tvmaze.search(f"harbour {number}")) for number in range(50)]
    for reached in (20, 40, 50):
        await until(lambda reached=reached: sum(task.done() for task in searches) >= reached)
        assert len(catalogues.requests) == reached
        if reached < 50:
            await until(lambda: clock.sleepers > 0)
            await clock.advance(10)  # within ten seconds nobody else may pass
            assert len(catalogues.requests) == reached
            await clock.advance(1)


async def test_a_rate_holds_in_every_window(clock: FakeClock) -> None:
    rate = Rate(20, 10.0, clock.time)
    passed: list[float] = []
    for number in range(200):
        clock.seconds += (number % 7) / 10
        await rate.wait()
        passed.append(clock.seconds)
    assert all(later - earlier >= 10 - 1e-6 for earlier, later in zip(passed, passed[20:], strict=False))
    assert all(later >= earlier for earlier, later in pairwise(passed))
    assert passed[-1] - passed[0] < 110  # and no slower than it must be


async def test_who_gives_up_waiting_holds_up_nobody(clock: FakeClock) -> None:
    rate = Rate(1, 10.0, clock.time)
    await rate.wait()
    clock.stopped = True
    gone, waiting = asyncio.create_task(rate.wait()), asyncio.create_task(rate.wait())
    await until(lambda: clock.sleepers > 0)
    gone.cancel()
    await asyncio.wait([gone])
    await clock.advance(10)
    await waiting
    assert clock.seconds == 1_010.0


async def test_an_answer_is_kept_for_an_hour(
    tvmaze: Provider, catalogues: Catalogues, clock: FakeClock
) -> None:
    first = await tvmaze.fetch("4100")
    await tvmaze.search("Harbour")
    await clock.advance(3_599)
    assert await tvmaze.fetch("4100") is first
    await tvmaze.search(" harbour ")
    assert len(catalogues.requests) == 4
    await clock.advance(1)
    assert await tvmaze.fetch("4100") == first
    await tvmaze.search("harbour")
    assert len(catalogues.requests) == 8


async def test_only_so_many_answers_are_kept(tvmaze: Provider, catalogues: Catalogues) -> None:
    for number in range(MOST_KEPT + 1):
        await tvmaze.search(f"harbour {number}")
    await tvmaze.search("harbour 1")
    assert len(catalogues.requests) == MOST_KEPT + 1
    await tvmaze.search("harbour 0")
    assert len(catalogues.requests) == MOST_KEPT + 2


async def test_a_failure_is_not_kept(tvmaze: Provider, catalogues: Catalogues) -> None:
    catalogues.faults = [status(400)]
    with pytest.raises(ProviderDown):
        await tvmaze.search("harbour")
    assert len(await tvmaze.search("harbour")) == 2


async def test_a_crowd_with_one_question_asks_once(tvmaze: Provider, catalogues: Catalogues) -> None:
    shows = await asyncio.gather(*(tvmaze.fetch("4100") for _ in range(30)))
    assert len(catalogues.requests) == 3
    assert all(show is shows[0] for show in shows)


async def test_a_crowd_with_one_question_shares_its_failure(tvmaze: Provider, catalogues: Catalogues) -> None:
    catalogues.always = status(500)
    crowd = (tvmaze.search("harbour") for _ in range(30))
    answers = await asyncio.gather(*crowd, return_exceptions=True)
    assert all(isinstance(answer, ProviderDown) for answer in answers)
    assert len(catalogues.requests) == 3


async def test_who_leaves_takes_no_answer_from_the_others(tvmaze: Provider, catalogues: Catalogues) -> None:
    catalogues.faults = [catalogues.slow]
    leaving, staying = (asyncio.create_task(tvmaze.search("harbour")) for _ in range(2))
    await until(lambda: bool(catalogues.requests))
    leaving.cancel()
    await asyncio.wait([leaving])
    catalogues.released.set()
    assert await staying == ()
    assert len(catalogues.requests) == 1


async def test_closing_gives_up_what_is_asked(catalogues: Catalogues, clock: FakeClock) -> None:
    catalogues.always = catalogues.slow
    async with open_provider("tvmaze", base_url=catalogues.url, time=clock.time) as tvmaze:
        search = asyncio.create_task(tvmaze.search("harbour"))
        await until(lambda: bool(catalogues.requests))
    with pytest.raises(asyncio.CancelledError):
        await search


async def test_none_finds_nothing() -> None:
    async with open_provider("none") as provider:
        assert isinstance(provider, NoProvider)
        assert await provider.search("harbour") == ()
        with pytest.raises(ProviderDown, match="by hand"):
            await provider.fetch("4100")


@pytest.mark.parametrize(("name", "says"), [("imdb", "none, tvmaze, tmdb"), ("", "none"), ("tmdb", "key")])
async def test_a_wrong_setting_is_refused_in_words(name: str, says: str) -> None:
    with pytest.raises(Refusal, match=says):
        async with open_provider(name):
            pass


@pytest.mark.parametrize(
    "url", ["http://api.example", "ftp://127.0.0.1", "http://127.0.0.1.evil.example", "x"]
)
async def test_plain_http_is_for_this_machine_only(url: str) -> None:
    with pytest.raises(ValueError, match="https"):
        async with open_provider("tvmaze", base_url=url):
            pass
