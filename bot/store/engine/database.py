"""One writer, a few readers, and transactions that are plain functions.

A transaction is a function `f(tx, …)` that runs whole on its connection's own thread: all or nothing,
whatever task is cancelled and whenever the process is killed. An `await` inside a transaction would let other
tasks in: cancelled between BEGIN and COMMIT, it leaves the transaction open for the next one to commit.
"""

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from contextvars import copy_context
from functools import partial
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import aiosqlite

from bot.domain.errors import StoreBusy
from bot.domain.ids import Clock, GuildId
from bot.store.engine.after_commit import AfterCommit
from bot.store.engine.connections import BUSY_TIMEOUT, connect_reader, connect_writer
from bot.store.engine.counters import first_time
from bot.store.engine.transaction import AllServers, Tx

P = ParamSpec("P")
T = TypeVar("T")
X = TypeVar("X", Tx, AllServers)

READERS = 3
HELD_BY_OTHERS = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


class WriteInReadError(Exception):
    """A function given to `read` tried to write; it belongs in `write`."""


class _Connection(aiosqlite.Connection):
    """A connection that runs whole functions on its thread instead of single statements."""

    async def run(self, function: Callable[[sqlite3.Connection], T]) -> T:
        # aiosqlite's own way to its thread; it has no public one, and no types.
        execute = cast("Callable[..., Awaitable[T]]", self._execute)  # pyright: ignore[reportUnknownMemberType]
        return await execute(function, self._conn)


class Database:
    """An open database. Each method runs one transaction; make one with `connected`.

    `clock` gives each transaction its time (Unix ms); `after_commit` tells what happened in those that wrote.
    """

    def __init__(self, path: Path, clock: Clock, writer: _Connection, readers: list[_Connection]) -> None:
        self.path = path
        self.clock = clock
        self.after_commit = AfterCommit()
        self._writer = writer
        self._readers: asyncio.LifoQueue[_Connection] = asyncio.LifoQueue()
        for reader in readers:
            self._readers.put_nowait(reader)

    async def write(
        self, guild_id: GuildId, work: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `work(tx, …)` as a transaction of a server; whatever it raises undoes all of it.

        Like all of these, raises `StoreBusy` when another process or copy holds the file for too long.
        """
        return await self._write(lambda connection: self._of(guild_id, connection), _bind(work, args, kwargs))

    async def write_once(
        self,
        guild_id: GuildId,
        request: tuple[int, str],
        work: Callable[Concatenate[Tx, P], T],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Like `write`, for a request (an interaction's id, and a verb): the second time changes nothing."""

        def once(tx: Tx) -> T:
            tx.repeated = not first_time(tx, *request)
            return work(tx, *args, **kwargs)

        return await self.write(guild_id, once)

    async def write_all(
        self, work: Callable[Concatenate[AllServers, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `work(tx, …)` as a transaction of all servers; whatever it raises undoes all of it."""
        return await self._write(self._of_all, _bind(work, args, kwargs))

    async def read(
        self, guild_id: GuildId, work: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `work(tx, …)` on one unchanging view of a server; raises `WriteInReadError` if it writes."""
        return await self._read(
            work, lambda connection: self._of(guild_id, connection), _bind(work, args, kwargs)
        )

    async def read_all(
        self, work: Callable[Concatenate[AllServers, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `work(tx, …)` on one unchanging view of all servers; raises `WriteInReadError` if it writes."""
        return await self._read(work, self._of_all, _bind(work, args, kwargs))

    async def empty_log(self) -> bool:
        """Take what the log of writes holds into the database, and empty it; False while readers need it."""
        return await self._writer.run(_empty_log)

    def _of(self, guild_id: GuildId, connection: sqlite3.Connection) -> Tx:
        return Tx(connection, guild_id, self.clock())

    def _of_all(self, connection: sqlite3.Connection) -> AllServers:
        return AllServers(connection, self.clock())

    async def _write(self, begin: Callable[[sqlite3.Connection], X], work: Callable[[X], T]) -> T:
        loop, context = asyncio.get_running_loop(), copy_context()

        def write(connection: sqlite3.Connection) -> T:
            tx = begin(connection)
            result = _whole("BEGIN IMMEDIATE", tx, work)
            if tx.happenings and not tx.repeated:
                # From the thread, so that a commit whose task was cancelled is told of, too, and before
                # whoever waits for the result goes on.
                loop.call_soon_threadsafe(self.after_commit.hand_on, tx.happenings, context=context)
            return result

        return await self._writer.run(write)

    async def _read(
        self, named: object, begin: Callable[[sqlite3.Connection], X], work: Callable[[X], T]
    ) -> T:
        reader = await self._readers.get()
        try:
            return await reader.run(lambda connection: _whole("BEGIN", begin(connection), work))
        except sqlite3.OperationalError as error:
            if "readonly database" in str(error):
                named = named.func if isinstance(named, partial) else named
                name = getattr(named, "__qualname__", repr(named))
                raise WriteInReadError(f"{name} writes: give it to Database.write, not read") from error
            raise
        finally:
            # A cancelled reader may still be busy; its thread takes what comes next in turn.
            self._readers.put_nowait(reader)


def _empty_log(connection: sqlite3.Connection) -> bool:
    connection.execute("PRAGMA busy_timeout = 0")  # nobody who writes waits until readers have done
    try:
        return not connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")


def _bind(
    work: Callable[Concatenate[X, P], T], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Callable[[X], T]:
    return lambda tx: work(tx, *args, **kwargs)


def _whole(begin: str, tx: X, work: Callable[[X], T]) -> T:
    connection = tx.connection
    try:
        connection.execute(begin)
        result = work(tx)
        connection.execute("ROLLBACK" if tx.repeated else "COMMIT")
    except BaseException as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode & 0xFF in HELD_BY_OTHERS:
            raise StoreBusy from error
        raise
    return result


@asynccontextmanager
async def connected(path: Path, clock: Clock) -> AsyncGenerator[Database]:
    """The database at `path`, closed at the end; whoever asks for it must hold `only_process`.

    Its tables must be up to date: `bot.store.upkeep.opening.open_database` sees to both.
    """
    async with AsyncExitStack() as stack:
        writer = _Connection(partial(connect_writer, path), 64)
        readers = [_Connection(partial(connect_reader, path), 64) for _ in range(READERS)]
        for connection in (writer, *readers):
            await stack.enter_async_context(connection)
        yield Database(path, clock, writer, readers)
