"""How long the event loop has to wait while charts are drawn beside it.

Prints a table and, as the last line, a JSON object. A lag is how much later than asked a sleeping task goes
on. On a busy machine that is also what others do, so the lags of an idle loop stand beside it, and those of
our own doing: they are never longer than the processor was ours meanwhile.
"""

import argparse
import asyncio
import json
import random
import time
from collections.abc import Coroutine, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeVar

from bot.domain.ratings.rating import ALL_HALVES, Spread
from bot.domain.server.settings import Theme
from bot.ui.charts.bars import Bar, Bars
from bot.ui.charts.heatmap import Cell, Heatmap
from bot.ui.charts.histogram import Histogram
from bot.ui.charts.renderer import Chart, Renderer
from bot.ui.charts.stars import short_count, spread_histogram, value_of

T = TypeVar("T")

TICK = 0.001
"""How long (seconds) the waiting task sleeps."""


class Lag(NamedTuple):
    """How much too late a sleep ended (ms): by the clock, and of our own doing."""

    clock: float
    own: float


def main(arguments: Sequence[str]) -> None:
    """Measure, print the table, and the JSON object last."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks charts", description=__doc__)
    parser.add_argument("--charts", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    asyncio.run(measure(options.charts, options.seed))


async def measure(count: int, seed: int) -> None:
    """Draw all charts at once, while another task notes how late it is."""
    charts = some_charts(count, seed)
    idle, _ = await lags(asyncio.sleep(2))
    renderer = Renderer(keep=count)
    themes = list(Theme)

    async def draw() -> list[bytes]:
        asked = (renderer.png(partial(_as_is, each), themes[n % 2]) for n, each in enumerate(charts))
        return await asyncio.gather(*asked)

    start = time.perf_counter()
    drawing, pictures = await lags(draw())
    took = time.perf_counter() - start
    again, _ = await lags(draw())

    print(f"{count} charts (grids of 1,200 cells, bars, histograms), seed {seed}, drawn in {took:.1f} s\n")
    print(f"{'the loop waited (ms)':<24} {'median':>9} {'99 %':>9} {'longest':>9} {'our own':>9}")
    for name, found in (("idle", idle), ("while drawing", drawing), ("all remembered", again)):
        clock = sorted(lag.clock for lag in found)
        numbers = (clock[len(clock) // 2], clock[len(clock) * 99 // 100], clock[-1], _own(found))
        print(f"{name:<24} " + " ".join(f"{number:9.2f}" for number in numbers))
    summary = {
        "charts": count,
        "longest_lag_ms": round(max(lag.clock for lag in drawing), 2),
        "own_longest_lag_ms": round(_own(drawing), 2),
        "idle_longest_lag_ms": round(max(lag.clock for lag in idle), 2),
        "largest_kb": round(max(map(len, pictures)) / 1000, 1),
        "ms_per_chart": round(took * 1000 / count, 1),
        "seed": seed,
    }
    print(json.dumps(summary))


async def lags(work: Coroutine[Any, Any, T]) -> tuple[list[Lag], T]:
    """Every lag until some work is done, and what it gave."""
    doing = asyncio.create_task(work)
    found: list[Lag] = []
    while not doing.done():
        clock, own = time.perf_counter(), time.process_time()
        await asyncio.sleep(TICK)
        late = time.perf_counter() - clock - TICK
        found.append(Lag(late * 1000, min(late, time.process_time() - own) * 1000))
    return found, doing.result()


def some_charts(count: int, seed: int) -> list[Chart]:
    """Charts of every kind, none like another: every third a grid as large as a page has."""
    dice = random.Random(seed)
    makers = (_grid, _bars, _histogram)
    return [makers[n % len(makers)](dice) for n in range(count)]


def _grid(dice: random.Random) -> Heatmap:
    columns, rows = 30, 40

    def cells() -> tuple[Cell, ...]:
        stars = [dice.randint(5, 50) / 10 for _ in range(columns)]
        return tuple(
            Cell(value_of(each), f"{each:.1f}", short_count(dice.randint(1, 9_999))) for each in stars
        )

    return Heatmap(
        caption="Seasons across, episodes down",
        columns=tuple(str(number) for number in range(1, columns + 1)),
        rows=tuple(f"E{number}" for number in range(1, rows + 1)),
        cells=tuple(cells() for _ in range(rows)),
        legend=tuple(Cell(value_of(stars), str(stars)) for stars in range(1, 6)),
        without="no ratings",
        totals_label="all",
        totals=cells(),
    )


def _bars(dice: random.Random) -> Bars:
    def bar(rank: int) -> Bar:
        stars, name = (
            dice.randint(30, 50) / 10,
            "".join(dice.choices("abcdefgh ijklmn", k=dice.randint(4, 60))),
        )
        return Bar(str(rank), f"{stars:.1f} ({dice.randint(1, 999)})", stars / 5, value_of(stars), name)

    return Bars("Weighted average in stars", tuple(map(bar, range(1, 11))))


def _histogram(dice: random.Random) -> Histogram:
    return spread_histogram("Ratings", Spread(tuple(dice.randint(0, 5_000) for _ in ALL_HALVES)))


def _own(found: Sequence[Lag]) -> float:
    return max(lag.own for lag in found)


def _as_is(chart: Chart) -> Chart:
    return chart
