"""Half stars: how they are counted, averaged and written."""

from dataclasses import dataclass
from operator import mul
from typing import Self

from bot.domain.errors import Refusal
from bot.domain.ids import Millis, ShowId

ALL_HALVES = range(1, 11)


@dataclass(frozen=True, slots=True, order=True)
class Stars:
    """A rating, as a number of half stars from 1 to 10 (so 7 is three and a half stars)."""

    halves: int

    def __post_init__(self) -> None:
        if self.halves not in ALL_HALVES:
            raise ValueError(f"{self.halves} half stars; 1 to 10 are allowed")

    @classmethod
    def from_number(cls, number: float) -> Self:
        """Stars from what a member gave, such as 3.5; raises `Refusal` for anything but a half-star step."""
        halves = number * 2
        if halves not in ALL_HALVES:
            raise Refusal(f"A rating goes from 0.5 to 5 in half stars, and {number:g} is not one of them.")
        return cls(int(halves))

    @property
    def number(self) -> float:
        """The rating as people say it: 3.5."""
        return self.halves / 2

    def __str__(self) -> str:
        return f"{self.number:.1f} {'★' * (self.halves // 2)}{'½' * (self.halves % 2)}"


@dataclass(frozen=True, slots=True)
class Given:
    """A rating, and when it was given (Unix milliseconds)."""

    halves: int
    rated_at: Millis


def average_of(total: int, count: int) -> str:
    """The mean, in stars to one decimal, of `count` ratings that sum up to `total` half stars: "3.5".

    Halves are rounded up. Reckoned in whole numbers: tenths of a star = 5 × total / count.
    """
    tenths = (2 * 5 * total + count) // (2 * count)
    return f"{tenths // 10}.{tenths % 10}"


@dataclass(frozen=True, slots=True)
class Spread:
    """How often each of the ten half stars was given to one target (index 0 is half a star)."""

    buckets: tuple[int, ...] = (0,) * 10

    @classmethod
    def of(cls, stars: Stars) -> Self:
        """One person's opinion."""
        return cls(tuple(int(halves == stars.halves) for halves in ALL_HALVES))

    @property
    def count(self) -> int:
        """How many rated."""
        return sum(self.buckets)

    @property
    def total(self) -> int:
        """The sum of all ratings in half stars."""
        return sum(map(mul, ALL_HALVES, self.buckets))

    @property
    def average(self) -> str | None:
        """The mean in stars to one decimal, see `average_of`; None when nobody rated."""
        return average_of(self.total, self.count) if self.count else None


@dataclass(frozen=True, slots=True)
class Target:
    """What is rated or reviewed: a whole show, one season of it (≥ 1), or one episode of a season.

    0 stands for “the whole” in both numbers, as in the tables.
    """

    show_id: ShowId
    season: int = 0
    episode: int = 0

    @classmethod
    def of(cls, show_id: ShowId, season: int | None = None, episode: int | None = None) -> Self:
        """The target a member named; raises `Refusal` for an episode without its season or odd numbers."""
        if episode is not None and season is None:
            raise Refusal("Which season is that episode of? Fill in `season` as well.")
        if any(number is not None and not 1 <= number <= 10_000 for number in (season, episode)):
            raise Refusal("Seasons and episodes are counted from 1.")
        return cls(show_id, season or 0, episode or 0)

    def __str__(self) -> str:
        if self.episode:
            return f"season {self.season}, episode {self.episode}"
        return f"season {self.season}" if self.season else "the whole show"
