"""A local Discord, and the real bot on it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from real_bot import World, open_world


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with open_world(tmp_path) as world:
        yield world
