"""A local Discord, and the real bot on it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from discord_server import DiscordServer
from real_bot import RealBot


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as server:
        yield server


@pytest.fixture
async def bot(server: DiscordServer, tmp_path: Path) -> AsyncIterator[RealBot]:
    """The bot, running, with an empty catalogue but for `CATALOGUE`."""
    bot = RealBot(server, tmp_path / "data")
    await bot.add_shows()
    async with bot:
        yield bot
