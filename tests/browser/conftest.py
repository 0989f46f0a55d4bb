"""A Chromium, and an open try-out, for all browser tests of a module."""

import os
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.browser.tryout import Channel, Tryout, channel, chromium, tryout
from tests.waiting import HANGS

expect.set_options(timeout=HANGS * 1_000)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncGenerator[Browser]:
    """Chromium; without it the tests are skipped, but never in continuous integration."""
    async with AsyncExitStack() as stack:
        try:
            yield await stack.enter_async_context(chromium())
        except FileNotFoundError as error:
            if os.environ.get("CI") == "true":
                pytest.fail(str(error))
            pytest.skip(str(error))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Tryout]:
    """A try-out that several tests share."""
    async with tryout(tmp_path_factory.mktemp("tryout")) as running:
        yield running
        assert await running.stop() == (0, running.greeting)


@pytest_asyncio.fixture(loop_scope="module")
async def room(running: Tryout, browser: Browser) -> AsyncGenerator[Channel]:
    """The shared try-out's page, newly opened by Jonas. At the end, nothing may have complained."""
    async with channel(browser, running.url) as room:
        yield room
        assert room.problems == []
        assert await room.diagnostics() == []
