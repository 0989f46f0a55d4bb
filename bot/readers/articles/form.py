"""A review article on its way in: what was understood of it, as text that people correct in forms."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.catalog.drafts import FormPart
from bot.domain.catalog.show_form import LINE_LIMIT, LIST_LIMIT, checked_title, fill_form, read_form
from bot.domain.catalog.shows import Show
from bot.domain.errors import Refusal
from bot.domain.ids import NO_SHOW, GuildId, Millis
from bot.domain.ratings.rating import Target
from bot.domain.reviews.articles import Imported
from bot.domain.reviews.drafts import ArticleDraft
from bot.domain.reviews.review import Words
from bot.domain.text import clean_line, clean_text
from bot.readers.articles.article import Article

YEARS = range(1800, 2200)
"""The years that an article can be from."""


def fill_article_form(article: Article) -> ArticleDraft:
    """The draft of an article; `read_article_form` reads back what the article says."""
    show = Show(GuildId(0), NO_SHOW, article.title, article.facts())
    # The year is in the facts' lines, and can be taken out there.
    return ArticleDraft(
        replace(fill_form(show, FormPart.NEW), year=None),
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
    return Target.of(NO_SHOW, int(typed)).season


def _written_at(typed: str) -> Millis | None:
    """Unix milliseconds of a date, with or without a time; UTC unless another zone is said."""
    if not typed:
        return None
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        moment = datetime.min
    if moment.year not in YEARS:
        raise Refusal(f"“{typed[:40]}” is no date I can read. Write it like 2025-07-31 21:22.")
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return Millis(int(moment.timestamp()) * 1000)
