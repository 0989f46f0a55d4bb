"""A review article on its way in: what was understood of it, as text that people correct in forms."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from bot.domain.articles import Article, verdict
from bot.domain.drafts import Part, ShowDraft
from bot.domain.errors import Refusal
from bot.domain.ratings import Stars, Target
from bot.domain.reviews import Words
from bot.domain.show_form import LINE_LIMIT, LIST_LIMIT, cast_line, checked_title, fill_form, read_form
from bot.domain.shows import Credit, Facts, Job, Show
from bot.domain.text import clean_line, clean_text

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """Everything an import would save, as typed: `also_read` has a title a line, `date` is ISO 8601.

    `not_understood` says in sentences what the parser was in doubt about.
    """

    show: ShowDraft
    also_read: str = ""
    season: str = ""
    headline: str = ""
    byline: str = ""
    date: str = ""
    stars: Stars | None = None
    body: str = ""
    not_understood: tuple[str, ...] = ()

    def to_json(self) -> str:
        """The draft as JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, content: str) -> Self:
        """The draft that `to_json` wrote."""
        fields: dict[str, Any] = json.loads(content)
        fields["show"] = ShowDraft.from_json(json.dumps(fields["show"]))
        fields["stars"] = fields["stars"] and Stars(**fields["stars"])
        fields["not_understood"] = tuple(fields["not_understood"])
        return cls(**fields)


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
    written_at: int | None


def fill_article_form(article: Article) -> ArticleDraft:
    """The draft of an article; `read_article_form` reads back what the article says."""
    show = Show(0, 0, article.title, article.facts())
    return ArticleDraft(
        replace(
            fill_form(show, Part.NEW), year=None
        ),  # it is in the facts' lines, and can be taken out there
        also_read="\n".join(show.facts.also_read),
        season=str(article.season or ""),
        headline=article.headline,
        byline=article.byline,
        date=article.date_created.replace("T", " "),
        stars=article.rating,
        body=article.body,
        not_understood=article.not_understood,
    )


def read_article_form(draft: ArticleDraft) -> Imported:
    """What a draft says; raises `Refusal` naming the first thing that can't be understood, or the title."""
    if not clean_line(draft.show.title):
        raise Refusal("Which show is it about? No title was found in the article.")
    title = checked_title(draft.show.title)
    facts = read_form(replace(draft.show, title=title))
    byline = clean_line(draft.byline)
    if len(byline) > LINE_LIMIT:
        raise Refusal(f"The name of who wrote it is too long. {LINE_LIMIT} characters fit.")
    return Imported(
        title,
        replace(facts, also_read=_titles(draft.also_read.split("\n"), title)),
        _season(draft.season),
        Words(clean_line(draft.headline), clean_text(draft.body)),
        byline,
        draft.stars,
        _written_at(draft.date.strip()),
    )


def about_show(imported: Imported) -> list[tuple[str, str]]:
    """What would be saved of the show, as (what, how it is said), without what isn't known."""
    facts = imported.facts
    return _said(
        ("Title", imported.title),
        ("Other titles", " / ".join(facts.other_titles)),
        ("Kind", facts.kind.value),
        ("Year", str(facts.year or "")),
        ("Network", facts.network),
        ("Country", facts.country),
        ("Genres", ", ".join(facts.genres)),
        ("Episodes", str(facts.episodes or "")),
        ("Minutes", str(facts.minutes or "")),
        ("Based on", facts.based_on),
        ("Synopsis", facts.synopsis),
        ("Also read", " / ".join(facts.also_read)),
    )


def about_people(imported: Imported) -> list[tuple[str, str]]:
    """What would be saved of its makers and cast, like `about_show`; the cast a line each."""

    def people(job: Job) -> list[Credit]:
        return [credit for credit in imported.facts.credits if credit.job is job]

    return _said(
        ("Directors", ", ".join(credit.name for credit in people(Job.DIRECTOR))),
        ("Writers", ", ".join(credit.name for credit in people(Job.WRITER))),
        *(("Cast", cast_line(credit)) for credit in people(Job.CAST)),
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


def _said(*fields: tuple[str, str]) -> list[tuple[str, str]]:
    return [(what, said) for what, said in fields if said]


def _titles(lines: Iterable[str], own: str) -> tuple[str, ...]:
    titles = [checked_title(line) for line in lines if clean_line(line)]
    if len(titles) > LIST_LIMIT:
        raise Refusal(f"There are {len(titles)} titles under “Also read”; {LIST_LIMIT} are allowed.")
    return tuple(dict.fromkeys(title for title in titles if title != own))


def _season(typed: str) -> int:
    typed = typed.strip()
    if not typed:
        return 0
    if not (typed.isascii() and typed.isdigit() and len(typed) < 6):
        raise Refusal(f"“{typed[:40]}” is no season. Write its number, or nothing for the whole show.")
    return Target.of(0, int(typed)).season


def _written_at(typed: str) -> int | None:
    """Unix milliseconds of a date, with or without a time; UTC unless another zone is said."""
    if not typed:
        return None
    try:
        moment = datetime.fromisoformat(typed)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return int(moment.timestamp()) * 1000
    except (ValueError, OverflowError):
        raise Refusal(f"“{typed[:40]}” is no date I can read. Write it like 2025-07-31 21:22.") from None
