"""The services over an empty database."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from bot.app import make_services
from bot.store.upkeep.opening import open_database
from tests.databases import lay_tables
from tests.services.provider import FakeProvider
from tests.services.server import Clock, Server


@pytest.fixture
def provider() -> FakeProvider:
    """The catalogue that the services ask for facts: at first it knows no show."""
    return FakeProvider()


@pytest.fixture
async def server(tmp_path: Path, provider: FakeProvider) -> AsyncGenerator[Server]:
    """A server; see `Server`."""
    clock = Clock()
    lay_tables(tmp_path / "encore.db")
    async with open_database(f"sqlite:///{tmp_path / 'encore.db'}", clock) as database:
        services = make_services(database, provider)
        yield Server(services, database, clock)
        await services.shows.close()
