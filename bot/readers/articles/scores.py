"""The rating a review gives, in half stars. A scale is converted only if it is said; the rest is reported."""

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from bot.domain.ratings.rating import Stars
from bot.domain.text.labels import Label
from bot.domain.text.sections import is_score
from bot.readers.articles.source import ArticleText, Doubts, short

_NUMBER = r"(?<![\d.,/:-])(?P<whole>\d{1,3})(?:[.,](?P<tenths>\d{1,2})|\s?(?P<half>½|1/2(?=\D|\Z)))?"
_SCALE = r"\s?\(?(?:/|\bout of\b|\bof\b|\bvon\b|\bsur\b|\bde\b|\bsu\b)\s?(?P<scale>\d{1,3})(?![\d/:-]|[.,]\d)"
_OUT_OF = re.compile(rf"{_NUMBER}(?:\s?stars?)?(?:{_SCALE}|\s?(?P<percent>%))", re.IGNORECASE)
_GLYPHS = re.compile(r"(?P<full>[★⭐🌟✭✮]{1,12})(?P<half>½|\s?1/2|⯪|⯨)?(?P<empty>☆{0,12})")
_BARE = re.compile(rf"{_NUMBER}(?:\s?(?:stars?|sterne))?", re.IGNORECASE)
_SELECTOR = "\ufe0f"
_GIVEN = re.compile(
    r"(?:^|\b(?:give|giving|gives|gave|rate|rating|score|scores|earns?|gets?|deserves)\b[^.!?\n]{0,60}?(?=\b\d))"
    r"(?P<score>\d{1,3}(?:[.,]\d{1,2}|\s?½)?\s?(?:stars? )?(?:/|out of)\s?(?:5|10|100)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Score:
    said: str
    value: Fraction
    scale: int | None  # None: not said


def read_rating(source: ArticleText, doubts: Doubts) -> Stars | None:
    """The reviewer's rating: from a labelled line, a line that is nothing else, or else the running text."""
    scores = _labelled(source, doubts) or _on_lines(source, doubts) or _in_running_text(source, doubts)
    return _stars(scores[0], scores[1:], doubts) if scores else None


def _labelled(source: ArticleText, doubts: Doubts) -> list[_Score]:
    scores: list[_Score] = []
    for value in source.said(Label.RATING)[:5]:
        score = _score(value)
        if score is None:
            doubts.append(f"“{short(value)}” was given as the rating, and I can't read it.")
        else:
            scores.append(score)
    return scores


def _score(text: str) -> _Score | None:
    """The first score in a short text, with a scale if there is one with a scale."""
    text = text.replace(_SELECTOR, "")[:200]
    if found := _OUT_OF.search(text):
        return _Score(found[0].strip(), _value(found), 100 if found["percent"] else int(found["scale"]))
    if found := _GLYPHS.search(text):
        value = Fraction(len(found["full"])) + (Fraction(1, 2) if found["half"] else 0)
        shown = len(found["full"]) + bool(found["half"]) + len(found["empty"])
        return _Score(found[0], value, shown if found["empty"] else 5 if shown <= 5 else None)
    if (found := _BARE.match(text)) and not text[found.end() :].strip(" .()"):
        return _Score(found[0].strip(), _value(found), None)
    return None


def _value(found: re.Match[str]) -> Fraction:
    value = Fraction(f"{found['whole']}.{found['tenths'] or 0}")
    return value + (Fraction(1, 2) if found["half"] else 0)


def _on_lines(source: ArticleText, doubts: Doubts) -> list[_Score]:
    """Scores that have a line to themselves; several bare numbers are a list, not a rating."""
    lines = (line for line in source.lines if len(line) <= 60 and is_score(line))
    scores = [score for line in lines if (score := _score(line))]
    with_scale = [score for score in scores if score.scale]
    if not with_scale and len({score.value for score in scores}) > 1:
        numbers = ", ".join(score.said for score in scores[:5])
        doubts.append(f"Several lines are nothing but a number ({numbers}); none was taken as the rating.")
        return []
    return with_scale or scores


def _in_running_text(source: ArticleText, doubts: Doubts) -> list[_Score]:
    found = (match for sentence in source.sentences for match in _GIVEN.finditer(sentence))
    scores = [score for match in islice(found, 10) if (score := _score(match["score"]))]
    if scores:
        doubts.append(f"The rating was read from a sentence (“{scores[0].said}”).")
    return scores


def _stars(score: _Score, others: list[_Score], doubts: Doubts) -> Stars | None:
    """`score` in half stars, rounded (halves up) if need be, and said so."""
    scale = score.scale
    if scale is None:
        if (score.value * 2).denominator != 1 or not 0 < score.value <= 5:
            doubts.append(
                f"The rating “{score.said}” comes without a scale and can't be stars, so it was left out."
            )
            return None
        doubts.append(f"The rating “{score.said}” comes without a scale; it was read as stars out of 5.")
        scale = 5
    if not 2 <= scale <= 100 or score.value > scale:
        doubts.append(f"The rating “{score.said}” doesn't fit its scale, so it was left out.")
        return None
    exact = score.value * 10 / scale
    halves = int(exact + Fraction(1, 2))
    if halves < 1:
        doubts.append(
            f"The rating “{score.said}” is less than half a star, the least there is; it was left out."
        )
        return None
    if exact != halves:
        doubts.append(f"The rating “{score.said}” lies between half stars; it was rounded to {halves / 2:g}.")
    differing = [
        other for other in others if other.scale and other.value * scale != score.value * other.scale
    ]
    if differing:
        doubts.append(f"Another rating is given, too: “{differing[0].said}”.")
    return Stars(halves)
