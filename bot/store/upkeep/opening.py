"""Opening the database as everybody does: alone, and with its tables up to date."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from bot.domain.ids import Clock
from bot.store.engine.connections import only_process, sqlite_path
from bot.store.engine.database import Database, connected
from bot.store.upkeep.migrate import bring_up_to_date


@asynccontextmanager
async def open_database(url: str, clock: Clock) -> AsyncGenerator[Database]:
    """Open the database at `url`, bring its tables up to date, and close it at the end.

    `clock` tells each transaction its time (Unix ms).

    Raises `Refusal` when the address is not understood or can't be written to, when another process has the
    database open, or when its tables are of a version that this bot can't work with.
    """
    path = sqlite_path(url)
    with only_process(path):
        bring_up_to_date(path)
        async with connected(path, clock) as database:
            yield database
