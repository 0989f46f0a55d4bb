"""How long it takes until nothing of erased reviews is left in the files, and how long others wait for it.

Makes a database, erases reviews that are spread over all of it, and sweeps while new reviews come in. Each
transaction of the sweep is timed, and so is each new review. The last line is a JSON object.
"""

import argparse
import asyncio
import json
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from benchmarks.servers_generator import NOW, communities, fill
from bot.app import make_services
from bot.domain.actors import Actor
from bot.domain.ids import GuildId, Millis, ReviewId, ShowId, UserId
from bot.domain.ratings.rating import Stars
from bot.domain.reviews.drafts import ReviewDraft
from bot.services import Services
from bot.store.engine.database import Database
from bot.store.engine.transaction import AllServers, Tx
from bot.store.totals import text_parts
from bot.store.upkeep.opening import open_database

SERVERS = 20
BODY = "It was loud and tender, and the last of its episodes had me cry twice. " * 6


class _Timed(Database):
    """A database that notes how long each step of the sweep takes on its thread, in ms."""

    def __init__(self, of: Database) -> None:
        vars(self).update(vars(of))
        self.steps: list[float] = []

    async def write_all(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        def timed(tx: AllServers) -> Any:
            start = time.perf_counter()
            result = work(tx, *args, **kwargs)
            self.steps.append((time.perf_counter() - start) * 1e3)
            return result

        return await super().write_all(timed)


def _some(tx: Tx, count: int, seed: int) -> list[tuple[UserId, ReviewId]]:
    rows = tx.all("SELECT user_id, review_id FROM reviews WHERE guild_id = $1 AND state = 'live'")
    return [tuple(row) for row in random.Random(seed).sample(rows, min(count, len(rows)))]


def _count(tx: AllServers) -> None:
    """Let new reviews get new numbers."""
    tx.execute(
        """
        INSERT INTO counters (guild_id, name, value) SELECT guild_id, 'review', max(review_id) FROM reviews
        GROUP BY guild_id
        """
    )


async def _write_on(services: Services, guild_id: GuildId, rate: float, swept: asyncio.Event) -> list[float]:
    """New reviews at a rate, until all is swept; how long each took, in ms."""
    took: list[float] = []
    began = time.perf_counter()
    while not swept.is_set():
        number = len(took) + 1
        actor = Actor(guild_id, UserId(10**15 + number), 10**15 + number)
        start = time.perf_counter()
        await services.reviews.post(actor, ReviewDraft("", Stars(7), ShowId(1), body=BODY), 8)
        took.append((time.perf_counter() - start) * 1e3)
        await asyncio.sleep(max(0, began + number / rate - time.perf_counter()))
    return took


async def _measure(path: Path, erased: int, rate: float, seed: int) -> None:
    async with open_database(f"sqlite:///{path}", lambda: Millis(NOW)) as database:
        timed = _Timed(database)
        services = make_services(timed)
        guild_ids = [GuildId(each.guild_id) for each in communities(1, SERVERS)]
        await database.write_all(_count)
        parts = await database.read_all(text_parts.existing)
        for guild_id in guild_ids:
            for user_id, review_id in await database.read(guild_id, _some, erased // SERVERS, seed):
                await services.reviews.delete(Actor(guild_id, user_id, 10**16 + review_id), review_id)
        swept = asyncio.Event()
        writing = asyncio.create_task(_write_on(services, guild_ids[0], rate, swept))
        start = time.perf_counter()
        done = await services.privacy.sweep()
        seconds = time.perf_counter() - start
        swept.set()
        took = await writing
        await services.shows.close()
        steps = timed.steps
        summary = {
            "seconds": round(seconds, 1),
            "done": done,
            "parts": len(parts),
            "steps": len(steps),
            "step_median_ms": round(median(steps), 1),
            "step_p99_ms": round(quantiles(steps, n=100)[98], 1),
            "step_max_ms": round(max(steps), 1),
            "new_reviews": len(took),
            "review_median_ms": round(median(took), 1),
            "review_max_ms": round(max(took), 1),
        }
        print(json.dumps(summary))


def main(arguments: Sequence[str]) -> None:
    """Measure, and print the JSON object."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks erasing", description=__doc__)
    parser.add_argument("--reviews", type=int, default=300_000, help="in the database")
    parser.add_argument("--erased", type=int, default=400, help="how many of them are erased")
    parser.add_argument("--rate", type=float, default=3.5, help="new reviews a second")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where the database is made")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        path = Path(folder) / "encore.db"
        fill(path, communities(options.reviews, SERVERS), options.seed)
        print(f"{options.reviews:,} reviews: {path.stat().st_size / 2**20:,.0f} MiB")
        asyncio.run(_measure(path, options.erased, options.rate, options.seed))
