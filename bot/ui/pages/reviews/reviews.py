"""Browsing a show's reviews, one at a time.

A place in the list is the show, the review's index, the page of its text and whether spoilers are shown.
Turning the text's pages shows them, going to another review hides them: so no two buttons of a page lead
to the same place, which Discord would refuse.
"""

from collections.abc import Iterator
from typing import Any

import discord
from discord import ui

from bot.domain.actors import Actor
from bot.domain.reviews.pages import ReviewsPage
from bot.domain.reviews.review import Order, Review
from bot.ui.cards import SPOILERS, header, helpful_button, text_of, text_pages
from bot.ui.layout import Layout, button, note, panel_page, row, rule
from bot.ui.pages.reviews.more import acting_buttons
from bot.ui.words import accent_of, shown

ORDERS = {Order.HELPFUL: "most helpful first", Order.NEWEST: "newest first"}


def reviews_page(page: ReviewsPage, reader: Actor, text_page: int = 0, revealed: bool = False) -> Layout:
    """One of a show's reviews with its text, paged, behind a button if it spoils the show, for one reader."""
    review = page.review
    if review is None:
        return note(
            f"Nobody here has reviewed **{shown(page.show.title, 220)}** yet. "
            "The first review could be yours.",
            button("Review", "show:review", page.show.show_id, style=discord.ButtonStyle.primary),
        )
    pages = text_pages(review.words.body)
    text_page = max(0, min(text_page, len(pages) - 1))
    acting = list(acting_buttons(review, reader))
    hidden = review.words.spoilers and not revealed and bool(review.words.headline or review.words.body)
    return panel_page(
        header(review, page.show),
        rule(),
        *([SPOILERS] if hidden else text_of(review, pages, text_page)),
        row(*_reading(page, review, hidden, text_page, len(pages) - 1)),
        *([row(*acting)] if acting else []),
        rule(),
        f"-# review {page.index + 1:,} of {page.count:,} · {ORDERS[page.order]}",
        row(*_browsing(page)),
        accent=accent_of(review.stars),
    )


def _reading(
    page: ReviewsPage, review: Review, hidden: bool, text_page: int, last: int
) -> Iterator[ui.Button[Any]]:
    address, place = _address(page.order), (page.show.show_id, page.index)
    if hidden:
        yield button("Show spoilers", address, *place, 0, 1)
    elif last:
        back, on = max(text_page - 1, 0), min(text_page + 1, last)
        yield button("‹ page", address, *place, back, 1, disabled=text_page == 0)
        yield button("page ›", address, *place, on, 1, disabled=text_page == last)
    yield helpful_button(review)


def _browsing(page: ReviewsPage) -> Iterator[ui.Button[Any]]:
    address, show_id, last = _address(page.order), page.show.show_id, page.count - 1
    if last > 0:
        back, on = max(page.index - 1, 0), min(page.index + 1, last)
        yield button("‹ review", address, show_id, back, 0, 0, disabled=page.index == 0)
        yield button("review ›", address, show_id, on, 0, 0, disabled=page.index >= last)
        other = Order.NEWEST if page.order is Order.HELPFUL else Order.HELPFUL
        yield button(ORDERS[other].capitalize(), _address(other), show_id, 0, 0, 0)
    yield button("Show", "show:open", show_id)


def _address(order: Order) -> str:
    return f"reviews:{order.value}"
