"""What every test shares."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import contract, guard_of_servers

# Machines are shared and noisy: how long an example takes says nothing. A run is green or red by the code
# alone, so the examples are the same each time; `make soak` looks at others, and more of them.
settings.register_profile(
    "encore", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.register_profile("soak", settings.get_profile("encore"), derandomize=False, max_examples=1_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "encore"))

MEMORY = Path("/dev/shm")
ENOUGH = 2 << 30
"""Bytes that must be free there."""


def pytest_configure() -> None:
    """Keep what tests write in memory where there is enough: a disk makes each transaction wait.

    What SQLite asks of a disk is asked all the same, and a killed process leaves the same files.
    """
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_report_header() -> str:
    """Say whether the bot's requests are judged by Discord's description of its API."""
    return contract.header()


@pytest.fixture(scope="session", autouse=True)
def _servers_stay_apart() -> Iterator[None]:  # pyright: ignore[reportUnusedFunction]  pytest uses it
    """No statement in the transaction of one server reaches into others."""
    with guard_of_servers.watching():
        yield
