"""Facts from another catalogue: which show is meant, and what was taken over."""

from collections.abc import Sequence

import discord
from discord import ui

from bot.domain.catalog.shows import Show
from bot.domain.catalog.sources import CANDIDATES, Candidate
from bot.ui.layout import Layout, button, custom_id, note, row
from bot.ui.pages.catalog.adding import added
from bot.ui.pages.catalog.editing import edited
from bot.ui.words import shown, title_of

PLACEHOLDER = "Choose the one you mean"


def choose_new(draft_id: int, title: str, catalog: str, candidates: Sequence[Candidate]) -> Layout:
    """A show is to be added: what the other catalogue has that may be it, and the form for all others."""
    return Layout(
        ui.TextDisplay(
            f"Which **{shown(title, 220)}** do you mean? Its facts, its cast and its episodes come from "
            f"{catalog}."
        ),
        _select("catalog:take", draft_id, candidates),
        row(button("None of these: fill in myself", "catalog:open", draft_id)),
    )


def still_searching(draft_id: int, title: str, sentence: str) -> Layout:
    """The other catalogue takes too long: there is the form."""
    return note(
        f"{sentence} Fill in what you know of **{shown(title, 220)}** yourself, or try again in a moment.",
        button("Fill in myself", "catalog:open", draft_id, style=discord.ButtonStyle.primary),
    )


def choose_for(show: Show, catalog: str, candidates: Sequence[Candidate]) -> Layout:
    """A show is in the catalogue: which of the other catalogue's is it?"""
    return Layout(
        ui.TextDisplay(
            f"Which of these is **{title_of(show)}**? Its facts, its cast and its episodes come from "
            f"{catalog} then. If it is none of them, leave it as it is."
        ),
        _select("catalog:fill", show.show_id, candidates),
    )


def taken(show: Show, catalog: str, *, later: bool) -> Layout:
    """A candidate was added, with its facts or (if they are to come later) without."""
    view = added(show, ())
    if later:
        view.add_item(ui.TextDisplay(_later(catalog)))
    return view


def filled(show: Show, catalog: str, changes: Sequence[str], *, later: bool, may_change: bool) -> Layout:
    """Facts were taken over for a show: what changed, and for moderators a way to say it is another."""
    if later:
        return note(_later(catalog), button("Show", "show:open", show.show_id))
    more = [button("It is another show", "catalog:sources", show.show_id)] if may_change else []
    return edited(show, changes, *more)


def _later(catalog: str) -> str:
    return f"{catalog} can't be reached just now. I'll fill in the facts and the cast as soon as it can be."


def _select(address: str, number: int, candidates: Sequence[Candidate]) -> ui.ActionRow[ui.LayoutView]:
    # An option's text is no markdown, so nothing in it is escaped.
    options = [
        discord.SelectOption(label=each.label, value=each.id, description=each.line or None)
        for each in candidates[:CANDIDATES]
    ]
    return row(ui.Select(custom_id=custom_id(address, number), placeholder=PLACEHOLDER, options=options))
