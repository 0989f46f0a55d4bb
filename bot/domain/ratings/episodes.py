"""What a server's members make of a show's seasons and episodes, and how these are laid out in a grid."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Self

from bot.domain.catalog.shows import Show
from bot.domain.ratings.rating import Spread, Target

LINES = 30
"""Lines of the grid in one picture."""
LONGEST = 40
"""Episodes in one line; a longer season goes on in the next."""
LONGEST_ALONE = 10
"""The same for a season that stands alone: it is laid out like a page of a calendar."""


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """One line of the grid: a season's episodes from `first` to `last`, counted from 1."""

    season: int
    first: int
    last: int

    @property
    def episodes(self) -> range:
        """The numbers of its episodes."""
        return range(self.first, self.last + 1)


@dataclass(frozen=True, slots=True)
class EpisodeGrid:
    """The ratings of a whole show, of whole seasons, and of episodes by (season, number).

    Seasons and episodes that nobody rated are absent.
    """

    show: Show
    whole: Spread
    seasons: Mapping[int, Spread]
    episodes: Mapping[tuple[int, int], Spread]

    @classmethod
    def of(cls, show: Show, spreads: Mapping[Target, Spread]) -> Self:
        """The grid of a show from the ratings of all its targets."""
        rated = {target: spread for target, spread in spreads.items() if spread.count}
        return cls(
            show,
            rated.pop(Target(show.show_id), Spread()),
            {target.season: spread for target, spread in rated.items() if not target.episode},
            {(target.season, target.episode): spread for target, spread in rated.items() if target.episode},
        )

    @property
    def is_single(self) -> bool:
        """Whether nothing is known of a second season."""
        return {*self.seasons, *(season for season, _ in self.episodes)} <= {1}

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of the grid: one a season, or several if it is long.

        All there are if they fit one picture, else those in which something is rated. How many episodes a
        season has is known from its ratings only, so one of season 9,999 must not draw the 9,998 before it.
        """
        ends = self._ends()
        length = LONGEST_ALONE if self.is_single else LONGEST
        every = tuple(islice(_lines(range(1, max(ends) + 1), ends, length), LINES + 1)) if ends else ()
        if len(every) <= LINES:
            return every
        firsts = {(season, number - (number - 1) % length) for season, number in self.episodes}
        firsts |= {(season, 1) for season in self.seasons}
        rated = _lines(sorted(ends), ends, length)
        return tuple(line for line in rated if (line.season, line.first) in firsts)

    def _ends(self) -> dict[int, int]:
        """The last known episode of each known season."""
        ends = dict.fromkeys(self.seasons, 1)
        for season, number in self.episodes:
            ends[season] = max(number, ends.get(season, 1))
        if self.is_single and ends:
            ends[1] = max(ends[1], self.show.facts.episodes)
        return ends


def _lines(seasons: Iterable[int], ends: Mapping[int, int], length: int) -> Iterator[Line]:
    for season in seasons:
        end = ends.get(season, 1)
        for first in range(1, end + 1, length):
            yield Line(season, first, min(first + length - 1, end))
