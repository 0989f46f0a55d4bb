"""What a cog does again and again by itself, from when it is added until it is removed."""

import logging
from collections.abc import Awaitable, Callable, Iterator
from functools import wraps
from typing import Any, TypeVar

import discord
from discord.ext import commands, tasks

log = logging.getLogger(__name__)

C = TypeVar("C", bound=commands.Cog)
Work = Callable[[C], Awaitable[None]]


def every(seconds: float, to: str) -> Callable[[Work[C]], tasks.Loop[Any]]:
    """Have a cog's method called when the bot is ready, and `seconds` after each call's beginning again.

    An error is logged ("Could not …", with what it is there `to` do) and does not end it.
    """

    def decorate(work: Work[C]) -> tasks.Loop[Any]:
        @wraps(work)
        async def run(cog: C, bot: discord.Client) -> None:
            await bot.wait_until_ready()
            try:
                await work(cog)
            except Exception:  # it would end the loop for good
                log.exception("Could not %s; trying again in %g seconds", to, seconds)

        return tasks.loop(seconds=seconds)(run)

    return decorate


def loops(cog: commands.Cog) -> Iterator[tasks.Loop[Any]]:
    """The cog's methods that are called periodically."""
    for name in dir(type(cog)):
        if isinstance(getattr(type(cog), name), tasks.Loop):
            yield getattr(cog, name)
