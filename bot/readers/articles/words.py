r"""Running text seen as a row of signs, one for each word, so that patterns can be written over the words.

“starring Satoh Takeru as the pianist Naoki” has the shape `sNNadwN`: then a name is `N+`, and
“somebody as somebody” is `N+a[dw]*N+`. The signs:

    N name: a capital, or a script that has none   A perhaps one: “Will” as the first word
        n number         o possessive (“Netflix’s”)
    p part of names (“de”, “van”)   T capital “The”    d determiner (“the”, “a”, “her”)    f “of”
    a “as”, “the role of”    & “and”    b “by”    R “role”, “part”    O “others”, “more”
    s “starring”   c “features”, “cast”   P “plays”   G “playing”   Q “play” (of several)   B “played” (by)
    V “shines”, “returns” (as)   W “who”   x other small words between phrases   w any other word
    , ( )    . end of a sentence or clause    - dash    / slash    q quotation mark
"""

import re
from dataclasses import dataclass

_PUNCTUATION = {
    **dict.fromkeys(",;、，；", ","),
    **dict.fromkeys("([（", "("),
    **dict.fromkeys(")]）", ")"),
    **dict.fromkeys(".:!?…。：！？｡|*_~{}<>【】", "."),
    **dict.fromkeys("—–―-", "-"),
    **dict.fromkeys("/／", "/"),
    **dict.fromkeys("\"“”„«»‹›「」『』《》〈〉'‘’ʼ", "q"),
}
_APART = re.escape("".join(set(_PUNCTUATION) - set("-–")))  # these two part words between spaces only
_WORD = re.compile(rf"(?![-–]+(?:\s|\Z))[^\s{_APART}]++(?:['’ʼ.][^\s{_APART}]++)*+|[{_APART}–-]")
_HYPHEN = re.compile(r"(?<=\w)[‐‑–](?=\w)")
_ABBREVIATION = re.compile(
    r"[^\W\d_]|\w\.\w|dr|mr|mrs|ms|st|jr|sr|prof|lt|col|capt|sgt|det|rev|hon", re.IGNORECASE
)

_FOREIGN = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff]")
QUOTED = (
    "|".join(  # something in quotation marks, such as a title
        f"{opening}[^{opening}{closing}]{{1,200}}{closing}"
        for opening, closing in ("“”", '""', "«»", "''", "「」", "『』", "《》")
    )
    + r"|‘[^‘]{1,200}?’(?!\w)"
)  # in which “’” may be an apostrophe

_STRUCTURE = {
    "a": "as",
    "&": "and & et und",
    "b": "by",
    "s": "starring stars star co-starring",
    "c": "features feature featuring cast includes including introducing led",
    "P": "plays portrays embodies voices reprises",
    "G": "playing portraying voicing reprising",
    "Q": "play portray voice",
    "B": "played portrayed voiced embodied brought",
    "V": """shines returns return appears excels is was delivers impresses dazzles leads co-stars steps takes
        taking took convinces joins rounds anchors makes""",
    "W": "who",
    "R": "role part character",
    "O": "others more al co",
}
_SMALL = {
    "d": "the a an his her their its our my your another one this that these those both",
    "x": """in on at with from to for into onto after before when while where which is are was were has have
        had but or because if than then so not also among until without within during about through under over
        it he she they we you i here there meanwhile though although yet still even all some what how why nor
        can alongside opposite beside next best such known seen just well far soon long much""",
    "f": "of",
    "p": "de da del della der den di dos du la le van von zu bin ibn al el ter ten bo af av dal lo",
    "w": """actor actress actors newcomer veteran directed written created based adapted read reviewed review
        watching seeing having casting""",
}
_SIGNS = {
    word: sign for table in (_SMALL, _STRUCTURE) for sign, words in table.items() for word in words.split()
}
_MAYBE_NAMES = {"an", "will", "go", "do", "so", "no", "may", "in", "on"}
_STRUCTURAL = {word for words in _STRUCTURE.values() for word in words.split()}

# An actor: “Satoh Takeru”, “Guillermo del Toro”, “Dwayne “The Rock” Johnson”.
NAME = "A?N(?:(?:p{0,2}|qT?N{1,2}q)N){0,5}+"
# A part is also “The Professor”, “Geralt of Rivia”, “Player 456”.
CHARACTER = "T?N(?:(?:p{0,2}|fd?|qT?N{1,2}q)[Nn]){0,6}"


@dataclass(frozen=True, slots=True)
class WordShapes:
    """A text and its shape: `shape[i]` is the sign of the word at `text[spans[i]]`."""

    text: str
    shape: str
    spans: tuple[tuple[int, int], ...]

    def said(self, start: int, end: int) -> str:
        """The text of the words `start…end`, with single spaces and ordinary hyphens."""
        if start >= end:
            return ""
        written = self.text[self.spans[start][0] : self.spans[end - 1][1]]
        return tidy(written)


def any_of(phrases: str) -> str:
    """A pattern for any of these phrases (or patterns), which are parted by commas or lines."""
    return "(?:" + "|".join(filter(None, (phrase.strip() for phrase in re.split("[,\\n]", phrases)))) + ")"


def tidy(name: str) -> str:
    """A name or phrase on one line, with ordinary hyphens and spaces."""
    return _HYPHEN.sub("-", " ".join(name.split()))


def is_quoted(text: str) -> bool:
    """Whether a text is all in quotation marks."""
    return re.fullmatch(QUOTED, text) is not None


def unquoted(text: str) -> str:
    """A text without the quotation marks around it."""
    text = text.strip()
    return text[1:-1].strip() if is_quoted(text) else text


def is_foreign(text: str) -> bool:
    """Whether any of a text is in another script than Latin."""
    return _FOREIGN.search(text) is not None


def read_words(text: str, *, mid_sentence: bool = False) -> WordShapes:
    """`text` as words; unless `mid_sentence`, its first word has a capital for being the first."""
    shape: list[str] = []
    spans: list[tuple[int, int]] = []
    first = not mid_sentence
    for match in _WORD.finditer(text):
        word, end = match[0], match.end()
        sign = _PUNCTUATION.get(word)
        if sign == "." and spans and spans[-1][1] == match.start() and _is_abbreviated(text, spans[-1]):
            spans[-1] = (spans[-1][0], end)
            continue
        if sign is None:
            sign = _sign(word, first)
            if sign == "f" and shape[-2:] == ["d", "R"]:  # “the role of”
                sign = "a"
            first = False
        elif sign == ".":
            first = True
        if sign == "N" and shape[-1:] == ["d"] and text[slice(*spans[-1])] == "The":
            shape[-1] = "T"  # “The Professor”, even where a sentence begins
        shape.append(sign)
        spans.append((match.start(), end))
    return WordShapes(text, "".join(shape), tuple(spans))


def _is_abbreviated(text: str, span: tuple[int, int]) -> bool:
    word = text[span[0] : span[1]]
    return text[span[1]] == "." and len(word) <= 4 and _ABBREVIATION.fullmatch(word) is not None


def _sign(word: str, first: bool) -> str:
    small = word.casefold()
    capital = not word[0].islower()
    if not any(map(str.isalnum, word)):
        return "x"
    if word[0].isdigit():
        return "n"
    if small.endswith(("'s", "’s")):
        return "o" if capital else "w"
    known = _SIGNS.get(small)
    if first and capital and small in _MAYBE_NAMES:
        return "A"
    if known is None or (capital and known == "p"):
        return "N" if capital else "w"
    if not capital or first or small in _STRUCTURAL or known == "w" or (word.isupper() and len(word) > 1):
        return known
    return "T" if small == "the" else "N"
