"""Browsing a show's reviews, one at a time."""

from collections.abc import Iterator
from typing import Any

import discord
from discord import ui

from bot.domain.pages import ReviewsPage
from bot.domain.reviews import Order, Review
from bot.ui.cards import SPOILERS, header, helpful_button, text_of, text_pages
from bot.ui.layout import Layout, button, note, panel, row, rule
from bot.ui.words import accent_of, shown

ORDERS = {Order.HELPFUL: "most helpful first", Order.NEWEST: "newest first"}
PREVIOUS, NEXT, TEXT_BACK, TEXT_ON, REVEAL, REORDER = range(6)
"""Which button of the page it is: the last id of each, since two may lead to the same place."""


def reviews_page(page: ReviewsPage, text_page: int = 0, revealed: bool = False) -> Layout:
    """One of a show's reviews with its text, paged, behind a button if it spoils the show."""
    review = page.review
    if review is None:
        return note(
            f"Nobody here has reviewed **{shown(page.show.title, 220)}** yet. "
            "The first review could be yours.",
            button("Review", "show:review", page.show.show_id, style=discord.ButtonStyle.primary),
        )
    pages = text_pages(review.words.body)
    text_page = max(0, min(text_page, len(pages) - 1))
    hidden = review.words.spoilers and not revealed and bool(review.words.headline or review.words.body)
    return Layout(
        panel(
            header(review, page.show),
            rule(),
            *([SPOILERS] if hidden else text_of(review, pages, text_page)),
            row(*_reading(page, review, hidden, text_page, len(pages))),
            rule(),
            f"-# review {page.index + 1} of {page.count} · {ORDERS[page.order]}",
            row(*_browsing(page)),
            accent=accent_of(review.stars),
        )
    )


def _reading(
    page: ReviewsPage, review: Review, hidden: bool, text_page: int, count: int
) -> Iterator[ui.Button[Any]]:
    def turn(label: str, to: int, slot: int, *, disabled: bool = False) -> ui.Button[Any]:
        return _to(page, page.order, label, page.index, to, 1, slot, disabled=disabled)

    if hidden:
        yield turn("Show spoilers", text_page, REVEAL)
    elif count > 1:
        yield turn("‹ page", max(text_page - 1, 0), TEXT_BACK, disabled=text_page == 0)
        yield turn("page ›", min(text_page + 1, count - 1), TEXT_ON, disabled=text_page == count - 1)
    yield helpful_button(review)


def _browsing(page: ReviewsPage) -> Iterator[ui.Button[Any]]:
    last = page.count - 1
    if last > 0:
        other = Order.NEWEST if page.order is Order.HELPFUL else Order.HELPFUL
        before, after = max(page.index - 1, 0), min(page.index + 1, last)
        yield _to(page, page.order, "‹ review", before, 0, 0, PREVIOUS, disabled=page.index == 0)
        yield _to(page, page.order, "review ›", after, 0, 0, NEXT, disabled=page.index >= last)
        yield _to(page, other, ORDERS[other].capitalize(), 0, 0, 0, REORDER)
    yield button("Show", "show:open", page.show.show_id)


def _to(
    page: ReviewsPage,
    order: Order,
    label: str,
    index: int,
    text_page: int,
    revealed: int,
    slot: int,
    *,
    disabled: bool = False,
) -> ui.Button[Any]:
    ids = (page.show.show_id, index, text_page, revealed, slot)
    return button(label, f"reviews:{order.value}", *ids, disabled=disabled)
