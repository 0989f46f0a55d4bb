"""How much two members agree: reckoned from the shows that both rated."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.catalog.shows import ShowName
from bot.domain.ids import ShowId, UserId
from bot.domain.members.profiles import RatedShow
from bot.domain.ratings.rating import Stars

NEEDED = 5
"""How many shows in common a taste match takes."""
LATEST = 1_000
"""How many ratings of whole shows of each member are looked at, the newest ones."""
FAR = 6
"""Half stars between two ratings that share nothing: three stars."""
DOUBT = 3
"""How many shows of half agreement are thought of beside those in common: the fewer these are, the nearer
the match is to 50 %."""


LISTED = 4
"""How many shows are named of those that two agree on, differ on, or that one has yet to see."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A show that two members rated, and the two ratings: `mine` is the reader's."""

    show_id: ShowId
    mine: Stars
    theirs: Stars

    @property
    def apart(self) -> int:
        """How many half stars lie between the two."""
        return abs(self.mine.halves - self.theirs.halves)

    @property
    def strength(self) -> int:
        """How far from the middle of the scale the two are together: to love the same show says more."""
        return abs(self.mine.halves + self.theirs.halves - 11)


@dataclass(frozen=True, slots=True)
class InCommon:
    """A show that two members rated, by name."""

    show: ShowName
    mine: Stars
    theirs: Stars


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two members side by side: `user_id` is the one that the reader compares with.

    `count` is how many shows they have in common among the latest 1,000 ratings of each. `match` is None when
    these are fewer than five. `more` is the sum of the half stars that the reader gave above the other.
    `alike` and `apart` are shows on which they agree and differ most; `loved` are favourites of the other
    that the reader has not rated.
    """

    user_id: UserId
    count: int
    match: int | None
    more: int
    alike: tuple[InCommon, ...] = ()
    apart: tuple[InCommon, ...] = ()
    loved: tuple[RatedShow, ...] = ()


def in_common(mine: Mapping[ShowId, Stars], theirs: Mapping[ShowId, Stars]) -> list[Pair]:
    """The shows that are in both of two members' ratings by show, in the order of the first."""
    return [Pair(show_id, stars, theirs[show_id]) for show_id, stars in mine.items() if show_id in theirs]


def taste_match(pairs: Sequence[Pair]) -> int | None:
    """How much two members agree, in whole percent; None if they have fewer than five shows in common.

    A show counts 1 if both gave it the same, 0 if they are three stars or more apart, and between them in
    proportion: agreement = 1 − min(half stars apart, 6) / 6. The match is the mean of these, with three shows
    of ½ beside them (shrinkage: a handful of shows says little), rounded to whole percent, halves up.
    """
    if len(pairs) < NEEDED:
        return None
    agreed = 2 * sum(FAR - min(pair.apart, FAR) for pair in pairs) + DOUBT * FAR
    most = 2 * FAR * (len(pairs) + DOUBT)
    return (200 * agreed + most) // (2 * most)


def most_alike(pairs: Iterable[Pair]) -> list[Pair]:
    """The shows that both rate the same or nearly so, the same first, then what both love or can't stand."""
    near = [pair for pair in pairs if pair.apart <= 1]
    return sorted(near, key=lambda pair: (pair.apart, -pair.strength))[:LISTED]


def most_apart(pairs: Iterable[Pair]) -> list[Pair]:
    """The shows that they are a star or more apart on, the farthest first."""
    far = [pair for pair in pairs if pair.apart >= 2]
    return sorted(far, key=lambda pair: -pair.apart)[:LISTED]
