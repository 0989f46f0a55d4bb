"""Titles made comparable: keys under which one show's spellings are the same. Keys are never shown.

The rules, after Unicode's NFKC and case folding (UAX #15) and the skeletons of UTS #39:

- Invisible characters vanish, and so do apostrophes; other punctuation and symbols part words, except that
  `/` and `.` between two digits stay ("9½", which is "91/2", is not "912").
- Accents go from letters that people also write without them: general combining marks after any letter,
  Hebrew and Arabic points. What makes another letter stays: ガ is not カ, й is not и (ё is е, as in print).
- Letters that look the same become the same. A title that mixes Latin with Cyrillic or Greek is read in the
  one script that has a look-alike for all its other letters, Latin first; if there is none, it stays mixed. A title
  wholly in Cyrillic or Greek is read as Latin only when each of its letters looks Latin in lower case
  too ("Сосо" is "Coco", while "Сто лет" and "Тор" stay Cyrillic). l, I and 1 stay apart, and O and 0.
"""

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart, and characters that differ in nothing one could see.
_LETTERS = str.maketrans(
    {
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "へ": "ヘ",  # the one kana whose two forms are the same picture
        **dict(zip("øłđðħŧıĸƒɡɑƀɇǥɨɉƚɍɏƶ", "olddhtikfgabegijlryz", strict=True)),
        **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz", strict=True)),
        **dict(zip("力口二工卜八夕一", "カロニエトハター", strict=True)),
    }
)
_BEFORE_NFKC = str.maketrans({"´": "'", "`": "'", "゛": "\u3099", "゜": "\u309a"})
_APOSTROPHES = frozenset("'‘’‛′ʹʻʼʽʾʿˈꞌ׳")
_INVISIBLE = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\u0640")  # the last one stretches a word
_GENERAL_MARKS = re.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe2f\U000e0100-\U000e01ef]"
)
_POINTS = re.compile("[\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
_BREVE = "\u0306"

# Look-alikes in lower case, and those in upper case only (which count once a title mixes scripts).
_LOWER = dict(zip("асԁеһіјорԛѕѵԝхуүαιορ", "acdehijopqsvwxyyaiop", strict=True))
_AS_LATIN = _LOWER | dict(zip("внкмтβεηκμντυχζ", "bhkmtbehkmntyxz", strict=True))
_AS_CYRILLIC = dict(
    zip("abcehijkmopstxyαβεηικμορτχυ", "авсенијкморѕтхуавениікмортху"[:0] or "авсенијкмо", strict=False)
)
