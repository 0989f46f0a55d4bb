"""Text as the words by which it is found, in any script.

Two spellings of one word are one token. The rules:

- Words are runs of letters, digits and their marks. As in `titles` beside this, width and case don't matter
  (NFKC and case folding, UAX #15), accents are dropped (but й is not и), and so is what can't be seen. An
  apostrophe joins what it stands between ("O'Brien" is "obrien"), except behind an article ("l'amour") and
  before a possessive s ("Ann's" is "ann").
- Scripts that put no spaces between words, and Korean, whose particles cling to them, give every two letters
  that stand side by side: 音楽の is 音楽 and 楽の. A letter that stands alone gives itself.
- English plurals are as their singulars: the S-stemmer of D. Harman, "How effective is suffixing?" (1991),
  with the ends of singulars cut alike, so that "movies" is "movie", "watches" "watch" and "heroes" "hero".
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from bot.domain.text.titles import APOSTROPHES, LATIN_LETTERS, STRETCHER, is_visible, without_accents

LONGEST = 64
"""Characters of a word that count."""

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
    "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc"  # Korean
    "\u3005-\u3007\u3041-\u312f\u31a0-\u31bf\u31f0-\u31ff\uff66-\uff9f"  # kana and Bopomofo
    "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]"  # Chinese
)
_RUN = re.compile("w(?:[wi]|'+(?=w))*|u[ui]*")
_ONE_LETTER = re.compile(  # of a script without spaces, with what hangs on it
    "[\u1100-\u115e]+[\u1161-\u11a7]*[\u11a8-\u11ff]*|.[\u3099\u309a\uff9e\uff9f]*", re.DOTALL
)
_ELISION = re.compile(r"(?:[cdjlmnst]|qu|un|(?:a|da|de|ne|su)ll)'(?=\w{2})", re.IGNORECASE)
_POSSESSIVE = re.compile(r"'s?\Z", re.IGNORECASE)
_LATIN = re.compile("[a-z]{4,}")
_SILENT_E = re.compile(r"(?:(?<=[a-z]{2}[sxzo])|(?<=[a-z][cs]h))e\Z")
_ONE_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


class Place(NamedTuple):
    """Where a token stands: the how-manieth of its text it is (from 0), and the part of the text it is of."""

    word: str
    number: int
    start: int
    end: int


def words(text: str) -> list[str]:
    """The tokens of a text, in order."""
    found: list[str] = []
    for run in _RUN.finditer(text.translate(_KINDS)):
        piece = text[run.start() : run.end()]
        if run[0][0] == "w":
            found += _words(piece)
        elif _is_plain(run[0], piece):
            found += _pairs(piece)
        else:
            found += _pairs("".join(letter for letter, _, _ in _letters(piece)))
    return found


def places(text: str, wanted: Set[str]) -> Iterator[Place]:
    """Where the wanted ones among the tokens of a text stand: whole words, or the two letters of a pair."""
    number = 0
    for run in _RUN.finditer(text.translate(_KINDS)):
        start, end = run.span()
        piece = text[start:end]
        found: Sequence[str]
        if run[0][0] == "w":
            found = _words(piece)
            if not wanted.isdisjoint(found):
                for at, word in enumerate(found):
                    if word in wanted:
                        yield Place(word, number + at, start, end)
        elif _is_plain(run[0], piece):
            found = _pairs(piece)
            for at, pair in enumerate(found):
                if pair in wanted:
                    yield Place(pair, number + at, start + at, start + at + len(pair))
        else:
            letters = list(_letters(piece))
            found = _pairs("".join(letter for letter, _, _ in letters))
            for at, pair in enumerate(found):
                if pair in wanted:
                    last = letters[at + len(pair) - 1]
                    yield Place(pair, number + at, start + letters[at][1], start + last[2])
        number += len(found)


class _Kinds(dict[int, str]):
    """What each character is, found out once: part of a word (w), of a script without spaces (u) …"""

    def __missing__(self, code: int) -> str:
        kind = self[code] = _kind(chr(code))
        return kind


_KINDS = _Kinds()


def _kind(char: str) -> str:
    if char in APOSTROPHES:
        return "'"
    if not is_visible(char) or char == STRETCHER:
        return "i"
    if unicodedata.category(char)[0] not in "LMN":
        return " "
    return "u" if _UNSPACED.match(char) else "w"


def _pairs(letters: str) -> list[str]:
    return [letters[at : at + 2] for at in range(len(letters) - 1)] or [*letters]


def _is_plain(kinds: str, run: str) -> bool:
    """Whether the letters of a run without spaces are its characters."""
    return "i" not in kinds and unicodedata.is_normalized("NFKC", run)


def _letters(run: str) -> Iterator[tuple[str, int, int]]:
    """The letters of a run without spaces, each with its place in the run."""
    for match in _ONE_LETTER.finditer(run):
        for letter in _letter(match[0]):
            yield letter, match.start(), match.end()


@lru_cache(1 << 12)
def _letter(written: str) -> str:
    normal = unicodedata.normalize("NFKC", written).casefold()
    return "".join(char for char in normal if _kind(char) in "uw")


@lru_cache(1 << 15)
def _words(run: str) -> tuple[str, ...]:
    """The words of a run of letters: one, or two with an article before it; none if nothing is left."""
    run = run[:LONGEST].translate(_ONE_APOSTROPHE)
    article = _ELISION.match(run)
    parts = [run[: article.end()], run[article.end() :]] if article else [run]
    return tuple(filter(None, map(_word, parts)))


def _word(written: str) -> str:
    if written.isascii() and written.isalnum():
        return _singular(written.lower())
    normal = unicodedata.normalize("NFKC", _POSSESSIVE.sub("", written))
    bare = without_accents(normal).casefold().translate(LATIN_LETTERS)
    return _singular(unicodedata.normalize("NFC", "".join(char for char in bare if _kind(char) in "uw")))


def _singular(word: str) -> str:
    if not _LATIN.fullmatch(word):
        return word
    if word[-1] == "s" and word[-2] not in "us":
        word = word[:-1]
    return f"{word[:-2]}y" if word.endswith("ie") else _SILENT_E.sub("", word)
