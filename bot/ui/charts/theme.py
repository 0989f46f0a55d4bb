"""The colours of all charts, as paints: each is a ground to fill with and an ink to write on it with.

There are two sets of them. A picture brings a panel of its own, so that either can be read anywhere.
"""

from dataclasses import dataclass
from functools import cache

from bot.domain.server.settings import Theme

Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of a theme.

    The ramp goes from low to high, away from the panel's lightness all the way: whoever sees no hues can tell
    its colours apart. `on_dark` and `on_light` are the inks to write on it with.
    """

    panel: Rgb
    empty: Rgb
    ink: Rgb
    muted: Rgb
    on_dark: Rgb
    on_light: Rgb
    ramp: tuple[Rgb, ...]


COLOURS = {
    Theme.DARK: Colours(
        panel=(0x23, 0x25, 0x2A),
        empty=(0x37, 0x3A, 0x41),
        ink=(0xF2, 0xF3, 0xF5),
        muted=(0xB5, 0xBA, 0xC1),
        on_dark=(0xF2, 0xF3, 0xF5),
        on_light=(0x16, 0x17, 0x1A),
        ramp=(
            (0x83, 0x77, 0xD1),
            (0x9C, 0x79, 0xD6),
            (0xCF, 0x79, 0xB4),
            (0xF0, 0x8A, 0x6B),
            (0xFF, 0xD8, 0x5E),
        ),
    ),
    Theme.LIGHT: Colours(
        panel=(0xF7, 0xF8, 0xFA),
        empty=(0xE1, 0xE4, 0xE9),
        ink=(0x1E, 0x1F, 0x23),
        muted=(0x55, 0x5B, 0x66),
        on_dark=(0xFF, 0xFF, 0xFF),
        on_light=(0x00, 0x00, 0x00),
        ramp=(
            (0x78, 0x6E, 0xC4),
            (0x92, 0x52, 0xB0),
            (0xA8, 0x35, 0x78),
            (0x93, 0x1F, 0x38),
            (0x5E, 0x14, 0x0E),
        ),
    ),
}

STEPS = 40
"""The paints of the ramp: 0, the lowest, to 39. After them come:"""
ON_PANEL, ON_PANEL_MUTED, ON_EMPTY = range(STEPS, STEPS + 3)


@cache
def paints(theme: Theme) -> tuple[tuple[Rgb, Rgb], ...]:
    """(ground, ink) of every paint."""
    colours = COLOURS[theme]
    grounds = [mixed(colours.ramp, step / (STEPS - 1)) for step in range(STEPS)]
    ramp = ((ground, _ink_on(ground, colours.on_dark, colours.on_light)) for ground in grounds)
    others = (colours.panel, colours.ink), (colours.panel, colours.muted), (colours.empty, colours.ink)
    return *ramp, *others


def paint_of(value: float) -> int:
    """The paint of the ramp for a value from 0 to 1."""
    return round(min(max(value, 0), 1) * (STEPS - 1))


def mixed(stops: tuple[Rgb, ...], at: float) -> Rgb:
    """The colour at a place between the first stop (0) and the last (1)."""
    index = min(int(at * (len(stops) - 1)), len(stops) - 2)
    share = at * (len(stops) - 1) - index
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(*stops[index : index + 2], strict=True))
    return red, green, blue


def luminance(colour: Rgb) -> float:
    """How light a colour is, 0 to 1 (WCAG 2.2, “relative luminance”)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Rgb, other: Rgb) -> float:
    """From 1 (the same) to 21 (black and white); text wants 4.5 (WCAG 2.2, “contrast ratio”)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _ink_on(ground: Rgb, *inks: Rgb) -> Rgb:
    return max(inks, key=lambda ink: contrast(ink, ground))
