"""For moderators: the messages that don't show yet what is stored, and what would let them."""

from collections.abc import Iterator
from typing import Any

from discord import ui

from bot.domain.delivery.outbox import Followed, Waiting, WaitsFor
from bot.domain.spans import SECOND
from bot.ui.layout import Layout, button, note, panel_page, row, rule
from bot.ui.pages.delivery.following import again_button, by_place, link, trouble
from bot.ui.words import counted, dotted, echoed, mention

LISTED = 6
"""How many messages are listed at once, of as many places; the buttons of each take a row of the page."""


def waiting_page(followed: Followed, *, adults_here: bool) -> Layout:
    """What waits on a server, place by place, the oldest of each first."""
    if not followed.stuck:
        return note("Nothing is waiting: every message shows what is stored.")
    places = by_place(followed.stuck)[:LISTED]
    listed = [here[: LISTED // len(places)] for here in places]
    items: list[ui.Item[Any] | str] = ["### Messages I can't bring up to date"]
    for here, told in zip(places, listed, strict=True):
        items += [rule(), trouble(here, followed.lacking.get(here[0].channel_id, ()))]
        items += [item for each in told for item in _message(each, adults_here)]
    if more := len(followed.stuck) - sum(map(len, listed)):
        items.append(f"-# {counted(more, 'more message')}, listed once these are done.")
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
    verb = "to be removed" if each.goes else "to be updated" if each.place else "to be posted"
    if each.entry.waits_for is WaitsFor.PERSON:
        verb = ""
    return dotted(f"{show} {whose}".strip(), verb, f"<t:{each.entry.noted_at // SECOND}:R>")


def waits_line(count: int, mention_of_command: str) -> str:
    """A settings page's line about what waits."""
    return f"I can't update or remove {counted(count, 'message')}: {mention_of_command} says why."
