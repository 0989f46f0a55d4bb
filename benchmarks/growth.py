"""Whether the answers cost the same with 10,000 and with 1,000,000 reviews, on 200 servers of one machine.

Makes both databases by the same generator (`benchmarks/servers_generator.py`), then asks for the same kinds
of pages in turn: on a server, of a show and of a member drawn by how much they are reviewed, as requests come
in reality. What is measured is all that the bot does itself from the command to the finished message,
picture included; Discord and the line are not. Times are processor time of all the process's threads, which
other processes on the machine can't stretch; what the clock on the wall says is beside them. The last line
is a JSON object.
"""

import argparse
import asyncio
import json
import random
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median, quantiles

import discord

from benchmarks.servers_generator import NOW, Community, Zipf, communities, fill
from bot.app import make_services
from bot.domain.actors import Actor
from bot.domain.catalog.shows import Kind
from bot.domain.discovery.search import SearchTerms
from bot.domain.ids import GuildId, Millis, UserId
from bot.domain.ratings.top import When
from bot.domain.server.settings import Theme
from bot.services import Services
from bot.store.engine.database import Database
from bot.store.engine.transaction import Tx
from bot.store.upkeep.opening import open_database
from bot.ui import files
from bot.ui.charts.renderer import Chart, Renderer
from bot.ui.layout import Layout
from bot.ui.pages.catalog.shows import show_page
from bot.ui.pages.discovery.related import related_page
from bot.ui.pages.discovery.search import search_page
from bot.ui.pages.members import profiles
from bot.ui.pages.ratings import top

SERVERS, REQUESTS, WARM_UP = 200, 300, 30
MOST_RATIO, MOST_MS = 1.5, 50.0
"""What is asked: medians differ by less than this, and 99 % of the answers take less."""

Answer = Callable[[Actor, int, int, str], Awaitable[None]]
"""Answers one request: who asks, a show, a member, and words to search for."""


@dataclass
class Times:
    """What the answers took, in ms: processor time, and by the clock on the wall."""

    own: list[float] = field(default_factory=list[float])
    wall: list[float] = field(default_factory=list[float])


class World:
    """A database of communities with the bot's services over it, and what is asked of them."""

    def __init__(
        self, database: Database, services: Services, servers: Sequence[Community], dice: random.Random
    ) -> None:
        self._services = services
        self._database = database
        self._renderer = Renderer()
        self._servers = servers
        self._dice = dice
        self._key = 0
        self.commands: dict[str, Answer] = {
            "show": self._show,
            "top": self._top,
            "related": self._related,
            "search": self._search,
            "profile": self._profile,
        }
        self.times = {name: Times() for name in self.commands}

    async def ask(self, command: str, *, counts: bool = True) -> None:
        """Answer one request that is drawn, and note what it took."""
        dice = self._dice
        (server,) = dice.choices(self._servers, weights=[each.reviews for each in self._servers])
        show_id = Zipf(server.shows).draw(dice)[0] + 1
        user_id = server.user_id(Zipf(server.members).draw(dice)[0])
        words = await self._words(server, show_id) if command == "search" else ""
        self._key += 1
        actor = Actor(GuildId(server.guild_id), UserId(server.user_id(0)), self._key)
        wall, own = time.perf_counter(), time.process_time()
        await self.commands[command](actor, show_id, user_id, words)
        wall, own = time.perf_counter() - wall, time.process_time() - own
        if counts:
            self.times[command].own.append(own * 1_000)
            self.times[command].wall.append(wall * 1_000)

    async def _words(self, server: Community, show_id: int) -> str:
        """One or two words of some review, common ones and rare ones, as its readers remember them."""

        def body(tx: Tx) -> str:
            row = tx.one(
                "SELECT body FROM reviews WHERE guild_id = $1 AND show_id >= $2 ORDER BY show_id LIMIT 1",
                show_id,
            )
            return row["body"] if row else "nothing"

        said = (await self._database.read(GuildId(server.guild_id), body)).replace(".", "").split()
        return " ".join(self._dice.sample(said, min(len(said), self._dice.choice((1, 1, 2)))))

    async def _show(self, actor: Actor, show_id: int, _: int, __: str) -> None:
        show = await self._services.shows.find(actor, f"show:{show_id}")
        _built(show_page(await self._services.shows.page(actor, show.show_id)))

    async def _top(self, actor: Actor, _: int, __: int, ___: str) -> None:
        page = await self._services.top.named(actor, When.ALL_TIME, Kind.UNKNOWN, "")
        picture = None
        if page.ranked:
            picture = await self._draw(partial(top.top_chart, page), top.PICTURE, top.alt_text(page))
        _built(top.top_page(page, picture))

    async def _related(self, actor: Actor, show_id: int, _: int, __: str) -> None:
        show = await self._services.shows.find(actor, f"show:{show_id}")
        _built(related_page(await self._services.related.related(actor, show.show_id)))

    async def _search(self, actor: Actor, _: int, __: int, words: str) -> None:
        _built(search_page(await self._services.search.search(actor, SearchTerms(words)), actor))

    async def _profile(self, actor: Actor, _: int, user_id: int, __: str) -> None:
        profile = await self._services.profiles.profile(actor, UserId(user_id))
        chart, alt = partial(profiles.profile_chart, profile), profiles.profile_alt_text(profile)
        pictures = [await self._draw(chart, profiles.PICTURE, alt)] if profile.sums.spread.count else []
        _built(profiles.profile_page(profile, *pictures))

    async def _draw(self, chart: Callable[[], Chart], name: str, alt: str) -> discord.File:
        return files.picture(await self._renderer.png(chart, Theme.DARK), name, alt)


def _built(view: Layout) -> None:
    """Make of a page what goes to Discord."""
    view.check()
    json.dumps(view.to_components())


def main(arguments: Sequence[str]) -> None:
    """Measure, print the table, and the JSON object last."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks growth", description=__doc__)
    parser.add_argument("--small", type=int, default=10_000, help="reviews in the small database")
    parser.add_argument("--large", type=int, default=1_000_000, help="reviews in the large one")
    parser.add_argument("--requests", type=int, default=REQUESTS, help="of each kind, in each database")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where the databases are kept for the next time")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        sizes = options.small, options.large
        for size in sizes:
            _make(folder, size, options.seed)
        asyncio.run(_measure(folder, sizes, options.requests, options.seed))


def _path(folder: Path, size: int, seed: int) -> Path:
    return folder / f"growth-{size}-{seed}.db"


def _make(folder: Path, size: int, seed: int) -> None:
    path = _path(folder, size, seed)
    if path.exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    partial_path = path.with_suffix(".partial")
    partial_path.unlink(missing_ok=True)
    start = time.perf_counter()
    fill(partial_path, communities(size, SERVERS), seed)
    partial_path.rename(path)
    mib = path.stat().st_size / 2**20
    print(
        f"{size:,} reviews on {SERVERS} servers: made in {time.perf_counter() - start:.0f} s, {mib:,.0f} MiB"
    )


async def _measure(folder: Path, sizes: tuple[int, int], requests: int, seed: int) -> None:
    async with AsyncExitStack() as stack:
        worlds: list[World] = []
        for size in sizes:
            database = await stack.enter_async_context(
                open_database(f"sqlite:///{_path(folder, size, seed).absolute()}", lambda: Millis(NOW))
            )
            services = make_services(database)
            stack.push_async_callback(services.shows.close)
            worlds.append(World(database, services, communities(size, SERVERS), random.Random(seed)))
        for number in range(-WARM_UP, requests):
            for command in worlds[0].commands:
                for world in worlds:  # in turn, so that whatever else the machine does meets both
                    await world.ask(command, counts=number >= 0)
        _print(sizes, *worlds)


def _print(sizes: tuple[int, int], small: World, large: World) -> None:
    count = len(small.times["show"].own)
    print(f"\nProcessor time of a request in ms, pictures included; {count} requests of each kind\n")
    print(f"{'':<10}{f'{sizes[0]:,} reviews':>24}{f'{sizes[1]:,} reviews':>26}{'ratio':>8}{'clock':>16}")
    print(f"{'':<10}{'median':>12}{'99 %':>12}{'median':>14}{'99 %':>12}{'':>8}{'median':>8}{'99 %':>8}")
    summary: dict[str, float] = {}
    for command in small.commands:
        few, many = small.times[command], large.times[command]
        ratio = median(many.own) / median(few.own)
        p99_few, p99, p99_wall = (quantiles(each, n=100)[98] for each in (few.own, many.own, many.wall))
        print(
            f"/{command:<9}{median(few.own):>12.2f}{p99_few:>12.2f}{median(many.own):>14.2f}{p99:>12.2f}"
            f"{ratio:>8.2f}{median(many.wall):>8.2f}{p99_wall:>8.2f}"
        )
        summary |= {f"{command}_median_ratio": round(ratio, 3), f"{command}_p99_ms": round(p99, 2)}
    held = all(value < (MOST_RATIO if name.endswith("ratio") else MOST_MS) for name, value in summary.items())
    asked = f"Asked: ratio below {MOST_RATIO}, 99 % below {MOST_MS:.0f} ms: {'held' if held else 'NOT held'}."
    print(f"\n{asked}")
    print(json.dumps(summary))
