"""Members' text: cleaned on its way in; escaped, shortened and cut into pages on its way out.

Lengths are code points, as Discord counts them (Python's `len`).
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterator

from bot.domain.errors import Refusal

UPLOAD_LIMIT = 256 * 1024  # bytes
MARKS_LIMIT = 4  # marks piled on one letter; Burmese words need four, zalgo has dozens

# --- Coming in ---------------------------------------------------------------------------------------------

_NEWLINE = re.compile("\r\n|[\r\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")

_EMOJI = re.compile(
    "[\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f"
    "\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_IDEOGRAPH = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0002fffd\U00030000-\U0003fffd]")
_JOINERS = "\u200c\u200d"
_JOINING = re.compile("[\u0600-\u109f\u1780-\u18af]")  # Arabic, Indic …: joiners are part of the spelling
_SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_SELECTABLE = re.compile(f"[0-9#*]|{_EMOJI.pattern}|{_IDEOGRAPH.pattern}")
_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"  # letters by category, nothing to the eye
_EMPTY_MARKS = "\u034f\u17b4\u17b5\u180b\u180c\u180d\u180f"


def clean_text(raw: str) -> str:
    r"""Members' long text as it is stored: newlines are \n, no control characters but \n and \t, no leading BOM.

    Lone surrogates become U+FFFD. Nothing else is touched, so that a stored article is the file.
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
        return not (_EMOJI.match(char) or _IDEOGRAPH.match(char))
    return unicodedata.category(char) in ("Cc", "Cf", "Co") and not char.isspace() or char in _EMPTY_MARKS


def _without_strays(text: str) -> str:
    """`text` without the marks, joiners and variation selectors that belong to nothing."""
    kept: list[str] = []
    base, marks = " ", 0
    for char, after in zip(text, text[1:] + " ", strict=True):
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


# --- Uploads -----------------------------------------------------------------------------------------------

_SAVE_AGAIN = "Save your review as plain text (a .txt file, encoding UTF-8) and attach it again."
_MAGIC = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "an office document or a zip file",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"{\\rtf": "a rich text document",
    b"\x1f\x8b": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
}


def check_upload(filename: str, size: int) -> None:
    """Raise `Refusal` for a file that need not even be downloaded; `size` in bytes."""
    if not filename.casefold().endswith((".txt", ".md")):
        raise Refusal(f"I can read .txt and .md files only. {_SAVE_AGAIN}")
    if size > UPLOAD_LIMIT:
        raise Refusal(
            f"That file is too large: {size / 1024:,.0f} KiB, and at most {UPLOAD_LIMIT // 1024} KiB can be read. "
            "Shorten it and attach it again."
        )
    if size == 0:
        raise Refusal("That file is empty. Was it saved? Save it and attach it again.")


def decode_upload(filename: str, data: bytes) -> str:
    """The cleaned text of an uploaded .txt or .md file in UTF-8; raises `Refusal` for anything else."""
    check_upload(filename, len(data))
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            raise Refusal(f"That file is {kind}, whatever its name says. {_SAVE_AGAIN}")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refusal("That file is text, but saved as UTF-16. Save it as UTF-8 and attach it again.")
    if b"\0" in data:
        raise Refusal(f"That file is not plain text. {_SAVE_AGAIN}")
    try:
        text = clean_text(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise Refusal(
            "Some letters of that file can't be read, because it is not saved as UTF-8. "
            "Save it as UTF-8 and attach it again."
        ) from None
    if is_blank(text):
        raise Refusal("There are no words in that file. Write your review into it and attach it again.")
    return text


# --- Shown as text -----------------------------------------------------------------------------------------

_BIDI_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MARKUP = re.compile(
    r"""[\\*_~`|\[\]<>]             # emphasis, code, spoilers, masked links, quotes, everything in <…>
    | @(?=everyone|here)
    | :(?=//)                       # bare URLs
    | :(?=[\w+-]+:)                 # :emoji:""",
    re.VERBOSE | re.IGNORECASE,
)
# What starts a list, a heading or subtext when it is first on a line; Discord skips some invisible characters.
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


def fits_in(limit_chars: int, limit_bytes: int) -> Callable[[str], bool]:
    """A judge of whether a text, once escaped, keeps to both limits (code points, UTF-8 bytes)."""

    def fits(text: str) -> bool:
        escaped = escape(text)
        return len(escaped) <= limit_chars and len(escaped.encode("utf-8", "surrogatepass")) <= limit_bytes

    return fits


# --- Where text may be cut ---------------------------------------------------------------------------------

_CLOSERS = "\"'*_”’»›)\\]"
_WIDE_CLOSERS = "」』】〉》）”’"
_SENTENCE_END = re.compile(rf"[.!?…]+[{_CLOSERS}]*(?=\s|\Z)|[。！？｡]+[{_WIDE_CLOSERS}]*")
_ABBREVIATION = re.compile(  # also initials, “e.g.”, and the number of a list's item
    r"(?:(?<![^\W\d_])(?:[^\W\d_]|mr|mrs|ms|dr|dra|prof|st|jr|sr|sra|vs|cf|no|nr|vol|ep|eps|feat|approx|ca|bzw)"
    r"|^[^\S\n]*\d{1,3})\.\Z",
    re.IGNORECASE | re.MULTILINE,
)
_NEXT_WORD = re.compile(r"[^\S\n]*(\n?)\s*(\S)")
_PARAGRAPH_END = re.compile(r"\n[^\S\n]*\n")
_LINE_END = re.compile(r"\n")
_WIDE = re.compile(f"{_IDEOGRAPH.pattern}|[\u3041-\u30ff]")
_NEVER_FIRST = "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶー々ゝゞヽヾ・"


def sentence_ends(text: str, start: int = 0, stop: int | None = None) -> Iterator[int]:
    """The places in `start…stop` right behind a sentence and its closing quotes, in order."""
    for match in _SENTENCE_END.finditer(text, start):
        end = match.end()
        if stop is not None and end > stop:
            return
        if not _is_joined(text, end) and not _goes_on(text, match):
            yield end


def _goes_on(text: str, punctuation: re.Match[str]) -> bool:
    """Whether the sentence goes on behind what could be its end."""
    following = _NEXT_WORD.match(text, punctuation.end())
    if following is None or punctuation[0][0] in "。！？｡":
        return False
    if following[2].islower():
        return True
    dot = punctuation.start()
    same_line = not following[1]
    return punctuation[0] == "." and same_line and bool(_ABBREVIATION.search(text, max(0, dot - 8), dot + 1))


def _is_joined(text: str, at: int) -> bool:
    """Whether what people see as one character spans `at` (the common part of Unicode's UAX #29)."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before == "\u200d" or after in _JOINERS or unicodedata.category(after).startswith("M"):
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
    for at in range(high, low, -1):
        if _is_joined(text, at):
            continue
        before, after = text[at - 1], text[at : at + 1] or " "
        if before.isspace() or after.isspace():
            return at
        if (
            _WIDE.match(after)
            and after not in _NEVER_FIRST
            and (_WIDE.match(before) or before in "、，。！？」』）")
        ):
            return at
    return low


def _character_end(text: str, low: int, high: int) -> int:
    """The last place in (`low`, `high`] between two characters as people see them; `high` if there is none."""
    return next((at for at in range(high, low, -1) if not _is_joined(text, at)), high)


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
    """The best place up to `reach` for the page from `start` to end: its last quarters are searched."""
    if reach == len(text):
        return reach
    high = reach
    written = len(text.rstrip())
    if reach >= written:  # only blanks would be left for the last page: leave it a word
        high = written - 1
    first = start + len(text[start:reach]) - len(text[start:reach].lstrip())
    low = max(first, start + (high - start) // 4)
    for found in (
        (match.start() for match in _PARAGRAPH_END.finditer(text, low, high + 2)),
        (match.start() for match in _LINE_END.finditer(text, low, high + 1)),
        sentence_ends(text, low, high),
        (_word_end(text, first, high),),
    ):
        end = max((at for at in found if low < at <= high), default=0)
        if end:
            return _past_blanks(text, end, reach)
    return _character_end(text, start, reach)


def _past_blanks(text: str, end: int, stop: int) -> int:
    while end < stop and text[end].isspace():
        end += 1
    return end
