"""What a process of the bot under test does: run the bot against the local Discord of discord_server.py."""

import importlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route


def run(module: str, folder: Path, env: Mapping[str, str], log_file: Path) -> None:
    """Run a bot as its command line would: in `folder`, with `env` alone, and printing to `log_file`.

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
    sys.exit(importlib.import_module(module).main(["run"]))
