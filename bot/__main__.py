"""The command line: `python -m bot` runs the bot, and a few verbs help its host."""

import argparse
import asyncio
import logging
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

import discord
from tqdm import tqdm

from bot import app
from bot.cli import forgetting, transfer
from bot.client import check
from bot.client.discord_errors import UNREACHABLE
from bot.domain.errors import Refusal
from bot.settings import Settings
from bot.store.engine.connections import sqlite_path
from bot.store.upkeep import backup

HOW_TO_GO_LIVE = """\
Encore needs a token to run on Discord. To get one (two minutes, free):

  1. Open https://discord.com/developers/applications and press “New Application”.
  2. Under “Bot”, press “Reset Token” and copy it.
  3. Put it into a file named .env here:   DISCORD_TOKEN=what-you-copied
  4. Run `python -m bot check`: it prints the link that invites the bot to your server.
  5. Run `python -m bot` again.

To look at Encore first, without a token or an account:   python -m bot try
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one verb and return the exit code: 0 if all went well, 1 if not, 2 for a wrong call."""
    options = _parser().parse_args(sys.argv[1:] if arguments is None else list(arguments))
    try:
        settings = Settings.from_environment()
        _set_up_logging(settings)
        return options.verb(settings, options)
    except Refusal as refusal:
        print(refusal.sentence, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Encore, a Discord bot for reviews.")
    parser.set_defaults(verb=_run)
    verbs = parser.add_subparsers(title="verbs", metavar="verb")

    def add(
        name: str, verb: Callable[[Settings, argparse.Namespace], int], words: str
    ) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=words, description=words)
        added.set_defaults(verb=verb)
        return added

    add("run", _run, "Run the bot on Discord (this is the default).")
    trying = add("try", _try, "Open the bot in a browser, with a simulated Discord and sample data.")
    trying.add_argument("--port", type=int, default=None, help="the page's port (default: any free one)")
    trying.add_argument("--no-browser", action="store_true", help="print the address, but open no browser")
    trying.add_argument("--fresh", action="store_true", help="forget what was tried before")
    trying.add_argument(
        "--channel", choices=("reviews", "hall-of-fame"), default="reviews", help="what the page shows"
    )
    add("check", _check, "Say what is missing to go live.")
    backing_up = add("backup", _backup, "Write a copy of the database; the bot may be running.")
    backing_up.add_argument("file", nargs="?", type=Path, help="where to (default: backups/encore-DATE.db)")
    restoring = add("restore", _restore, "Put a backup in the database's place; the bot must be stopped.")
    restoring.add_argument("file", type=Path, help="the backup")
    exporting = add("export", _export, "Write a server's catalogue as JSON; the bot must be stopped.")
    exporting.add_argument("--catalog", action="store_true", required=True, help="the shows, no reviews")
    exporting.add_argument("--guild", type=int, required=True, help="the server's number")
    exporting.add_argument("file", nargs="?", type=Path, help="where to (default: the standard output)")
    importing = add(
        "import", _import, "Take in catalogues (JSON or CSV) and review articles; the bot must be stopped."
    )
    importing.add_argument("files", nargs="+", type=Path, metavar="file", help=".json, .csv, .txt or .md")
    importing.add_argument("--guild", type=int, required=True, help="the server's number")
    importing.add_argument("--yes", action="store_true", help="don't ask; what is doubtful is left out")
    erasing = add(
        "forget", _forget, "Erase a member's data, or a whole server's, for good; the bot must be stopped."
    )
    erasing.add_argument("--guild", type=int, help="the server's number")
    erasing.add_argument("--user", type=int, help="the member's number; without --guild, on every server")
    erasing.add_argument("--yes", action="store_true", help="don't ask")
    return parser


def _run(settings: Settings, _: argparse.Namespace) -> int:
    if not settings.discord_token:
        print(HOW_TO_GO_LIVE, file=sys.stderr)
        return 1
    try:
        _run_loop(settings)
    except discord.LoginFailure:
        raise Refusal(
            "Discord does not know this token. Copy it once more from your application's “Bot” page "
            "(press “Reset Token”) into DISCORD_TOKEN."
        ) from None
    except UNREACHABLE as error:
        raise Refusal(f"Discord can't be reached ({error}). Check this machine's network.") from None
    return 0


def _run_loop(settings: Settings) -> None:
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(app.run(settings))


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Uvloop's event loop, if it is installed (the extra “fast”)."""
    if find_spec("uvloop") is None:
        return None
    return import_module("uvloop").new_event_loop


def _try(settings: Settings, options: argparse.Namespace) -> int:
    logging.getLogger("bot").setLevel(logging.WARNING)
    logging.getLogger("discord").setLevel(logging.ERROR)  # what it warns of is no news in a simulation
    try:
        from bot import tryout
    except ImportError:
        raise Refusal(
            "The try-out needs a few more packages: run `make try`, or install encore-bot[try]."
        ) from None
    asyncio.run(
        tryout.run(
            port=options.port,
            open_browser=not options.no_browser,
            fresh=options.fresh,
            channel=options.channel,
        )
    )
    return 0


def _check(settings: Settings, _: argparse.Namespace) -> int:
    path = sqlite_path(settings.database_url)
    problems = backup.health(path) if path.exists() else []
    print(
        f"Database {path}: {'; '.join(problems) or ('sound' if path.exists() else 'none yet, made at start')}"
    )
    if not settings.discord_token:
        print(f"Token: missing\n\n{HOW_TO_GO_LIVE}")
        return 1
    link = check.invite_link(settings.discord_token)
    if link is None:
        print("Token: that is no bot token. Copy it once more from your application's “Bot” page.")
        return 1
    print(f"Invite the bot with: {link}")
    try:
        servers = asyncio.run(check.servers(settings.discord_token))
    except discord.LoginFailure:
        print("Token: Discord does not know it. Press “Reset Token” on the “Bot” page and copy it again.")
        return 1
    except UNREACHABLE as error:
        print(f"Discord could not be reached: {error}")
        return 1
    print("Token: works")
    for server in servers:
        print(
            f"{server.name}: {'lacks ' + ', '.join(server.missing) if server.missing else 'all permissions'}"
        )
    if not servers:
        print("The bot is on no server yet. Open the link above to invite it.")
    return 1 if problems or any(server.missing for server in servers) else 0


def _backup(settings: Settings, options: argparse.Namespace) -> int:
    target = options.file or Path("backups") / f"encore-{datetime.now():%Y-%m-%d-%H%M%S}.db"
    with tqdm(unit="pages", desc="Backing up", leave=False, delay=1) as bar:
        backup.back_up(
            sqlite_path(settings.database_url), target, lambda done, total: _show(bar, done, total)
        )
    print(f"Backed up to {target}, and found it sound.")
    return 0


def _restore(settings: Settings, options: argparse.Namespace) -> int:
    path = sqlite_path(settings.database_url)
    with tqdm(unit="pages", desc="Restoring", leave=False, delay=1) as bar:
        old = backup.restore(options.file, path, lambda done, total: _show(bar, done, total))
    print(f"Restored {options.file} to {path}." + (f" What was there before is in {old}." if old else ""))
    return 0


def _export(settings: Settings, options: argparse.Namespace) -> int:
    transfer.export_catalog(settings, options.guild, options.file)
    return 0


def _forget(settings: Settings, options: argparse.Namespace) -> int:
    if not options.guild and not options.user:
        raise Refusal("Say whose data are to be erased: --guild NUMBER, --user NUMBER, or both.")
    return 0 if forgetting.forget(settings, options.guild, options.user, yes=options.yes) else 1


def _import(settings: Settings, options: argparse.Namespace) -> int:
    """Exit code 0 only when everything in all files was saved."""
    took = [_import_one(settings, options, file) for file in options.files]
    return 0 if all(took) else 1


def _import_one(settings: Settings, options: argparse.Namespace, file: Path) -> bool:
    is_article = file.suffix.lower() in (".txt", ".md")
    take_in = transfer.import_article if is_article else transfer.import_catalog
    try:
        return take_in(settings, options.guild, file, yes=options.yes)
    except Refusal as refusal:  # the other files may be better
        print(refusal.sentence, file=sys.stderr)
        return False


def _show(bar: "tqdm[NoReturn]", done: int, total: int) -> None:
    bar.total = total
    bar.update(done - bar.n)


def _set_up_logging(settings: Settings) -> None:
    logging.basicConfig(
        level=settings.log_level.upper(), format="%(asctime)s %(levelname)-7s %(name)s: %(message)s"
    )
    # Below INFO these write interaction tokens, with which anybody could answer in the bot's name.
    for name in ("discord", "aiosqlite"):
        logging.getLogger(name).setLevel(max(logging.INFO, logging.getLogger().level))


if __name__ == "__main__":
    sys.exit(main())
