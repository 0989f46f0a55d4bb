"""How shows are ranked: over which period, by which number, and what a few ratings are worth."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, IntEnum
from math import isqrt
from typing import Self

from bot.domain.catalog.shows import Kind, ShowName
from bot.domain.errors import Refusal
from bot.domain.ids import Millis
from bot.domain.ratings.rating import average_of
from bot.domain.spans import DAY

ALL_TIME = 0
"""A period is a number: 0 for all time, 2026 for a year, 202611 for a month; by the calendar of UTC."""

PER_STAR = 10_000
"""In how many parts of a star averages are compared."""
FEWEST, MOST = 3, 50
"""The bounds of how many ratings a show must have to be ranked by them."""
GEM_FROM_HALVES = 8
PAGE, PAGES = 10, 10
"""Shows on a page, and pages."""

_EPOCH = datetime(1970, 1, 1)  # of UTC, like all our times
_DAY = timedelta(days=1)


class Ranking(IntEnum):
    """By what shows are ranked; the value stands for it in a button."""

    BEST = 0
    REVIEWED = 1
    DIVISIVE = 2
    RISING = 3
    GEMS = 4


class When(Enum):
    """A period as members name it."""

    ALL_TIME = "all time"
    THIS_YEAR = "this year"
    THIS_MONTH = "this month"
    LAST_MONTH = "last month"
    LAST_YEAR = "last year"

    def period(self, now: Millis) -> int:
        """The period that is meant at this time (Unix ms)."""
        _, year, month = periods_of(now)
        return {
            When.ALL_TIME: ALL_TIME,
            When.THIS_YEAR: year,
            When.THIS_MONTH: month,
            When.LAST_MONTH: month_before(month),
            When.LAST_YEAR: year - 1,
        }[self]


def periods_of(at: Millis) -> tuple[int, int, int]:
    """All time, the year and the month of a time (Unix ms)."""
    return periods_of_day(at // DAY)


def periods_of_day(day: int) -> tuple[int, int, int]:
    """All time, the year and the month of a day (days since 1970-01-01)."""
    date = _EPOCH + day * _DAY
    return ALL_TIME, date.year, date.year * 100 + date.month


def is_month(period: int) -> bool:
    """Whether a period is a month."""
    return period > 9_999


def month_before(month: int) -> int:
    """202512 for 202601."""
    return month - 1 if month % 100 > 1 else month - 89


def month_after(month: int) -> int:
    """202601 for 202512."""
    return month + 1 if month % 100 < 12 else month + 89


@dataclass(frozen=True, slots=True)
class Sums:
    """What a show got in a period.

    Ratings of the whole show, their half stars added up, the squares of these added up, and reviews.
    """

    count: int = 0
    total: int = 0
    squares: int = 0
    reviews: int = 0

    @classmethod
    def of_rating(cls, halves: int) -> Self:
        """What one rating counts."""
        return cls(1, halves, halves * halves)

    def plus(self, other: Self, sign: int = 1) -> Self:
        """Both together, or what is left when `sign` is -1."""
        return type(self)(
            self.count + sign * other.count,
            self.total + sign * other.total,
            self.squares + sign * other.squares,
            self.reviews + sign * other.reviews,
        )

    @property
    def average(self) -> str | None:
        """The mean in stars to one decimal ("3.5"); None when nobody rated."""
        return average_of(self.total, self.count) if self.count else None

    @property
    def activity(self) -> int:
        """How much was rated and reviewed."""
        return self.count + self.reviews

    @property
    def deviation(self) -> str:
        """How far ratings lie from their mean: the standard deviation in stars, to one decimal.

        √(n·Σx² − (Σx)²) / n in half stars is five times as many tenths of a star. At least one has rated.
        """
        tenths = (isqrt(100 * self._scatter) + self.count) // (2 * self.count)
        return f"{tenths // 10}.{tenths % 10}"

    @property
    def variance(self) -> int:
        """The population's variance of the ratings, in ten-thousandths of a squared half star."""
        return PER_STAR * self._scatter // (self.count * self.count) if self.count else 0

    @property
    def _scatter(self) -> int:
        return self.count * self.squares - self.total * self.total


@dataclass(frozen=True, slots=True)
class Totals:
    """What a server's shows got together in a period: how many are rated, the ratings, their half stars."""

    shows: int = 0
    count: int = 0
    total: int = 0

    def plus(self, other: Self) -> Self:
        """Both together."""
        return type(self)(self.shows + other.shows, self.count + other.count, self.total + other.total)

    @property
    def average(self) -> str | None:
        """The mean of all ratings in stars to one decimal; None when there are none."""
        return average_of(self.total, self.count) if self.count else None

    @property
    def prior(self) -> "Prior":
        """What the shows are measured by."""
        if not self.count:
            return Prior()
        tenths = (10 * self.total + self.count) // (2 * self.count)
        votes = (2 * self.count + self.shows) // (2 * self.shows)
        return Prior(tenths, max(FEWEST, min(votes, MOST)))


@dataclass(frozen=True, slots=True)
class Prior:
    """What is expected of a show before anybody rated it.

    `tenths` is C, the server's mean in tenths of a star; `votes` is m: as many ratings of C are added to a
    show's own, and fewer ratings than that rank no show. m is the mean number of ratings that a rated show
    has, so that it grows with the server. Both are rounded, so that they seldom change.
    """

    tenths: int = 0
    votes: int = FEWEST

    @property
    def mean(self) -> str:
        """C in stars, to one decimal."""
        return f"{self.tenths // 10}.{self.tenths % 10}"

    def weighted(self, sums: Sums) -> int:
        """The weighted rating in ten-thousandths of a star, rounded down; 0 for too few ratings.

        WR = (v/(v+m))·R + (m/(v+m))·C, as IMDb ranks its films (“How do you calculate the rank of movies
        and TV shows on the Top Rated lists?”, help.imdb.com). With R = total/v this is (total + m·C)/(v+m).
        """
        if sums.count < self.votes:
            return 0
        tenths = 5 * sums.total + self.votes * self.tenths  # times v+m
        return PER_STAR // 10 * tenths // (sums.count + self.votes)

    def divisive(self, sums: Sums) -> int:
        """How much members differ on a show: the variance; 0 for too few ratings."""
        return sums.variance if sums.count >= self.votes else 0

    def gem(self, sums: Sums) -> int:
        """The mean, in ten-thousandths of a star, of a show that few know and those few love; else 0.

        Few are at least two, and too few to be ranked; they love what gets four stars on average.
        """
        if not 2 <= sums.count < self.votes or sums.total < GEM_FROM_HALVES * sums.count:
            return 0
        return PER_STAR * sums.total // (2 * sums.count)


def rise(sums: Sums, before: Sums) -> int:
    """How much more was rated and reviewed than the month before; 0 unless it is more."""
    return max(0, sums.activity - before.activity)


@dataclass(frozen=True, slots=True)
class TopChoice:
    """Which ranking somebody looks at: what a button keeps. `genre` is a genre's number, 0 for all."""

    ranking: Ranking = Ranking.BEST
    period: int = ALL_TIME
    kind: Kind = Kind.UNKNOWN
    genre: int = 0
    page: int = 0

    @classmethod
    def of(cls, ranking: int, period: int, kind: int, genre: int, page: int) -> Self:
        """What the numbers in a button mean; raises `Refusal` if they mean nothing."""
        year = period // 100 if is_month(period) else period
        month = period % 100 if is_month(period) else 1
        if (
            ranking >= len(Ranking)
            or kind >= len(Kind)
            or page >= PAGES
            or year > 9_999
            or not 1 <= month <= 12
        ):
            raise Refusal("I don't know that ranking. Open one with `/top`.")
        return cls(Ranking(ranking), period, list(Kind)[kind], genre, page)

    @property
    def numbers(self) -> tuple[int, int, int, int]:
        """The numbers for a button, but for the page."""
        return self.ranking, self.period, list(Kind).index(self.kind), self.genre

    def period_at(self, now: Millis) -> int:
        """The period to show at this time (Unix ms)."""
        if self.ranking is Ranking.RISING and not is_month(self.period):
            return When.THIS_MONTH.period(now)
        return self.period


@dataclass(frozen=True, slots=True)
class Ranked:
    """A show in a ranking: what it got in the period, and by which number it is ranked."""

    show: ShowName
    sums: Sums
    score: int


@dataclass(frozen=True, slots=True)
class TopPage:
    """A page of a ranking.

    `period` is the one that is shown: a rise is always that of a month, the present one unless another is
    chosen. `periods` are those to choose from; `titles` are all titles of each ranked show; `most` is the
    score of the ranking's first show, on whichever page; `genre` is the chosen one's name.
    """

    choice: TopChoice
    period: int
    ranked: tuple[Ranked, ...]
    titles: tuple[tuple[str, ...], ...]
    most: int
    has_more: bool
    totals: Totals
    genre: str
    periods: tuple[int, ...]

    @property
    def first(self) -> int:
        """The place of the first show on the page, from 1."""
        return self.choice.page * PAGE + 1
