"""Members' text on its way in."""

import re
import unicodedata

MARKS_LIMIT = 4  # marks piled on one letter; Burmese words need four, zalgo has dozens

_NEWLINE = re.compile("\r\n|[\r\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")

_EMOJI = re.compile(
    "[\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f"
    "\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
IDEOGRAPH = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002fffd\U00030000-\U0003fffd]")
_JOINERS = "\u200c\u200d"
_JOINING = re.compile("[\u0600-\u109f\u1780-\u18af]")  # Arabic, Indic …: joiners are part of the spelling
_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SELECTABLE = re.compile(f"[0-9#*]|{_EMOJI.pattern}|{IDEOGRAPH.pattern}")
_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"  # letters by category, nothing to the eye
_EMPTY_MARKS = "\u034f\u17b4\u17b5\u180b\u180c\u180d\u180f"


def clean_text(raw: str) -> str:
    r"""Members' long text as it is stored: newlines are \n, and \t is the only other control character.

    A leading BOM is dropped, lone surrogates become U+FFFD. Nothing else is touched: a stored article
    is the file.
    """
    text = _CONTROL.sub("", _NEWLINE.sub("\n", raw))
    return _SURROGATE.sub("\ufffd", text).lstrip("\ufeff")


def clean_line(raw: str) -> str:
    """A title, headline or name: one line, NFC, single spaces, nothing invisible, no piles of marks.

    Empty when there is nothing to see.
    """
    text = "".join(" " if _is_space(char) else char for char in clean_text(raw) if not _is_dropped(char))
    text = unicodedata.normalize("NFC", _without_strays(unicodedata.normalize("NFC", text)))
    return " ".join(text.split())


def is_blank(text: str) -> bool:
    """Whether there is nothing to see."""
    return not any(char.isprintable() and not _is_space(char) for char in text)


def _is_space(char: str) -> bool:
    return char.isspace() or char in _BLANK_LETTERS


def _is_dropped(char: str) -> bool:
    if char in _JOINERS:
        return False
    if unicodedata.category(char) == "Cn":  # emoji and ideographs may be younger than this Python
        return not (_EMOJI.match(char) or IDEOGRAPH.match(char))
    return (unicodedata.category(char) in ("Cc", "Cf", "Co") and not char.isspace()) or char in _EMPTY_MARKS


def _without_strays(text: str) -> str:
    """`text` without the marks, joiners and variation selectors that belong to nothing."""
    kept: list[str] = []
    base, marks = " ", 0
    for char, after in zip(text, text[1:] + " ", strict=False):
        if char in _JOINERS:
            keep = marks < MARKS_LIMIT and any(
                kind.match(base) and kind.match(after) for kind in (_EMOJI, _JOINING)
            )
        elif _SELECTOR.match(char):
            keep = marks == 0 and bool(_SELECTABLE.match(base))
            marks += keep
        elif unicodedata.category(char) in ("Mn", "Me"):
            keep = marks < MARKS_LIMIT and base != " "
            marks += keep
        else:
            base, marks, keep = char, 0, True
        if keep:
            kept.append(char)
    return "".join(kept)
