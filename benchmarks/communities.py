"""Made-up communities whose tastes are known: shows, members, and who rates what how; all by a seed.

Every show appeals to some of a few tastes, and every member has some of them, most often one that many share.
What is watched depends on how well known a show is (a few are watched by nearly everybody) and on taste; what
it is given depends on taste, on the show's quality, on the member's mildness, and on chance.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

GENRES = ("Crime", "Music", "Romance", "Comedy", "Horror", "History", "Sport", "Fantasy")
"""A genre for each taste; but one show in four has another."""
EVERYWHERE = "Drama"
"""A genre that half of all shows have, whatever they are."""
CHOICE = 0.9
"""How much more often somebody picks a show of their taste: e to this for each standard deviation."""
TASTE, QUALITY, MILDNESS, CHANCE = 1.3, 0.5, 0.35, 0.6
"""How much a rating goes up or down (stars, one standard deviation) by what."""


@dataclass(frozen=True, slots=True)
class MadeShow:
    """A show: how much it appeals to each taste (0 to 1), how good and how well known it is, its facts."""

    appeal: tuple[float, ...]
    quality: float
    fame: float
    genres: tuple[str, ...]
    lead: str

    @property
    def taste(self) -> int:
        """The taste it appeals to most."""
        return max(range(len(self.appeal)), key=self.appeal.__getitem__)


@dataclass(frozen=True, slots=True)
class Community:
    """The shows, and each member's ratings: half stars by the show's place, in the order they were given."""

    shows: Sequence[MadeShow]
    members: Sequence[dict[int, int]]


def community(members: int, shows: int, dice: random.Random) -> Community:
    """A community of so many members and shows."""
    made = [_show(dice, rank + 1) for rank in range(shows)]
    dice.shuffle(made)
    return Community(made, [_ratings(dice, made) for _ in range(members)])


def _show(dice: random.Random, rank: int) -> MadeShow:
    appeal = _shares(dice, 0.35)
    taste = max(range(len(GENRES)), key=appeal.__getitem__)
    genres = [GENRES[taste] if dice.random() < 0.75 else dice.choice(GENRES)]
    if dice.random() < 0.5:
        genres.append(EVERYWHERE)
    lead = f"Actor {taste if dice.random() < 0.6 else dice.randrange(len(GENRES))}.{dice.randrange(12)}"
    return MadeShow(appeal, dice.gauss(0, 1), 1 / (rank + 5) ** 0.9, tuple(genres), lead)


def _ratings(dice: random.Random, shows: Sequence[MadeShow]) -> dict[int, int]:
    taste = _shares(dice, 0.3)
    liking = [sum(map(float.__mul__, taste, show.appeal)) for show in shows]
    mean = sum(liking) / len(liking)
    spread = math.sqrt(sum((each - mean) ** 2 for each in liking) / len(liking)) or 1.0
    fits = [(each - mean) / spread for each in liking]
    drawn = list(
        accumulate(show.fame * math.exp(CHOICE * fit) for show, fit in zip(shows, fits, strict=True))
    )
    watched = dict.fromkeys(dice.choices(range(len(shows)), cum_weights=drawn, k=_how_many(dice, len(shows))))
    mildness = dice.gauss(0, MILDNESS)
    return {at: _halves(dice, fits[at], shows[at].quality, mildness) for at in watched}


def _how_many(dice: random.Random, shows: int) -> int:
    """How often somebody picks a show: around 25 times, some a hundred times."""
    return min(max(4, round(dice.lognormvariate(3.2, 0.6))), shows)


def _halves(dice: random.Random, fit: float, quality: float, mildness: float) -> int:
    stars = 3.2 + TASTE * math.tanh(fit / 2) + QUALITY * quality + mildness + dice.gauss(0, CHANCE)
    return min(10, max(1, round(2 * stars)))


def _shares(dice: random.Random, evenness: float) -> tuple[float, ...]:
    """Shares that add up to 1 (Dirichlet's distribution): the smaller `evenness`, the fewer are large."""
    drawn = [dice.gammavariate(evenness, 1) + 1e-9 for _ in GENRES]
    return tuple(each / sum(drawn) for each in drawn)
