"""Charts: what is in the picture, that it can be read, and that it is drawn once."""

import asyncio
import io
import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise

import pytest
from PIL import Image

from bot.domain.server.settings import Theme
from bot.ui.charts import theme
from bot.ui.charts.canvas import SHADES
from bot.ui.charts.heatmap import PAD, WIDTH, Cell, Cells, Heatmap
from bot.ui.charts.renderer import Renderer
from tests.waiting import HANGS, until

SIZE_LIMIT = 60_000
Rgb = tuple[int, int, int]
themes = pytest.mark.parametrize("look", Theme)


def random_cell(rolls: random.Random, share: float = 1.0) -> Cell | None:
    """A cell with any of 46 averages and of many counts; None for the rest of the share."""
    if rolls.random() > share:
        return None
    tenths, count = rolls.randint(5, 50), rolls.choice(("1", "23", "456", "9.8k", "888k"))
    return Cell((tenths - 5) / 45, f"{tenths / 10:.1f}", count)


def heatmap(columns: int, rows: int, *, share: float = 1.0, totals: bool = True, seed: int = 1) -> Heatmap:
    """A grid filled at random."""
    rolls = random.Random(seed)

    def row() -> Cells:
        return tuple(random_cell(rolls, share) for _ in range(columns))

    return Heatmap(
        caption="Seasons across, episodes down",
        columns=tuple(f"S{number}" for number in range(1, columns + 1)),
        rows=tuple(f"E{number}" for number in range(1, rows + 1)),
        cells=tuple(row() for _ in range(rows)),
        legend=tuple(Cell((2 * stars - 1) / 9, str(stars)) for stars in range(1, 6)),
        without="no ratings",
        remarks="Small print: how many rated",
        totals_label="all",
        totals=row() if totals else (),
    )


def drawn(chart: Heatmap, look: Theme) -> Image.Image:
    """The picture in red, green and blue."""
    return Image.open(io.BytesIO(chart.png(look))).convert("RGB")


def runs(colours: list[Rgb]) -> Iterator[tuple[Rgb, int]]:
    """(colour, how many) for each run of equal colours."""
    start = 0
    for at, (one, other) in enumerate(pairwise([*colours, (-1, -1, -1)]), 1):
        if one != other:
            yield one, at - start
            start = at


def edges(picture: Image.Image, look: Theme) -> list[Rgb]:
    """The ground of each cell, row by row, found by their upper edges, where nothing is written."""
    width, height = picture.size
    panel = theme.COLOURS[look].panel
    found: list[Rgb] = []
    last_line: list[Rgb] = []
    for y in range(height):
        line = [picture.getpixel((x, y)) for x in range(width)]
        colours = [colour for colour, length in runs(line) if colour != panel and length >= 12]  # type: ignore[arg-type]
        if colours and not last_line:
            found += colours
        last_line = colours
    return found


def ground(cell: Cell | None, look: Theme) -> Rgb:
    return theme.paints(look)[theme.paint_of(cell.value)][0] if cell else theme.COLOURS[look].empty


@themes
def test_cells_have_the_colours_of_their_values(look: Theme) -> None:
    chart = heatmap(4, 6, share=0.7)
    rows = (chart.totals, *chart.cells, (*chart.legend, None))
    assert edges(drawn(chart, look), look) == [ground(cell, look) for row in rows for cell in row]


@themes
def test_where_a_row_ends_nothing_is_drawn(look: Theme) -> None:
    chart = heatmap(4, 2, totals=False)
    ragged = replace(chart, cells=(chart.cells[0], chart.cells[1][:1]))
    cells = (*chart.cells[0], chart.cells[1][0], *chart.legend, None)
    assert edges(drawn(ragged, look), look) == [ground(cell, look) for cell in cells]


@themes
def test_a_cell_without_a_value_looks_like_no_value(look: Theme) -> None:
    grounds = [colours[0] for colours in theme.paints(look)[: theme.STEPS]]
    assert min(theme.contrast(theme.COLOURS[look].empty, colour) for colour in grounds) > 2.5
    lowest, nothing = Cell(0, "0.5"), None
    assert ground(lowest, look) != ground(nothing, look)


@themes
def test_every_text_can_be_read_on_its_ground(look: Theme) -> None:
    assert min(theme.contrast(*paint) for paint in theme.paints(look)) >= 4.5


@themes
def test_the_ramp_leads_away_from_the_panel_and_stands_out_from_it(look: Theme) -> None:
    panel = theme.COLOURS[look].panel
    contrasts = [theme.contrast(panel, colours[0]) for colours in theme.paints(look)[: theme.STEPS]]
    assert all(one < other for one, other in pairwise(contrasts))
    assert min(contrasts) >= 3


@pytest.mark.parametrize(("value", "step"), [(-1, 0), (0, 0), (1, 39), (2, 39), (0.5, 20)])
def test_values_outside_the_scale_have_its_ends(value: float, step: int) -> None:
    assert theme.paint_of(value) == step


@pytest.mark.parametrize("columns", range(1, 31))
@pytest.mark.parametrize("rows", [1, 12, 23, 40])
def test_any_grid_fits_and_nothing_is_written_across_its_lines(columns: int, rows: int) -> None:
    chart = heatmap(columns, rows)
    png = chart.png(Theme.DARK)
    picture = Image.open(io.BytesIO(png))
    assert len(png) < SIZE_LIMIT
    assert (picture.format, picture.mode) == ("PNG", "P")
    assert picture.width <= WIDTH
    assert picture.height <= 1.6 * WIDTH
    bare = replace(chart, cells=((None,) * columns,) * rows, totals=(None,) * columns)
    empty = Image.open(io.BytesIO(bare.png(Theme.DARK)))
    changed = {
        before for now, before in zip(picture.tobytes(), empty.tobytes(), strict=True) if now != before
    }
    assert changed == {theme.ON_EMPTY * SHADES}, "something is outside of the cells"
    margins = [empty.crop((x, 0, x + PAD, empty.height)).tobytes() for x in (0, empty.width - PAD)]
    assert {*margins[0], *margins[1]} == {theme.ON_PANEL * SHADES}, "something is in the margins"


@dataclass(frozen=True)
class Slow:
    """A chart that is drawn until `finish`, and notes in `log` when that begins and ends."""

    name: str
    log: list[str] = field(compare=False)
    finish: threading.Event = field(compare=False, default_factory=threading.Event)

    def png(self, look: Theme) -> bytes:
        self.log.append(f"{self.name} begins")
        assert self.finish.wait(HANGS)
        self.log.append(f"{self.name} ends")
        return f"{self.name} {look}".encode()


def as_is(chart: Slow) -> Slow:
    return chart


async def test_charts_are_drawn_one_at_a_time_and_equal_ones_once() -> None:
    log: list[str] = []
    one, same, other = Slow("one", log), Slow("one", log), Slow("other", log)
    renderer = Renderer()
    async with asyncio.TaskGroup() as tasks:
        asked = [
            tasks.create_task(renderer.png(partial(as_is, chart), Theme.DARK)) for chart in (one, same, other)
        ]
        await until(lambda: len(log) >= 1, 0.001)
        one.finish.set()
        await until(lambda: len(log) >= 3, 0.001)
        assert log == ["one begins", "one ends", "other begins"]
        other.finish.set()
    assert [task.result() for task in asked] == [b"one dark", b"one dark", b"other dark"]
    assert await renderer.png(lambda: same, Theme.DARK) == b"one dark"
    assert len(log) == 4
    assert await renderer.png(lambda: one, Theme.LIGHT) == b"one light"


async def test_the_pictures_used_last_are_kept() -> None:
    log: list[str] = []
    charts = {name: Slow(name, log) for name in "abc"}
    for chart in charts.values():
        chart.finish.set()
    renderer = Renderer(keep=2)
    for name in "abacb":
        assert await renderer.png(partial(as_is, charts[name]), Theme.DARK) == f"{name} dark".encode()
    assert [entry[0] for entry in log if entry.endswith("begins")] == ["a", "b", "c", "b"]


async def test_a_chart_that_could_not_be_drawn_is_tried_again() -> None:
    class BrokenOnce(Slow):
        def png(self, look: Theme) -> bytes:
            if not self.log:
                self.log.append("failed")
                raise OSError("no memory")
            return b"picture"

    chart, renderer = BrokenOnce("chart", []), Renderer()
    with pytest.raises(OSError, match="no memory"):
        await renderer.png(lambda: chart, Theme.DARK)
    assert await renderer.png(lambda: chart, Theme.DARK) == b"picture"
