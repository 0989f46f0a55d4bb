"""A review article, taken apart field by field. Where each field is read is seen in `parse_article`."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.domain.catalog.show_form import LINE_LIMIT, TITLE_LIMIT
from bot.domain.catalog.shows import Credit, Facts, Job, Kind
from bot.domain.ratings.rating import Stars
from bot.domain.reviews.review import HEADLINE_LIMIT
from bot.domain.text import clean_line, clean_text
from bot.domain.text.sections import is_data
from bot.domain.text.titles import title_key
from bot.readers.articles.dates import read_date, without_date
from bot.readers.articles.networks import read_network
from bot.readers.articles.numbers import read_episodes, read_minutes
from bot.readers.articles.origins import read_based_on, read_country, read_genres, read_kind, read_year
from bot.readers.articles.other_titles import read_other_titles
from bot.readers.articles.people.cast import read_cast
from bot.readers.articles.people.makers import (
    byline_in,
    is_signature,
    read_byline,
    read_directors,
    read_writers,
)
from bot.readers.articles.related import AlsoRead, read_also_read
from bot.readers.articles.scores import read_rating
from bot.readers.articles.source import ArticleText, Doubts, is_label, plain_line, short
from bot.readers.articles.titles import read_heading, review_line, take_apart

T = TypeVar("T")

_MOST_DOUBTS = 6  # sentences on one field


@dataclass(frozen=True, slots=True)
class Article:
    """What a review article says. Whatever isn't said, or not plainly, is empty, 0 or None.

    `body` is the whole text, cleaned (`clean_text`) and otherwise as it was written. `season` is the season
    that is reviewed (0: the whole show). `minutes` is the length of one episode, or of the film.
    `date_created` is ISO 8601 ("2025-07-31T21:22") and `created_at` the same in Unix milliseconds, reckoned
    in UTC unless another zone is said. `headings` are the section headings without the title's.
    `not_understood` says in sentences what was found but is doubtful, and what was looked for in vain.
    """

    body: str
    title: str
    other_titles: tuple[str, ...]
    season: int
    kind: Kind | None
    year: int | None
    country: str
    genres: tuple[str, ...]
    network: str
    episodes: int
    minutes: int
    based_on: str
    directors: tuple[str, ...]
    writers: tuple[str, ...]
    other_writers: bool
    cast: tuple[Credit, ...]
    also_read: tuple[AlsoRead, ...]
    headline: str
    byline: str
    date_created: str
    created_at: int | None
    rating: Stars | None
    headings: tuple[str, ...]
    verdict: str
    not_understood: tuple[str, ...]

    def facts(self) -> Facts:
        """What the article says of the show, as the catalogue keeps it; a series unless said otherwise."""
        return Facts(
            other_titles=self.other_titles,
            kind=self.kind or Kind.SERIES,
            year=self.year,
            network=self.network,
            country=self.country,
            genres=self.genres,
            episodes=self.episodes,
            minutes=self.minutes,
            based_on=self.based_on,
            credits=(
                *(Credit(name, Job.DIRECTOR) for name in self.directors),
                *(Credit(name, Job.WRITER) for name in self.writers),
                *self.cast,
            ),
            also_read=tuple(link.title for link in self.also_read),
        )


def parse_article(text: str) -> Article:
    """A review article of any show, taken apart. Never raises; takes time in proportion to `text`."""
    source = ArticleText.of(clean_text(text))
    notes = _Notes()
    heading = notes.read(read_heading, source)
    title = notes.fitting("The title", heading.title, TITLE_LIMIT)
    other_titles = notes.read(read_other_titles, source, title, heading.other_titles)
    directors = notes.read(read_directors, source, title)
    writers = notes.read(read_writers, source, title)
    cast = notes.read(read_cast, source, (title, *other_titles))
    episodes = notes.read(read_episodes, source)
    date = notes.read(read_date, source)
    article = Article(
        body=source.body,
        title=title,
        other_titles=notes.all_fitting("Another title", other_titles, TITLE_LIMIT),
        season=heading.season,
        kind=notes.read(read_kind, source, heading.kind, episodes),
        year=notes.read(read_year, source, title, heading.year),
        country=notes.fitting("The country", read_country(source)),
        genres=notes.all_fitting("A genre", read_genres(source)),
        network=notes.fitting("The network", notes.read(read_network, source)),
        episodes=episodes,
        minutes=notes.read(read_minutes, source),
        based_on=notes.fitting("What it is based on", notes.read(read_based_on, source)),
        directors=notes.all_fitting("A director's name", directors.names),
        writers=notes.all_fitting("A writer's name", writers.names),
        other_writers=writers.and_others,
        cast=tuple(credit for credit in cast if notes.fitting("A name in the cast", _longest(credit))),
        also_read=notes.read(read_also_read, source),
        headline=notes.fitting("The headline", heading.headline, HEADLINE_LIMIT),
        byline=notes.fitting("The reviewer's name", notes.read(read_byline, source)),
        date_created=date.text if date else "",
        created_at=date.at if date else None,
        rating=notes.read(read_rating, source),
        headings=_headings(source, title),
        verdict=_verdict(source),
        not_understood=(),
    )
    return replace(article, not_understood=(*notes.sentences, *_not_found(article)))


class _Notes:
    """Collects what the readers doubt, for `Article.not_understood`."""

    def __init__(self) -> None:
        self.sentences: list[str] = []

    def read(self, reader: Callable[..., T], *source: object) -> T:
        """What a reader finds; of its doubts the first few are kept, each once."""
        doubts: Doubts = []
        value = reader(*source, doubts)
        doubts = list(dict.fromkeys(doubts))
        self.sentences += doubts[:_MOST_DOUBTS]
        if len(doubts) > _MOST_DOUBTS:
            self.sentences.append(f"And {len(doubts) - _MOST_DOUBTS} more things like that.")
        return value

    def fitting(self, what: str, value: str, limit: int = LINE_LIMIT) -> str:
        """`value`, or "" if it is longer than the catalogue keeps."""
        if len(value) <= limit:
            return value
        self.sentences.append(
            f"{what} has {len(value):,} characters, and {limit} fit; “{short(value)}” was left out."
        )
        return ""

    def all_fitting(self, what: str, values: Iterable[str], limit: int = LINE_LIMIT) -> tuple[str, ...]:
        """Those of `values` that fit."""
        return tuple(value for value in values if self.fitting(what, value, limit))


def _headings(source: ArticleText, title: str) -> tuple[str, ...]:
    """The section headings, without those that only repeat the title."""
    headings = (clean_line(plain_line(section.heading)) for section in source.sections)
    return tuple(one for one in headings if one and not _is_front_matter(one, title))


def _is_front_matter(heading: str, title: str) -> bool:
    """Whether a line that looks like a heading is the title, a fact, a label, a date or a byline."""
    written, _ = review_line(heading) or (heading, "")
    return (
        title_key(take_apart(written, []).title) == title_key(title)
        or is_data(heading)
        or is_label(heading)
        or not without_date(heading)
        or bool(byline_in(heading))
    )


def _verdict(source: ArticleText) -> str:
    """What the last closing section says, in full; "" without one."""
    closing = (section.paragraphs for section in reversed(source.sections) if section.is_verdict)
    paragraphs = next(filter(None, closing), list[str]())
    while paragraphs and (
        is_signature(paragraphs[-1]) or byline_in(paragraphs[-1]) or not without_date(paragraphs[-1])
    ):
        paragraphs.pop()
    return "\n\n".join(paragraphs)


def _longest(credit: Credit) -> str:
    return max(credit.name, credit.character, credit.role, key=len)


def _not_found(article: Article) -> Iterator[str]:
    """One sentence on what was looked for in vain."""
    is_film = article.kind is Kind.FILM
    looked_for = {
        "the title": article.title,
        "other titles": article.other_titles,
        "whether it is a series or a film": article.kind,
        "the year": article.year,
        "the network": article.network,
        "the number of episodes": article.episodes or is_film,
        "the length": article.minutes,
        "what it is based on": article.based_on,
        "directors": article.directors,
        "writers": article.writers,
        "the cast": article.cast,
        "a headline": article.headline,
        "who wrote the review": article.byline,
        "its date": article.date_created,
        "a rating": article.rating,
        "a verdict": article.verdict,
        "links to other reviews": article.also_read,
    }
    missing = [what for what, value in looked_for.items() if not value]
    if missing:
        yield f"Not found: {', '.join(missing)}."
