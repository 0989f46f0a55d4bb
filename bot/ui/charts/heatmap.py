"""Grids of coloured cells."""

from dataclasses import dataclass
from typing import Self

from bot.domain.server.settings import Theme
from bot.ui.charts.canvas import Canvas, half_height, width_of
from bot.ui.charts.theme import ON_EMPTY, ON_PANEL, ON_PANEL_MUTED, paint_of

WIDTH, GRID_HEIGHT = 860, 1_160
"""The most pixels across, and downwards for the cells: twice a phone's screen, to be sharp there."""
SMALL_WIDTH = 640
"""The most across for a grid of few cells: the fewer pixels, the larger a phone shows its text."""
WIDEST_CELL = 265
PAD = 16
SMALL, LABEL, LARGE = 17, 20, 24
"""Sizes of text, in pixels. What has to be smaller to fit is."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a heatmap: its value from 0 to 1, how it is written, and a remark in small print."""

    value: float
    label: str
    remark: str = ""


Cells = tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Heatmap:
    """A grid coloured by value. None is a cell without a value; where a row of cells ends, there are none.

    `totals` is a row of its own above the others, or empty. The legend has a cell for each of some values;
    `without` says what a cell without a value means, `remarks` what the small print is. Where there is no
    room for small print, it is left out.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: tuple[Cells, ...]
    legend: tuple[Cell, ...]
    without: str
    remarks: str = ""
    totals_label: str = ""
    totals: Cells = ()

    def png(self, theme: Theme) -> bytes:
        """The picture: at most 860 pixels wide, and less than 60 KB up to 30 × 40 cells."""
        sizes = _Sizes.of(self)
        canvas = Canvas(sizes.width, sizes.bottom + (84 if sizes.remark else 56))
        canvas.write(self.caption, LABEL, PAD, PAD + 18, align=0, paint=ON_PANEL_MUTED)
        widest = max(width_of(label, LABEL) for label in self.columns)
        size = min(LABEL, LABEL * (sizes.cell_width - 4) // widest)
        for column, label in enumerate(self.columns):
            canvas.write(label, size, sizes.left + (column + 0.5) * sizes.cell_width - 1, sizes.top - 10)
        if self.totals:
            _draw_row(canvas, sizes, sizes.top, self.totals_label, self.totals)
        for row, (label, cells) in enumerate(zip(self.rows, self.cells, strict=True)):
            _draw_row(canvas, sizes, sizes.grid_top + row * sizes.cell_height, label, cells)
        _draw_legend(canvas, self, sizes)
        return canvas.png(theme)


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Where things are and how large, in pixels; `remark` is 0 if there is no room for remarks."""

    left: int
    top: int
    grid_top: int
    bottom: int
    width: int
    cell_width: int
    cell_height: int
    text: int
    remark: int
    remark_is_beside: bool

    @classmethod
    def of(cls, chart: Heatmap) -> Self:
        """The sizes with which a heatmap is best read on a phone."""
        labels = filter(None, (*chart.rows, chart.totals_label))
        left = PAD + max((width_of(label, LABEL) + 12 for label in labels), default=0)
        is_small = len(chart.columns) <= 10 and len(chart.rows) <= 12
        across = SMALL_WIDTH if is_small else WIDTH
        width = min(WIDEST_CELL, (across - PAD - left) // len(chart.columns))
        room = GRID_HEIGHT // (len(chart.rows) + bool(chart.totals))
        height, text, remark, is_beside = _cell_sizes(width, room, bool(chart.remarks))
        top = PAD + 64
        grid_top = top + (height + 10 if chart.totals else 0)
        return cls(
            left,
            top,
            grid_top,
            grid_top + height * len(chart.rows),
            max(SMALL_WIDTH, left + width * len(chart.columns) + PAD),
            width,
            height,
            text,
            remark,
            is_beside,
        )


def _cell_sizes(width: int, room: int, with_remarks: bool) -> tuple[int, int, int, bool]:
    """(height, size of the label, size of the remark, whether it is beside it and not beneath)."""
    if with_remarks and width >= 88:
        text = min(LARGE, room * 3 // 4)
        return min(room, 44), text, min(SMALL, text * 3 // 4), True
    if with_remarks and width >= 53 and room >= 60:
        return 60, LARGE, SMALL, False
    text = min(LARGE, room * 3 // 4, LARGE * (width - 4) // width_of("4.4", LARGE))
    return min(room, text * 2), text, 0, False


def _draw_row(canvas: Canvas, sizes: _Sizes, y: int, label: str, cells: Cells) -> None:
    middle = y + sizes.cell_height // 2 - 1
    canvas.write(label, LABEL, sizes.left - 10, middle + half_height(LABEL), align=1)
    for column, cell in enumerate(cells):
        x = sizes.left + column * sizes.cell_width
        canvas.fill(x, y, sizes.cell_width - 2, sizes.cell_height - 2, _paint(cell))
        if cell:
            _write_cell(canvas, sizes, x + sizes.cell_width / 2 - 1, middle, cell)


def _write_cell(canvas: Canvas, sizes: _Sizes, x: float, middle: int, cell: Cell) -> None:
    baseline = middle + half_height(sizes.text)
    if not sizes.remark or not cell.remark:
        canvas.write(cell.label, sizes.text, x, baseline)
    elif sizes.remark_is_beside:
        half = (width_of(cell.label, sizes.text) + 8 + width_of(cell.remark, sizes.remark)) / 2
        canvas.write(cell.label, sizes.text, x - half, baseline, align=0)
        canvas.write(cell.remark, sizes.remark, x + half, baseline, align=1)
    else:
        canvas.write(cell.label, sizes.text, x, middle + 1)
        canvas.write(cell.remark, sizes.remark, x, middle + 23)


def _draw_legend(canvas: Canvas, chart: Heatmap, sizes: _Sizes) -> None:
    x, y = PAD, sizes.bottom + 16
    for cell in (*chart.legend, None):
        label = cell.label if cell else ""
        width = width_of(label, SMALL) + 28
        canvas.fill(x, y, width, 28, _paint(cell))
        canvas.write(label, SMALL, x + width / 2, y + 14 + half_height(SMALL))
        x += width + 3
    canvas.write(chart.without, SMALL, x + 6, y + 14 + half_height(SMALL), align=0, paint=ON_PANEL)
    if sizes.remark:
        canvas.write(chart.remarks, SMALL, PAD, y + 50, align=0, paint=ON_PANEL_MUTED)


def _paint(cell: Cell | None) -> int:
    return paint_of(cell.value) if cell else ON_EMPTY
