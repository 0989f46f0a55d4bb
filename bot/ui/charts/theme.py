"""The colours of all charts, as paints: each is a ground to fill with and an ink to write on it with."""

from functools import cache

Rgb = tuple[int, int, int]

PANEL: Rgb = (0x23, 0x25, 0x2A)
EMPTY: Rgb = (0x37, 0x3A, 0x41)
LIGHT_INK: Rgb = (0xF2, 0xF3, 0xF5)
MUTED_INK: Rgb = (0xB5, 0xBA, 0xC1)
DARK_INK: Rgb = (0x16, 0x17, 0x1A)
RAMP: tuple[Rgb, ...] = (
    (0x83, 0x77, 0xD1),
    (0x9C, 0x79, 0xD6),
    (0xCF, 0x79, 0xB4),
    (0xF0, 0x8A, 0x6B),
    (0xFF, 0xD8, 0x5E),
)
"""From low to high. It gets lighter all the way, so that whoever sees no hues can tell it apart."""

STEPS = 40
"""The paints of the ramp: 0, the lowest, to 39. After them come:"""
ON_PANEL, ON_PANEL_MUTED, ON_EMPTY = range(STEPS, STEPS + 3)


@cache
def paints() -> tuple[tuple[Rgb, Rgb], ...]:
    """(ground, ink) of every paint."""
    ramp = [mixed(RAMP, step / (STEPS - 1)) for step in range(STEPS)]
    others = (PANEL, LIGHT_INK), (PANEL, MUTED_INK), (EMPTY, LIGHT_INK)
    return *((ground, _ink_on(ground)) for ground in ramp), *others


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


def _ink_on(ground: Rgb) -> Rgb:
    return max(LIGHT_INK, DARK_INK, key=lambda ink: contrast(ink, ground))
