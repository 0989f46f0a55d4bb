"""Bars that lie one below the other: the first ten of something."""

from dataclasses import dataclass

from bot.domain.server.settings import Theme
from bot.ui.charts.canvas import Canvas, fitted, half_height, width_of
from bot.ui.charts.theme import ON_EMPTY, ON_PANEL_MUTED, paint_of

WIDTH, PAD, GAP = 640, 16, 10
HEIGHT, SPACE = 38, 8
"""Of a bar, and between two of them."""
LABEL, NAME = 20, 18
"""Sizes of text, in pixels."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its short label, the number that is written at its end, and its name, which may be empty.

    `length` goes from 0 to 1, the longest there can be; `value`, from 0 to 1, is its colour. Texts are ASCII.
    """

    label: str
    number: str
    length: float
    value: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars in a given order, with what their numbers are as the caption. A name too long is cut."""

    caption: str
    bars: tuple[Bar, ...]

    def png(self, theme: Theme) -> bytes:
        """The picture: 640 pixels wide, and less than 60 KB up to 25 bars."""
        left = PAD + GAP + max((width_of(bar.label, LABEL) for bar in self.bars), default=0)
        right = WIDTH - PAD - GAP - max((width_of(bar.number, LABEL) for bar in self.bars), default=0)
        top = 2 * PAD + LABEL
        canvas = Canvas(WIDTH, top + len(self.bars) * (HEIGHT + SPACE) - SPACE + PAD)
        canvas.write(fitted(self.caption, LABEL, WIDTH - 2 * PAD), LABEL, PAD, PAD + 16, 0, ON_PANEL_MUTED)
        for row, bar in enumerate(self.bars):
            y = top + row * (HEIGHT + SPACE)
            _draw(canvas, bar, left, right, y)
        return canvas.png(theme)


def _draw(canvas: Canvas, bar: Bar, left: int, right: int, y: int) -> None:
    middle, room = y + HEIGHT // 2, right - left
    canvas.write(bar.label, LABEL, left - GAP, middle + half_height(LABEL), align=1)
    canvas.write(bar.number, LABEL, WIDTH - PAD, middle + half_height(LABEL), align=1)
    canvas.fill(left, y, room, HEIGHT, ON_EMPTY)
    if filled := round(min(max(bar.length, 0), 1) * room):
        canvas.fill(left, y, filled, HEIGHT, paint_of(bar.value))
    if name := fitted(bar.name, NAME, room - 2 * GAP):
        canvas.write(name, NAME, left + GAP, middle + half_height(NAME), align=0)
