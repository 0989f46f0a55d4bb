"""What a review is about: the show's title and season, and the review's own headline."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from bot.domain.catalog.shows import Kind
from bot.domain.reviews.review import HEADLINE_LIMIT
from bot.domain.text import clean_line, sentence_ends
from bot.domain.text.labels import Label
from bot.domain.text.sections import is_score, is_verdict_heading, looks_like_heading
from bot.domain.text.titles import review_title
from bot.readers.articles.networks import known_network
from bot.readers.articles.origins import kind_named
from bot.readers.articles.other_titles import titles_in
from bot.readers.articles.source import ArticleText, Doubts, short
from bot.readers.articles.words import QUOTED, any_of, is_foreign, is_quoted, unquoted

_REACH = 300  # characters of a line looked at
_LONGEST = 14  # words in a title
_REVIEW = (
    r"(?:(?<!\w)(?:reviews?|kritik|rezension|critique|reseña|crítica|resenha|recensione|recenzja|recenze"
    r"|recension|anmeldelse|рецензия|обзор)(?!\w)"
    r"|レビュー|感想|评论|影评|剧评|評論|影評|劇評|리뷰)"
)
_BEHIND = re.compile(  # “Glass Heart – a Review: Loud and Lovely”
    rf"(?P<title>\S.{{0,200}}?)[\s:：–—|の-]{{0,4}}(?:an?\s)?{_REVIEW}(?:\s\([^()]{{1,40}}\))?"
    r"(?:\s*\Z|\s*[:：–—|]\s*|\s-\s)",
    re.IGNORECASE,
)
_BEFORE = re.compile(  # “Movie Review: Parasite”, “A Review of “Dark””
    rf"(?P<medium>(?:[\w’'+-]+\s){{0,4}}?){_REVIEW}(?:\s*[:：|–—]\s*|\s-\s|\sof\s)(?P<rest>\S.*)",
    re.IGNORECASE,
)
_GENERIC = re.compile(  # “Movie Review:”, “Our Honest Review”
    any_of("""
        tv, film, movie, series, show, drama, [kcj]-drama, anime, netflix, special, spoiler, spoiler-free
        early, advance, a, an, the, my, our, full, quick, short, honest, in-depth, detailed, first, final
        overall, official, season, episode, \\d\\d?
    """),
    re.IGNORECASE,
)
_SEASONS = ("one", "two", "three", "four", "five", "six")
_SEASON = re.compile(
    rf"(?P<title>.*\S)[\s,:–—-]+\(?(?:season|series|s)\s?(?P<season>\d{{1,2}}|{'|'.join(_SEASONS)})\)?",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"(?P<title>.*\S)\s*[(（\[](?P<aside>[^()（）\[\]]{1,80})[)）\]]")
_KIND = any_of("(?:tv |limited |mini-?)?series, (?:[kcj]-)?drama, tv show, show, movie, film, anime, special")
_LAST_WORD = re.compile(rf"(?P<title>.*\S)\s(?P<kind>{_KIND})", re.IGNORECASE)
_SMALL_WORD = re.compile(
    r"(?:a|an|the|of|and|or|in|on|to|at|by|for|from|with|de|la|le|el|der|die|das|und|et|y|vs\.?|no|wa|ga)",
    re.IGNORECASE,
)
_STARTS_SMALL = re.compile(r"[“\"'‘«(]*(?!k-)[a-zß-öø-ÿ]")


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above a review, like “Dark (2017) Season 2 Review: Time Again”."""

    title: str = ""
    other_titles: tuple[str, ...] = ()
    season: int = 0
    year: int | None = None
    kind: Kind | None = None
    headline: str = ""


def read_heading(source: ArticleText, doubts: Doubts) -> Heading:
    """The title with what its line adds: from a labelled line, a line “… Review”, or else the first line."""
    found = list(islice(_review_lines(source), 50))
    labelled = [review_title(value[:_REACH]) for value in source.said(Label.TITLE)]
    if written := [*labelled, *(title for title, _ in found)]:
        heading = _without_kind(take_apart(written[0], doubts), source, doubts)
    elif source.lines and _may_be_title(source.lines[0]):
        doubts.append(
            f"No line says “… Review”; the first line, “{short(source.lines[0])}”, was taken as the title."
        )
        heading = take_apart(source.lines[0], doubts)
    else:
        heading = Heading()
    headlines = [*source.said(Label.HEADLINE), *(headline for _, headline in found)]
    return replace(heading, headline=next(filter(None, headlines), ""))


def review_line(line: str) -> tuple[str, str] | None:
    """The title and headline (perhaps "") in a line like “Dark Review: Time Again”; None for other lines."""
    head = line[:_REACH]
    before = _BEFORE.fullmatch(head)
    if before is not None and _is_generic(before["medium"]):
        title, headline = _split_rest(before["rest"])
        return (title, headline) if len(title.split()) <= 9 and is_title_case(title) else None
    behind = _BEHIND.match(head)
    if behind is None or _is_generic(behind["title"]) or not is_title_case(behind["title"]):
        return None
    return behind["title"], _headline(line[behind.end() :])


def _review_lines(source: ArticleText) -> Iterator[tuple[str, str]]:
    for at, line in enumerate(source.lines):
        found = review_line(line) or (_untidy_first_line(line) if at == 0 else None)
        if found:
            yield found


def _may_be_title(line: str) -> bool:
    return looks_like_heading(line) and not is_score(line) and not _is_generic(review_title(f"a {line}"))


def _untidy_first_line(line: str) -> tuple[str, str] | None:
    """“glass heart review”, as some write above a review."""
    behind = _BEHIND.fullmatch(line[:_REACH])
    is_title = behind is not None and len(behind["title"].split()) <= 6 and not _is_generic(behind["title"])
    return (behind["title"], "") if behind is not None and is_title else None


def _split_rest(rest: str) -> tuple[str, str]:
    """Title and headline behind “Review:”: the title in quotation marks, or up to a dash."""
    quoted = re.match(QUOTED, rest)
    if quoted:
        return quoted[0], _headline(rest[quoted.end() :].lstrip(" ,:–—|-"))
    title, *more = re.split(r"\s[–—|-]\s", rest, maxsplit=1)
    return title, _headline(more[0]) if more else ""


def _headline(text: str) -> str:
    line = unquoted(clean_line(text[: 2 * HEADLINE_LIMIT]))
    is_one = len(text) <= HEADLINE_LIMIT and next(sentence_ends(line), len(line)) == len(line)
    is_other = is_score(line) or is_verdict_heading(line) or known_network(line) is not None
    return line if is_one and not is_other else ""


def _is_generic(words: str) -> bool:
    return all(_GENERIC.fullmatch(word) for word in words.split())


def is_title_case(text: str) -> bool:
    """Whether a text is written like a title: capitals but for small words, or all in quotation marks."""
    words = text.split()
    if not 0 < len(words) <= _LONGEST or (_SMALL_WORD.fullmatch(words[-1]) and len(words) > 1):
        return False
    return is_quoted(text) or all(
        _SMALL_WORD.fullmatch(word) or not _STARTS_SMALL.match(word) for word in words
    )


def take_apart(written: str, doubts: Doubts) -> Heading:
    """A title as it stands above a review, apart from its year, season and other titles."""
    heading = Heading(clean_line(written))
    for _ in range(4):  # “Dark (Netflix) Season 2 (2019)”
        before = heading
        heading = _without_season(_without_aside(heading, doubts))
        if heading == before:
            break
    title, *others = (unquoted(part) for part in re.split(r"\s+/\s+", _without_maker(heading.title)))
    others = [other for other in others if other]
    return replace(heading, title=title, other_titles=(*others, *heading.other_titles))


def _without_maker(title: str) -> str:
    """“Netflix’s ‘Dark’” without whose it is."""
    owner, possessive, rest = title.replace("’s ", "'s ", 1).partition("'s ")
    title = rest if possessive and known_network(owner) else title
    quoted = re.search(QUOTED, title)
    outside = title.replace(quoted[0], " ", 1) if quoted else title
    return quoted[0] if quoted and (known_network(outside) or _is_generic(outside)) else title


def _without_aside(heading: Heading, doubts: Doubts) -> Heading:
    found = _ASIDE.fullmatch(heading.title)
    if found is None:
        return replace(heading, title=unquoted(heading.title))
    aside = clean_line(found["aside"])
    heading = replace(heading, title=unquoted(found["title"]))
    if re.fullmatch(r"(?:18|19|20)\d\d(?:[–-]\d{0,4})?", aside):
        return replace(heading, year=int(aside[:4]))
    if kind := kind_named(aside):
        return replace(heading, kind=kind)
    if season := _SEASON.fullmatch(f"x {aside}"):
        return replace(heading, season=_season_number(season["season"]))
    if is_foreign(aside):
        return replace(heading, other_titles=(*heading.other_titles, *titles_in(aside)))
    if not known_network(aside):
        doubts.append(f"“({short(aside)})” in the title's line was not understood and left out.")
    return heading


def _without_season(heading: Heading) -> Heading:
    found = _SEASON.fullmatch(heading.title)
    if found is None:
        return heading
    return replace(heading, title=found["title"].rstrip(" ,:–—-"), season=_season_number(found["season"]))


def _season_number(written: str) -> int:
    return int(written) if written.isdigit() else 1 + _SEASONS.index(written.casefold())


def _without_kind(heading: Heading, source: ArticleText, doubts: Doubts) -> Heading:
    """“Parasite Movie” is “Parasite”, unless the text itself says “Parasite Movie”."""
    found = _LAST_WORD.fullmatch(heading.title)
    if found is None:
        return heading
    said = re.compile(rf"{re.escape(heading.title)}(?!\W{{0,3}}review)", re.IGNORECASE)
    if any(map(said.search, source.sentences)):
        return heading
    doubts.append(
        f"“{found['kind']}” in the title's line was taken as the kind of show, not as part of its title."
    )
    return replace(heading, title=found["title"], kind=heading.kind or kind_named(found["kind"]))
