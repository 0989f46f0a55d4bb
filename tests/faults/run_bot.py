"""Runs a bot against the local Discord of discord_server.py: `python run_bot.py [module]`.

The module (default `bot.cli.main`) has a `main(arguments) -> int`, which is called with `["run"]`. Where
Discord is comes from the environment, as `DiscordServer.bot_env()` gives it.
"""

import importlib
import os
import sys

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route


def main() -> int:
    """Point discord.py at the local Discord, then run the bot as its command line would."""
    Route.BASE = os.environ["FAULTS_DISCORD_API"]
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["FAULTS_DISCORD_GATEWAY"])
    module = importlib.import_module(sys.argv[1] if len(sys.argv) > 1 else "bot.cli.main")
    return module.main(["run"])


if __name__ == "__main__":
    sys.exit(main())
