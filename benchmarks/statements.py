"""How many statements each of the commonest requests takes, on a small server with a real database.

What is counted is what SQLite itself is asked on any connection, `BEGIN` and `COMMIT` aside: those are the
transactions. Prints a table (`--verbose`: with the statements), and as the last line a JSON object.
"""

import argparse
import asyncio
import json
import re
import sqlite3
import tempfile
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from unittest import mock

from bot.app import make_services
from bot.domain.actors import Actor, Right
from bot.domain.catalog.shows import Facts
from bot.domain.ids import GuildId, Millis, ReviewId, ShowId, UserId
from bot.domain.ratings.rating import Stars, Target
from bot.domain.reviews.drafts import ReviewDraft
from bot.services import Services
from bot.store.upkeep.opening import open_database

NOW, GUILD, CHANNEL, MEMBERS, SHOWS = 1_700_000_000_000, 7001, 501, 12, 3
BESIDE = re.compile(r"""--|PRAGMA|(SELECT|INSERT|REPLACE|UPDATE|DELETE).{0,60}['"]main['"]\.""", re.DOTALL)
"""What SQLite asks itself, for the full text and for triggers."""


@dataclass
class Asked:
    """What a database was asked: the statements of each transaction, as they ran."""

    transactions: list[list[str]] = field(default_factory=list[list[str]])

    @property
    def statements(self) -> list[str]:
        """Those of all transactions."""
        return [each for transaction in self.transactions for each in transaction]

    @property
    def read_twice(self) -> list[str]:
        """What was asked again in the same transaction."""
        counts = (Counter(transaction) for transaction in self.transactions)
        return [sql for each in counts for sql, times in each.items() if times > 1 and sql[:6] == "SELECT"]

    def note(self, sql: str) -> None:
        """Take note of something that is about to run."""
        if sql.startswith("BEGIN"):
            self.transactions.append([])
        elif sql not in ("COMMIT", "ROLLBACK") and not BESIDE.match(sql):
            self.transactions[-1].append(" ".join(sql.split()))


@contextmanager
def listening(log: list[Callable[[str], None]]) -> Generator[None]:
    """Connections that are opened meanwhile tell what they are asked to whoever is last in `log`."""
    connect = sqlite3.connect

    def traced(*where: Any, **options: Any) -> sqlite3.Connection:
        connection = connect(*where, **options)
        connection.set_trace_callback(lambda sql: log[-1](sql))
        return connection

    with mock.patch("sqlite3.connect", traced):
        yield


class Server:
    """A few shows with a few reviews each, and requests of members."""

    def __init__(self, services: Services, log: list[Callable[[str], None]]) -> None:
        self._services = services
        self._log = log
        self._keys = count(1)
        self._show_id = self._review_id = 0

    def actor(self, member: int) -> Actor:
        """A member at the moment of a new request; the first is a moderator."""
        rights = frozenset(Right) if member == 0 else frozenset[Right]()
        return Actor(GuildId(GUILD), UserId(100 + member), next(self._keys), rights)

    async def fill(self) -> None:
        """Make the shows and the reviews."""
        for number in range(SHOWS):
            show, _ = await self._services.shows.add(self.actor(0), f"Glass Heart {number}", Facts())
            self._show_id = show.show_id
            for member in range(MEMBERS):
                await self.post(self.actor(member))
                await self.helpful(self.actor((member + 1) % MEMBERS))

    async def post(self, actor: Actor, body: str = "Loud and tender, all the way through.") -> None:
        """`/review` with a show that was picked."""
        draft = ReviewDraft("", Stars(7), ShowId(await self._picked(actor)), body=body)
        posted = await self._services.reviews.post(actor, draft, CHANNEL)
        self._review_id = posted.reviewed.review.review_id

    async def edit(self, actor: Actor) -> None:
        """The same by somebody who has reviewed the show: two of the words that tell a subject are others."""
        await self.post(actor, "Quiet and tender, all the way along.")

    async def rate(self, actor: Actor) -> None:
        """`/rate` with a show that was picked."""
        await self._services.ratings.rate(actor, Target(ShowId(await self._picked(actor))), Stars(8))

    async def helpful(self, actor: Actor) -> None:
        """Helpful was pressed on the latest review: count the vote, or take it back."""
        await self._services.reviews.toggle_helpful(actor, ReviewId(self._review_id), None)

    async def show(self, actor: Actor) -> None:
        """`/show` with a show that was picked."""
        await self._services.shows.page(actor, ShowId(await self._picked(actor)))

    async def list(self, actor: Actor) -> None:
        """`/watchlist add` with a show that was picked."""
        await self._services.watchlist.put(actor, ShowId(await self._picked(actor)), listed=True)

    async def hide(self, actor: Actor) -> None:
        """A moderator hides the latest review."""
        await self._services.moderation.hide(actor, ReviewId(self._review_id), "Rude.")

    async def restore(self, actor: Actor) -> None:
        """A moderator brings it back."""
        await self._services.moderation.restore(actor, ReviewId(self._review_id))

    async def delete(self, actor: Actor) -> None:
        """Its author deletes it."""
        await self._services.reviews.delete(actor, ReviewId(self._review_id))

    async def _picked(self, actor: Actor) -> int:
        return (await self._services.shows.find(actor, f"show:{self._show_id}")).show_id

    async def asked(self, request: Callable[[Actor], Awaitable[None]], member: int) -> Asked:
        """What the database is asked for one request of a member."""
        asked = Asked()
        self._log.append(asked.note)
        await request(self.actor(member))
        self._log.pop()
        return asked


@asynccontextmanager
async def opened() -> AsyncGenerator[Server]:
    """A server with its shows and reviews."""
    log: list[Callable[[str], None]] = [lambda _: None]
    with tempfile.TemporaryDirectory() as folder, listening(log):
        async with open_database(f"sqlite:///{Path(folder) / 'encore.db'}", lambda: Millis(NOW)) as database:
            services = make_services(database)
            server = Server(services, log)
            await server.fill()
            yield server
            await services.shows.close()


async def measure() -> dict[str, Asked]:
    """What the database is asked for each request."""
    moderator, newcomer, other = 0, MEMBERS, MEMBERS + 1
    async with opened() as server:
        return {
            "post a review": await server.asked(server.post, newcomer),
            "edit a review": await server.asked(server.edit, newcomer),
            "count a helpful vote": await server.asked(server.helpful, other),
            "take it back": await server.asked(server.helpful, other),
            "rate a show": await server.asked(server.rate, other),
            "show a show's page": await server.asked(server.show, other),
            "put it on the watchlist": await server.asked(server.list, other),
            "hide a review": await server.asked(server.hide, moderator),
            "bring it back": await server.asked(server.restore, moderator),
            "delete a review": await server.asked(server.delete, newcomer),
        }


def main(arguments: Sequence[str]) -> None:
    """Count, print the table, and the JSON object last."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks statements", description=__doc__)
    parser.add_argument("--verbose", action="store_true", help="print the statements, too")
    options = parser.parse_args(arguments)
    found = asyncio.run(measure())
    for name, asked in found.items():
        print(f"{name:24}{len(asked.statements):4} statements, {len(asked.transactions):2} transactions")
        if options.verbose:
            print(*(f"    {each}" for each in asked.statements), sep="\n")
    counts = {name: [len(each.statements), len(each.transactions)] for name, each in found.items()}
    print(json.dumps(counts))
