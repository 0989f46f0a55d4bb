"""The only place that wires everything: opened outside in, closed in reverse."""

import asyncio
import gc
import logging
import random
import signal
import time
from collections.abc import AsyncGenerator, Callable, Collection, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from secrets import token_hex
from typing import Any

from bot.client.bot import Encore
from bot.client.discord_clock import Steady
from bot.domain.happenings import ShowChanged
from bot.domain.ids import Clock, GuildId, Millis, ShowId
from bot.metadata import NoProvider, Provider, open_provider
from bot.services import Services
from bot.services.service import Resources
from bot.settings import Settings
from bot.store.catalog import shows
from bot.store.engine.connections import sqlite_path
from bot.store.engine.database import Database
from bot.store.upkeep.opening import open_database
from bot.titles.index import TitleRow
from bot.titles.indexes import TitleIndexes

log = logging.getLogger(__name__)

TITLES_A_PAGE = 2_000


def system_clock() -> Millis:
    """The time in Unix milliseconds."""
    return Millis(time.time_ns() // 1_000_000)


def steady_clock() -> int:
    """Milliseconds since whenever, evenly: setting the host's clock does nothing to it."""
    counts_sleep = getattr(time, "CLOCK_BOOTTIME", None)  # only Linux has it
    return (time.monotonic_ns() if counts_sleep is None else time.clock_gettime_ns(counts_sleep)) // 1_000_000


def make_services(
    database: Database,
    provider: Provider | None = None,
    settings: Settings | None = None,
    below: Callable[[int], int] = random.randrange,
) -> Services:
    """Every service over one database; facts about shows come from `provider`, if there is one.

    `below(n)` gives a random whole number from 0 to n - 1.
    """
    settings = settings or Settings()
    titles = TitleIndexes(partial(_all_titles, database), partial(_some_titles, database), database.clock)
    database.after_commit.listen(ShowChanged, titles.changed)
    return Services(
        Resources(
            database,
            titles,
            provider or NoProvider(),
            below,
            partial(token_hex, 16),
            settings.forget_after_days,
            settings.privacy_contact,
        )
    )


async def _all_titles(database: Database, guild_id: GuildId) -> AsyncGenerator[Sequence[TitleRow]]:
    """Every show of a server with its titles and its number of reviews, a page at a time."""
    last = 0
    while page := await database.read(guild_id, shows.titles, last, TITLES_A_PAGE):
        yield page
        last = page[-1][0]


async def _some_titles(
    database: Database, guild_id: GuildId, show_ids: Collection[ShowId]
) -> Sequence[TitleRow]:
    return await database.read(guild_id, shows.titles_among, show_ids)


@asynccontextmanager
async def open_bot(
    settings: Settings,
    clock: Clock = system_clock,
    steady: Steady = steady_clock,
    *,
    shard_count: int | None = None,
) -> AsyncGenerator[Encore]:
    """The bot with everything it uses, not yet connected; all of it is closed at the end.

    Raises `Refusal` when the database can't be used.
    """
    async with (
        open_database(settings.database_url, clock) as database,
        open_provider(settings.metadata_provider, key=settings.tmdb_key) as provider,
    ):
        state_dir = sqlite_path(settings.database_url).parent
        services = make_services(database, provider, settings)
        try:
            async with Encore(services, clock, state_dir, shard_count, steady) as bot:
                yield bot
        finally:
            await services.shows.close()


async def _settle_memory() -> None:
    """What is loaded by now stays, so garbage collections need not look at it: that stalled us for 30 ms."""
    gc.collect()
    gc.freeze()


async def run(settings: Settings) -> None:
    """Run the bot on Discord until it is told to stop (Ctrl-C, SIGTERM)."""
    async with open_bot(settings) as bot:
        bot.add_listener(_settle_memory, "on_ready")
        # While it reconnects, discord.py swallows a cancellation; then closing the bot is what ends it.
        await until_stopped(bot.start(settings.discord_token), patience=1)
        log.info("Stopping")


async def until_stopped(work: Coroutine[Any, Any, None], patience: float | None = None) -> None:
    """Do `work` until it ends or the process is told to stop, which cancels it.

    Then waits for its end, for at most `patience` seconds if given.
    """
    running = asyncio.create_task(work)
    stopped = asyncio.create_task(asyncio.Event().wait())
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows has no such handlers; Ctrl-C interrupts there
            loop.add_signal_handler(number, stopped.cancel)
    await asyncio.wait((running, stopped), return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if running.done():
        await running
    else:
        running.cancel()
        await asyncio.wait((running,), timeout=patience)
