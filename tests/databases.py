"""An empty database, made once in a process of tests and copied: that is quicker than making its tables."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.store.upkeep import migrate


@cache
def _empty() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "encore.db"
        migrate.bring_up_to_date(path)
        return path.read_bytes()


def lay_tables(path: Path) -> None:
    """Put a database with every table and no row at `path`, where there is none yet."""
    path.write_bytes(_empty())
