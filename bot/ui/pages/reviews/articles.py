"""What a moderator sees of a review article on its way in."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

import discord
from discord import ui

from bot.domain.reviews.articles import ArticlePreview, Saved, about_people, about_review, about_show
from bot.ui.layout import Layout, TooLargeError, button, note, panel_page, row, rule
from bot.ui.words import listed, shown, title_of

ROOMS = 240, 120, 60
"""The most characters shown of a line: as many as fit on the page with all its lines."""
CAST_SHOWN, DOUBTS_SHOWN, CHANGES_SHOWN = 6, 8, 15
TITLES_SHOWN = 5


def article_page(draft_id: int, preview: ArticlePreview) -> Layout:
    """What was understood of an article, and buttons to correct it and to save it."""
    *rooms, least = ROOMS
    for room in rooms:
        with suppress(TooLargeError):
            page = _page(draft_id, preview, room)
            page.check()
            return page
    return _page(draft_id, preview, least)


def _page(draft_id: int, preview: ArticlePreview, room: int) -> Layout:
    parts: list[ui.Item[Any] | str] = ["### A review article\n-# Nothing is saved yet."]
    if imported := preview.imported:
        groups = about_show(imported), _few(about_people(imported)), about_review(imported)
        parts += [part for group in groups if group for part in (rule(), _fields(group, room))]
        parts += [rule(), "\n".join(_effects(preview, room))]
    if preview.problem:
        parts += [rule(), f"**It can't be saved like this.** {shown(preview.problem, 300)}"]
    if preview.doubts:
        parts += [rule(), "\n".join(_doubts(preview.doubts, room))]
    return panel_page(*parts, _buttons(draft_id, preview))


def article_saved(saved: Saved) -> Layout:
    """An article is saved: what came of it."""
    state = "is in the catalogue now" if saved.is_new else "was there already"
    lines = [
        f"**{title_of(saved.show)}** {state}, and its review is {'edited' if saved.edited else 'saved'}."
    ]
    lines += [f"- {shown(line, 160)}" for line in saved.gained[:CHANGES_SHOWN]]
    if saved.added:
        lines.append(f"Added with no more than their title: {_titles(saved.added, 60)}.")
    lines.append("Its card is on its way.")
    return note("\n".join(lines), button("Show", "show:open", saved.show.show_id))


def _few(people: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Directors, writers and the first of the cast."""
    makers = [field for field in people if field[0] != "Cast"]
    cast = [field for field in people if field[0] == "Cast"]
    more = len(cast) - CAST_SHOWN
    return [*makers, *cast[:CAST_SHOWN], *([("Cast", f"and {more} more")] if more > 0 else [])]


def _fields(fields: Iterable[tuple[str, str]], room: int) -> str:
    lines = (f"{what}: {shown(said, room * (1 + (what == 'Verdict')))}" for what, said in fields)
    return "\n".join(lines)


def _effects(preview: ArticlePreview, room: int) -> Iterator[str]:
    """What saving would do to what is there."""
    if preview.known:
        name = title_of(preview.known, budget=room)
        yield f"**{name}** is in the catalogue already: what it lacks is filled in, its own facts stay."
    else:
        yield "The show is new in this catalogue."
    if preview.old:
        yield "This article is there already: it is replaced, and the version before is kept."
    if preview.old and preview.much_would_go:
        yield f"**Most of its text would go:** it has {len(preview.old.words.body):,} characters now."
    if preview.old and preview.old.hidden:
        yield "A moderator has hidden it, and it stays hidden: bring it back with `/moderation restore`."
    if preview.new:
        yield f"To be added with no more than their title: {_titles(preview.new, room)}."


def _titles(titles: Sequence[str], room: int) -> str:
    return listed([shown(title, room) for title in titles], TITLES_SHOWN)


def _doubts(doubts: Sequence[str], room: int) -> Iterator[str]:
    yield "**Not understood, or doubtful**"
    yield from (f"- {shown(sentence, room)}" for sentence in doubts[:DOUBTS_SHOWN])
    if len(doubts) > DOUBTS_SHOWN:
        yield f"- and {len(doubts) - DOUBTS_SHOWN} more"


def _buttons(draft_id: int, preview: ArticlePreview) -> ui.ActionRow[Any]:
    seen = preview.old.version if preview.old else 0
    can_save = preview.imported is not None
    return row(
        button(
            "Save", "article:save", draft_id, seen, style=discord.ButtonStyle.success, disabled=not can_save
        ),
        button("Change facts", "article:facts", draft_id),
        button("Change people", "article:people", draft_id),
        button("Change review", "article:review", draft_id),
    )
