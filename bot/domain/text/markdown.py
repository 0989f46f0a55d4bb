"""Members' text where Discord reads markdown."""

import re
from collections.abc import Callable

from bot.domain.text.spoilers import APART, BARS, CLOSE, OPEN, bare, closed, mark

_UNSEEN = re.compile(f"[\u202a-\u202e\u2066-\u2069{APART}]")
_MARKUP = re.compile(
    r"""[\\*_~`|\[\]<>]             # emphasis, code, spoilers, masked links, quotes, everything in <…>
    | @(?=everyone|here)
    | :(?=//)                       # bare URLs
    | :(?=[\w+-]+:)                 # :emoji:""",
    re.VERBOSE | re.IGNORECASE,
)
# What starts a list, a heading or subtext, first on a line, also behind bars; Discord's clients skip some
# invisible characters.
_BLOCK_MARKUP = re.compile(
    rf"^(?:[^\S\n]|[\u061c\u180e\u200b-\u200d\ufeff{OPEN}{CLOSE}])*(?:(?=[-+#])|[0-9]+(?=[.)](?:\s|\Z)))",
    re.MULTILINE,
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def escape(text: str) -> str:
    """Cleaned text for a place where Discord reads markdown, so that it looks as it was written.

    Nothing in it pings, links, formats or closes the markup around it; bidi overrides are dropped. What
    its author hid between `||` and `||` is hidden, if need be from the one line or page that is left of it.
    Rule: a backslash before any character but letters, digits and spaces makes that character plain
    (not so inside code, which is no place for members' text).
    """
    safe = escape_all(closed(text))
    # Four bars in a row hide nothing, and a backslash before the last of three doesn't count.
    safe = safe.replace(f"{OPEN}{CLOSE}", f"{OPEN} {CLOSE}").replace(f"|{CLOSE}", f"| {CLOSE}")
    return safe.replace(OPEN, BARS).replace(CLOSE, BARS)


def escape_all(text: str) -> str:
    """The same with nothing hidden: bars are only bars."""
    text = _MARKUP.sub(r"\\\g<0>", _UNSEEN.sub("", text))
    return _BLOCK_MARKUP.sub(r"\g<0>\\", text)


def hide(text: str) -> str:
    """Text behind bars, all of it, whatever bars it has; "" stays empty."""
    return escape(f"{OPEN}{bare(mark(text))}{CLOSE}")


def unescape(text: str) -> str:
    """What `escape` was given (but for bidi overrides)."""
    return _ESCAPED.sub(r"\1", text)


def is_within(escaped: str, limit_chars: int, limit_bytes: int) -> bool:
    """Whether an escaped text keeps to both limits (code points, UTF-8 bytes)."""
    return len(escaped) <= limit_chars and len(escaped.encode("utf-8", "surrogatepass")) <= limit_bytes


def fits_in(limit_chars: int, limit_bytes: int) -> Callable[[str], bool]:
    """A judge of whether a text, once escaped, keeps to both limits."""
    return lambda text: is_within(escape(text), limit_chars, limit_bytes)
