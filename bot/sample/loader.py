"""Reads the sample from the two TOML files beside this module.

A table's keys are the parameters of the function that reads it, so that an unknown or missing key is a
`TypeError`; a value that nothing here can be is a `ValueError` or a `Refusal`.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from typing import Any

from bot.domain.catalog.shows import Credit, Facts, Job, Kind
from bot.domain.ids import Millis
from bot.domain.ratings.rating import Stars
from bot.domain.reviews.review import Words


@dataclass(frozen=True, slots=True)
class SampleShow:
    """A show of the sample catalogue; its `also_read` are titles of other ones."""

    title: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class SampleReview:
    """A review by one of the sample members, with the names of those who found it helpful.

    `show` is a title of the sample catalogue, season 0 the whole show, `at` in Unix milliseconds.
    """

    show: str
    author: str
    stars: Stars
    words: Words
    season: int
    at: Millis
    helpful: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleRating:
    """A rating without a review; season and episode 0 stand for the whole, `at` in Unix milliseconds."""

    show: str
    author: str
    stars: Stars
    season: int
    episode: int
    at: Millis


def sample_shows() -> tuple[SampleShow, ...]:
    """The sample catalogue, in the order in which it is to be added."""
    return read_shows(_file("shows.toml"))


def sample_reviews() -> tuple[SampleReview, ...]:
    """The sample reviews, oldest first."""
    return read_reviews(_file("reviews.toml"))


def sample_ratings() -> tuple[SampleRating, ...]:
    """The ratings that come without a review, oldest first."""
    return read_ratings(_file("reviews.toml"))


def read_shows(toml: str) -> tuple[SampleShow, ...]:
    """The `[[show]]` tables of a catalogue."""
    return tuple(_show(**table) for table in _tables(toml, "show")["show"])


def read_reviews(toml: str) -> tuple[SampleReview, ...]:
    """The `[[review]]` tables of a file that may hold ratings, too."""
    return tuple(_review(**table) for table in _tables(toml, "review", "rating")["review"])


def read_ratings(toml: str) -> tuple[SampleRating, ...]:
    """The `[[rating]]` tables of a file that may hold reviews, too."""
    return tuple(_rating(**table) for table in _tables(toml, "review", "rating")["rating"])


def _file(name: str) -> str:
    return resources.files("bot.sample").joinpath(name).read_text("utf-8")


def _tables(toml: str, *allowed: str) -> dict[str, list[dict[str, Any]]]:
    tables = tomllib.loads(toml)
    unknown = sorted(tables.keys() - set(allowed))
    if unknown:
        raise TypeError(f"unknown tables: {', '.join(unknown)}")
    return {name: tables.get(name, []) for name in allowed}


def _show(
    *,
    title: str,
    kind: str,
    credits: Sequence[Mapping[str, str]],  # noqa: A002 - parameters are the keys of a table
    other_titles: Sequence[str] = (),
    genres: Sequence[str] = (),
    also_read: Sequence[str] = (),
    **facts: Any,
) -> SampleShow:
    return SampleShow(
        title,
        Facts(
            kind=Kind(kind),
            credits=tuple(_credit(**credit) for credit in credits),
            other_titles=tuple(other_titles),
            genres=tuple(genres),
            also_read=tuple(also_read),
            **facts,
        ),
    )


def _credit(*, name: str, job: str, character: str = "", role: str = "") -> Credit:
    return Credit(name, Job(job), character, role)


def _review(
    *,
    show: str,
    by: str,
    stars: float,
    at: datetime,
    headline: str = "",
    text: str = "",
    spoilers: bool = False,
    season: int = 0,
    helpful: Sequence[str] = (),
) -> SampleReview:
    words = Words(headline, text.strip(), spoilers)
    return SampleReview(
        show, by, Stars.from_number(stars), words, season, Millis(_millis(at)), tuple(helpful)
    )


def _rating(
    *, show: str, by: str, stars: float, at: datetime, season: int = 0, episode: int = 0
) -> SampleRating:
    return SampleRating(show, by, Stars.from_number(stars), season, episode, Millis(_millis(at)))


def _millis(at: datetime) -> int:
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone: write {at.isoformat()}Z")
    return int(at.timestamp() * 1000)
