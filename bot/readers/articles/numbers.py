"""How many episodes a show has and how long one is, in figures or words ("ten", "twenty-four")."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from bot.domain.text.labels import Label
from bot.readers.articles.source import ArticleText, Doubts, short
from bot.readers.articles.words import any_of

MOST_EPISODES, MOST_MINUTES = 10_000, 2_000

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_IN_WORDS = (
    {word: number for number, word in enumerate((*_ONES, *_TEENS), 1)}
    | {ten: 10 * number for number, ten in enumerate(_TENS, 2)}
    | {f"{ten}-{one}": 10 * n + m for n, ten in enumerate(_TENS, 2) for m, one in enumerate(_ONES, 1)}
)
_NUMBER = rf"(?:\d{{1,5}}|{'|'.join(sorted(_IN_WORDS, key=len, reverse=True))})"
_COUNT = rf"(?<![\w.,/–-])(?P<count>{_NUMBER})"
_NOT_ALL = r"(?!\s(?:finale|premiere|arc|opener|pilot|story|special|left|in|so far|to go)\b)"
_ALL_OF = any_of(
    "all, runs?, ran, consists? of, comprises, across, over, spans, spanning, has, with, total of, season of"
)
_FILLER = any_of("for, to, over, all, its, the, just, only, a total of")
_EPISODES = r" (?:[\w-]+ )?episodes\b"
_ALL_EPISODES = [  # phrases that speak of all of them
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_COUNT}-(?:part|episode|parter)\b{_NOT_ALL}",
        rf"{_COUNT} (?:part|episode) (?:mini-?)?(?:series|season|show|drama)\b",
        rf"\b{_ALL_OF}(?: {_FILLER}){{0,3}} {_COUNT}{_EPISODES}{_NOT_ALL}",
        rf"{_COUNT}{_EPISODES} (?:of|with|in all|in total|long)\b",
        r"全\s?(?P<count>\d{1,4})\s?[话話集回]|(?P<hangul>\d{1,4})\s?부작",
    )
]
_SOME = any_of(
    "first, last, next, previous, final, other, about, after, of, these, those, within, every, another"
)
_SOME_EPISODES = re.compile(rf"(?P<few>\b{_SOME} )?{_COUNT}{_EPISODES}", re.IGNORECASE)
_EPISODES_VALUE = re.compile(  # in “Episodes: …”: “10”, “ten (35 minutes each)”, “2 seasons, 20 episodes”
    rf"(?<![\w.,/–-])({_NUMBER})(?:\s?[話话集부x×(]|\s(?:[\w-]+\s)?ep(?:isode)?s?\b|\s*\Z)", re.IGNORECASE
)

_DURATION = re.compile(
    rf"""{_COUNT}(?P<range>\s?(?:-|–|—|to|or)\s?\d{{1,3}})?[\s-]?(?:(?:minutes?|mins?)\b|分|분)
    | \b(?P<hour>hour-long)\b
    | (?<![\w.,/–-])(?P<hours>{_NUMBER}|an)(?:-hour(?:-long)?|\s?(?:hours?|hrs?|h))\b(?!-long)\.?
      (?:,?\s?(?:and\s)?(?P<rest>\d{{1,2}})\s?(?:minutes?|mins?|m)?\b)?""",
    re.VERBOSE | re.IGNORECASE,
)
_RUNS = any_of(
    "runtime, running time, playing time, run time, duration, length, runs?, running, clocks? in, lasts?, "
    "episodes?"
)
_LENGTH_BEFORE = re.compile(rf"\b{_RUNS}\b[^.!?\d]*\Z", re.IGNORECASE)
_EACH = any_of(
    "long, each, apiece, episodes?, runtime, film, movie, special, "
    "(?:per|an|a|every|for each) (?:episode|part)"
)
_LENGTH_BEHIND = re.compile(rf"[\s,-]{{0,2}}{_EACH}\b", re.IGNORECASE)
_ONE = any_of("first, last, final, opening, pilot, finale, premiere, one episode")
_ONE_OF_THEM = re.compile(rf"\b{_ONE}\b", re.IGNORECASE)
_CONTEXT = 60  # characters looked at before and behind a duration


def read_episodes(source: ArticleText, doubts: Doubts) -> int:
    """How many episodes the show (or this season of it) has; 0 if that isn't said."""
    for value in source.said(Label.EPISODES):
        if found := _EPISODES_VALUE.search(value):
            return _checked(_number(found[1]), MOST_EPISODES, "episodes", doubts)
        doubts.append(f"“{short(value)}” was given as the number of episodes, and I can't read it.")
    sure = _numbers(
        match for text in source.sentences for form in _ALL_EPISODES for match in form.finditer(text)
    )
    perhaps = _numbers(
        match for text in source.sentences for match in _SOME_EPISODES.finditer(text) if not match["few"]
    )
    found = sure or perhaps
    if len(found) > 1:
        doubts.append(f"Several numbers of episodes are named ({_listed(found)}){_taken(sure)}.")
        return _checked(sure[0], MOST_EPISODES, "episodes", doubts) if sure else 0
    if found and not sure:
        doubts.append(
            f"That there are {found[0]} episodes in all was read from a passing “{found[0]} episodes”."
        )
    return _checked(found[0], MOST_EPISODES, "episodes", doubts) if found else 0


def read_minutes(source: ArticleText, doubts: Doubts) -> int:
    """How long one episode (or the film) is; 0 if that isn't said."""
    for value in source.said(Label.MINUTES):
        if found := _DURATION.search(value):
            return _minutes([found], doubts)
        if found := re.fullmatch(r"\D{0,20}(\d{1,4})", value.strip(" .")):
            return _checked(int(found[1]), MOST_MINUTES, "minutes", doubts)
        doubts.append(f"“{short(value)}” was given as the length, and I can't read it.")
    return _minutes([match for text in source.sentences for match in _lengths(text)], doubts)


def _lengths(text: str) -> Iterator[re.Match[str]]:
    """The durations in a sentence that are said of each episode or the whole film."""
    for match in _DURATION.finditer(text):
        before = text[max(0, match.start() - _CONTEXT) : match.start()]
        if _ONE_OF_THEM.search(before):
            continue
        if _LENGTH_BEHIND.match(text, match.end()) or _LENGTH_BEFORE.search(before):
            yield match


def _minutes(found: Sequence[re.Match[str]], doubts: Doubts) -> int:
    for match in found:
        if match["range"]:
            doubts.append(f"The length varies (“{short(match[0])}”), so it was left out.")
            return 0
    values = list(dict.fromkeys(map(_duration, found)))
    if len(values) > 1:
        doubts.append(f"Several lengths are named ({_listed(values)} minutes); {values[0]} was taken.")
    return _checked(values[0], MOST_MINUTES, "minutes", doubts) if values else 0


def _duration(match: re.Match[str]) -> int:
    if match["hour"]:
        return 60
    if match["hours"]:
        return 60 * _number(match["hours"]) + int(match["rest"] or 0)
    return _number(match["count"])


def _numbers(matches: Iterable[re.Match[str]]) -> list[int]:
    """The different numbers that were matched, in order; at most ten."""
    counts = (next(filter(None, match.groupdict().values())) for match in islice(matches, 1000))
    return list(dict.fromkeys(map(_number, counts)))[:10]


def _number(written: str) -> int:
    return int(written) if written.isdigit() else _IN_WORDS.get(written.casefold(), 1)  # “an hour”


def _checked(number: int, most: int, what: str, doubts: Doubts) -> int:
    if 1 <= number <= most:
        return number
    doubts.append(f"{number} {what} can't be right, so the number was left out.")
    return 0


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers[:5]))


def _taken(sure: Sequence[int]) -> str:
    return f"; {sure[0]} was taken" if sure else "; none was taken"
