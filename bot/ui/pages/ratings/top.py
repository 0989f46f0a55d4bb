"""Rankings of a server's shows: a picture, the same in words, and how it comes about."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.catalog.shows import Kind
from bot.domain.ratings.top import (
    ALL_TIME,
    FEWEST,
    PAGES,
    PER_STAR,
    Ranked,
    Ranking,
    TopPage,
    is_month,
    month_before,
)
from bot.ui.charts.bars import Bar, Bars
from bot.ui.charts.canvas import drawable
from bot.ui.charts.stars import value_of
from bot.ui.layout import Layout, option, pager, panel_page, row, rule, select
from bot.ui.words import counted, dotted, plain, shown, title_of

PICTURE = "top.png"
HEADINGS = {
    Ranking.BEST: "Best rated",
    Ranking.REVIEWED: "Most reviewed",
    Ranking.DIVISIVE: "Most divisive",
    Ranking.RISING: "Rising",
    Ranking.GEMS: "Hidden gems",
}
ABOUT = {
    Ranking.BEST: "What we like best, by weighted rating",
    Ranking.REVIEWED: "What we write most about",
    Ranking.DIVISIVE: "What we can't agree on",
    Ranking.RISING: "What gets more attention than the month before",
    Ranking.GEMS: "What few of us know, and those love",
}
CAPTIONS = {
    Ranking.BEST: "Weighted rating, in stars",
    Ranking.REVIEWED: "Number of reviews",
    Ranking.DIVISIVE: "How far ratings lie apart, in stars",
    Ranking.RISING: "More ratings and reviews than the month before",
    Ranking.GEMS: "Average rating, in stars",
}
KINDS = {Kind.SERIES: "series", Kind.FILM: "films", Kind.SPECIAL: "specials"}
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
FARTHEST = 2.3
"""The largest standard deviation that there can be, in stars and rounded: half a star as often as five."""


def top_chart(page: TopPage) -> Bars:
    """The picture of a page that has shows. A name is written in letters that the picture's font has."""
    bars = (
        _bar(page.choice.ranking, page.first + index, each, titles, page.most)
        for index, (each, titles) in enumerate(zip(page.ranked, page.titles, strict=True))
    )
    return Bars(CAPTIONS[page.choice.ranking], tuple(bars))


def top_page(page: TopPage, picture: discord.File | None) -> Layout:
    """A page of a ranking, around its picture if there is anything to rank."""
    choice = page.choice
    ranking, period, *others = choice.numbers
    names = [each.show for each in page.ranked]
    items: list[ui.Item[Any] | str] = [f"### {heading(page)}\n-# {_explained(page)}"]
    if picture:
        items += [ui.MediaGallery(discord.MediaGalleryItem(picture)), _list(page), rule()]
        items.append(
            select("Open a show", "show:pick", 0, options=[option(str(name), name.show_id) for name in names])
        )
    else:
        items += [rule(), _nothing(page)]
    orders = [option(HEADINGS[each], each, ABOUT[each]) for each in Ranking]
    periods = [option(period_name(each), each) for each in page.periods]
    items.append(
        select(f"Ranking: {HEADINGS[choice.ranking]}", "top:ranking", period, *others, options=orders)
    )
    items.append(
        select(f"Period: {period_name(page.period)}", "top:period", ranking, *others, options=periods)
    )
    last = min(choice.page + page.has_more, PAGES - 1)
    if turning := pager("top:open", choice.numbers, choice.page, last):
        items.append(row(*turning))
    return panel_page(*items)


def heading(page: TopPage) -> str:
    """“Best rated · November 2026 · films · Drama”, safe to show."""
    return dotted(
        HEADINGS[page.choice.ranking],
        period_name(page.period),
        KINDS.get(page.choice.kind, ""),
        shown(page.genre, 40) if page.genre else "",
    )


def alt_text(page: TopPage) -> str:
    """What the picture shows, in at most 1,024 characters of plain text."""
    lines = [
        f"{page.first + index}. {plain(str(each.show), 60)}: {_number(page.choice.ranking, each)}"
        for index, each in enumerate(page.ranked)
    ]
    about = f"{HEADINGS[page.choice.ranking]}, {period_name(page.period)}"
    return f"{about}. {CAPTIONS[page.choice.ranking]}. {'; '.join(lines)}."


def period_name(period: int) -> str:
    """“all time”, “2026”, “November 2026”."""
    if period == ALL_TIME:
        return "all time"
    return f"{MONTHS[period % 100 - 1]} {period // 100}" if is_month(period) else str(period)


def _explained(page: TopPage) -> str:
    ranking, prior = page.choice.ranking, page.totals.prior
    scope = "" if page.period == ALL_TIME else f" in {period_name(page.period)}"
    if ranking is Ranking.REVIEWED:
        return f"How many reviews of a show and its seasons were written{scope}."
    if ranking is Ranking.RISING:
        before = period_name(month_before(page.period))
        return f"How many more ratings and reviews a show got{scope} than in {before}."
    if ranking is Ranking.GEMS:
        few = "2 ratings" if prior.votes == FEWEST else f"2 to {prior.votes - 1} ratings"
        return f"Loved by few: {few}{scope}, and 4.0 stars or more on average."
    needed = f"m = **{prior.votes}** ratings are needed to be ranked. Only ratings of whole shows count."
    if ranking is Ranking.DIVISIVE:
        return f"How far a show's ratings{scope} lie from their average (the standard deviation); {needed}"
    return (
        f"Weighted rating (v/(v+m))·R + (m/(v+m))·C: R is a show's average{scope}, v how many rated it, "
        f"C = **{prior.mean}** the average of all our ratings; {needed}"
    )


def _nothing(page: TopPage) -> str:
    if page.choice.page:
        return "This ranking has no such page any more."
    if not page.totals.count:
        return "Nobody here has rated a show in that time. Be the first: `/rate`."
    return (
        "No show is in this ranking yet. Rate what you have seen with `/rate`, or choose another one below."
    )


def _list(page: TopPage) -> str:
    return "\n".join(
        f"**{page.first + index}.** {title_of(each.show, budget=60)} – {_said(page.choice.ranking, each)}"
        for index, each in enumerate(page.ranked)
    )


def _said(ranking: Ranking, each: Ranked) -> str:
    number, sums = f"**{_number(ranking, each)}**", each.sums
    average = f"{sums.average} from {counted(sums.count, 'rating')}" if sums.count else "no ratings yet"
    if ranking is Ranking.REVIEWED:
        return dotted(f"**{counted(sums.reviews, 'review')}**", average)
    if ranking is Ranking.RISING:
        return dotted(number, counted(sums.count, "rating"), counted(sums.reviews, "review"))
    return average if ranking is Ranking.GEMS else dotted(number, average)


def _number(ranking: Ranking, each: Ranked) -> str:
    """The number by which a show is ranked, as it is written in words and picture alike."""
    if ranking is Ranking.REVIEWED:
        return f"{each.score:,}"
    if ranking is Ranking.RISING:
        return f"+{each.score:,}"
    if ranking is Ranking.DIVISIVE:
        return f"±{each.sums.deviation}"
    tenths = (10 * each.score + PER_STAR // 2) // PER_STAR
    return f"{tenths // 10}.{tenths % 10}"


def _bar(ranking: Ranking, place: int, each: Ranked, titles: Sequence[str], most: int) -> Bar:
    name = next((bare for bare in map(drawable, titles) if bare), "")
    number = _number(ranking, each).replace("±", "")
    if ranking in (Ranking.BEST, Ranking.GEMS):
        stars = each.score / PER_STAR
        return Bar(str(place), number, stars / 5, value_of(stars), name)
    share = float(each.sums.deviation) / FARTHEST if ranking is Ranking.DIVISIVE else each.score / most
    return Bar(str(place), number, share, share, name)
