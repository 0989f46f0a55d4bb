"""A show's other titles: native, romanised and alternative ones."""

import re
from collections.abc import Iterable
from itertools import islice

from bot.domain.text import clean_line
from bot.domain.text.labels import Label
from bot.domain.text.titles import title_key
from bot.readers.articles.source import ArticleText, Doubts
from bot.readers.articles.words import CHARACTER, QUOTED, any_of, is_foreign, read_words, tidy, unquoted

_MOST = 20
_REACH = 300  # characters looked at behind the title
_BRACKET = re.compile(r"[”’»\"']?\s?[(（]([^()（）]{1,100})[)）]")
_KNOWN_AS = any_of(r"""
    (?:also |originally |internationally |better )(?:known|titled|called|released)(?: in \w+(?: \w+)?)? as
    a\.?k\.?a\.?, original title:?, originally (?:titled|called)
""")
_ALSO = re.compile(rf"[”’»\"']?,?\s?\(?\s?{_KNOWN_AS}\s", re.IGNORECASE)
_THE_SHOW = re.compile(r"[”’»\"']?,\s(?:it|(?:the|this)\s(?:\w+\s){0,2}?(?:show|series|film|movie|drama))\b")
_LANGUAGE = re.compile(r"(?:[A-Z][a-z]+|original|native)(?: title)?\s?[:：]\s?", re.IGNORECASE)


def read_other_titles(
    source: ArticleText, title: str, in_heading: Iterable[str], doubts: Doubts
) -> tuple[str, ...]:
    """The other titles: those of the heading, of labelled lines, and those named beside the title."""
    titles = list(in_heading)
    for value in source.said(Label.OTHER_TITLES):
        titles += titles_in(value)
    for text in source.sentences:
        titles += _beside_slash(text, doubts)
        titles += _behind_title(text, title) if title else []
        titles += _opening(text)
    by_key = {title_key(one): one for one in reversed(titles) if one}
    by_key.pop(title_key(title), None)
    return tuple(by_key.values())[::-1][:_MOST]


def _beside_slash(text: str, doubts: Doubts) -> list[str]:
    """“玻璃之心 / Gurasu Haato features …”: titles of which at least one is in another script."""
    if "/" not in text and "／" not in text:
        return []
    words = read_words(text, mid_sentence=True)
    found: list[str] = []
    for match in islice(re.finditer(rf"{CHARACTER}(?:/{CHARACTER}){{1,4}}", words.shape), 10):
        titles = words.said(*match.span()).replace("／", "/").split("/")
        if not any(map(is_foreign, titles)):
            continue
        found += map(tidy, titles)
        after = words.said(match.end(), match.end() + 1)
        is_verb = after.endswith("s") or words.shape[match.end() : match.end() + 1] != "w"
        if not is_verb and not is_foreign(titles[-1]):
            doubts.append(
                f"Whether the other title “{tidy(titles[-1])}” goes on with “{after}” is not clear."
            )
    return found


def _behind_title(text: str, title: str) -> list[str]:
    """“Glass Heart (グラスハート) …”, “Glass Heart, also known as Gurasu Haato, …”."""
    at = text.find(title)
    if at < 0:
        return []
    behind = text[at + len(title) : at + len(title) + _REACH]
    if bracket := _BRACKET.match(behind):
        return titles_in(bracket[1]) if is_foreign(bracket[1]) or _ALSO.match(bracket[1]) else []
    also = _ALSO.match(behind)
    return [] if also is None else [_leading_title(behind[also.end() :])]


def _opening(text: str) -> list[str]:
    """“Also known as Gurasu Haato, the series …”."""
    also = _ALSO.match(text)
    title = _leading_title(text[also.end() : also.end() + _REACH]) if also else ""
    return [title] if also and _THE_SHOW.match(text[also.end() :].strip("“\"«‘'"), len(title)) else []


def _leading_title(text: str) -> str:
    quoted = re.match(QUOTED, text)
    if quoted:
        return unquoted(quoted[0])
    words = read_words(text, mid_sentence=True)
    name = re.match(CHARACTER, words.shape)
    return words.said(*name.span()) if name else ""


def titles_in(listed: str) -> list[str]:
    """The titles in a labelled line or between brackets: “Japanese: グラスハート, Gurasu Haato”."""
    listed = _ALSO.sub("", clean_line(listed), count=1)
    parts = re.split(r"\s*[;；、／|]\s*|\s+/\s+|(?<=\S),\s+", listed)
    return [title for part in parts if (title := unquoted(_LANGUAGE.sub("", part.strip(), count=1)))]
