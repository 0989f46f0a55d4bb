"""A server that stands in for the providers, a clock, and the providers that ask it."""

from collections.abc import AsyncGenerator

import pytest

from bot.metadata import Provider, open_provider
from tests.metadata.server import Catalogues, FakeClock, running

TMDB_KEY = "0123456789abcdef0123456789abcdef"


@pytest.fixture
async def catalogues() -> AsyncGenerator[Catalogues]:
    async with running() as server:
        yield server


@pytest.fixture
async def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def tvmaze(catalogues: Catalogues, clock: FakeClock) -> AsyncGenerator[Provider]:
    async with open_provider("tvmaze", base_url=catalogues.url, time=clock.time) as provider:
        yield provider


@pytest.fixture
async def tmdb(catalogues: Catalogues, clock: FakeClock) -> AsyncGenerator[Provider]:
    base = f"{catalogues.url}/3"
    async with open_provider("tmdb", key=TMDB_KEY, base_url=base, time=clock.time) as provider:
        yield provider
