"""The shape of a verb: a method that gets an open transaction, and is called without one.

```python
class Watchlist(Service):
    @writes
    def add(self, tx: Tx, actor: Actor, show_id: ShowId) -> Listing: ...

await services.watchlist.add(actor, show_id)
```

A verb runs whole, as one transaction of the server that its first argument is of: an `Actor`, whatever else
has a `guild_id`, or that number itself. What waits for a provider, a file or the title index stays an `async`
method, which calls verbs.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial, wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from bot.domain.actors import Actor
from bot.domain.ids import GuildId
from bot.metadata import Provider
from bot.store.engine.database import Database
from bot.store.engine.transaction import AllServers, Tx
from bot.titles.indexes import TitleIndexes

PAUSE = 0.02
"""Seconds between two steps of what nobody waits for."""


@dataclass(frozen=True, slots=True)
class Resources:
    """What services work with: opened outside, and passed in.

    `below(n)` gives a random whole number from 0 to n - 1, `salt` random hexadecimal digits. `keep_days` is
    how long the data of a server that the bot has left are kept, and `contact` how people reach the host.
    """

    database: Database
    titles: TitleIndexes
    provider: Provider
    below: Callable[[int], int]
    salt: Callable[[], str]
    keep_days: int
    contact: str


class Service:
    """Verbs over one database. `clock` tells the time in Unix milliseconds."""

    def __init__(self, resources: Resources) -> None:
        self.resources = resources
        self.database = resources.database
        self.clock = resources.database.clock


class OfServer(Protocol):
    """Who asks, or what a verb is about, of one server."""

    @property
    def guild_id(self) -> GuildId:
        """The server's number."""
        ...


P = ParamSpec("P")
T = TypeVar("T")
S = TypeVar("S", bound=Service)
W = TypeVar("W", bound=OfServer | GuildId)


def reads(verb: Callable[Concatenate[S, Tx, W, P], T]) -> Callable[Concatenate[S, W, P], Awaitable[T]]:
    """A verb that reads: on one unchanging view of the server."""

    @wraps(verb)
    async def run(self: S, whose: W, *args: P.args, **kwargs: P.kwargs) -> T:
        return await self.database.read(_server(whose), partial(verb, self), whose, *args, **kwargs)

    return run


def writes(verb: Callable[Concatenate[S, Tx, W, P], T]) -> Callable[Concatenate[S, W, P], Awaitable[T]]:
    """A verb that writes: all or nothing, and once for each request.

    When the same interaction asks for it again (a double click, a replay), `tx.repeated` is true and whatever
    the verb does is taken back at the end, so that it only tells how things stand. A verb that would refuse,
    or tell something else, the second time looks at `tx.repeated` first.
    """

    @wraps(verb)
    async def run(self: S, whose: W, *args: P.args, **kwargs: P.kwargs) -> T:
        work = partial(verb, self)
        if isinstance(whose, Actor):
            request = whose.key, verb.__qualname__
            return await self.database.write_once(whose.guild_id, request, work, whose, *args, **kwargs)
        return await self.database.write(_server(whose), work, whose, *args, **kwargs)

    return run


def writes_freely(
    verb: Callable[Concatenate[S, Tx, W, P], T],
) -> Callable[Concatenate[S, W, P], Awaitable[T]]:
    """A verb that writes as often as it is called: doing it again changes nothing, or is what is meant."""

    @wraps(verb)
    async def run(self: S, whose: W, *args: P.args, **kwargs: P.kwargs) -> T:
        return await self.database.write(_server(whose), partial(verb, self), whose, *args, **kwargs)

    return run


def reads_all(verb: Callable[Concatenate[S, AllServers, P], T]) -> Callable[Concatenate[S, P], Awaitable[T]]:
    """A verb that reads what concerns all servers."""

    @wraps(verb)
    async def run(self: S, *args: P.args, **kwargs: P.kwargs) -> T:
        return await self.database.read_all(partial(verb, self), *args, **kwargs)

    return run


def writes_all(verb: Callable[Concatenate[S, AllServers, P], T]) -> Callable[Concatenate[S, P], Awaitable[T]]:
    """A verb that writes what concerns all servers."""

    @wraps(verb)
    async def run(self: S, *args: P.args, **kwargs: P.kwargs) -> T:
        return await self.database.write_all(partial(verb, self), *args, **kwargs)

    return run


async def in_steps(
    database: Database, step: Callable[Concatenate[AllServers, P], bool], *args: P.args, **kwargs: P.kwargs
) -> None:
    """Do what takes long as many short transactions, until a step says that there is no more to do.

    Others write in between, and the disk has a pause.
    """
    while True:
        if not await database.write_all(step, *args, **kwargs):
            return
        await asyncio.sleep(PAUSE)


def _server(whose: OfServer | GuildId) -> GuildId:
    return whose if isinstance(whose, int) else whose.guild_id
