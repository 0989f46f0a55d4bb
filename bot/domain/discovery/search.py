"""Searching reviews: what is looked for, and which of what is found comes first."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Self

from bot.domain.ids import NO_SHOW, NOBODY, ReviewId, ShowId, UserId
from bot.domain.ratings.rating import Stars
from bot.domain.text.searching import words

TYPED_LIMIT = 200
"""Characters of what can be typed."""
A_PAGE, MOST = 5, 20
"""How many of the reviews that were found stand on a page, and how many are shown in all."""
MOST_PHRASES, MOST_TOKENS = 8, 24
"""How much of what is typed is looked for: a search with more would take too long."""
SATURATION, LENGTH_WEIGHT = 1.2, 0.75
"""k1 and b of Okapi BM25."""

Phrase = tuple[str, ...]
"""Tokens that must stand side by side; most often one word."""

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»「」『』＂", '"'))
_PART = re.compile(r'"([^"]+)"|([^\s"]+)')


@dataclass(frozen=True, slots=True)
class Query:
    """What must be in a review, in the order in which it was typed."""

    phrases: tuple[Phrase, ...]

    @classmethod
    def of(cls, typed: str) -> Self:
        """What is meant by what was typed; nothing if there is no letter and no digit in it.

        What stands between quotes must stand together, and so must the parts of what has no spaces in it
        ("sci-fi"). There are no operators: whatever is typed is looked for.
        """
        phrases: dict[Phrase, None] = {}
        for quoted, plain in _PART.findall(typed.translate(_QUOTES)):
            room = MOST_TOKENS - sum(map(len, phrases))
            phrase = tuple(words(quoted or plain))[:room]
            if phrase and len(phrases) < MOST_PHRASES:
                phrases[phrase] = None
        return cls(tuple(phrases))

    @property
    def whole(self) -> Phrase:
        """All of it side by side."""
        return tuple(word for phrase in self.phrases for word in phrase)

    @property
    def in_single_words(self) -> Self:
        """The same without anything that must stand together."""
        return type(self)(tuple((word,) for word in dict.fromkeys(self.whole))[:MOST_PHRASES])

    @property
    def with_one_left_out(self) -> tuple[Self, ...]:
        """What is looked for when nothing has all of it: each phrase is left out once."""
        if len(self.phrases) < 2:
            return ()
        return tuple(
            type(self)(self.phrases[:at] + self.phrases[at + 1 :]) for at in range(len(self.phrases))
        )


@dataclass(frozen=True, slots=True)
class SearchTerms:
    """What a member looks for: words as typed, of a show (0: of any), by a member (0: by anybody).

    `least` are the stars that a review must give at least.
    """

    typed: str
    show_id: ShowId = NO_SHOW
    user_id: UserId = NOBODY
    least: Stars | None = None


class Fit(IntEnum):
    """How well a review matches, best first."""

    HEADLINE = 0  # all of it is in the headline
    WORDS = 1  # all of it is in headline and text
    MOST_WORDS = 2


@dataclass(frozen=True, slots=True)
class SearchCandidate:
    """A review that was found: the tokens of its headline, and of headline and text (or the beginning of
    them), with spaces between.
    """

    review_id: ReviewId
    fit: Fit
    headline: str
    tokens: str
    helpful: int


def ranked(query: Query, candidates: Iterable[SearchCandidate]) -> list[ReviewId]:
    """The numbers of the reviews found, the best first; each counts with its best fit.

    Within one kind goes first what has all of it side by side, then what has more of the phrases, then what
    has them more often for its length: Okapi BM25 (Robertson and Zaragoza, "The Probabilistic Relevance
    Framework", 2009, section 3), without the weights of words, since all have the same ones. What is much
    alike (to a tenth) is in the order of its helpful votes, then the newest first.
    """
    best: dict[int, SearchCandidate] = {}
    for each in sorted(candidates, key=lambda each: each.fit):
        best.setdefault(each.review_id, each)
    mean = sum(len(each.tokens) for each in best.values()) / max(len(best), 1) or 1

    def key(each: SearchCandidate) -> tuple[float, ...]:
        counts = _counts(query.phrases, each.tokens)
        norm = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * len(each.tokens) / mean)
        score = sum(count * (SATURATION + 1) / (count + norm) for count in counts)
        has = sum(map(bool, counts)) if each.fit is Fit.MOST_WORDS else 0
        side_by_side = len(query.phrases) > 1 and bool(
            _counts([query.whole], each.headline if each.fit is Fit.HEADLINE else each.tokens)[0]
        )
        return each.fit, -side_by_side, -has, -round(score, 1), -each.helpful, -each.review_id

    return [each.review_id for each in sorted(best.values(), key=key)]


def _counts(phrases: Sequence[Phrase], tokens: str) -> list[int]:
    text = f" {tokens} "
    return [text.count(f" {' '.join(phrase)} ") for phrase in phrases]
