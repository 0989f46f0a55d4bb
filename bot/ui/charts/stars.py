"""Ratings in charts: their colours, their counts in short, and how often each was given."""

from bot.domain.ratings.rating import ALL_HALVES, Spread, Stars
from bot.ui.charts.bars import Bar
from bot.ui.charts.histogram import Histogram


def value_of(stars: float) -> float:
    """The place of stars on the ramp: 0 for half a star to 1 for five."""
    return (stars - 0.5) / 4.5


def short_count(count: int) -> str:
    """“999”, “1.2k”, “34k”: at most four characters below ten million."""
    if count < 1_000:
        return str(count)
    if count < 10_000:
        return f"{count // 100 / 10:.1f}k"
    return f"{count // 1_000}k" if count < 1_000_000 else f"{count // 1_000_000}M"


def spread_histogram(caption: str, spread: Spread) -> Histogram:
    """How often each of the ten half stars was given; the caption says to what or by whom (ASCII)."""
    most = max(*spread.buckets, 1)
    counts = zip(map(Stars, ALL_HALVES), spread.buckets, strict=True)
    return Histogram(
        caption,
        tuple(
            Bar(f"{stars.number:.1f}", short_count(count), count / most, value_of(stars.number))
            for stars, count in counts
        ),
    )


def spread_in_words(spread: Spread) -> str:
    """The same for those who can't see it: “5.0 stars: 3, 4.5 stars: 12.” Only what was given, best first."""
    counts = zip(map(Stars, ALL_HALVES), spread.buckets, strict=True)
    given = [f"{stars.number:.1f} stars: {count:,}" for stars, count in reversed([*counts]) if count]
    return ", ".join(given) + "." if given else "No ratings."
