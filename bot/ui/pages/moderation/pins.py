"""What those who may pin see: the best reviews not pinned yet, and all pins with what is wrong with them."""

from typing import Any

import discord
from discord import ui

from bot.domain.ids import GuildId
from bot.domain.moderation.pins import Candidates, PinCandidate, Pinned, PinsPage
from bot.domain.reviews.review import CardPlace, Review, Reviewed
from bot.domain.text import conceal, shorten
from bot.domain.text.sections import excerpt
from bot.ui.layout import Layout, button, gap, note, pager, panel_page, row, rule
from bot.ui.pages.delivery.following import address_of
from bot.ui.words import author_of, counted, dotted, mention, rating_line, shown, title_of


def candidates_page(candidates: Candidates, said: str = "") -> Layout:
    """The most helpful reviews that are not pinned, each with a button; `said` is what was just done."""
    show = candidates.show
    of_show = f" of {shown(show.title, 150)}" if show else ""
    if not candidates.found:
        return note("\n".join(filter(None, [said, f"Every review{of_show} that is here is pinned already."])))
    room = min(200, 900 // len(candidates.found))
    key = (show.show_id if show else 0, candidates.asked)
    return panel_page(
        *([said, rule()] if said else []),
        f"### The most helpful reviews{of_show}\n-# not pinned yet",
        *(_candidate(each, key, room) for each in candidates.found),
    )


def _candidate(candidate: PinCandidate, key: tuple[int, int], room: int) -> ui.Item[Any]:
    reviewed, place = candidate.reviewed, candidate.place
    number = reviewed.review.review_id
    card = _link(reviewed.review.guild_id, place) if place else "no card yet: it gets one first"
    words = _words(reviewed.review, room)
    lines = [*_lines(reviewed), *([words] if words else []), f"-# {card}"]
    pin = button("Pin", "pin:add", number, *key, style=discord.ButtonStyle.primary)
    return ui.Section[Any]("\n".join(lines), accessory=pin)


def pins_page(page: PinsPage, said: str = "") -> Layout:
    """A page of all pins, the latest first; `said` is what was just done."""
    if not page.count:
        return note("\n".join(filter(None, [said, "Nothing is pinned. `/pin top` offers the best reviews."])))
    turning = pager("pin:list", 0, page.page, page.last)
    paged = f"\n-# page {page.page + 1:,} of {page.last + 1:,}" if page.last else ""
    return panel_page(
        *([said, rule()] if said else []),
        f"### {counted(page.count, 'pinned review')}{paged}",
        *(part for each in page.pins for part in (gap(), _pinned(each, page.page))),
        *([rule(), row(*turning)] if turning else []),
    )


def _pinned(pinned: Pinned, page: int) -> ui.Item[Any] | str:
    pin, trouble = pinned.pin, pinned.trouble
    by = f"-# pinned by {mention(pin.pinned_by)}, <t:{pin.pinned_at // 1000}:D>"
    link = _link(pinned.reviewed.review.guild_id, pin.place) if pin.place.message_id else ""
    where = dotted(f"<#{pin.place.channel_id}>", link)
    lines = [*_lines(pinned.reviewed), dotted(by, where)]
    if trouble:
        lines.append(f"⚠️ {trouble.value[:1].upper()}{trouble.value[1:]}.")
    if trouble and trouble.ends_it:
        return "\n".join(lines)
    return ui.Section[Any]("\n".join(lines), accessory=button("Unpin", "pin:drop", pin.review_id, page))


def pin_label(pinned: Pinned, channel: str) -> str:
    """A pin in a list to choose from, which has no markdown: “Glass Heart (2025) · 3.5 ★★★½ · #reviews”."""
    show, review = pinned.reviewed.show, pinned.reviewed.review
    year = f" ({show.facts.year})" if show.facts.year else ""
    season = str(review.target) if review.target.season else ""
    end = dotted(season, str(review.stars or ""), shorten(conceal(channel), 40))
    return dotted(f"{shorten(conceal(show.title), 90 - len(end))}{year}", end)


def _lines(reviewed: Reviewed) -> list[str]:
    review = reviewed.review
    helpful = f"{review.helpful:,} helpful" if review.helpful else ""
    return [
        f"**{title_of(reviewed.show, review.target, budget=90)}**",
        dotted(rating_line(review.stars), author_of(review), helpful),
    ]


def _words(review: Review, room: int) -> str:
    """How a review begins, in a line; nothing of one that spoils its show."""
    if review.words.spoilers:
        return "-# It contains spoilers."
    words = review.words.headline or excerpt(review.words.body, room)
    return shown(" ".join(words.split()), room) if words.strip() else ""


def _link(guild_id: GuildId, place: CardPlace) -> str:
    return f"[its card]({address_of(guild_id, place)})"
