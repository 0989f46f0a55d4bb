"""The command line's `try`: the bot in a browser, on a simulated Discord."""

import argparse
import asyncio
import logging

from bot.domain.errors import Refusal
from bot.settings import Settings


def try_out(_: Settings, options: argparse.Namespace) -> int:
    """Open the try-out until it is told to stop; raises `Refusal` where its packages are missing."""
    logging.getLogger("bot").setLevel(logging.WARNING)
    logging.getLogger("discord").setLevel(logging.ERROR)  # what it warns of is no news in a simulation
    try:
        from bot import tryout  # which only some have the packages for
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
