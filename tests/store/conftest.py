"""An empty database of every engine the bot knows, in a real place."""

from collections.abc import AsyncGenerator, Callable, Generator, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest

from bot.domain.ids import Millis
from bot.store.engine.connections import connect_writer
from bot.store.engine.database import Database
from bot.store.engine.transaction import Tx
from bot.store.upkeep.opening import open_database
from tests.databases import lay_tables
from tests.store.samples import GUILD

Begin = Callable[[], AbstractContextManager[Tx]]


@pytest.fixture(scope="session", params=["sqlite"])
def engine(request: pytest.FixtureRequest) -> str:
    """The engine a test runs on."""
    return request.param


@pytest.fixture
def url(engine: str, tmp_path: Path) -> str:
    """Where a database may be made."""
    return f"{engine}:///{tmp_path / 'encore.db'}"


@pytest.fixture
async def database(url: str, tmp_path: Path) -> AsyncGenerator[Database]:
    """An empty database, opened as the bot opens it."""
    lay_tables(tmp_path / "encore.db")
    async with open_database(url, lambda: Millis(1)) as database:
        yield database


@pytest.fixture(scope="module")
def begin(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Begin]:
    """Opens transactions on an empty database, each undone at its end: for tests that need many."""
    path = tmp_path_factory.mktemp(engine) / "encore.db"
    lay_tables(path)
    with closing(connect_writer(path)) as connection:

        @contextmanager
        def begin() -> Generator[Tx]:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield Tx(connection, GUILD, Millis(1))
            finally:
                connection.execute("ROLLBACK")

        yield begin


@pytest.fixture
def tx(begin: Begin) -> Iterator[Tx]:
    """A transaction of the server on an empty database, at time 1."""
    with begin() as tx:
        yield tx
