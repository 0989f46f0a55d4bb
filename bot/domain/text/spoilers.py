r"""What the author of a text has put between `||` and `||`, and how it stays hidden wherever the text is cut.

Which bars hide something is decided as Discord's clients do. From left to right, `||` goes with the next
`||`, at least one character on, over lines and paragraphs; bars without others are only bars. A backslash
before a bar makes it plain, and so does code between backticks – but since backticks are shown as they are,
what looks hidden inside of code is hidden.

A text is read once: `mark` puts marks in the place of these bars. They are control characters, which no
stored text has. From then on it may be shortened, cut into lines, joined with others: what was hidden
stays so until `escape` makes bars of the marks, or `conceal` a word. A marked text is shown, never stored.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

SPOILER = "(spoiler)"
"""Stands for what is hidden where nothing can be: in pictures, lists to choose from, names of threads."""

BARS = "||"
OPEN, CLOSE, AGAIN, APART = "\x02", "\x03", "\x04", "\x05"
"""Marks: what is between the first two is hidden; `AGAIN` opens what goes on from the line or page before;
`APART` keeps bars from being read once more. Where the other one was cut off, `OPEN` hides all that follows,
and `CLOSE` all that is before it."""

_SIGN = re.compile(r"\\[^0-9A-Za-z\s]|`+|\|\|")
_TICKS = re.compile("`+")
_PAIR = re.compile(r"\|\|.+?\|\|", re.DOTALL)
_LINE_END = re.compile(r"(?<!\s)[^\S\n]*+\n\s*")
_GOES_ON = re.compile(rf"{CLOSE}(\s*){AGAIN}")
_MARK = re.compile(f"([{OPEN}{CLOSE}{AGAIN}])")
_CLOSED_PART = re.compile(f"[{OPEN}{AGAIN}][^{OPEN}{CLOSE}{AGAIN}]*+{CLOSE}")
_CLOSED = re.compile(f"(?:[^{OPEN}{CLOSE}{AGAIN}]++|{_CLOSED_PART.pattern})*+")
_BAR_BEFORE_BAR = re.compile(r"\|(?=\|)")

Span = tuple[int, int]


def hidden(text: str) -> Sequence[Span]:
    """Where the hidden parts of a text are, with their bars, in order."""
    return list(_hidden(text)) if BARS in text else ()


def mark(text: str) -> str:
    """A text with marks in place of the bars that hide something; each line hides what is hidden of it."""
    return marker(text)(0, len(text)) if BARS in text else text


def marker(text: str) -> Callable[[int, int], str]:
    """What gives any part of a text, from one place to another, with marks."""
    found = hidden(text)
    ends = [end for _, end in found]

    def part(start: int, stop: int) -> str:
        pieces: list[str] = []
        at = start
        for opening, end in islice(found, bisect_right(ends, start), None):
            if opening >= stop:
                break
            pieces.append(_bars_apart(text[at:opening]))
            if inside := text[max(opening + 2, start) : min(end - 2, stop)]:
                goes_on = _LINE_END.sub(rf"{CLOSE}\g<0>{AGAIN}", _bars_apart(inside))
                pieces += [OPEN if opening >= start else AGAIN, goes_on, CLOSE]
            at = min(end, stop)
        return "".join([*pieces, _bars_apart(text[at:stop])])

    return part


def by_line(text: str) -> str:
    """A text with marks in which nothing hidden goes on in the next line: for a list, or small print."""
    return mark(text).replace(AGAIN, OPEN)


def together(texts: Iterable[str], between: str = ", ") -> str:
    """Several texts in one, with marks: no bars of one hide anything together with those of another."""
    return between.join(map(mark, texts))


def bars_apart(text: str) -> str:
    """A text to be stored in a line with others: bars that hide nothing get a space between them."""
    return closed(text).replace(APART, " ").replace(OPEN, BARS).replace(CLOSE, BARS)


def marks_in(text: str) -> str:
    """The marks of a text, for what is kept of the rest of its line."""
    return "".join(_MARK.findall(text))


def bare(text: str) -> str:
    """A text with marks, without them."""
    return _MARK.sub("", text)


def closed(text: str) -> str:
    """A text with marks, of which each that opens is closed: a spoiler once, over all its lines."""
    text = mark(text)
    if not (OPEN in text or CLOSE in text or AGAIN in text):
        return text
    text = _GOES_ON.sub(r"\1", text)
    if not _CLOSED.fullmatch(text):
        text = "".join(_runs(text))
    return text.replace(AGAIN, OPEN).replace(f"{OPEN}{CLOSE}", "")


def conceal(text: str) -> str:
    """A text for a place that is no markdown: without what is hidden."""
    return _CLOSED_PART.sub(SPOILER, closed(text)).replace(APART, "")


def _runs(text: str) -> Iterator[str]:
    """The runs between the marks of a text; one that has a mark that hides it has both."""
    parts = ["", *_MARK.split(text), ""]
    for before, run, after in zip(parts[:-1:2], parts[1::2], parts[2::2], strict=True):
        yield f"{OPEN}{run}{CLOSE}" if before not in ("", CLOSE) or after == CLOSE else run


def _hidden(text: str) -> Iterator[Span]:
    ticks: dict[int, list[int]] = defaultdict(list)
    for run in _TICKS.finditer(text):
        ticks[len(run[0])].append(run.start())
    at = 0
    while found := _SIGN.search(text, at):
        start, at = found.span()
        if found[0] == BARS:
            end = text.find(BARS, at + 1) + len(BARS)
            at = start + 1
            if end > at:
                yield start, end
                at = end
        elif found[0][0] == "`":
            for length in range(at - start, 0, -1):
                later = bisect_left(ticks.get(length, ()), at)
                if later < len(ticks.get(length, ())):
                    end = ticks[length][later]
                    yield from (pair.span() for pair in _PAIR.finditer(text, start + length, end))
                    at = end + length
                    break


def _bars_apart(text: str) -> str:
    return _BAR_BEFORE_BAR.sub(f"|{APART}", text)
