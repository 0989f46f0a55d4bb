"""Reading the command line: `python -m bot` runs the bot, and a few verbs help its host."""

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.cli import checking, copies, forgetting, running, transfer, trying
from bot.domain.errors import Refusal
from bot.settings import Settings


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
    parser.set_defaults(verb=running.run)
    verbs = parser.add_subparsers(title="verbs", metavar="verb")

    def add(
        name: str, verb: Callable[[Settings, argparse.Namespace], int], words: str
    ) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=words, description=words)
        added.set_defaults(verb=verb)
        return added

    add("run", running.run, "Run the bot on Discord (this is the default).")
    tried = add("try", trying.try_out, "Open the bot in a browser, with a simulated Discord and sample data.")
    tried.add_argument("--port", type=int, default=None, help="the page's port (default: any free one)")
    tried.add_argument("--no-browser", action="store_true", help="print the address, but open no browser")
    tried.add_argument("--fresh", action="store_true", help="forget what was tried before")
    tried.add_argument(
        "--channel", choices=("reviews", "hall-of-fame"), default="reviews", help="what the page shows"
    )
    add("check", checking.check, "Say what is missing to go live.")
    backing_up = add("backup", copies.back_up, "Write a copy of the database; the bot may be running.")
    backing_up.add_argument("file", nargs="?", type=Path, help="where to (default: backups/encore-DATE.db)")
    restoring = add(
        "restore", copies.restore, "Put a backup in the database's place; the bot must be stopped."
    )
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


def _set_up_logging(settings: Settings) -> None:
    logging.basicConfig(
        level=settings.log_level.upper(), format="%(asctime)s %(levelname)-7s %(name)s: %(message)s"
    )
    # Below INFO these write interaction tokens, with which anybody could answer in the bot's name.
    for name in ("discord", "aiosqlite"):
        logging.getLogger(name).setLevel(max(logging.INFO, logging.getLogger().level))
