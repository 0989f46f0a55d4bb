"""What a person reads when something is refused or went wrong."""

import re
from typing import Any

import discord
from discord import ui

from bot.domain.text import escape
from bot.ui.layout import Layout, button, note

_QUOTED = re.compile("(“[^”]*”)")


def refused(sentence: str, draft_id: int = 0) -> Layout:
    """A refusal, in its own words; with a button to try again if what was typed is in a draft.

    Titles and what was typed are between “ and ”, and shown as text. Our sentences have no links, so whatever
    else looks like one was typed by somebody, too.
    """
    parts = enumerate(_QUOTED.split(sentence))
    safe = (
        escape(part) if at % 2 else part.replace("](", "]\\(").replace("://", "\\://") for at, part in parts
    )
    return note("".join(safe), *try_again(draft_id))


def failed(code: str, draft_id: int = 0, *, words_attached: bool = False) -> Layout:
    """Something broke on our side."""
    words = " What you wrote is attached, so that it isn't lost." if words_attached else ""
    return note(
        f"Something went wrong on my side, and I have noted it.{words} Please try again; "
        f"if it keeps happening, tell the person who runs this bot the code **{code}**.",
        *try_again(draft_id),
    )


def not_shown() -> Layout:
    """What was asked for is stored; the answer that would have shown it was not taken."""
    return note("It's saved. Only my answer didn't get through.")


def try_again(draft_id: int) -> list[ui.Button[Any]]:
    """The button that leads back to a draft; none without a draft."""
    if not draft_id:
        return []
    return [button("Try again", "draft:open", draft_id, style=discord.ButtonStyle.primary)]


def write_it(address: str, *ids: int) -> Layout:
    """A form that could not be opened in time: Discord opens none later, but from a button."""
    return note(
        "That took me a moment too long to open the form. Press **Write it**, and it opens.",
        button("Write it", address, *ids, style=discord.ButtonStyle.primary),
    )


def too_late() -> Layout:
    """Something reached us so late that it was not done. Mostly nobody can be shown this any more."""
    return note("That reached me too late, so I did nothing. Please do it once more.")
