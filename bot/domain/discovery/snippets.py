"""The part of a text in which what was looked for stands, with the words found marked."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from bot.domain.discovery.search import Phrase
from bot.domain.text import sentence_ends
from bot.domain.text.cutting import between_characters
from bot.domain.text.searching import places
from bot.domain.text.spoilers import SPOILER, Span, hidden

FAR = 5_000
MOST_PLACES = 1_000
"""How many words of a paragraph are looked at: a text with more of one search's is made for it."""

_BLANK_LINES, _BLANKS = re.compile(r"\s*\n\s*\n\s*"), re.compile(r"\s+")
_PARAGRAPH = re.compile(r"[^\n]+")
_AT_WORD = re.compile(r"(?<=\s)\S")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a snippet, in one line; `found` if it is what was looked for."""

    text: str
    found: bool = False


def snippet(text: str, phrases: Sequence[Phrase], room: int) -> tuple[Piece, ...]:
    """About `room` characters of a text in pieces: where most of the phrases stand close together.

    That is its beginning if none of them does. Nothing of what the author has hidden as a spoiler is in it.
    """
    text = text.strip()
    spoilers = hidden(text)
    found = _occurrences(text, phrases, spoilers)
    start, end = _widened(text, _best(found, room), room)
    inside = _by_paragraph(text, phrases, spoilers, start, end)
    marked = _joined(text, [span for _, here in inside for span, _ in here])
    pieces = [each for each in _pieces(text, start, end, marked, spoilers) if each.text]
    before = [Piece("…")] if text[:start].strip() else []
    after = [Piece(" …" if text[end - 1] in ".!?。" else "…")] if text[end:].strip() else []
    return *before, *pieces, *after


def _occurrences(text: str, phrases: Sequence[Phrase], spoilers: Sequence[Span]) -> list[tuple[Span, int]]:
    """Where each phrase stands in the open, and which it is, in the order of the text.

    Up to the first paragraph that has them all; far into the text, up to the first that has any.
    """
    found: list[tuple[Span, int]] = []
    for end, here in _by_paragraph(text, phrases, spoilers, 0, len(text)):
        found += here
        if len({which for _, which in here}) == len(phrases) or (found and end > FAR):
            break
    return found


def _by_paragraph(
    text: str, phrases: Sequence[Phrase], spoilers: Sequence[Span], start: int, end: int
) -> Iterator[tuple[int, list[tuple[Span, int]]]]:
    """Of each paragraph its end, and where in it the phrases stand."""
    for paragraph in _PARAGRAPH.finditer(text, start, end):
        here = [each for each in _in_paragraph(paragraph, phrases) if not _overlaps(each[0], spoilers)]
        yield paragraph.end(), here


def _in_paragraph(paragraph: re.Match[str], phrases: Sequence[Phrase]) -> Iterator[tuple[Span, int]]:
    stand = list(islice(places(paragraph[0], {*chain(*phrases)}), MOST_PLACES))
    beginning: dict[str, list[tuple[int, Phrase]]] = {}
    for which, phrase in enumerate(phrases):
        beginning.setdefault(phrase[0], []).append((which, phrase))
    for at, first in enumerate(stand):
        for which, phrase in beginning.get(first.word, ()):
            last = stand[min(at + len(phrase), len(stand)) - 1]
            there = tuple(place.word for place in stand[at : at + len(phrase)])
            if there == phrase and last.number - first.number == len(phrase) - 1:
                yield (paragraph.start() + first.start, paragraph.start() + last.end), which


def _overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Whether a span overlaps one of others, which are in order and apart."""
    at = bisect_left(others, (span[1], 0))
    return at > 0 and others[at - 1][1] > span[0]


def _best(found: Sequence[tuple[Span, int]], room: int) -> Span:
    """The part of at most `room` characters with the most different phrases, then the most of them."""
    best, most = (0, 0), (0, 0)
    inside: Counter[int] = Counter()
    last = 0
    for at, ((start, end), which) in enumerate(found):
        last = max(last, at)
        while last < len(found) and found[last][0][1] <= max(start + room, end):
            inside[found[last][1]] += 1
            last += 1
        if (len(inside), inside.total()) > most:
            most, best = (len(inside), inside.total()), (start, found[last - 1][0][1])
        inside -= Counter([which])
    return best


def _widened(text: str, span: Span, room: int) -> Span:
    """A part with what stands around it, from a sentence or a word on, to the end of a word."""
    start, end = span
    low = 0 if len(text) <= room else max(0, start - max(0, room - (end - start)) // 3)
    if low:
        sentence = next(sentence_ends(text[:start], low), 0)
        word = _AT_WORD.search(text, sentence or low, start + 1)
        low = word.start() if word else min(start, between_characters(text, low))
    high = max(end, min(len(text), low + room))
    if high < len(text):
        blank = max(text.rfind(" ", end, high + 1), text.rfind("\n", end, high + 1))
        high = blank if blank >= end and blank > low else between_characters(text, high)
    return low, high


def _joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans, with those made one that nothing but blanks parts."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _pieces(
    text: str, start: int, end: int, found: Sequence[Span], spoilers: Sequence[Span]
) -> Iterator[Piece]:
    def plain(until: int) -> Piece:
        return Piece(_in_one_line(text[at:until]))

    at = start
    for (first, last), is_found in sorted(
        [(span, True) for span in found]
        + [(span, False) for span in spoilers if _overlaps(span, [(start, end)])]
    ):
        yield plain(max(first, at))
        yield Piece(_in_one_line(text[first:last]), True) if is_found else Piece(SPOILER)
        at = last
    if at < end:
        yield plain(end)


def _in_one_line(text: str) -> str:
    """A text with dots where its paragraphs end."""
    return _BLANKS.sub(" ", _BLANK_LINES.sub(" · ", text))
