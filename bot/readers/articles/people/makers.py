"""Who made the show, and who wrote the review."""

import re
from collections.abc import Iterable
from itertools import islice

from bot.domain.text.labels import Label
from bot.domain.text.titles import title_key
from bot.readers.articles.dates import without_date
from bot.readers.articles.networks import known_network
from bot.readers.articles.people.names import Names, is_name, leading_names, listed_names, trailing_names
from bot.readers.articles.source import ArticleText, Doubts, short
from bot.readers.articles.words import any_of, tidy

_ALSO = r"(?:,? (?:and |co-)?(?:co-)?(?:directed|written|produced|created|edited|shot)){0,3}(?: and \w+)?"
_IT = any_of(
    "it, this, all, every, each, the (?:\\w+ )?(?:series|show|film|movie|drama|episodes|script|screenplay)"
)
_DIRECTED = re.compile(  # “directed and co-written by”, “written and directed by”, “director”, “directed it”
    rf"\b(?i:(?:directed|helmed){_ALSO} by|(?:written|created|produced)(?:, \w+)? and (?:co-)?directed by"
    rf"|(?:writer[-/ ])?(?:co-)?directors?:?)\s+(?=\S)|\s(?P<did>direct(?:ed|s) {_IT}\b)"
)
_WRITTEN = re.compile(
    rf"\b(?i:(?:written|penned|scripted){_ALSO} by|directed and (?:co-)?written by"
    r"|(?:screenplay|script|teleplay) (?:is |was )?(?:written )?by"
    rf"|(?:screen|script)?writers?(?:[-/ ]directors?)?:?)\s+(?=\S)|\s(?P<did>(?:wrote|writes) {_IT}\b)"
)
_CREATED = re.compile(r"\b(?i:created by|creators?:?|showrunners?:?)\s+(?=\S)|\s(?P<did>created it\b)")
_OTHER_WORK = any_of("""
    songs?, music, score, lyrics, themes?, tracks?, novels?, books?, mangas?, webtoons?, comics?, memoirs?
    stor(?:y|ies), plays?, poems?, episodes?, finale, pilot, premiere, scenes?, article, essay, game
""")
_OTHER_WORKS = re.compile(rf"\b{_OTHER_WORK}\b[^,.;]{{0,25}}\Z", re.IGNORECASE)  # “the songs written by …”
_REACH = 800  # characters in which names stand
_MOST = 20  # phrases looked at for one job; an article has a few

_CAPITALISED = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]{0,30}"
_BYLINE = re.compile(
    r"(?P<how>(?:a\s+)?review(?:ed)?\s+by|(?:words|text|posted|written|by)(?:\s+by)?):?\s*(?P<who>\S.{0,80})",
    re.IGNORECASE,
)
_BY_LINE_ENDS = re.compile(r"\s*(?:\Z|[,|·•@/(–—-]|for\s|in\s|at\s|from\s|on\s)")
_SIGNATURE = re.compile(rf"\s*[—–-]{{1,2}}\s*({_CAPITALISED}(?:\s{_CAPITALISED}){{0,3}})\s*")
_WRITTEN_LINE = re.compile(r"written by [^.:]{1,80}(?<!\.)", re.IGNORECASE)
_BYLINE_LIMIT = 120
_TOP, _BOTTOM = 6, 3  # lines of an article where its byline stands


def read_directors(source: ArticleText, title: str, doubts: Doubts) -> Names:
    """Who directed it."""
    said = _said(source.sentences, _DIRECTED)
    return _makers("director", source.said(Label.DIRECTORS), said, title, doubts)


def read_writers(source: ArticleText, title: str, doubts: Doubts) -> Names:
    """Who wrote it, and whether others did, too."""
    unclear = set(_unclear_credits(source))
    said = _said((text for text in source.sentences if text not in unclear), _WRITTEN)
    writers = _makers("writer", source.said(Label.WRITERS), said, title, doubts)
    creators = [
        *source.said(Label.CREATORS),
        *(", ".join(one.names) for one in _said(source.sentences, _CREATED)),
    ]
    if creators:
        doubts.append(f"“Created by {short(creators[0])}” was found; creators are kept in the text only.")
    return writers


def read_byline(source: ArticleText, doubts: Doubts) -> str:
    """Who wrote the review; "" if that isn't said."""
    for value in source.said(Label.BYLINE):
        if (name := without_date(value)) and is_name(name):
            return tidy(name)
        doubts.append(f"“{short(value)}” was given as the review's author, and doesn't look like a name.")
    if unclear := _unclear_credits(source):
        doubts.append(
            f"“{short(unclear[0])}” may mean the show's writer or the review's, so it was left out."
        )
    if signature := _SIGNATURE.fullmatch(source.body.rstrip().rpartition("\n")[2]):
        doubts.append(f"That {signature[1]} wrote the review was read from the signature in the last line.")
        return tidy(signature[1])
    edges = source.lines[:_TOP] + source.lines[_TOP:][-_BOTTOM:]
    for line in edges:
        if not _WRITTEN_LINE.match(line) and (name := byline_in(line)):
            return name
    return ""


def byline_in(line: str) -> str:
    """The name in “By Ana Lund | 3 May 2025”; "" if a line isn't like that."""
    if len(line) > _BYLINE_LIMIT:
        return ""
    undated = without_date(line)
    found = _BYLINE.fullmatch(undated)
    if found is None:
        return ""
    if undated != line and found["who"].isalnum():  # “Posted on 3 May 2025 by ana”
        return found["who"]
    people = leading_names(found["who"])
    name = " and ".join(people.names)
    end = found["who"].find(people.names[-1]) + len(people.names[-1]) if people.names else 0
    return name if name and _BY_LINE_ENDS.match(found["who"], end) and not known_network(name) else ""


def is_signature(line: str) -> bool:
    """Whether a line is like “— Ana Lund”, at the end of a review."""
    return _SIGNATURE.fullmatch(line) is not None


def _unclear_credits(source: ArticleText) -> list[str]:
    """Lines that say only “Written by …”, in an article without a line “Directed by …” beside it."""
    if any(line.casefold().startswith("directed by") for line in source.lines):
        return []
    alone = (line for line in source.lines if _WRITTEN_LINE.fullmatch(line))
    return [line for line in alone if byline_in(line)]


def _makers(job: str, labelled: Iterable[str], said: list[Names], title: str, doubts: Doubts) -> Names:
    """The people in labelled lines, or else those of the first phrase; further ones are reported."""
    lists = [(value, listed_names(value)) for value in labelled]
    for value, listed in lists:
        if listed.unread or not listed.names:
            unread = short(", ".join(listed.unread) or value)
            doubts.append(f"“{unread}” was given as a {job}, and doesn't look like a name.")
    said = [_without(title, phrase) for phrase in said]
    sources = [listed for _, listed in lists if listed.names] or said[:1]
    names = tuple(dict.fromkeys(name for source in sources for name in source.names))
    others = dict.fromkeys(name for phrase in said for name in phrase.names if not _is_among(name, names))
    if others and names:
        doubts.append(f"{_listed(others)} is named as a {job}, too; only {_listed(names)} was taken.")
    return Names(names, any(one.and_others for one in (*sources, *said)))


def _listed(names: Iterable[str]) -> str:
    return short(", ".join(names))


def _said(sentences: Iterable[str], phrase: re.Pattern[str]) -> list[Names]:
    """The names behind each such phrase in the running text, or before a phrase like “… directed it”."""
    found = ((text, match) for text in sentences for match in phrase.finditer(text))
    names = [
        trailing_names(text[: match.start()])
        if match["did"]
        else leading_names(text[match.end() : match.end() + _REACH])
        for text, match in islice(found, _MOST)
        if not _OTHER_WORKS.search(text[max(0, match.start() - 60) : match.start()])
    ]
    return [one for one in names if one.names]


def _without(title: str, people: Names) -> Names:
    """`people` without the show, as in “Directed by Ana Lund, Night Bakery is …”, or its network."""
    kept = (name for name in people.names if title_key(name) != title_key(title) and not known_network(name))
    return Names(tuple(kept), people.and_others)


def _is_among(name: str, names: Iterable[str]) -> bool:
    """Whether somebody is one of `names`, perhaps by the family name alone."""
    words = set(name.casefold().split())
    return any(words <= set(other.casefold().split()) for other in names)
