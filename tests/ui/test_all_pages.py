"""Pages that no test here calls by name, with the longest and the most of whatever their types are."""

import inspect
import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from importlib import import_module
from itertools import count
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, NewType, get_args, get_origin, get_type_hints

import pytest

from bot.domain.catalog.shows import Show
from bot.domain.ids import ReviewId
from bot.domain.ratings.rating import Spread, Stars, Target
from bot.domain.reviews.review import Review, Reviewed, Words
from bot.ui import pages
from bot.ui.layout import Layout, TooLargeError
from tests.ui.examples import SNOWFLAKE, UNITS, crowded, problems

HERE = Path(__file__).parent
SEVERAL = 25
"""So many of each thing that a page lists: as many as can be chosen from at once."""
ELSEWHERE = {"ask_delete", "digest_page", "pending_page", "privacy_page", "welcome_page", "whole_text"}
"""Pages that scenarios judge: they get words of ours, a picture, a function, or what just fits."""

Page = Callable[..., Layout]


def all_pages() -> dict[str, Page]:
    """Every public function of `bot/ui/pages` that gives a page, by its name."""
    return {
        name: function
        for module in walk_packages(pages.__path__, f"{pages.__name__}.")
        for name, function in inspect.getmembers(import_module(module.name), inspect.isfunction)
        if function.__module__ == module.name and not name.startswith("_")
        if inspect.signature(function, eval_str=True).return_annotation is Layout
    }


TESTED = "\n".join(path.read_text("utf-8") for path in HERE.glob("*.py") if path != Path(__file__))
OTHERS = {
    name: page
    for name, page in all_pages().items()
    if name not in ELSEWHERE and not re.search(rf"\b{name}\(", TESTED)
}


class Fullest:
    """Makes values of any type of the domain, on their fullest, each with numbers of its own."""

    several = SEVERAL

    def __init__(self, unit: str) -> None:
        of = crowded(unit * 300, unit * 300, unit * 40_000)
        self._numbers = count(SNOWFLAKE, -1)
        self._of = of
        self._known: dict[object, object] = {
            str: of.show.title.strip() or "?",
            bool: True,
            Show: of.show,
            Stars: Stars(9),
            Spread: Spread((10**8,) * 10),
            Target: of.review.target,
            Words: of.review.words,
        }

    def of(self, kind: Any) -> Any:
        """A value of this type; raises `TypeError` where none can be made."""
        origin, inner = get_origin(kind), get_args(kind)
        if kind in self._known:
            return self._known[kind]
        if kind is int:
            return next(self._numbers)
        if kind in (Review, Reviewed):
            review = replace(self._of.review, review_id=ReviewId(next(self._numbers)))
            return review if kind is Review else replace(self._of, review=review)
        if isinstance(kind, NewType):
            return self.of(kind.__supertype__)
        if origin is Mapping:
            return {f"{self.of(inner[0])}{number}": self.of(inner[1]) for number in range(self.several)}
        if origin is tuple and ... not in inner:
            return tuple(map(self.of, inner))
        if inner and isinstance(origin, type) and issubclass(origin, Sequence):
            return tuple(self.of(inner[0]) for _ in range(self.several))
        if inner and isinstance(origin, type) and issubclass(origin, Set):
            return frozenset(map(self.of, inner))
        if inner:
            return self.of(inner[0])  # “… | None”
        if isinstance(kind, type) and issubclass(kind, Enum):
            return [*kind][-1]
        if isinstance(kind, type) and is_dataclass(kind):
            hints = get_type_hints(kind)
            return kind(**{each.name: self.of(hints[each.name]) for each in fields(kind)})
        raise TypeError(f"no value of {kind} can be made")


def filled(page: Page, fullest: Fullest) -> Layout:
    """A page, called with what its parameters' types demand."""
    parameters = inspect.signature(page, eval_str=True).parameters.values()
    given = {each.name: fullest.of(each.annotation) for each in parameters}
    return page(**given)


def test_there_are_pages() -> None:
    assert len(all_pages()) > 50
    assert all_pages().keys() >= ELSEWHERE


@pytest.mark.parametrize("name", OTHERS)
async def test_a_page_holds_whatever_it_is_given(name: str) -> None:
    found = list[str]()
    for unit in UNITS:
        try:
            found += problems(filled(OTHERS[name], Fullest(unit)))
        except (TooLargeError, TypeError, ValueError) as error:
            found.append(f"{type(error).__name__}: {error}")
    assert found == [], (
        f"{name}, given {SEVERAL} of each thing that it lists and the longest words. Let it cut its words "
        "(`shown`, `title_of`) and its list; or, if it is never given so much, let `everything` in "
        "tests/ui/examples.py yield it with the most that it is given"
    )
