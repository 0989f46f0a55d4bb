"""What to read next."""

from collections.abc import Iterator
from typing import Any

from discord import ui

from bot.domain.catalog.shows import Show
from bot.domain.discovery.pages import Opposing, RelatedPage, RelatedShow
from bot.domain.reviews.review import Review
from bot.domain.text import together
from bot.domain.text.sections import excerpt
from bot.ui.cards import SPOILERS, read_button
from bot.ui.layout import Layout, button, note, option, panel_page, rule, select
from bot.ui.words import author_of, dotted, quoted, rating_line, shown, title_of

MOST = 10
MOST_RULED = 7
"""With more shows than this there is no component to spare for the lines between them."""


def related_page(related: RelatedPage) -> Layout:
    """Up to ten related shows, each with the reasons and its best review in a sentence or two."""
    show, others, opposing = related.show, related.shows[:MOST], related.opposing
    if not others and not opposing:
        return _nothing(show)
    room = min(300, 1_000 // max(len(others), 1))  # for the reasons of each, and as much for its review
    options = [option(str(other.show), other.show.show_id, reasons(other)) for other in others]
    parts: list[ui.Item[Any] | str] = [f"### Related to {shown(show.title, 130)}"]
    if not others:
        parts.append("-# Nothing in this server's catalogue is related to it yet.")
    for other in others:
        if len(others) <= MOST_RULED:
            parts.append(rule())
        parts.append(_entry(other, room))
    if opposing:
        parts += [rule(), _opposing(opposing)]
    if others:
        parts += [rule(), select("Open a show", "show:pick", 0, options=options)]
    return panel_page(*parts)


def reasons(other: RelatedShow) -> str:
    """Why a show is related, in words: “Also read · also with Takeru Satoh”."""
    words = together(other.reasons, " · ")
    return words[:1].upper() + words[1:]


def _nothing(show: Show) -> Layout:
    return note(
        f"Nothing in this server's catalogue is related to **{shown(show.title, 220)}** yet.\n"
        "-# Shows are related when they share people or subjects, when the same members like them, or when "
        "one is named in the other's “Also read”: `/catalog add` asks for it.",
        button("Show", "show:open", show.show_id),
    )


def _entry(other: RelatedShow, room: int) -> ui.Item[Any] | str:
    lines = [f"**{title_of(other.show, budget=60)}**", f"-# {shown(reasons(other), room)}"]
    if other.best is None:
        return "\n".join([*lines, "-# Nobody else here has reviewed it yet."])
    return _with_review("\n".join(lines), other.best, room)


def _opposing(opposing: Opposing) -> ui.Item[Any] | str:
    given = (
        f"You give it {opposing.own}." if opposing.own else f"The average here is {opposing.opinion.average}."
    )
    return _with_review(f"**An opposing view**\n-# {given}", opposing.review, 150)


def _with_review(heading: str, review: Review, room: int) -> ui.Item[Any] | str:
    """A heading, and under it a review with the button that opens the whole of it."""
    text = "\n".join(filter(None, [heading, *_review(review, room)]))
    return ui.Section(text, accessory=read_button(review)) if review.words.body else text


def _review(review: Review, room: int) -> Iterator[str]:
    part = str(review.target) if review.target.season else ""
    yield dotted(rating_line(review.stars), author_of(review), part)
    if review.words.spoilers:
        yield f"-# {SPOILERS}"
    elif (
        words := review.words.headline if not review.words.body.strip() else excerpt(review.words.body, room)
    ):
        yield quoted(shown(words, room))
