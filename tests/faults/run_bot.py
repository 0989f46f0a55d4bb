"""What a process of the bot under test does: run the bot against the local Discord of discord_server.py."""

import importlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.client.base import BaseBot
from bot.store.engine import connections, database

BUSY_TIMEOUT = 120_000
"""How long (ms) a statement waits while another process holds the database: longer than any test does."""


def run(module: str, folder: Path, env: Mapping[str, str], log_file: Path) -> None:
    """Run a bot as its command line would: in `folder`, with `env` alone, and printing to `log_file`.

    The limits (ms) of `BaseBot` are such that a busy machine is no slow bot, unless a test says otherwise.

    The module has a `main(arguments) -> int`, which is called with `["run"]`. Where Discord is comes from the
    environment, as `DiscordServer.bot_env()` gives it.
    """
    with log_file.open("ab") as log:
        for stream in (1, 2):
            os.dup2(log.fileno(), stream)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env)
    Route.BASE = env["FAULTS_DISCORD_API"]
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(env["FAULTS_DISCORD_GATEWAY"])
    BaseBot.ask_for_time_after = int(env["FAULTS_ASK_FOR_TIME_AFTER"])
    BaseBot.answer_within = int(env["FAULTS_ANSWER_WITHIN"])
    connections.BUSY_TIMEOUT = database.BUSY_TIMEOUT = BUSY_TIMEOUT
    sys.exit(importlib.import_module(module).main(["run"]))
