"""Where text may be cut: behind sentences and words, between characters; at one limit or into pages."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator

from bot.domain.text.cleaning import IDEOGRAPH, JOINERS

_CLOSERS = "\"'*_”’»›)\\]"
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
_WIDE = re.compile(f"{IDEOGRAPH.pattern}|[\u3041-\u30ff]")
_NEVER_FIRST = "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶー々ゝゞヽヾ・"


def sentence_ends(text: str, start: int = 0, stop: int | None = None) -> Iterator[int]:
    """The places in `start…stop` right behind a sentence and its closing quotes, in order."""
    for match in _SENTENCE_END.finditer(text, start):
        end = match.end()
        if stop is not None and end > stop:
            return
        if not is_joined(text, end) and not _goes_on(text, match):
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


def is_joined(text: str, at: int) -> bool:
    """Whether what people see as one character spans `at` (the common part of Unicode's UAX #29)."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before == "\u200d" or after in JOINERS or unicodedata.category(after).startswith("M"):
        return True
    if "\U0001f1e6" <= after <= "\U0001f1ff":  # flags are pairs of letters
        letters = at
        while letters and "\U0001f1e6" <= text[letters - 1] <= "\U0001f1ff":
            letters -= 1
        return (at - letters) % 2 == 1
    return (
        "\U0001f3fb" <= after <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= after <= "\U000e007f"  # tags
        or "\u1160" <= after <= "\u11ff"  # Korean letters of one syllable
        or ("\ud800" <= before <= "\udbff" and "\udc00" <= after <= "\udfff")
    )


def _word_end(text: str, low: int, high: int) -> int:
    """The last place in (`low`, `high`] that is not inside a word; `low` if there is none."""
    return next((at for at in range(high, low, -1) if _is_between_words(text, at)), low)


def _is_between_words(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at : at + 1] or " "
    if before.isspace() or after.isspace():
        return not is_joined(text, at)
    breakable = _WIDE.match(after) and after not in _NEVER_FIRST
    return bool(breakable and (_WIDE.match(before) or before in "、，。！？」』）"))


def _character_end(text: str, low: int, high: int) -> int:
    """The last place in (`low`, `high`] between two characters that people see; `high` if there is none."""
    return next((at for at in range(high, low, -1) if not is_joined(text, at)), high)


def shorten(text: str, limit: int) -> str:
    """`text` in at most `limit` ≥ 1 code points, ending with a sentence or, failing that, a word and “…”."""
    if len(text) <= limit:
        return text
    end = max(sentence_ends(text, 0, limit), default=0)
    if end * 3 >= limit:
        return text[:end]
    head = text[: _word_end(text, 0, limit - 1)].rstrip(" \n\t,;:–—-")
    return (head or text[: _character_end(text, 0, limit - 1)]) + "…"


def cut_pages(text: str, fits: Callable[[str], bool]) -> list[str]:
    """`text` in pages that fit, cut between paragraphs, else lines, sentences, words, characters.

    Joined, the pages are `text`. `fits` must hold for every beginning of what it holds for. Pages are
    never empty ("" makes one empty page), and blank only where blanks fill more than a page.
    """
    pages: list[str] = []
    start = 0
    while start < len(text):
        end = _page_end(text, start, _reach(text, start, fits))
        pages.append(text[start:end])
        start = end
    return pages or [""]


def _reach(text: str, start: int, fits: Callable[[str], bool]) -> int:
    """The furthest place up to which text from `start` fits on one page; at least one code point on."""
    stop = start + 1
    while stop < len(text) and fits(text[start:stop]):
        stop = min(len(text), start + 2 * (stop - start))
    ends = range(start + 2, stop + 1)
    return start + 1 + bisect_left(ends, True, key=lambda end: not fits(text[start:end]))


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
