"""Where text may be cut: behind sentences and words, between characters; at one limit or into pages."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator

import regex

from bot.domain.text.cleaning import IDEOGRAPH
from bot.domain.text.spoilers import AGAIN, CLOSE, OPEN, marker

_CLOSERS = f"\"'*_|{CLOSE}”’»›)\\]"
_WIDE_CLOSERS = "」』】〉》）”’"
_SENTENCE_END = re.compile(rf"(?<![.!?…])[.!?…]++[{_CLOSERS}]*+(?=\s|\Z)|[。！？｡]+[{_WIDE_CLOSERS}]*")
_ABBREVIATION = re.compile(  # also initials, “e.g.”, and the number of a list's item
    r"(?:(?<![^\W\d_])(?:[^\W\d_]|mr|mrs|ms|dr|dra|prof|st|jr|sr|sra|vs|cf|feat|approx|etc|ca|bzw"
    r"|(?P<of_number>no|nr|vol|ep|eps))|^[^\S\n]*\d{1,3})\.\Z",
    re.IGNORECASE | re.MULTILINE,
)
_NEXT_WORD = re.compile(r"[^\S\n]*+(\n?+)\s*+(\S)")
_PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n")
_LINE_END = re.compile(r"\n")
_CHARACTER = regex.compile(r"\X")
_WIDE = re.compile(f"{IDEOGRAPH.pattern}|[\u3041-\u30ff]")
_NEVER_FIRST = "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶー々ゝゞヽヾ・"


def sentence_ends(text: str, start: int = 0, stop: int | None = None) -> Iterator[int]:
    """The places in `start…stop` right behind a sentence and its closing quotes, in order."""
    for match in _SENTENCE_END.finditer(text, start):
        end = match.end()
        if stop is not None and end > stop:
            return
        if between_characters(text, end) == end and not _goes_on(text, match):
            yield end


def _goes_on(text: str, punctuation: re.Match[str]) -> bool:
    """Whether the sentence goes on behind what could be its end."""
    following = _NEXT_WORD.match(text, punctuation.end())
    if following is None or punctuation[0][0] in "。！？｡":
        return False
    if punctuation[0] in (".", "!", "?"):  # a small letter says nothing here: some write without capitals
        dot = punctuation.start()
        short = None if following[1] else _ABBREVIATION.search(text, max(0, dot - 8), dot + 1)
        return short is not None and (not short["of_number"] or following[2].isdigit())
    return following[2].islower()  # “Why?” he asked. Well … maybe.


def between_characters(text: str, at: int) -> int:
    """The first place from `at` on that is between two characters that people see (UAX #29)."""
    # `regex` looks at what stands before a place, too, so that it may begin inside a character.
    inside = _CHARACTER.match(text, at - 1) if 0 < at < len(text) else None
    return inside.end() if inside else at


def _word_end(text: str, low: int, high: int) -> int:
    """The last place in (`low`, `high`] that is not inside a word; `low` if there is none."""
    return next((at for at in range(high, low, -1) if _is_between_words(text, at)), low)


def _is_between_words(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at : at + 1] or " "
    if before.isspace() or after.isspace():
        return between_characters(text, at) == at
    breakable = _WIDE.match(after) and after not in _NEVER_FIRST
    return bool(breakable and (_WIDE.match(before) or before in "、，。！？」』）"))


def _character_end(text: str, low: int, high: int) -> int:
    """The last place in (`low`, `high`] between two characters that people see; `high` if there is none."""
    if between_characters(text, low + 1) > high:
        return high
    return next(at for at in range(high, low, -1) if not _CHARACTER.fullmatch(text, at - 1, at + 1))


def shorten(text: str, limit: int) -> str:
    """`text` in at most `limit` ≥ 1 code points, ending with a sentence or, failing that, a word and “…”."""
    if len(text) <= limit:
        return text
    end = max(sentence_ends(text, 0, limit), default=0)
    if end * 3 >= limit:
        return text[:end]
    head = text[: _word_end(text, 0, limit - 1)].rstrip(f" \n\t,;:–—-{OPEN}{AGAIN}")
    return (head or text[: _character_end(text, 0, limit - 1)]) + "…"


def cut_pages(text: str, fits: Callable[[str], bool]) -> list[str]:
    """`text` in pages that fit, cut between paragraphs, else lines, sentences, words, characters.

    Joined, the pages are `text`. `fits` is asked of a page with what it hides marked; it must hold for every
    beginning of what it holds for. Pages are never empty ("" makes one empty page), and blank only where
    blanks fill more than a page.
    """
    pages: list[str] = []
    part, start = marker(text), 0
    while start < len(text):
        reach = _reach(start, len(text), lambda stop, start=start: fits(part(start, stop)))
        end = _page_end(text, start, reach)
        pages.append(text[start:end])
        start = end
    return pages or [""]


def _reach(start: int, length: int, fits: Callable[[int], bool]) -> int:
    """The furthest place up to which text from `start` fits on one page; at least one code point on."""
    stop = start + 1
    while stop < length and fits(stop):
        stop = min(length, start + 2 * (stop - start))
    ends = range(start + 2, stop + 1)
    return start + 1 + bisect_left(ends, True, key=lambda end: not fits(end))


def _page_end(text: str, start: int, reach: int) -> int:
    """The best place up to `reach` for the page from `start` to end; no page is cut below a quarter."""
    if reach == len(text):
        return reach
    first = _past_blanks(text, start, reach)
    written = len(text.rstrip())
    high = reach
    if first < written - 1 < reach and len(text) - written < reach - start:
        high = written - 1  # or only blanks would be left for the last page
    low = max(first, start + (high - start) // 4)
    for found in (
        (match.start() for match in _PARAGRAPH_END.finditer(text, low, high + 2)),
        (match.start() for match in _LINE_END.finditer(text, low, high + 1)),
        sentence_ends(text, low, high),
    ):
        end = max((at for at in found if low < at <= high), default=0)
        if end:
            return _past_blanks(text, end, reach)
    end = _word_end(text, first, high)
    if end == first < high < reach:
        end = _word_end(text, first, reach)  # rather blanks alone than half a word
    return _past_blanks(text, end, reach) if end > first else _character_end(text, start, high)


def _past_blanks(text: str, end: int, stop: int) -> int:
    while end < stop and text[end].isspace():
        end += 1
    return end
