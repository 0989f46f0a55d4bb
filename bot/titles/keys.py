"""The forms in which titles are indexed and searched: as written, and as heard in Latin letters."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import islice

from anyascii import anyascii

from bot.domain.text.titles import title_key, words_key

KEY_LENGTH = 40  # letters indexed from each word on
WORDS = 32  # words of a title that are indexed

ROMAN = "\x01"  # begins the key of a romanisation, and nothing else
WRITTEN, WORD, ROMANISED = range(3)  # places: a title's beginning, a later word, a romanisation

# Every word is a start, and every Han character, kana and Hangul syllable.
_START = re.compile(
    "(?<![^ ])[^ ]|[\u3041-\u30fa\u31f0-\u31ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]"
)
# Romanisations heard as the same: kiyo and kyo, shiyo and sho, fua and fa, gatkou and gakkou, ou, oo and o.
_SOUNDS = (
    (re.compile("(?<=[bcdghjkmnprst])iy(?=[aou])"), "y"),
    (re.compile("(sh|ch|j)y"), r"\1"),
    (re.compile("fu(?=[aieo])"), "f"),
    (re.compile("t(?=[kpc])"), ""),
    (re.compile("ou"), "o"),
    (re.compile(r"(.)\1+"), r"\1"),
)


def sound(title: str) -> str:
    """A title in Latin letters as heard, words apart: "gurasuhato" for グラスハート and for Gurasuhaato."""
    words = words_key(anyascii(unicodedata.normalize("NFKC", title)))
    for heard, same in _SOUNDS:
        words = heard.sub(same, words)
    return words


def search_keys(titles: Sequence[str]) -> str:
    """The keys of a show, one a line: its titles, and how those that are not in Latin letters sound."""
    keys: dict[str, None] = {}
    for title in titles:
        key = words_key(title)
        keys[key] = None
        if not key.isascii():
            keys[ROMAN + sound(title)] = None
    return "\n".join(key for key in keys if key.strip(ROMAN))


def start_lines(show: int, keys: str) -> set[str]:
    """The lines that a show with these keys has in `WordStarts`."""
    lines: set[str] = set()
    for key in filter(None, keys.split("\n")):
        mark = ROMAN if key.startswith(ROMAN) else ""
        words = key.removeprefix(mark)
        for start in islice(_START.finditer(words), WORDS):
            place = ROMANISED if mark else WORD if start.start() else WRITTEN
            lines.add(f"{mark}{words[start.start() :].replace(' ', '')[:KEY_LENGTH]}\t{place}\t{show}")
    return lines


def latin_keys(keys: str) -> list[str]:
    """Those of a show's keys that are in Latin letters, without spaces: where typing errors are looked up."""
    return [key.removeprefix(ROMAN) for key in keys.replace(" ", "").split("\n") if key and key.isascii()]


def latin_forms(typed: str) -> list[str]:
    """What somebody typed, in the forms that `latin_keys` may have."""
    key = title_key(typed)
    forms = (key if key.isascii() else "", sound(typed).replace(" ", ""))
    return [form for form in dict.fromkeys(forms) if form]


def trigrams(text: str) -> set[str]:
    """All runs of three letters."""
    return {text[at : at + 3] for at in range(len(text) - 2)}
