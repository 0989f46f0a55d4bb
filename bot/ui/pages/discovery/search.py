"""What was found by its words: the place in each review where they stand, best match first."""

from collections.abc import Iterable, Iterator
from typing import Any

from discord import ui

from bot.domain.actors import Actor
from bot.domain.discovery.pages import SearchHit, SearchPage
from bot.domain.discovery.search import A_PAGE, MOST, Query
from bot.domain.discovery.snippets import Piece
from bot.domain.text import escape_all
from bot.ui.cards import SPOILERS
from bot.ui.layout import Layout, button, note, pager, panel_page, row, rule
from bot.ui.pages.reviews.more import acting_buttons
from bot.ui.words import BYTES_PER_CHARACTER, author_of, counted, dotted, quoted, rating_line, shown, title_of

TITLE, HEADLINE, SNIPPET = 70, 110, 280
"""Budgets of a show's title, and of a review's headline and snippet with their marks."""


def search_page(page: SearchPage, reader: Actor) -> Layout:
    """A page of what was found, for one reader, or how to find something."""
    if not page.found:
        return note(_nothing(page), *([button("Show", "show:open", page.show.show_id)] if page.show else []))
    turning = pager("search:page", page.search_id, page.page, _last(page))
    return panel_page(
        f"### Search: {shown(page.search.typed, 160)}\n-# {_said(page)}",
        *(item for found in page.found for item in (rule(), _entry(found), _buttons(found, reader))),
        *([rule(), row(*turning)] if turning else []),
    )


def marked(pieces: Iterable[Piece], budget: int) -> str:
    """Pieces as they may stand in a message, what was found in bold; `budget` (≥ 8) as that of `shown`."""
    text = ""
    for piece in pieces:
        safe = f"**{escape_all(piece.text)}**" if piece.found else escape_all(piece.text)
        room = budget - 2 - max(len(text), -int(-len(text.encode()) // BYTES_PER_CHARACTER))
        if max(len(safe), len(safe.encode()) / BYTES_PER_CHARACTER) > room:
            return text + (shown(piece.text, room) if room >= 8 and not piece.found else "…")
        text += safe
    return text


def _said(page: SearchPage) -> str:
    """How many were found, and among which reviews."""
    count = f"the best {MOST} reviews" if page.count >= MOST else counted(page.count, "review")
    said = (
        f"No review has all of this; {count} with most of it" if page.partly else f"{count}, best match first"
    )
    where = f"page {page.page + 1} of {_last(page) + 1}" if _last(page) else ""
    return dotted(said, *_among(page), where)


def _last(page: SearchPage) -> int:
    """The last page, counted from 0."""
    return (page.count - 1) // A_PAGE


def _among(page: SearchPage) -> Iterator[str]:
    search = page.search
    if page.show:
        yield f"of {shown(page.show.title, TITLE)}"
    if search.user_id:
        yield f"by <@{search.user_id}>"
    if search.least:
        yield f"at least {search.least}"


def _nothing(page: SearchPage) -> str:
    typed = f"**{shown(page.search.typed, 160)}**"
    if not Query.of(page.search.typed).phrases:
        return "There is no letter and no digit in that, so there is nothing to look for. Type a word or two."
    return (
        f"{dotted(f'Nothing found for {typed}', *_among(page))}.\n"
        "-# Fewer words find more. Chinese, Japanese, Korean and Thai words need two characters. "
        "To find a show by its title, use `/show`."
    )


def _buttons(found: SearchHit, reader: Actor) -> ui.ActionRow[Any]:
    read = button("Read it all", "search:read", found.review.review_id)
    return row(read, *acting_buttons(found.review, reader))


def _entry(found: SearchHit) -> str:
    review, show = found.review, found.show
    headline = f"__{marked(found.headline, HEADLINE)}__" if found.headline else ""
    lines = filter(None, (headline, marked(found.snippet, SNIPPET)))
    words = f"-# {SPOILERS}" if review.words.spoilers else quoted("\n".join(lines))
    about = dotted(rating_line(review.stars), author_of(review), f"<t:{review.created_at // 1000}:D>")
    return f"**{title_of(show, review.target, TITLE)}**\n{about}\n{words}"
