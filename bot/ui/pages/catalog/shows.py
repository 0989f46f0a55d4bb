"""A show's page."""

from collections.abc import Iterator
from typing import Any

import discord
from discord import ui

from bot.domain.catalog.pages import ShowPage
from bot.domain.catalog.shows import Credit, Job, Show
from bot.domain.ids import ShowId
from bot.domain.reviews.review import Review
from bot.domain.text import is_blank, together
from bot.domain.text.sections import excerpt
from bot.ui.cards import SPOILERS, read_button
from bot.ui.layout import Layout, beside, button, gap, panel_page, row, rule
from bot.ui.words import (
    accent_of,
    author_of,
    average_stars,
    counted,
    dotted,
    length_of,
    names_of,
    quoted,
    rating_line,
    shown,
    spread_chart,
)

LEADING = 5


def show_page(page: ShowPage) -> Layout:
    """All that is known of a show, and what this server makes of it."""
    show = page.show
    parts: list[ui.Item[Any] | str] = [
        beside(_titles(show), show.facts.poster_url),
        *_about(show),
        rule(),
        _ratings(page),
    ]
    if show.pending:
        parts.append("-# A moderator has yet to look at this show.")
    if show.people(Job.CAST):
        parts += [rule(), _leading_cast(show)]
    if page.best and (page.best.words.headline or page.best.words.body):
        parts += [rule(), *_best_review(page.best)]
    if page.related:
        parts += [rule(), "\n".join(["-# Related", *(shown(str(name), 80) for name in page.related[:5])])]
    if page.source:
        parts += [rule(), f"-# {page.source.credit}"]
    return panel_page(
        *parts,
        _buttons(page),
        row(watch_button(page.show.show_id, page.listed)),
        accent=accent_of(average_stars(page.spread)),
    )


def _titles(show: Show) -> str:
    facts = show.facts
    others = together(facts.other_titles[:6], " · ")
    kind, year = facts.kind.value.capitalize(), str(facts.year or "")
    what = dotted(kind, year, shown(facts.country, 60), shown(facts.network, 60))
    lines = (
        f"## {shown(show.title, 220)}",
        f"-# {shown(others, 240)}" if others else "",
        what,
        length_of(show),
        shown(together(facts.genres), 120),
    )
    return "\n".join(filter(None, lines))


def _about(show: Show) -> Iterator[ui.Item[Any] | str]:
    made = {
        "Directed by": names_of(show, Job.DIRECTOR, 150),
        "Written by": names_of(show, Job.WRITER, 150),
        "Based on": shown(show.facts.based_on, 150),
    }
    lines = [f"-# {label} {what}" for label, what in made.items() if what]
    if lines:
        yield "\n".join(lines)
    if not is_blank(show.facts.synopsis):
        yield gap()
        yield shown(show.facts.synopsis, 480)


def _ratings(page: ShowPage) -> str:
    own = f"You: {page.own or 'not rated yet'}"
    stars = average_stars(page.spread)
    if stars is None:
        return "Nobody here has rated it yet."
    drawn = str(stars).partition(" ")[2]
    return (
        f"**{page.spread.average}** {drawn} · {counted(page.spread.count, 'rating')}\n"
        f"```\n{spread_chart(page.spread)}\n```\n{own}\n"
        "-# The average counts ratings of the whole show; seasons and episodes have their own."
    )


def _leading_cast(show: Show) -> str:
    return "\n".join(["-# Cast", *map(as_character, show.people(Job.CAST)[:LEADING])])


def as_character(credit: Credit) -> str:
    """“Takeru Satoh as Naoki Fujitani” with the actor in bold, safe to show."""
    name = f"**{shown(credit.name, 60)}**"
    return f"{name} as {shown(credit.character, 60)}" if credit.character else name


def _best_review(review: Review) -> Iterator[ui.Item[Any] | str]:
    title = "-# Most helpful review\n" + dotted(
        rating_line(review.stars), author_of(review), str(review.target) if review.target.season else ""
    )
    yield ui.Section(title, accessory=read_button(review)) if review.words.body else title
    if review.words.spoilers:
        yield f"-# {SPOILERS}"
    else:
        words = [
            f"**{shown(review.words.headline, 150)}**" if review.words.headline else "",
            shown(excerpt(review.words.body, 220), 330),
        ]
        yield quoted("\n".join(filter(None, words)))


def watch_button(show_id: ShowId, listed: bool) -> ui.Button[Any]:
    """The button that puts a show on the reader's watchlist, or takes it off."""
    return button("On your watchlist ✓" if listed else "Watchlist", "watchlist:toggle", show_id)


def _buttons(page: ShowPage) -> ui.ActionRow[Any]:
    show_id = page.show.show_id
    reviews = f"Reviews {page.review_count:,}" if page.review_count else "Reviews"
    return row(
        button("Rate", "show:rate", show_id, style=discord.ButtonStyle.primary),
        button("Review", "show:review", show_id, style=discord.ButtonStyle.primary),
        button(reviews, "reviews:helpful", show_id, 0, 0, 0),
        button("Cast", "show:cast", show_id, 0),
        button("Related", "show:related", show_id),
    )
