"""The connections of a database file: which address names it, who may open it, and how it is set up."""

import sqlite3
from pathlib import Path

from filelock import AcquireReturnProxy, FileLock, Timeout

from bot.domain.errors import Refusal

SQLITE_PREFIX = "sqlite:///"
BUSY_TIMEOUT = 5_000
"""How long (ms) to wait for another process."""


def sqlite_path(url: str) -> Path:
    """The file that `sqlite:///path` names; raises `Refusal` for any other kind of address."""
    path = url.removeprefix(SQLITE_PREFIX)
    if path == url or not path:
        raise Refusal(
            f"DATABASE_URL is “{url}”, but only SQLite is supported: write sqlite:///data/encore.db, "
            "with the path of the file after the three slashes."
        )
    return Path(path)


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
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
    return connection
