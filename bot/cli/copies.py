"""The command line's `backup` and `restore`."""

import argparse
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from tqdm import tqdm

from bot.settings import Settings
from bot.store.engine.connections import sqlite_path
from bot.store.upkeep import backup


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


def _show(bar: "tqdm[NoReturn]", done: int, total: int) -> None:
    bar.total = total
    bar.update(done - bar.n)
