"""How fast and how well a show's title is found while it is typed, by our index and by three others.

Prints a table and, as the last line, a JSON object. The times in it are the searching thread's processor
time, the bot's own; what the clock on the wall says is beside it in the table; `index_mib` is what the
process grew by.
"""

import argparse
import asyncio
import gc
import json
import sqlite3
import time
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import process

from benchmarks.titles_generator import Query, Show, beginnings, catalogue, typos
from bot.domain.text.titles import title_key
from bot.titles.index import TitleIndex

Search = Callable[[str], Sequence[int]]

FIRST = 5  # places in which the right show must be
QUERIES = 3_000
SCANS = 60  # queries for ways that take long
SHARE_BELOW = 0.99


class Timing(NamedTuple):
    """How many ms 99 % of the queries took at most, by processor and wall clock, and the share found."""

    own: float
    wall: float
    found: float
    cjk_found: float


class Built(NamedTuple):
    """An index and what it took: seconds, MiB, and the longest that the event loop had to wait (ms)."""

    titles: TitleIndex
    seconds: float
    mib: float
    own_lag: float
    wall_lag: float


def main(arguments: Sequence[str]) -> None:
    """Measure, print the table, and the JSON object last."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks autocomplete", description=__doc__)
    parser.add_argument("--titles", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    shows = catalogue(options.titles, options.seed)
    built = asyncio.run(build(shows))
    started = beginnings(shows, QUERIES, options.seed)
    mistyped = typos(shows, QUERIES, options.seed)

    print(f"{options.titles:,} titles of {len(shows):,} shows, seed {options.seed}")
    print(f"Index built in {built.seconds:.1f} s, {built.mib:.0f} MiB; the event loop waited at most")
    print(f"{built.own_lag:.1f} ms by processor time, {built.wall_lag:.1f} ms by the clock.\n")
    print(f"{'99 % within (ms)':<22} {'beginning':>19} {'typing error':>19} {'right in first 5':>19}")
    print(f"{'':<22} {'own':>9} {'clock':>9} {'own':>9} {'clock':>9} {'all':>9} {'CJK':>9}")
    ours = row("this index", built.titles.search, started, mistyped)
    row("SQL LIKE", like(shows), started[:SCANS], mistyped[: SCANS * 5])
    row("FTS5 trigram", full_text(shows), started[: SCANS * 5], mistyped[: SCANS * 5])
    row("RapidFuzz, all titles", scan(shows), started[:SCANS], mistyped[:SCANS])
    prefix, typo = ours
    summary = {
        "titles": options.titles,
        "prefix_p99_ms": round(prefix.own, 2),
        "typo_p99_ms": round(typo.own, 2),
        "typo_recall_at_5": round(typo.found, 4),
        "cjk_recall_at_5": round(typo.cjk_found, 4),
        "index_mib": round(built.mib, 1),
        "seed": options.seed,
    }
    print(json.dumps(summary))


def row(
    name: str, search: Search, started: Sequence[Query], mistyped: Sequence[Query]
) -> tuple[Timing, Timing]:
    """Measure one way of searching and print its line of the table."""
    prefix, typo = timing(search, started), timing(search, mistyped)
    times = f"{prefix.own:9.2f} {prefix.wall:9.2f} {typo.own:9.2f} {typo.wall:9.2f}"
    print(f"{name:<22} {times} {typo.found:9.1%} {typo.cjk_found:9.1%}", flush=True)
    return prefix, typo


def timing(search: Search, queries: Sequence[Query]) -> Timing:
    """Run all queries once."""
    own: list[float] = []
    wall: list[float] = []
    found: list[bool] = []
    for query in queries:
        wall_start, own_start = time.perf_counter(), time.thread_time()
        shows = search(query.typed)
        own.append((time.thread_time() - own_start) * 1000)
        wall.append((time.perf_counter() - wall_start) * 1000)
        found.append(query.show_id in shows[:FIRST])
    cjk = [right for right, query in zip(found, queries, strict=True) if query.cjk]
    return Timing(_below(own), _below(wall), sum(found) / len(found), sum(cjk) / max(1, len(cjk)))


async def build(shows: Sequence[Show]) -> Built:
    """Build our index while another task notes how long it had to wait for its turn."""
    waits: list[tuple[float, float]] = []

    async def wait() -> None:
        while True:
            own, wall = time.thread_time(), time.perf_counter()
            await asyncio.sleep(0)
            waits.append((time.thread_time() - own, time.perf_counter() - wall))

    async def batches() -> AsyncIterator[Sequence[Show]]:
        for start in range(0, len(shows), 2_000):
            yield shows[start : start + 2_000]

    before, start = _resident_mib(), time.perf_counter()
    waiting = asyncio.create_task(wait())
    index = await TitleIndex.build(batches())
    waiting.cancel()
    seconds = time.perf_counter() - start
    own_lag, wall_lag = (max(each) * 1000 for each in zip(*waits, strict=True))
    return Built(index, seconds, _resident_mib() - before, own_lag, wall_lag)


def like(shows: Sequence[Show]) -> Search:
    """SQL's LIKE over the keys."""
    database = _database(shows, "CREATE TABLE titles (title TEXT, show_id INTEGER, popularity INTEGER)")
    sql = "SELECT show_id FROM titles WHERE title LIKE '%' || ? || '%' ORDER BY popularity DESC LIMIT 25"
    return lambda typed: [show_id for (show_id,) in database.execute(sql, [title_key(typed)])]


def full_text(shows: Sequence[Show]) -> Search:
    """SQLite's full-text search with its trigram tokenizer over the keys."""
    columns = "title, show_id UNINDEXED, popularity UNINDEXED, tokenize = 'trigram'"
    database = _database(shows, f"CREATE VIRTUAL TABLE titles USING fts5({columns})")
    sql = "SELECT show_id FROM titles WHERE titles MATCH ? ORDER BY popularity DESC LIMIT 25"
    return lambda typed: [show_id for (show_id,) in database.execute(sql, [f'"{title_key(typed)}"'])]


def scan(shows: Sequence[Show]) -> Search:
    """RapidFuzz comparing with every key."""
    keys, owners = zip(
        *((title_key(title), show.show_id) for show in shows for title in show.titles), strict=True
    )
    return lambda typed: [owners[at] for _, _, at in process.extract(title_key(typed), keys, limit=25)]


def _database(shows: Sequence[Show], table: str) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.execute(table)
    rows = ((title_key(title), show.show_id, show.popularity) for show in shows for title in show.titles)
    database.executemany("INSERT INTO titles VALUES (?, ?, ?)", rows)
    return database


def _below(times: list[float]) -> float:
    return sorted(times)[int(len(times) * SHARE_BELOW)]


def _resident_mib() -> float:
    """The memory of this process (Linux only)."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / 2**20
