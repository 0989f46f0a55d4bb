"""The command line's `backup` and `restore`."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from tqdm import tqdm

from bot.domain.ids import Millis
from bot.domain.spans import SECOND
from bot.settings import Settings
from bot.store.engine.connections import sqlite_path
from bot.store.upkeep import backup, copies


def back_up(settings: Settings, options: argparse.Namespace) -> int:
    """Write a sound copy of the database, which may be in use; raises `Refusal` when it can't be had."""
    target = options.file or Path("backups") / f"encore-{datetime.now():%Y-%m-%d-%H%M%S}.db"
    with tqdm(unit="pages", desc="Backing up", leave=False, delay=1) as bar:
        backup.back_up(
            sqlite_path(settings.database_url), target, lambda done, total: _show(bar, done, total)
        )
    print(f"Backed up to {target}, and found it sound.")
    return 0


def restore(settings: Settings, options: argparse.Namespace) -> int:
    """Put a backup in the database's place; raises `Refusal` while the bot runs, and for a bad one."""
    path = sqlite_path(settings.database_url)
    with tqdm(unit="pages", desc="Restoring", leave=False, delay=1) as bar:
        old = backup.restore(options.file, path, lambda done, total: _show(bar, done, total))
    print(f"Restored {options.file} to {path}." + (f" What was there before is in {old}." if old else ""))
    return 0


def told(path: Path) -> str:
    """The copies that upgrades and restores have left beside a database, for its host; "" if none."""
    found = [
        f"  {copy.path} (made {_day(copy.made_at)}, "
        f"removed after {_day(Millis(copy.made_at + copies.KEPT_FOR))})"
        for copy in copies.beside(path)
    ]
    if not found:
        return ""
    return "\n".join(
        (
            "Copies from before an upgrade or a restore. They still hold what was erased since:",
            *found,
            "The running bot removes them; delete them now if you don't need them.",
        )
    )


def _day(at: Millis) -> str:
    return f"{datetime.fromtimestamp(at / SECOND, UTC):%Y-%m-%d}"


def _show(bar: "tqdm[NoReturn]", done: int, total: int) -> None:
    bar.total = total
    bar.update(done - bar.n)
