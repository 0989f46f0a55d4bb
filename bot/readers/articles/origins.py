"""What sort of show it is, what year and country it is from, and what it is based on."""

import re
from collections import Counter
from itertools import islice

from bot.domain.catalog.shows import Kind
from bot.domain.text.labels import Label
from bot.readers.articles.people.names import listed_names
from bot.readers.articles.source import ArticleText, Doubts, short
from bot.readers.articles.words import any_of, tidy

_SERIES = any_of("""
    series, mini-?series, docu-?series, tv show, show, sitcom, k-drama, c-drama, j-drama, tv drama
    anime series
""")
_FILM = any_of("film, movie, feature film")
_SPECIAL = any_of("comedy, stand-up, christmas, holiday, tv, television, one-off, anniversary")
_KINDS = [
    (Kind.SERIES, re.compile(rf"(?:[\w-]+ )?(?:{_SERIES}|tv|drama|anime)", re.IGNORECASE)),
    (Kind.FILM, re.compile(rf"(?:[\w-]+ )?{_FILM}", re.IGNORECASE)),
    (Kind.SPECIAL, re.compile(rf"(?:{_SPECIAL} )?special", re.IGNORECASE)),
]
_SPOKEN_OF = re.compile(  # “the series”, “this Spanish crime film”, “a Christmas special”
    rf"\b(?:the|this|a|an|\w+[’']s)\s(?:[\w’'-]+\s){{0,3}}?"
    rf"(?:(?P<series>{_SERIES})|(?P<film>{_FILM})|(?P<special>{_SPECIAL} special))(?![\w’'-])",
    re.IGNORECASE,
)
_FEW_VOTES = 3  # that few of the other kind are a slip of the pen

_FIRST_SHOWN = re.compile(  # “premiered on Netflix in 2017”, “the 2017 crime series”
    r"\b(?:premiered|released|debuted|first aired|aired|came out)\s(?:[\w’,+]+\s){0,7}?"
    r"(?P<year>(?:19|20)\d\d)\b"
    r"|\b(?:the|this)\s(?P<before>(?:19|20)\d\d)\s(?:[\w’'-]+\s){0,2}?"
    rf"(?:{_SERIES}|{_FILM}|drama|special)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:18[89]\d|19\d\d|20\d\d|2100)(?!\d)")

_ADAPTED = any_of("based (?:loosely |partly )?(?:up)?on, adapted from, adaptation of, inspired by")
_BASED_ON = re.compile(rf"\b(?i:{_ADAPTED})\s+(?P<what>\S.{{0,200}})")
_WORKS = any_of("""
    novels?, novella, books?, manga, manhwa, manhua, webtoons?, comics?, memoirs?, (?:stage )?play, musical
    stor(?:y|ies), (?:video ?)?games?, articles?, podcast, life, lives, events, case, songs?, poem, trilogy
    tales?, legend, (?:auto)?biography, film, series, format
""")
# A work, or one in quotation marks or of a person; an opinion is “based on the first two episodes”.
_WORK = re.compile(rf"\b{_WORKS}\b|^[“\"«‘]|^(?:[A-Z][\w.-]*\s?){{1,4}}['’]s?\s")
_GOES_ON = any_of("""
    which, that, who, is, was, stars?, starring, follows?, tells?, runs?, features?, has, takes, directed
    produced, created, set, it
""")
_WORK_ENDS = re.compile(  # but not in “Pachinko, the 2017 novel”
    r"[;:!?]|\s[–—-]\s|—|,(?!\s(?:[\w’'-]+\s){0,6}?(?:novel|book|manga|webtoon|memoir|comic)s?\b)"
    rf"|\s(?:and\s)?{_GOES_ON}\s|\sand\s(?:the|a|an|its|then)\s"
)


def read_kind(source: ArticleText, title_says: Kind | None, episodes: int, doubts: Doubts) -> Kind | None:
    """Whether it is a series, a film or a special: as labelled, by the title, or as the text calls it."""
    for value in source.said(Label.KIND):
        if kind := kind_named(value):
            return kind
        doubts.append(f"“{short(value)}” is no kind of show I know.")
    if title_says:
        return title_says
    votes = _kind_votes(source)
    if episodes:
        votes[Kind.SERIES] += _FEW_VOTES
    if not votes:
        return None
    (kind, most), *others = votes.most_common()
    if others and others[0][1] == most:
        doubts.append(f"It is called a {kind} as often as a {others[0][0]}, so the kind was left out.")
        return None
    if others and others[0][1] >= _FEW_VOTES:
        doubts.append(f"It is mostly called a {kind}, but at times a {others[0][0]}.")
    return kind


def kind_named(words: str) -> Kind | None:
    """The kind that a word or two stand for: "TV series", "Movie", "K-drama"."""
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(words.strip(" ."))), None)


def _kind_votes(source: ArticleText) -> Counter[Kind]:
    found = (match for text in source.sentences for match in _SPOKEN_OF.finditer(text))
    return Counter(Kind(match.lastgroup) for match in found if match.lastgroup)


def read_year(source: ArticleText, title: str, title_says: int | None, doubts: Doubts) -> int | None:
    """The year it was first shown; of a span (2016–2019) the first."""
    for value in source.said(Label.YEAR):
        if found := _YEAR.search(value):
            return int(found[0])
        doubts.append(f"“{short(value)}” was given as the year, and I can't read it.")
    if title_says:
        return title_says
    beside = re.compile(rf"{re.escape(title)}[”’»\"']?\s\((?P<year>(?:19|20)\d\d)\b")
    for text in source.sentences if title else ():
        if match := beside.search(text):
            return int(match["year"])
    found = (match for text in source.sentences for match in _FIRST_SHOWN.finditer(text))
    years = list(dict.fromkeys(int(match["year"] or match["before"]) for match in islice(found, 100)))
    if len(years) > 1:
        doubts.append(
            f"Several years are named ({', '.join(map(str, years[:5]))}), so the year was left out."
        )
        return None
    return years[0] if years else None


def read_country(source: ArticleText) -> str:
    """The country, if a labelled line says it."""
    return next((tidy(value) for value in source.said(Label.COUNTRY)), "")


def read_genres(source: ArticleText) -> tuple[str, ...]:
    """The genres, if a labelled line lists them."""
    return tuple(
        dict.fromkeys(genre for value in source.said(Label.GENRES) for genre in listed_names(value).names)
    )


def read_based_on(source: ArticleText, doubts: Doubts) -> str:
    """What it is based on, in the article's words: "the novel by Wakagi Mio"."""
    if labelled := source.said(Label.BASED_ON):
        return tidy(labelled[0]).rstrip(" .")
    found = (match["what"] for text in source.sentences for match in _BASED_ON.finditer(text))
    said = dict.fromkeys(map(_work, islice(found, 20)))
    first, *others = [work for work in said if _WORK.search(work)] or [""]
    if said and not first:
        doubts.append(
            f"It says “based on {short(next(iter(said)))}”, which I don't know for a work; it was left out."
        )
    if others:
        doubts.append(
            f"It is said to be based on “{short(first)}” and on “{short(others[0])}”; the first was taken."
        )
    return first


def _work(what: str) -> str:
    end = _WORK_ENDS.search(what)
    return tidy(what[: end.start()] if end else what).rstrip(" .,")
