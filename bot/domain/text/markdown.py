"""Members' text where Discord reads markdown."""

import re
from collections.abc import Callable

_BIDI_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MARKUP = re.compile(
    r"""[\\*_~`|\[\]<>]             # emphasis, code, spoilers, masked links, quotes, everything in <…>
    | @(?=everyone|here)
    | :(?=//)                       # bare URLs
    | :(?=[\w+-]+:)                 # :emoji:""",
    re.VERBOSE | re.IGNORECASE,
)
# What starts a list, a heading or subtext, first on a line; Discord's clients skip some invisible characters.
_BLOCK_MARKUP = re.compile(
    r"^(?:[^\S\n]|[\u061c\u180e\u200b-\u200d\ufeff])*(?:(?=[-+#])|[0-9]+(?=[.)](?:\s|\Z)))", re.MULTILINE
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def escape(text: str) -> str:
    """Cleaned text for a place where Discord reads markdown, so that it looks as it was written.

    Nothing in it pings, links, formats or closes the markup around it; bidi overrides are dropped.
    Rule: a backslash before any character but letters, digits and spaces makes that character plain
    (not so inside code, which is no place for members' text). Between `||`, put a space or a newline
    before the closing ones: Discord's spoilers don't heed a backslash before a final `|`.
    """
    text = _MARKUP.sub(r"\\\g<0>", _BIDI_CONTROL.sub("", text))
    return _BLOCK_MARKUP.sub(r"\g<0>\\", text)


def unescape(text: str) -> str:
    """What `escape` was given (but for bidi overrides)."""
    return _ESCAPED.sub(r"\1", text)


def is_within(escaped: str, limit_chars: int, limit_bytes: int) -> bool:
    """Whether an escaped text keeps to both limits (code points, UTF-8 bytes)."""
    return len(escaped) <= limit_chars and len(escaped.encode("utf-8", "surrogatepass")) <= limit_bytes


def fits_in(limit_chars: int, limit_bytes: int) -> Callable[[str], bool]:
    """A judge of whether a text, once escaped, keeps to both limits."""
    return lambda text: is_within(escape(text), limit_chars, limit_bytes)
