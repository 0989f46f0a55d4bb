"""What members see of markdown in Discord's clients, after the rules of their parser that matter here.

From the left, the first rule that fits: what begins a line (a heading, small print, an item of a list, a
quote), a backslash before a sign, code, a spoiler up to the next bars whatever is between, any character. A
spoiler or code goes over the end of its line, but does not leave the heading, item or quote that it is in.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_QUOTE = re.compile(r" *>>> ?(.*)", re.DOTALL)
_LINE = re.compile(r" *(?:#{1,3}|-#|[-*+]|\d+\.|>) ([^\n]*\n?)")
_RULES = re.compile(
    r"\\(?P<plain>[^0-9A-Za-z\s])"
    r"|```(?P<block>.+?)```|(?P<ticks>`+)(?P<code>.*?[^`])(?P=ticks)(?!`)"
    r"|\|\|(?P<spoiler>.+?)\|\|"
    r"|(?P<other>.)",
    re.DOTALL,
)


class Seen(NamedTuple):
    """What is seen at once, with ▇ for each spoiler; and what the spoilers show when they are pressed."""

    open: str
    hidden: str


def seen(markdown: str) -> Seen:
    """What is seen of a text."""
    parts = list(_parts(markdown))
    return Seen(
        "".join("▇" if is_hidden else part for part, is_hidden in parts),
        "\n".join(part for part, is_hidden in parts if is_hidden),
    )


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    at, begins = 0, True
    while at < len(text):
        if begins and (quote := _QUOTE.match(text, at)):
            yield from _parts(quote[1])
            return
        if begins and (line := _LINE.match(text, at)):
            yield from _parts(line[1])
            at = line.end()
            continue
        found = _RULES.match(text, at)
        assert found is not None
        if found["spoiler"]:
            yield "".join(part for part, _ in _parts(found["spoiler"])), True
        else:
            yield next(part for part in found.group("plain", "block", "code", "other") if part), False
        at, begins = found.end(), found[0][-1] == "\n"
