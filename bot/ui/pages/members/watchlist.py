"""A member's watchlist, and a show picked from it."""

from collections.abc import Sequence

import discord

from bot.domain.members.watchlist import Listed, Listing, Pick
from bot.domain.text import together
from bot.ui.cards import about_line
from bot.ui.layout import Layout, beside, button, note, option, pager, panel_page, row, rule, select
from bot.ui.words import accent_of, average_stars, counted, shown, title_of

A_PAGE = 10
"""How many shows a page of the list has."""
GOOD = 7
"""From which mean (half stars) on a show is recommended by it."""
HOW_TO = "Put shows on it with `/watchlist add`, or with the button on a show's page."


def listing(of: Listing) -> Layout:
    """A show is on the list now, or off it."""
    title, show_id = f"**{title_of(of.show)}**", of.show.show_id
    mine, show = button("My watchlist", "watchlist:open", 0, 0), button("Show", "show:open", show_id)
    if of.listed:
        return note(f"{title} is on your watchlist, which has {counted(of.count, 'show')}.", mine, show)
    return note(
        f"{title} is not on your watchlist.", button("Put it on", "watchlist:add", show_id), mine, show
    )


def watchlist_page(listed: Sequence[Listed], page: int) -> Layout:
    """A page (from 0) of the list; a number past the ends gives the nearest."""
    if not listed:
        return note(f"Your watchlist is empty. {HOW_TO}")
    last = (len(listed) - 1) // A_PAGE
    page = max(0, min(page, last))
    here = listed[page * A_PAGE : (page + 1) * A_PAGE]
    where = f" · page {page + 1} of {last + 1}" if last else ""
    options = [option(str(each.show), each.show.show_id) for each in here]
    return panel_page(
        f"### Your watchlist\n-# {counted(len(listed), 'show')}{where} · only you see it, and what "
        "you rate leaves it",
        "\n".join(map(_entry, here)),
        rule(),
        select("Open a show", "show:pick", 0, options=options),
        select("Take a show off", "watchlist:drop", page, options=options),
        row(
            *pager("watchlist:open", 0, page, last),
            button("Pick one for me", "watchlist:pick", 0, style=discord.ButtonStyle.primary),
        ),
    )


def _entry(each: Listed) -> str:
    rated = f" · you gave it **{each.stars.number}**" if each.stars else ""
    return f"- {title_of(each.show, budget=100)} · <t:{each.added_at // 1000}:D>{rated}"


def pick_page(pick: Pick) -> Layout:
    """A show from the list, and why to watch it."""
    show = pick.show
    words = [f"### {title_of(show)}", about_line(show), shown(together(show.facts.genres), 120)]
    buttons = [
        button("Another one", "watchlist:pick", show.show_id, disabled=pick.count == 1),
        button("Show", "show:open", show.show_id),
        button("Take it off", "watchlist:remove", show.show_id),
        button("My watchlist", "watchlist:open", 0, 0),
    ]
    return panel_page(
        "-# Picked from your watchlist",
        beside("\n".join(filter(None, words)), show.facts.poster_url),
        *([shown(show.facts.synopsis, 300)] if show.facts.synopsis.strip() else []),
        rule(),
        "\n".join(["**Why this one**", *(f"- {reason}" for reason in reasons(pick))]),
        row(*buttons),
        accent=accent_of(average_stars(pick.spread)),
    )


def reasons(pick: Pick) -> list[str]:
    """What speaks for a show that was picked, in words; never nothing."""
    found: list[str] = []
    if pick.related:
        title = title_of(pick.related.show, budget=100)
        found.append(f"related to **{title}**, which you gave **{pick.related.stars.number}**")
    if pick.fan:
        found.append(f"<@{pick.fan.user_id}> reviewed it and gave it **{pick.fan.stars.number}**")
    if pick.spread.count and pick.spread.total >= GOOD * pick.spread.count:
        count = counted(pick.spread.count, "rating")
        found.append(f"**{pick.spread.average}** on this server, from {count}")
    since = f"<t:{pick.added_at // 1000}:D>"
    if pick.is_oldest:
        found.append(f"longest on your list: you put it there on {since}")
    return found or [f"you meant to watch it: you put it on your list on {since}"]
