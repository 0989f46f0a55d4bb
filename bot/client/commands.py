"""Commands and menus as methods of cogs that take a `Request`, where discord.py hands over an interaction."""

from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import discord
from discord import app_commands
from discord.ext import commands
from discord.utils import MISSING

from bot.client.base import Interaction
from bot.client.request import Request
from bot.client.which_show import settle

C = TypeVar("C", bound=commands.Cog)
P = ParamSpec("P")
Done = Coroutine[Any, Any, None]
M = TypeVar("M", bound=Callable[..., Done])
Method = Callable[Concatenate[C, Request, P], Done]

KEEPS_WORDS = "keeps_words"
"""Marks (in a command's extras) that a member's words come with it, so that it is never dropped as late."""
_MENU = "__encore_menu__"


def command(
    name: str = MISSING, *, keeps_words: bool = False, takes_new: bool = False
) -> Callable[[Method[C, P]], app_commands.Command[C, P, None]]:
    """Make a cog's method a slash command. It is called with the `Request` and the command's options.

    The method's first line is what Discord says of it. Where a member's words come with the command
    (`keeps_words`), it is never dropped as late. When it is not known which show is meant, that is asked
    first, and then the command goes on; with `takes_new` the show may be added on the way.
    """

    def decorate(method: Method[C, P]) -> app_commands.Command[C, P, None]:
        @wraps(method)  # discord.py reads the options from it
        async def run(cog: C, interaction: Interaction, /, *args: P.args, **kwargs: P.kwargs) -> None:
            ask = Request(interaction)
            if await settle(ask, kwargs, takes_new=takes_new):
                await method(cog, ask, *args, **kwargs)

        return app_commands.command(name=name, extras={KEEPS_WORDS: keeps_words})(run)

    return decorate


@dataclass(frozen=True, slots=True)
class _Menu:
    name: str
    permissions: discord.Permissions | None


def menu(name: str, permissions: discord.Permissions | None = None) -> Callable[[M], M]:
    """Make a cog's method an entry in the menu of a message or a member, for those with the `permissions`.

    It is called with the `Request`, and with the message or member, which must be annotated.
    """

    def decorate(method: M) -> M:
        setattr(method, _MENU, _Menu(name, permissions))
        return method

    return decorate


def menus(cog: commands.Cog) -> Iterator[app_commands.ContextMenu]:
    """The menu entries of a cog, made anew: discord.py has no decorator for them in a cog."""
    for each in dir(type(cog)):
        mark = getattr(getattr(type(cog), each), _MENU, None)
        if isinstance(mark, _Menu):
            entry = app_commands.ContextMenu(name=mark.name, callback=_callback(getattr(cog, each)))
            entry.guild_only, entry.default_permissions = True, mark.permissions
            yield entry


def _callback(method: Callable[[Request, Any], Done]) -> Callable[[Interaction, Any], Done]:
    @wraps(method, assigned=("__module__", "__doc__"))  # by its whole name, discord.py refuses a method
    async def run(interaction: Interaction, target: Any) -> None:
        await method(Request(interaction), target)

    return run
