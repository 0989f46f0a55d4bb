"""The real bot in this process, on a local Discord in whose time everything happens."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route
from discord_server import DiscordServer
from virtual_time import VirtualTime

from bot.app import open_bot
from bot.client.bot import Encore
from bot.domain.delivery.outbox import OutboxEntry
from bot.domain.ids import GuildId, Millis
from bot.settings import Settings
from bot.store.delivery import outbox
from bot.store.engine.connections import connect_reader
from bot.store.engine.transaction import AllServers
from tests.databases import lay_tables

TOKEN = "local-token"
FOR_EVER = 1e9  # seconds


@dataclass(frozen=True)
class BotHere:
    """A bot that is running, its Discord, and a look into its database from outside."""

    server: DiscordServer
    bot: Encore
    everywhere: AllServers  # at the end of time: all that is noted is due

    def noted(self, guild_id: int) -> list[OutboxEntry]:
        """What is still to be told to Discord about one guild."""
        return [entry for entry in outbox.due(self.everywhere, 100_000) if entry.guild_id == guild_id]


@asynccontextmanager
async def local_discord(virtual: VirtualTime) -> AsyncGenerator[DiscordServer]:
    """A Discord in virtual time."""
    with TemporaryDirectory(prefix="discord") as folder:  # the path of a socket has to be short
        async with DiscordServer(now=virtual.now, socket=Path(folder) / "socket") as server:
            yield server


@asynccontextmanager
async def running_bot(server: DiscordServer, folder: Path, virtual: VirtualTime) -> AsyncGenerator[BotHere]:
    """The bot with an empty database in `folder`, in the guilds that the server has by now."""
    database = folder / "encore.db"
    lay_tables(database)
    settings = Settings(database_url=f"sqlite:///{database}", metadata_provider="none")
    where = server.bot_env()
    with pytest.MonkeyPatch.context() as patch, closing(connect_reader(database)) as reader:
        patch.setattr(Route, "BASE", where["FAULTS_DISCORD_API"])
        patch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(where["FAULTS_DISCORD_GATEWAY"]))
        async with open_bot(settings, virtual.clock, virtual.clock) as bot:
            bot.http.connector = aiohttp.UnixConnector(str(server.socket), limit=0)
            # Its heart beats in a thread, in real time: it must not miss the beats of hours that jump by.
            bot._connection.heartbeat_timeout = FOR_EVER  # pyright: ignore[reportPrivateUsage]
            for guild in server.state.guilds():  # no greeting gets among what a test is about
                await bot.services.settings.welcome(GuildId(guild.id))
            running = asyncio.create_task(bot.start(TOKEN))
            await server.wait_ready()
            await bot.wait_until_ready()
            yield BotHere(server, bot, AllServers(reader, now=Millis(2**62)))
            await bot.close()
            await running
