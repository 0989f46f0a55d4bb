"""What an article brings into a catalogue: what would be saved, what that would do, and what was."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.domain.catalog.show_form import cast_line
from bot.domain.catalog.shows import Credit, Facts, Job, Show
from bot.domain.ids import Millis, ReviewId
from bot.domain.ratings.rating import Stars
from bot.domain.reviews.replacing import loses_much
from bot.domain.reviews.review import Review, Words
from bot.domain.text import mark, together
from bot.domain.text.sections import verdict

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import saves: the show with its facts and links, and the review of it.

    `season` is 0 for the whole show; `written_at` is in Unix milliseconds, None if unknown.
    """

    title: str
    facts: Facts
    season: int
    words: Words
    byline: str
    stars: Stars | None
    written_at: Millis | None


@dataclass(frozen=True, slots=True)
class ArticlePreview:
    """What saving a draft would do.

    Either `problem` says why it can't be saved, or `imported` is what would be: into the show `known` if the
    catalogue has it, in place of the review `old` if the byline has one of it; `new` are the "also read"
    titles to be added bare. `doubts` are sentences on what could not be understood of the article.
    """

    doubts: Sequence[str]
    imported: Imported | None = None
    problem: str = ""
    known: Show | None = None
    old: Review | None = None
    new: Sequence[str] = ()

    @property
    def much_would_go(self) -> bool:
        """Whether most of a long text that is there would go."""
        return bool(self.imported and self.old and loses_much(self.old.words, self.imported.words))


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved: the show, whether it is new, what a known one gained, and the shows added bare."""

    show: Show
    is_new: bool
    gained: Sequence[str]
    added: Sequence[str]
    review_id: ReviewId
    edited: bool


def about_show(imported: Imported) -> list[tuple[str, str]]:
    """What would be saved of the show, as (what, how it is shown), without what isn't known."""
    facts = imported.facts
    return _said(
        ("Title", imported.title),
        ("Other titles", together(facts.other_titles, " / ")),
        ("Kind", facts.kind.value),
        ("Year", str(facts.year or "")),
        ("Network", facts.network),
        ("Country", facts.country),
        ("Genres", together(facts.genres)),
        ("Episodes", str(facts.episodes or "")),
        ("Minutes", str(facts.minutes or "")),
        ("Based on", facts.based_on),
        ("Synopsis", facts.synopsis),
        ("Also read", together(facts.also_read, " / ")),
    )


def about_people(imported: Imported) -> list[tuple[str, str]]:
    """What would be saved of its makers and cast, like `about_show`; the cast a line each."""

    def people(job: Job) -> list[Credit]:
        return [credit for credit in imported.facts.credits if credit.job is job]

    return _said(
        ("Directors", together(credit.name for credit in people(Job.DIRECTOR))),
        ("Writers", together(credit.name for credit in people(Job.WRITER))),
        *(("Cast", cast_line(_marked(credit))) for credit in people(Job.CAST)),
    )


def about_review(imported: Imported) -> list[tuple[str, str]]:
    """What would be saved of the review, like `about_show`."""
    words, at = imported.words, imported.written_at
    return _said(
        ("Season", str(imported.season or "")),
        ("Headline", words.headline),
        ("Rating", str(imported.stars or "")),
        ("Date", f"{_EPOCH + timedelta(milliseconds=at):%Y-%m-%d %H:%M} UTC" if at is not None else ""),
        ("By", imported.byline),
        ("Text", f"{len(words.body):,} characters"),
        ("Verdict", verdict(words.body) or ""),
    )


def _marked(credit: Credit) -> Credit:
    return replace(credit, name=mark(credit.name), character=mark(credit.character), role=mark(credit.role))


def _said(*fields: tuple[str, str]) -> list[tuple[str, str]]:
    return [(what, said) for what, said in fields if said]
