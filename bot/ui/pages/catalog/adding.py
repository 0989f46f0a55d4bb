"""Adding shows: a title that is not known, a form to be mended, and a show that is in the catalogue now."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.catalog.shows import Show, ShowName
from bot.domain.text import escape
from bot.ui.layout import Layout, button, note, row, select
from bot.ui.pages.errors import try_again
from bot.ui.words import echoed, label, plain

WAIT = "Ask a moderator to add it, then press “Try again”"


def unknown_show(sentence: str, nearest: Sequence[ShowName]) -> Layout:
    """No show of that title, or several: offer the nearest ones to open."""
    if not nearest:
        return note(f"{escape(sentence)} Add it with `/catalog add`, or review it right away with `/review`.")
    return Layout(ui.TextDisplay(escape(sentence)), pick_show("show:pick", 0, nearest))


def did_you_mean(
    draft_id: int, title: str, sentence: str, nearest: Sequence[ShowName], *, may_be_new: bool, may_wait: bool
) -> Layout:
    """Something was wanted of an unknown show: pick a known one, or add it, and it goes on.

    What was wanted is kept; with `may_wait` it can be tried again once a moderator has added the show.
    """
    ways = ["pick the one you mean"] * bool(nearest) + ["add it as a new show"] * may_be_new
    offer = f"{' or '.join(ways)}, and I'll go on." if ways else f"{WAIT}."
    items: list[ui.Item[Any]] = [ui.TextDisplay(f"{escape(sentence)} {offer[0].upper()}{offer[1:]}")]
    if nearest:
        items.append(pick_show("draft:pick", draft_id, nearest))
    if may_be_new:
        label = f"Add {plain(title, 50)} as a new show"
        items.append(row(button(label, "draft:add", draft_id, style=discord.ButtonStyle.primary)))
    elif may_wait:
        items.append(row(*try_again(draft_id)))
    return Layout(*items)


def mend_form(sentence: str, draft_id: int) -> Layout:
    """A form that could not be taken as it is: it opens again as it was filled in."""
    again = button("Open the form again", "catalog:open", draft_id, style=discord.ButtonStyle.primary)
    return note(f"{escape(sentence)} What you typed is kept.", again)


def added(show: Show, unlinked: Sequence[str]) -> Layout:
    """A show is in the catalogue now."""
    lines = [f"**{echoed(show.title)}** is in the catalogue now."]
    if show.pending:
        lines.append("A moderator will look at it; until then it is found by its full title only.")
    if unlinked:
        names = ", ".join(echoed(title, 60) for title in unlinked[:10])
        lines.append(f"Not linked, because they are not in it yet: {names}.")
    return note(
        "\n".join(lines),
        button("Show", "show:open", show.show_id),
        button("Review", "show:review", show.show_id, style=discord.ButtonStyle.primary),
    )


def pick_show(address: str, number: int, names: Sequence[ShowName]) -> ui.ActionRow[Any]:
    """The shows that a title may be meant for, at most 25, to pick one from."""
    options = [discord.SelectOption(label=label(name), value=str(name.show_id)) for name in names]
    return select("Did you mean …?", address, number, options=options)
