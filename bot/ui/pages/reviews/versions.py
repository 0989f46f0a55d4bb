"""What an author reads before much of a text would go, and the earlier versions of their review."""

from collections.abc import Iterator, Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.delivery.outbox import Followed
from bot.domain.reviews.replacing import below
from bot.domain.reviews.review import BODY_LIMIT, Review, Reviewed, Words
from bot.domain.reviews.versions import OwnVersion, Undoing, Undone
from bot.domain.text import is_blank
from bot.ui.cards import text_pages
from bot.ui.layout import Layout, button, note, panel_page, row, rule
from bot.ui.pages.delivery.following import changed, taken_away
from bot.ui.pages.errors import try_again
from bot.ui.pages.reviews.more import earlier_button
from bot.ui.words import accent_of, counted, dotted, echoed, rating_line, shown, title_of

SNIPPET = 120


def much_would_go(draft_id: int, title: str, old: Review, new: Words) -> Layout:
    """Most of a text would go: shall the new one take its place, come below it, or not come at all?"""
    together = len(below(old.words.body, new.body))
    fits = together <= BODY_LIMIT
    lines = [
        f"Most of your review of **{echoed(title)}** would go. Nothing is changed yet.",
        f"- Now: {_gist(old.words)}",
        f"- New: {_gist(new)}",
    ]
    if not fits:
        lines.append(f"-# Together they have {together:,} characters, and a review can have {BODY_LIMIT:,}.")
    return note(
        "\n".join(lines),
        button("Replace", "replace:all", draft_id, old.version, style=discord.ButtonStyle.danger),
        button("Add below", "replace:below", draft_id, disabled=not fits),
        button("Keep the old text", "replace:keep", draft_id),
    )


def _gist(words: Words) -> str:
    if is_blank(words.body):
        return "no text"
    return f"{counted(len(words.body), 'character')}, “{shown(' '.join(words.body.split()), SNIPPET)}”"


def own_version_page(own: OwnVersion, text_page: int = 0) -> Layout:
    """One version of a review of one's own, with its text, paged, and a button that brings it back."""
    pages = text_pages(own.version.words.body)
    at = max(0, min(text_page, len(pages) - 1))
    return panel_page(
        _heading(own),
        rule(),
        *words_of(own.version.words, pages, at),
        row(*_buttons(own, at, len(pages) - 1)),
        accent=accent_of(own.version.stars),
    )


def _heading(own: OwnVersion) -> str:
    review, version = own.reviewed.review, own.version
    newest = "as it is now" if version.number == review.version else ""
    spoilers = "marked as spoilers" if version.words.spoilers else ""
    saved = f"saved <t:{version.saved_at // 1000}:f>"
    return (
        f"### {title_of(own.reviewed.show, review.target)}\n{rating_line(version.stars)}\n"
        f"-# {dotted(f'version {own.index + 1:,} of {own.count:,}', saved, newest, spoilers)}"
    )


def words_of(words: Words, pages: Sequence[str], at: int) -> Iterator[str]:
    """The pieces of one page of a version: the headline on the first, the text, the page's number."""
    if at == 0 and words.headline:
        yield f"**{shown(words.headline, 300)}**"
    yield "-# (no words)" if is_blank(pages[at]) else pages[at]
    if len(pages) > 1:
        yield f"-# page {at + 1} of {len(pages)}"


def _buttons(own: OwnVersion, at: int, last: int) -> Iterator[ui.Button[Any]]:
    number, index, newest = own.reviewed.review.review_id, own.index, own.count - 1
    if last:
        on = at + 1 if at < last else 0
        yield button("page ›" if on else "‹ first page", "versions:open", number, index, on)
    yield button("‹ earlier", "versions:open", number, max(index - 1, 0), 0, 1, disabled=index == 0)
    yield button("later ›", "versions:open", number, min(index + 1, newest), 0, 2, disabled=index >= newest)
    if own.version.number != own.reviewed.review.version:
        yield button(
            "Bring this back", "versions:back", number, own.version.number, style=discord.ButtonStyle.primary
        )


def brought_back(reviewed: Reviewed, followed: Followed) -> Layout:
    """An earlier version is the newest again; its card follows."""
    review, title = reviewed.review, f"**{echoed(reviewed.show.title)}**"
    hidden = " It stays hidden until a moderator has looked at it." if review.hidden else ""
    return changed(
        followed,
        f"Your review of {title} is as it was before, with **{review.stars}**.{hidden}",
        button("Edit", "review:edit", review.review_id),
        earlier_button(review),
    )


def not_undone(undone: Undone) -> Layout:
    """An edit, or a new review, that was edited since, so that there is nothing to undo."""
    review, title = undone.reviewed.review, f"**{echoed(undone.reviewed.show.title)}**"
    if undone.came is Undoing.ALREADY:
        return note(f"That is undone already: your review of {title} is as it was before.")
    return note(
        f"Nothing is undone: you have changed your review of {title} again since, "
        f"<t:{review.updated_at // 1000}:R>. Its earlier versions are all kept.",
        earlier_button(review),
    )


def taken_back(undone: Undone, followed: Followed) -> Layout:
    """A review that was new is undone: its card goes, and what was written is kept."""
    title = f"**{echoed(undone.reviewed.show.title)}**"
    rating = f"Your rating is **{undone.stars}**." if undone.stars else "Your rating is removed too."
    kept = " Your draft is saved for a week, in case you change your mind." if undone.draft_id else ""
    name, rest = f"Your review of {title}", f"{rating}{kept}"
    return taken_away(
        followed,
        f"{name} is being removed. {rest}",
        f"{name} is deleted. {rest}",
        *try_again(undone.draft_id),
    )
