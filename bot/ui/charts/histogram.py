"""Bars that stand side by side: how often each of some values was given."""

from dataclasses import dataclass
from math import ceil

from bot.domain.server.settings import Theme
from bot.ui.charts.bars import Bar
from bot.ui.charts.canvas import Canvas, fitted, width_of
from bot.ui.charts.theme import ON_EMPTY, ON_PANEL_MUTED, paint_of

WIDTH, TALLEST, PAD, SPACE = 640, 200, 16, 6
LABEL = 20
"""The size of text, in pixels. A number too wide for its column is written smaller."""


@dataclass(frozen=True, slots=True)
class Histogram:
    """At least one bar, and a caption. A bar of length 0 is a thin line, and its number is left out."""

    caption: str
    bars: tuple[Bar, ...]

    def png(self, theme: Theme) -> bytes:
        """The picture: 640 pixels wide, and less than 60 KB."""
        top = 2 * PAD + 2 * LABEL + 8
        floor = top + TALLEST
        canvas = Canvas(WIDTH, floor + LABEL + 2 * PAD)
        canvas.write(fitted(self.caption, LABEL, WIDTH - 2 * PAD), LABEL, PAD, PAD + 16, 0, ON_PANEL_MUTED)
        column = (WIDTH - 2 * PAD + SPACE) // len(self.bars)
        widest = max(width_of(text, LABEL) for bar in self.bars for text in (bar.number, bar.label))
        size = min(LABEL, LABEL * (column - SPACE) // widest)
        for index, bar in enumerate(self.bars):
            x, width = PAD + index * column, column - SPACE
            if height := ceil(min(max(bar.length, 0), 1) * TALLEST):  # what is there is seen
                canvas.fill(x, floor - height, width, height, paint_of(bar.value))
                canvas.write(bar.number, size, x + width / 2, floor - height - 6)
            canvas.fill(x, floor, width, 3, paint_of(bar.value) if height else ON_EMPTY)
            canvas.write(bar.label, size, x + width / 2, floor + 10 + LABEL)
        return canvas.png(theme)
