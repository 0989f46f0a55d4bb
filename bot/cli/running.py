"""The command line's `run`: the bot on Discord."""

import argparse
import asyncio
import sys
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

import discord

from bot import app
from bot.client.discord_errors import UNREACHABLE
from bot.domain.errors import Refusal
from bot.settings import Settings

HOW_TO_GO_LIVE = """\
Encore needs a token to run on Discord. To get one (two minutes, free):

  1. Open https://discord.com/developers/applications and press “New Application”.
  2. Under “Bot”, press “Reset Token” and copy it.
  3. Put it into a file named .env here:   DISCORD_TOKEN=what-you-copied
  4. Run `python -m bot check`: it prints the link that invites the bot to your server.
  5. Run `python -m bot` again.

To look at Encore first, without a token or an account:   python -m bot try
"""


def run(settings: Settings, _: argparse.Namespace) -> int:
    """Run the bot until it is told to stop; raises `Refusal` when Discord takes no connection."""
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
