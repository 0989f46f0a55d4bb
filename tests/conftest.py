"""What every test shares."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests import contract, guard_of_servers

# Machines are shared and noisy: how long an example takes says nothing.
settings.register_profile("encore", deadline=None)
settings.load_profile("encore")


def pytest_report_header() -> str:
    """Say whether the bot's requests are judged by Discord's description of its API."""
    return contract.header()


@pytest.fixture(scope="session", autouse=True)
def _servers_stay_apart() -> Iterator[None]:  # pyright: ignore[reportUnusedFunction]  pytest uses it
    """No statement in the transaction of one server reaches into others."""
    with guard_of_servers.watching():
        yield
