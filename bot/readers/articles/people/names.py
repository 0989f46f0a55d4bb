"""Lists of people: “Ana Lund, Bo Ek and others”."""

import re
from dataclasses import dataclass

from bot.domain.text import clean_line
from bot.readers.articles.words import NAME, read_words, tidy

_REACH = 600  # characters looked at behind “directed by”
_LIST = re.compile(
    rf"""(?P<names>{NAME}(?:
        (?:,{NAME}){{0,9}},?&{NAME}              # A, B and C
        | (?:,{NAME}){{1,9}}(?=[.)-]|,?[&x]?O|\Z)  # A, B. (but of “A, B is …” only A)
    )?)(?P<others>,?[&x]?O)?""",
    re.VERBOSE,
)
_LAST_LIST = re.compile(rf"(?<![ANp])(?:{NAME}(?:,{NAME}){{0,5}},?&)?{NAME}\Z")
_SEPARATOR = re.compile(r"[,;、，；/／]|\s(?:and|&|und|et)\s", re.IGNORECASE)
_OTHERS = re.compile(
    r"(?:[,;、，]\s*|\s+)(?:(?:and|&|und|et|among)\s+)?(?:others|many\s+others|more|et\s+al\.?|etc\.?|u\.\s?a\.|co\.?)$"
    r"|(?:ほか|他|など|等|外)$",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?:jr|sr)\.?|I{1,3}|IV", re.IGNORECASE)
_LONGEST = 6  # words in one name


@dataclass(frozen=True, slots=True)
class Names:
    """People in the order they are named, whether “and others” was said, and what was no name."""

    names: tuple[str, ...] = ()
    and_others: bool = False
    unread: tuple[str, ...] = ()


def leading_names(text: str) -> Names:
    """The names at the beginning of running text: of “Ana Lund and Bo Ek tell …” the two."""
    words = read_words(text.lstrip()[:_REACH], mid_sentence=True)
    found = _LIST.match(words.shape)
    if found is None:
        return Names()
    names = [words.said(*person.span()) for person in re.finditer(NAME, found["names"])]
    if words.shape[found.end() : found.end() + 1] == "o":  # “director Ana Lund’s first series”
        names[-1] += f" {words.said(found.end(), found.end() + 1)[:-2]}"
    return Names(tuple(names), bool(found["others"]))


def trailing_names(text: str) -> Names:
    """The names at the end of running text: of “it was Ana Lund and Bo Ek” the two."""
    words = read_words(text[-_REACH:])
    found = _LAST_LIST.search(words.shape)
    if found is None:
        return Names()
    people = ((found.start() + one.start(), found.start() + one.end()) for one in re.finditer(NAME, found[0]))
    return Names(tuple(words.said(*person) for person in people))


def listed_names(value: str) -> Names:
    """The names in a labelled line's value."""
    value = clean_line(value).strip(" .,;")
    shorter = _OTHERS.sub("", value)
    names: list[str] = []
    unread: list[str] = []
    for part in map(tidy, _SEPARATOR.split(shorter)):
        if names and _SUFFIX.fullmatch(part):
            names[-1] += f" {part}"  # “Robert Downey, Jr.”
        elif is_name(part):
            names.append(part)
        elif part:
            unread.append(part)
    return Names(tuple(dict.fromkeys(names)), shorter != value, tuple(unread))


def is_name(part: str) -> bool:
    """Whether a labelled value could be a name: a few words with letters, none of them “the” or “is”."""
    return (
        len(part.split()) <= _LONGEST
        and len(part) <= 80
        and any(map(str.isalpha, part))
        and not re.search("[xdaVW]", read_words(part, mid_sentence=True).shape)
    )
