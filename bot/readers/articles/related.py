"""“Also Read: An Honest Life Review: Rebellion and Regret”: the shows that an article leads on to."""

import re
from dataclasses import dataclass

from bot.domain.text.titles import title_key
from bot.readers.articles.source import ArticleText, Doubts, short
from bot.readers.articles.titles import is_title_case, review_line, take_apart
from bot.readers.articles.words import any_of, is_quoted

_MOST = 20
_ARTICLE = any_of("""
    best, top, shows, films, movies, series, everything, how, why, what, where, who, explained, cast, trailer
    guide, ranked, list, interview, news
""")
_NO_SHOW = re.compile(rf"\b{_ARTICLE}\b", re.IGNORECASE)  # “Best Shows on Netflix”, “Dark Ending Explained”


@dataclass(frozen=True, slots=True)
class AlsoRead:
    """A show that an article links to, and the headline of that other article ("" if there is none)."""

    title: str
    headline: str = ""


def read_also_read(source: ArticleText, doubts: Doubts) -> tuple[AlsoRead, ...]:
    """The shows of other reviews that are named behind “Also Read:”; other articles are reported."""
    found: list[AlsoRead] = []
    for written in source.asides[:_MOST]:
        review = review_line(written)
        if review is not None:
            found.append(AlsoRead(take_apart(review[0], doubts).title, review[1]))
        elif is_quoted(written):
            found.append(AlsoRead(take_apart(written, doubts).title))
        elif len(written.split()) <= 6 and is_title_case(written) and not _NO_SHOW.search(written):
            found.append(AlsoRead(take_apart(written, doubts).title))
            doubts.append(f"“Also read: {short(written)}” was taken as the title of a show.")
        else:
            doubts.append(
                f"Which show “Also read: {short(written)}” is about isn't clear, so it was left out."
            )
    return tuple({title_key(one.title): one for one in reversed(found) if one.title}.values())[::-1]
