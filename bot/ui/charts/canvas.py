"""Drawing with paints, and writing the PNG file."""

import struct
import unicodedata
import zlib
from functools import cache, lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageFont

from bot.domain.server.settings import Theme
from bot.domain.text import conceal
from bot.ui.charts.theme import ON_PANEL, mixed, paints

SHADES = 4
"""How smooth letters are: colours from a paint's ground to its ink. All of them make 256 at most."""
CUT = "..."


class Canvas:
    """A picture being drawn, of `width` × `height` pixels, at first an empty panel.

    A pixel is a byte: the number of a paint times `SHADES`, and on top the shade of what is written there.
    That is quick to draw, and makes a small file.
    """

    def __init__(self, width: int, height: int) -> None:
        self._grounds = Image.new("L", (width, height), ON_PANEL * SHADES)
        self._shades = Image.new("L", (width, height), 0)
        self._draw = ImageDraw.Draw(self._grounds)

    def fill(self, x: int, y: int, width: int, height: int, paint: int) -> None:
        """Fill a rectangle."""
        self._draw.rectangle((x, y, x + width - 1, y + height - 1), fill=paint * SHADES)

    def write(
        self, text: str, size: int, x: float, baseline: int, align: float = 0.5, paint: int | None = None
    ) -> None:
        """Write a line at `x`: its left end (align 0), its middle (0.5) or its right end (1).

        It is written with the ink of the paint that it stands on, or on a ground of `paint`.
        """
        stamp, rise = _stamp(text, size)
        left, top = round(x - align * stamp.width), baseline - rise
        if paint is not None:
            self.fill(left, top, *stamp.size, paint)
        self._shades.paste(stamp, (left, top))

    def png(self, theme: Theme) -> bytes:
        """The file of the picture as it is now, in the colours of a theme."""
        return _png(ImageChops.add(self._grounds, self._shades), _palette(theme))


def drawable(text: str) -> str:
    """A text without accents and spoilers if the font can then draw it, else nothing: “Élite” is Elite."""
    parts = unicodedata.normalize("NFKD", conceal(text))
    bare = "".join(letter for letter in parts if not unicodedata.combining(letter)).strip()
    return bare if bare.isascii() and bare.isprintable() else ""


def half_height(size: int) -> int:
    """Half of the height of a digit."""
    return size * 9 // 25


def fitted(text: str, size: int, width: float) -> str:
    """As much of a line as `width` pixels hold, with dots where it is cut."""
    if width_of(text, size) <= width:
        return text
    while text and width_of(text + CUT, size) > width:
        text = text[:-1].rstrip()
    return text + CUT if text else ""


def width_of(text: str, size: int) -> int:
    """How many pixels a line is wide."""
    return _stamp(text, size)[0].width


@lru_cache(maxsize=2_048)
def _stamp(text: str, size: int) -> tuple[Image.Image, int]:
    """The shades of a line, and how many pixels it rises above its baseline."""
    font = _font(size)
    left, top, right, bottom = map(round, font.getbbox(text, anchor="ls"))
    stamp = Image.new("L", (max(right - left, 1), max(bottom - top, 1)), 0)
    ImageDraw.Draw(stamp).text((-left, -top), text, fill=SHADES - 1, font=font, anchor="ls")
    return stamp, -top


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size=size)


@cache
def _palette(theme: Theme) -> bytes:
    """Red, green and blue of each paint's shades."""
    places = [shade / (SHADES - 1) for shade in range(SHADES)]
    return bytes(
        channel for colours in paints(theme) for place in places for channel in mixed(colours, place)
    )


def _png(indexes: Image.Image, palette: bytes) -> bytes:
    """A PNG file (https://www.w3.org/TR/png-3/).

    Pillow writes palettes unfiltered. As differences from the line above (filter type 2) a grid takes half
    the space; and zlib, unlike Pillow's encoder, lets other threads run.
    """
    width, height = indexes.size
    above = Image.new("L", indexes.size, 0)
    above.paste(indexes, (0, 1))
    lines = Image.new("L", (width + 1, height), 2)
    lines.paste(ImageChops.subtract_modulo(indexes, above), (1, 0))
    chunks = {
        b"IHDR": struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0),
        b"PLTE": palette,
        b"IDAT": zlib.compress(lines.tobytes()),
        b"IEND": b"",
    }
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks.items()
    )
