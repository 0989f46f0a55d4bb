"""Bars, lying and standing: their lengths and colours, and that any text fits."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.domain.ratings.rating import Spread
from bot.domain.server.settings import Theme
from bot.ui.charts.bars import HEIGHT, SPACE, WIDTH, Bar, Bars
from bot.ui.charts.canvas import SHADES, drawable, fitted, width_of
from bot.ui.charts.histogram import TALLEST, Histogram
from bot.ui.charts.renderer import Chart
from bot.ui.charts.stars import short_count, spread_histogram, spread_in_words
from bot.ui.charts.theme import ON_EMPTY, ON_PANEL, paint_of

SIZE_LIMIT = 60_000
MARGIN = 14

texts = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=120)
numbers = st.text("0123456789.,k()", min_size=1, max_size=12)
bars = st.builds(Bar, st.integers(1, 99).map(str), numbers, st.floats(0, 1), st.floats(0, 1), texts)


def drawn(chart: Chart, look: Theme = Theme.DARK) -> Image.Image:
    """The picture, its pixels being paints and shades."""
    png = chart.png(look)
    assert len(png) < SIZE_LIMIT
    return Image.open(io.BytesIO(png))


def grounds(picture: Image.Image, y: int) -> list[int]:
    """The paints along a line."""
    row = picture.crop((0, y, picture.width, y + 1)).tobytes()
    return [pixel // SHADES for pixel in row]


def columns(picture: Image.Image, paint: int) -> int:
    """How many pixels of a picture have a paint."""
    return sum(pixel // SHADES == paint for pixel in picture.tobytes())


@pytest.mark.parametrize("look", Theme)
def test_a_bar_is_as_long_as_it_says_and_has_its_colour(look: Theme) -> None:
    chart = Bars("Averages", (Bar("1", "5.0", 1, 1), Bar("2", "2.5", 0.5, 0.4), Bar("3", "0", 0, 0)))
    picture = drawn(chart, look)
    first = picture.height - 16 - 3 * HEIGHT - 2 * SPACE
    lines = [grounds(picture, first + row * (HEIGHT + SPACE)) for row in range(3)]
    full, half = lines[0].count(paint_of(1)), lines[1].count(paint_of(0.4))
    assert full > 400
    assert abs(half - full / 2) <= 1
    assert lines[1].count(ON_EMPTY) == full - half
    assert lines[2].count(ON_EMPTY) == full, "a bar of no length is an empty track"


@pytest.mark.parametrize("look", Theme)
def test_columns_are_as_tall_as_their_counts(look: Theme) -> None:
    chart = spread_histogram("Glass Heart", Spread((0, 0, 1, 0, 100, 50, 0, 0, 0, 1_200)))
    picture = drawn(chart, look)
    heights = {paint_of(bar.value): bar.length * TALLEST for bar in chart.bars if bar.length}
    width = grounds(picture, picture.height - 52).count(paint_of(1))
    assert width > 40
    for paint, height in heights.items():
        found = columns(picture, paint) / width
        assert height <= found <= height + 4, "and a foot of three pixels"
    assert columns(picture, paint_of(0)) == 0, "nobody gave half a star"


def test_the_spread_has_a_bar_for_each_half_star() -> None:
    chart = spread_histogram("Glass Heart", Spread((0,) * 8 + (3, 1_234)))
    assert [bar.label for bar in chart.bars] == [f"{halves / 2}" for halves in range(1, 11)]
    assert [bar.number for bar in chart.bars[-3:]] == ["0", "3", "1.2k"]
    assert max(bar.length for bar in chart.bars) == 1
    assert drawn(spread_histogram("Nothing", Spread())).width == WIDTH


def test_the_spread_in_words_names_what_was_given_best_first() -> None:
    assert spread_in_words(Spread((1, *[0] * 8, 1_234))) == "5.0 stars: 1,234, 0.5 stars: 1."
    assert spread_in_words(Spread()) == "No ratings."


@settings(max_examples=60)
@given(caption=texts, several=st.lists(bars, min_size=1, max_size=25), standing=st.booleans())
def test_whatever_is_written_stays_within_the_picture(
    caption: str, several: list[Bar], standing: bool
) -> None:
    chart = Histogram(caption, tuple(several)) if standing else Bars(caption, tuple(several))
    picture = drawn(chart)
    assert picture.width == WIDTH
    for x in (0, WIDTH - MARGIN):
        margin = picture.crop((x, 0, x + MARGIN, picture.height)).tobytes()
        assert set(margin) == {ON_PANEL * SHADES}, "something is in the margins"


@given(texts, st.integers(0, 600))
def test_a_line_is_cut_to_its_width(text: str, width: int) -> None:
    short = fitted(text, 18, width)
    assert not short or width_of(short, 18) <= width
    assert short == text or not short or short.endswith("...")


@pytest.mark.parametrize(
    ("title", "written"),
    [("Glass Heart", "Glass Heart"), ("Élite", "Elite"), ("グラスハート", ""), ("Дом", ""), ("A\x00b", "")],
)
def test_only_what_the_font_has_is_written(title: str, written: str) -> None:
    assert drawable(title) == written


@pytest.mark.parametrize(
    ("count", "short"),
    [(999, "999"), (1_000, "1.0k"), (9_999, "9.9k"), (34_567, "34k"), (999_999, "999k"), (2_000_000, "2M")],
)
def test_counts_are_short(count: int, short: str) -> None:
    assert short_count(count) == short
