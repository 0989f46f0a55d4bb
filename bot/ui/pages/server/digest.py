"""The weekly digest, as it is posted for everybody."""

from collections.abc import Iterator
from typing import Any

import discord
from discord import ui

from bot.domain.ratings.top import Ranking, TopChoice
from bot.domain.reviews.review import Reviewed
from bot.domain.server.digest import DigestPage
from bot.domain.text import is_blank
from bot.domain.text.sections import excerpt
from bot.ui.cards import SPOILERS, read_button
from bot.ui.charts.bars import Bar, Bars
from bot.ui.charts.canvas import drawable
from bot.ui.layout import Layout, button, custom_id, panel_page, row, rule
from bot.ui.pages.ratings.top import period_name
from bot.ui.words import author_of, counted, dotted, plain, quoted, rating_line, shown, title_of

PICTURE = "week.png"
ADDRESS = "top:open"


def digest_page(page: DigestPage, picture: discord.File | None) -> Layout:
    """The digest, around its picture if something was reviewed."""
    digest = page.digest
    days = f"<t:{digest.from_at // 1000}:D> – <t:{digest.until_at // 1000}:D>"
    parts: list[ui.Item[Any] | str] = [
        f"## This week’s reviews\n-# {dotted(days, counted(page.review_count, 'new review'))}"
    ]
    if page.best:
        parts += [rule(), "**Most helpful**"]
        for reviewed in page.best:
            parts += _review(reviewed)
    if page.most_reviewed:
        parts += [rule(), _most_reviewed(page)]
    if picture:
        parts.append(ui.MediaGallery(discord.MediaGalleryItem(picture)))
    if page.top:
        parts += [rule(), _top(page)]
    return panel_page(*parts, row(button("The month’s ranking", ADDRESS, *_numbers(page))))


def mark_of(page: DigestPage) -> str:
    """The custom_id of the button by which a digest is found again among messages."""
    return custom_id(ADDRESS, *_numbers(page))


def week_chart(page: DigestPage) -> Bars:
    """How many reviews the most reviewed shows got. A name is written in letters that the font has."""
    most = max((count for _, count in page.most_reviewed), default=1)
    return Bars(
        "New reviews this week",
        tuple(
            Bar(str(place), f"{count:,}", count / most, count / most, drawable(show.title))
            for place, (show, count) in enumerate(page.most_reviewed, 1)
        ),
    )


def alt_text(page: DigestPage) -> str:
    """What the picture shows, in at most 1,024 characters of plain text."""
    lines = (f"{plain(str(show), 60)}: {count:,}" for show, count in page.most_reviewed)
    return f"New reviews this week. {'; '.join(lines)}."


def _numbers(page: DigestPage) -> tuple[int, ...]:
    """The first page of the month's ranking."""
    return *TopChoice(Ranking.BEST, page.month).numbers, 0


def _review(reviewed: Reviewed) -> Iterator[ui.Item[Any] | str]:
    review, show = reviewed.review, reviewed.show
    helpful = f"{review.helpful:,} found it helpful" if review.helpful else ""
    head = (
        f"**{title_of(show, review.target, budget=80)}**\n"
        f"{dotted(rating_line(review.stars), author_of(review))}" + (f"\n-# {helpful}" if helpful else "")
    )
    yield ui.Section(head, accessory=read_button(review)) if review.words.body else head
    words = review.words
    if words.spoilers:
        yield f"-# {SPOILERS}"
    elif not is_blank(words.headline + words.body):
        lines = (
            f"**{shown(words.headline, 120)}**" if words.headline else "",
            shown(excerpt(words.body, 220), 260) if words.body else "",
        )
        yield quoted("\n".join(filter(None, lines)))


def _most_reviewed(page: DigestPage) -> str:
    lines = (
        f"- {title_of(show, budget=60)} – {counted(count, 'review')}" for show, count in page.most_reviewed
    )
    return "\n".join(["**Most reviewed**", *lines])


def _top(page: DigestPage) -> str:
    lines = (
        f"{place}. {title_of(each.show, budget=60)} – {each.sums.average} from "
        f"{counted(each.sums.count, 'rating')}"
        for place, each in enumerate(page.top, 1)
    )
    return "\n".join([f"**Top of {period_name(page.month)}**", *lines])
