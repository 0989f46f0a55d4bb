"""A server on a simulated Discord, with the real bot on it."""

from collections.abc import AsyncGenerator, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import simcord

from bot.client.base import BaseBot
from bot.metadata import NoProvider, Provider
from tests.contract import judged
from tests.scenarios.world import World, open_world
from tests.waiting import HANGS


def pytest_configure(config: pytest.Config) -> None:
    """Tell pytest of our marks."""
    config.addinivalue_line("markers", "slow: takes several seconds; skip with -m 'not slow'")


@pytest.fixture(autouse=True)
def _all_traffic_is_judged() -> Iterator[None]:  # pyright: ignore[reportUnusedFunction]  pytest uses it
    with judged():
        yield


@pytest.fixture(autouse=True)
def _a_busy_machine_is_no_slow_bot(monkeypatch: pytest.MonkeyPatch) -> None:  # pyright: ignore[reportUnusedFunction]  pytest uses it
    monkeypatch.setattr(BaseBot, "ask_for_time_after", round(HANGS * 1000))


@pytest.fixture(autouse=True)
def env(world: World) -> simcord.Env:
    """The simulated Discord; simcord's pytest plugin sets the clock of a test that has it."""
    return world.env


@pytest.fixture
def provider() -> Provider:
    """The catalogue that the bot takes facts from: here, none."""
    return NoProvider()


@pytest.fixture
async def world(tmp_path: Path, provider: Provider) -> AsyncGenerator[World]:
    """An empty server: channels, members and the bot; see `World`."""
    async with AsyncExitStack() as stack:
        yield await stack.enter_async_context(open_world(tmp_path, provider))
