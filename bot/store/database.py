"""One writer, a few readers, and transactions that are plain functions.

A transaction is a function `f(tx, …)` that runs whole on its connection's own thread: all or nothing,
whatever task is cancelled and whenever the process is killed. The reasons are measured in
`../shared/discord.md`: an await inside a transaction lets other tasks in and loses on every account.
"""

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import aiosqlite
from filelock import AcquireReturnProxy, FileLock, Timeout

from bot.domain.errors import Refusal

P = ParamSpec("P")
T = TypeVar("T")

READERS = 3
Row = sqlite3.Row
SQLITE_PREFIX = "sqlite:///"


class WriteInReadError(Exception):
    """A function given to `Database.read` tried to write; it belongs in `Database.write`."""


class Tx:
    """An open transaction, as the store's functions see it. Placeholders are `$1`, `$2`, … in order."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def execute(self, sql: str, *values: object) -> int:
        """Run one statement and return how many rows it changed."""
        return self._run(sql, values).rowcount

    def one(self, sql: str, *values: object) -> Row | None:
        """The first row, or None."""
        return cast("Row | None", self._run(sql, values).fetchone())

    def all(self, sql: str, *values: object) -> list[Row]:
        """Every row."""
        return self._run(sql, values).fetchall()

    def _run(self, sql: str, values: tuple[object, ...]) -> sqlite3.Cursor:
        # sqlite3 takes $1 for a parameter named "1"; PostgreSQL's driver takes it as it stands.
        return self._connection.execute(sql, {str(n): value for n, value in enumerate(values, 1)})


class _Connection(aiosqlite.Connection):
    """A connection that runs whole functions on its thread instead of single statements."""

    async def run(self, function: Callable[[sqlite3.Connection], T]) -> T:
        # aiosqlite's own way to its thread; it has no public one, and no types.
        execute = cast("Callable[..., Awaitable[T]]", self._execute)  # pyright: ignore[reportUnknownMemberType]
        return await execute(function, self._conn)


class Database:
    """An open database. `write` and `read` run one transaction each; make one with `connected`."""

    def __init__(self, path: Path, writer: _Connection, readers: list[_Connection]) -> None:
        self.path = path
        self._writer = writer
        self._readers: asyncio.LifoQueue[_Connection] = asyncio.LifoQueue()
        for reader in readers:
            self._readers.put_nowait(reader)

    async def write(self, work: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work(tx, …)` as one transaction that may write; whatever it raises undoes all of it."""
        return await self._writer.run(partial(_transaction, "BEGIN IMMEDIATE", _bind(work, args, kwargs)))

    async def read(self, work: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `work(tx, …)` on one unchanging view of the data; raises `WriteInReadError` if it writes."""
        reader = await self._readers.get()
        try:
            return await reader.run(partial(_transaction, "BEGIN", _bind(work, args, kwargs)))
        except sqlite3.OperationalError as error:
            if "readonly database" in str(error):
                name = getattr(work, "__qualname__", repr(work))
                raise WriteInReadError(f"{name} writes: give it to Database.write, not read") from error
            raise
        finally:
            # A cancelled reader may still be busy; its thread takes what comes next in turn.
            self._readers.put_nowait(reader)


def _bind(
    work: Callable[Concatenate[Tx, P], T], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Callable[[Tx], T]:
    return lambda tx: work(tx, *args, **kwargs)


def _transaction(begin: str, work: Callable[[Tx], T], connection: sqlite3.Connection) -> T:
    connection.execute(begin)
    try:
        result = work(Tx(connection))
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return result


def sqlite_path(url: str) -> Path:
    """The file that `sqlite:///path` names; raises `Refusal` for any other kind of address."""
    path = url.removeprefix(SQLITE_PREFIX)
    if path == url or not path:
        raise Refusal(
            f"DATABASE_URL is “{url}”, but only SQLite is supported: write sqlite:///data/encore.db, "
            "with the path of the file after the three slashes."
        )
    return Path(path)


@asynccontextmanager
async def connected(path: Path) -> AsyncGenerator[Database]:
    """The database at `path`, closed at the end; whoever asks for it must hold `only_process`.

    Its tables must be up to date: `bot.store.upkeep.opening.open_database` sees to both.
    """
    async with AsyncExitStack() as stack:
        writer = _Connection(partial(connect_writer, path), 64)
        readers = [_Connection(partial(connect_reader, path), 64) for _ in range(READERS)]
        for connection in (writer, *readers):
            await stack.enter_async_context(connection)
        yield Database(path, writer, readers)


def only_process(path: Path) -> AcquireReturnProxy:
    """A lock on a database's folder, which is made if need be. Let go at the end of `with`.

    Raises `Refusal` if another process holds it, or if the folder can't be written to.
    """
    # SQLite before 3.51.3 can lose commits when two processes write in WAL mode.
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return FileLock(f"{path}.lock", timeout=0).acquire()
    except Timeout:
        raise Refusal(
            f"Another process already runs on {path}. Stop it first, or set DATABASE_URL to another file."
        ) from None
    except OSError as error:
        raise Refusal(
            f"The folder {path.parent} can't be used: {error.strerror}. Mend that, or set DATABASE_URL to a "
            "file somewhere else."
        ) from error


def connect_writer(path: Path) -> sqlite3.Connection:
    """A connection that may write; whoever has it must hold `only_process`."""
    # No ANALYZE anywhere: the queries are made for SQLite's plans without statistics. With those of a sample,
    # a show's page took three times as long (`python -m benchmarks growth`).
    connection = _connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # what members delete is gone from the file, too
    return connection


def connect_reader(path: Path) -> sqlite3.Connection:
    """A connection that can't write, usable beside a running bot, even from another process."""
    connection = _connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _connect(path: str | Path, *, uri: bool = False) -> sqlite3.Connection:
    connection = sqlite3.connect(path, uri=uri, isolation_level=None, cached_statements=512)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA busy_timeout = 5000")
    return connection
