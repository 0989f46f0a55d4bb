"""For moderators: the messages that don't show yet what is stored, and what would let them."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from discord import ui

from bot.domain.delivery.outbox import Followed, Waiting, WaitsFor
from bot.domain.spans import SECOND
from bot.ui.layout import Layout, button, note, panel_page, row, rule
from bot.ui.pages.delivery.following import again_button, link, trouble
from bot.ui.words import counted, dotted, echoed, mention

LISTED = 5
"""How many messages are listed at once; the buttons of each take a row of the page."""


def waiting_page(followed: Followed, *, adults_here: bool) -> Layout:
    """What waits on a server, channel by channel, the oldest of each first."""
    stuck = sorted(followed.stuck, key=lambda each: each.channel_id)
    if not stuck:
        return note("Nothing is waiting: every message shows what is stored.")
    items: list[ui.Item[Any] | str] = ["### Messages I can't bring up to date"]
    left = LISTED
    for channel_id, group in groupby(stuck, key=lambda each: each.channel_id):
        here = list(group)
        items += [rule(), trouble(here, followed.lacking.get(channel_id, ()))]
        for each in here[:left]:
            items += _message(each, adults_here)
        left -= len(here[:left])
        if not left:
            break
    if len(stuck) > LISTED:
        items.append(f"-# {counted(len(stuck) - LISTED, 'more message')} not listed here.")
    look = button("Look again now", "delivery:look", 0)
    return panel_page(
        *items, rule(), "-# I look again every hour, and when permissions or roles change.", row(look)
    )


def _message(each: Waiting, adults_here: bool) -> Iterator[ui.Item[Any] | str]:
    yield f"-# {_what(each, adults_here)}"
    if each.entry.waits_for is WaitsFor.PERSON:
        yield row(again_button(each))
    elif each.place:
        yield row(link(each.entry.guild_id, each.place))


def _what(each: Waiting, adults_here: bool) -> str:
    if each.restricted and not adults_here:
        show = "a show for adults"
    else:
        show = f"**{echoed(each.show, 60)}**" if each.show else "a review that was erased"
    whose = f"by {mention(each.author)}" if each.author else ""
    verb = "has to go" if each.goes else "has to be updated" if each.place else "is to be posted"
    since = f"since <t:{each.entry.noted_at // SECOND}:R>"
    return dotted(f"{show} {whose}".strip(), verb, since)


def waits_line(count: int, mention_of_command: str) -> str:
    """A settings page's line about what waits."""
    return f"{counted(count, 'message')} can't be brought up to date: {mention_of_command} says why."
