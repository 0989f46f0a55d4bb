"""Copies of the database that upgrades and restores leave beside it, for when something went wrong.

They hold what was erased since, so they are told to the host and removed after a while.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from bot.domain.ids import Millis
from bot.domain.spans import DAY, SECOND

KEPT_FOR = 30 * DAY
"""How long a copy stays."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy, or what SQLite has put beside one, and when it was made (Unix ms)."""

    path: Path
    made_at: Millis


def before_version(path: Path, version: int) -> Path:
    """Where the database at `path` is copied to before its tables are brought to a version."""
    return path.with_name(f"{path.stem}-before-version-{version}{path.suffix}")


def replaced(path: Path) -> Path:
    """A free name for the database at `path`, which a backup is about to replace."""
    number = 1
    while (aside := path.with_name(f"{path.stem}-replaced-{number}{path.suffix}")).exists():
        number += 1
    return aside


def restoring(path: Path) -> Path:
    """Where a backup is put before it replaces the database at `path`."""
    return path.with_name(f"{path.name}.restoring")


def partial(path: Path) -> Path:
    """Where a copy is written that is not whole yet."""
    return path.with_name(f"{path.name}.partial")


def beside(path: Path) -> list[Copy]:
    """The copies beside the database at `path`, by name, half-made ones of a killed process included."""
    stem, suffix, name = map(re.escape, (path.stem, path.suffix, path.name))
    named = re.compile(
        rf"({stem}-(before-version|replaced)-\d+{suffix}|{name}\.restoring)(\.partial)?(-wal|-shm|-journal)?"
    )
    found = sorted(each for each in path.parent.glob("*") if named.fullmatch(each.name))
    return [Copy(each, Millis(int(each.stat().st_mtime * SECOND))) for each in found]


def remove(path: Path, before: Millis) -> list[Path]:
    """Remove the copies beside the database at `path` that were made before a time (Unix ms)."""
    old = [copy.path for copy in beside(path) if copy.made_at < before]
    for each in old:
        each.unlink(missing_ok=True)
    return old
