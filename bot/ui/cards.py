"""A review as its card in the channel, and as the pages on which it is read whole."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Any

from discord import ui

from bot.domain.catalog.shows import Job, Show
from bot.domain.delivery.outbox import OutboxKind
from bot.domain.reviews.review import Review, Reviewed
from bot.domain.text import cut_pages, escape, fits_in, hide, is_blank
from bot.domain.text.sections import excerpt, verdict
from bot.domain.text.spoilers import marker
from bot.ui.layout import Layout, beside, button, gap, pager, panel_page, row, rule
from bot.ui.words import accent_of, byline, dotted, length_of, names_of, quoted, rating_line, shown, title_of

PAGE_CHARACTERS, PAGE_BYTES = 3_200, 8_000
"""What is left for a page of the text beside header, page number and buttons."""

RECENT = 64
"""How many texts are remembered with their pages: hostile ones take a quarter of a second to cut."""

HELPFUL = {OutboxKind.CARD: "review:helpful", OutboxKind.FAME: "fame:helpful"}
"""The button by which each kind of message that shows a review is known."""

SPOILERS = "This review contains spoilers."


def review_card(reviewed: Reviewed, kind: OutboxKind = OutboxKind.CARD) -> Layout:
    """The public card of a review: its opening and verdict, or a word of warning if it spoils the show.

    In the hall of fame it is the same, but for a button that says where it was pressed.
    """
    review, show = reviewed.review, reviewed.show
    words = list(_words(review))
    about = about_line(show)
    return panel_page(
        beside(header(review, show), show.facts.poster_url),
        *([rule(), *words, rule()] if words else []),
        *([f"-# {about}"] if about else []),
        row(
            helpful_button(review, HELPFUL[kind]),
            *([read_button(review)] if review.words.body else []),
            button("Show", "show:open", show.show_id),
            button("⋯", "review:more", review.review_id),
        ),
        accent=accent_of(review.stars),
    )


def review_text_page(reviewed: Reviewed, page: int) -> Layout:
    """One page (from 0) of a review's whole text; a number past the ends gives the last or the first."""
    review, show = reviewed.review, reviewed.show
    pages = text_pages(review.words.body)
    page = max(0, min(page, len(pages) - 1))
    return panel_page(
        header(review, show),
        rule(),
        *text_of(review, pages, page),
        row(
            *pager("review:read", review.review_id, page, len(pages) - 1),
            helpful_button(review),
            button("Show", "show:open", show.show_id),
        ),
        accent=accent_of(review.stars),
    )


@lru_cache(maxsize=RECENT)
def text_pages(body: str) -> tuple[str, ...]:
    """A review's text in pages as they may stand in a message: escaped, what is hidden so on each of them."""
    pages = cut_pages(body, fits_in(PAGE_CHARACTERS, PAGE_BYTES))
    ends, part = accumulate(map(len, pages)), marker(body)
    return tuple(escape(part(end - len(page), end)) for page, end in zip(pages, ends, strict=True))


def text_of(review: Review, pages: Sequence[str], page: int) -> Iterator[ui.Item[Any] | str]:
    """The pieces of one page of the text: the headline on the first, the text, the page's number."""
    if page == 0 and review.words.headline:
        yield f"**{shown(review.words.headline, 300)}**"
    text = pages[page]
    if not is_blank(text):
        yield text
    elif review.words.body:
        yield "-# (nothing but blanks on this page)"
    elif not review.words.headline:
        yield "-# A rating, without words."
    if len(pages) > 1:
        yield rule()
        yield f"-# page {page + 1} of {len(pages)}"


def header(review: Review, show: Show) -> str:
    """What a review is of, how many stars it gives, whose it is and from when."""
    return f"### {title_of(show, review.target)}\n{rating_line(review.stars)}\n{byline(review)}"


def about_line(show: Show) -> str:
    """A show in one line: “Series · Netflix · 10 episodes × 35 min · directed by …”."""
    directors = names_of(show, Job.DIRECTOR, 150)
    known = dotted(
        shown(show.facts.network, 80), length_of(show), f"directed by {directors}" if directors else ""
    )
    return dotted(show.facts.kind.value.capitalize(), known) if known else ""


def helpful_button(review: Review, address: str = "review:helpful") -> ui.Button[Any]:
    """The button that counts who found a review helpful."""
    label = f"Helpful {review.helpful:,}" if review.helpful else "Helpful"
    return button(label, address, review.review_id)


def read_button(review: Review) -> ui.Button[Any]:
    """The button that opens the whole text."""
    return button("Read it all", "review:read", review.review_id, 0)


@lru_cache(maxsize=RECENT)
def _gist(body: str) -> tuple[str, str | None]:
    return excerpt(body), verdict(body)


def _words(review: Review) -> Iterator[ui.Item[Any] | str]:
    """What the card shows of a review's words: no more than the headline, hidden, if they spoil the show."""
    words = review.words
    if words.headline and words.spoilers:
        yield hide(words.headline)  # its author said that these words spoil, too
    elif words.headline:
        yield f"**{shown(words.headline, 300)}**"
    if words.spoilers and words.body:
        yield f"{SPOILERS}\n-# “Read it all” shows it, to you alone."
    elif not is_blank(words.body):
        opening, conclusion = _gist(words.body)
        yield shown(opening, 1_400)
        if conclusion and conclusion not in opening:
            yield gap()
            yield quoted(f"**Verdict**\n{shown(conclusion, 700)}")
