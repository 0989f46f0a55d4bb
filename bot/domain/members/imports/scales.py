"""Ratings of other services as half stars, by one stated rule."""

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from bot.domain.ratings.rating import ALL_HALVES, Stars

_NUMBER = re.compile(r"(\d{1,3}(?:[.,]\d{1,4})?)(?:\s*/\s*(5|10|100))?", re.ASCII)
_DRAWN = re.compile(r"(★{0,5})(½?)[☆]*")
_SMILEYS = {1: 35, 2: 60, 3: 85}
"""What AniList itself counts its three smileys for, of 100 (its POINT_3 score format)."""


class Scale(StrEnum):
    """What a file's ratings are out of; the value is how it is stored."""

    FIVE = "5"
    TEN = "10"
    HUNDRED = "100"
    SMILEYS = "3"

    @property
    def top(self) -> int:
        """The best rating."""
        return int(self.value)


def read_score(text: str) -> tuple[str, Scale | None]:
    """A rating as it is stored (“8.4”, "" for none), and its scale if it says so itself.

    Understood are numbers with a point or a comma, “7/10”, and drawn stars (“★★★½”, out of five). 0 stands
    for “not rated”, as in the exports of MyAnimeList and AniList. Raises `ValueError` for anything else.
    """
    text = text.strip()
    if not text:
        return "", None
    if drawn := _DRAWN.fullmatch(text):
        number = f"{len(drawn[1])}{'.5' * bool(drawn[2])}"
        return "" if number == "0" else number, Scale.FIVE
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise ValueError(f"“{text[:40]}” is no rating")
    number = Decimal(match[1].replace(",", "."))
    return f"{number.normalize():f}" if number else "", Scale(match[2]) if match[2] else None


def fits(score: str, scale: Scale) -> bool:
    """Whether a rating, as `read_score` gives it, can be one on this scale."""
    return not score or Decimal(score) <= scale.top


def guessed(scores: Iterable[str]) -> Scale:
    """The scale that these ratings are most likely on: the smallest of 5, 10 and 100 that they all fit."""
    best = max((Decimal(score) for score in scores if score), default=Decimal(0))
    return next((scale for scale in (Scale.FIVE, Scale.TEN) if best <= scale.top), Scale.HUNDRED)


def stars_of(score: str, scale: Scale) -> Stars | None:
    """A rating in half stars: the nearest half, a tie goes up, and the least is half a star.

    So 8.4 of 10 are 4.0 stars, 8.5 are 4.5. None for no rating; above the scale's top counts as its top.
    """
    if not score:
        return None
    of_ten = Decimal(score) * 10 / scale.top
    if scale is Scale.SMILEYS:
        of_ten = Decimal(_SMILEYS[max(1, min(int(Decimal(score)), 3))]) / 10
    nearest = int(of_ten + Decimal("0.5"))
    return Stars(max(ALL_HALVES[0], min(nearest, ALL_HALVES[-1])))


def examples(scores: Iterable[str], scale: Scale, most: int = 4) -> list[tuple[str, Stars]]:
    """Some of these ratings and what becomes of them: those that had to be rounded first, best first."""

    def exact(score: str) -> bool:
        return Decimal(score) * 10 % scale.top == 0 and scale is not Scale.SMILEYS

    different = sorted({score for score in scores if score}, key=Decimal, reverse=True)
    chosen = sorted(different, key=exact)[:most]
    pairs = ((score, stars_of(score, scale)) for score in sorted(chosen, key=Decimal, reverse=True))
    return [(score, stars) for score, stars in pairs if stars]
