"""Titles made comparable: keys under which the spellings of one title are the same. Keys are never shown.

The rules, after Unicode's NFKC and case folding (UAX #15) and the skeletons of UTS #39:

- Invisible characters vanish, and so do apostrophes. Other punctuation and symbols part words, but `/` and
  `.` between two digits stay: "9½" (which NFKC writes as 91⁄2) is not "912".
- Accents go where people also write without them: the general combining marks, and the points of Hebrew
  and Arabic. What makes another letter stays: ガ is not カ, and й is not и (but ё is е, as in print).
- Letters that look the same are the same. A title that mixes Latin with Cyrillic or Greek is read as Latin
  if each of its other letters has a Latin look-alike, else as the other script if each Latin letter has a
  look-alike there, else as it stands. A title wholly in Cyrillic or Greek is read as Latin only when every
  letter looks Latin in lower case: "Сосо" is "Coco", while "Сто лет" and "Тор" stay. This looks at the
  whole title, since spaces must not matter. l, I and 1 stay apart, as do O and 0 ("Mali" is not "Mall").
"""

import re
import unicodedata
from functools import lru_cache

_BEFORE_NFKC = str.maketrans("´\u1ffd゛゜", "''\u3099\u309a")  # NFKC would put a space before these
APOSTROPHES = "'`‘’‛′ʹʻʼʽʾʿˈꞌ׳"
# Unicode calls these letters, marks or symbols, but they show nothing.
_INVISIBLE = "\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
STRETCHER = "\u0640"  # makes an Arabic word wider
_GENERAL_MARKS = (
    "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef"
)
_POINTS = "\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_ACCENT = re.compile(f"[{_GENERAL_MARKS}{_POINTS}]")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s*[./⁄]\s*(?=\d)")

LATIN_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "þ": "th"}
    | dict(zip("øłđðħŧıĸƒɡɑƀɇǥɨɉƚɍɏƶ", "olddhtikfgabegijlryz", strict=True))
    | dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True))
)
"""Letters, in lower case, that have no decomposition, and how they are written without them."""
# Pairs of pictures that are one.
_LETTERS = LATIN_LETTERS | str.maketrans("へ力口二工卜八夕一", "ヘカロニエトハター")

# Look-alikes of Latin letters, in lower case, and those that are alike in upper case only.
_LOWER = dict(zip("асԁеһіјорԛѕѵԝхуүαιορ", "acdehijopqsvwxyyaiop", strict=True))
_AS_LATIN = _LOWER | dict(zip("внкмтβεηκμντυχζ", "bhkmtbehkmntyxz", strict=True))
_AS_CYRILLIC = dict(zip("abcehijkmopstxy", "авсеніјкморѕтху", strict=True))
_AS_GREEK = dict(zip("abehikmnoptxyz", "αβεηικμνορτχυζ", strict=True))
_LATIN = re.compile("[a-z\u00df-\u02af\u1d00-\u1d7f\ua720-\ua7ff]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_GREEK = re.compile("[\u0370-\u03ff]")

_REVIEW = re.compile(r"(?<=\S)[\s:–—-]+reviews?\s*$", re.IGNORECASE)


def title_key(title: str) -> str:
    """The key of a title's identity: two titles with the same key name the same show.

    Titles that differ only in case, accents, width, spaces, punctuation, invisible or look-alike characters
    share a key. A title of nothing but symbols ("???", "💀") keeps them; "" means that nothing is visible.
    """
    return unicodedata.normalize("NFC", words_key(title).replace(" ", ""))


def words_key(title: str) -> str:
    """`title_key` with the words kept apart by single spaces, for searching inside titles."""
    visible = _visible(unicodedata.normalize("NFKC", title.translate(_BEFORE_NFKC)))
    parts = _BETWEEN_DIGITS.split(without_accents(visible).casefold().translate(_LETTERS))
    words = ".".join(" ".join("".join(map(_sign, part)).split()) for part in parts)
    key = unicodedata.normalize("NFC", _in_one_script(words))
    return key or _symbols(visible) or _symbols(_visible(title))


def review_title(typed: str) -> str:
    """What is reviewed, when somebody typed a review's title: "Glass Heart Review" is about "Glass Heart"."""
    return _REVIEW.sub("", typed)


def without_accents(text: str) -> str:
    """The text without accents, as NFKD otherwise."""
    # й and ў must survive the decomposition that lays the accents bare.
    bare = re.sub("[^йўЙЎ]+", lambda run: unicodedata.normalize("NFKD", run[0]), text)
    return _ACCENT.sub("", bare)


def _in_one_script(text: str) -> str:
    latin, cyrillic, greek = (set(script.findall(text)) for script in (_LATIN, _CYRILLIC, _GREEK))
    others = cyrillic | greek
    if not others:
        return text
    if others <= (_AS_LATIN if latin else _LOWER).keys():
        return text.translate(str.maketrans(_AS_LATIN))
    if latin <= _AS_CYRILLIC.keys() and not greek:
        return text.translate(str.maketrans(_AS_CYRILLIC))
    if latin <= _AS_GREEK.keys() and not cyrillic:
        return text.translate(str.maketrans(_AS_GREEK))
    return text


def _visible(text: str) -> str:
    return "".join(filter(is_visible, text))


@lru_cache(4096)
def is_visible(char: str) -> bool:
    """Whether a character shows anything: blanks do."""
    hidden = unicodedata.category(char) in ("Cc", "Cf", "Cs") and not char.isspace()
    return not hidden and char not in _INVISIBLE


@lru_cache(4096)
def _sign(char: str) -> str:
    """What one character becomes in a key, once accents are gone."""
    if char in APOSTROPHES or char == STRETCHER:
        return ""
    return char if unicodedata.category(char)[0] in "LMN" else " "


def _symbols(text: str) -> str:
    """All that can be seen of a title without letters and digits."""
    return "".join(char for char in text if not char.isspace() and unicodedata.category(char)[0] != "M")
