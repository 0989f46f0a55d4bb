"""What to read next."""

from collections.abc import Iterator, Sequence
from typing import Any

from discord import ui

from bot.domain.articles import excerpt
from bot.domain.pages import RelatedShow
from bot.domain.reviews import Review
from bot.domain.shows import Show
from bot.ui.cards import SPOILERS
from bot.ui.layout import Layout, button, note, option, panel, rule, select
from bot.ui.words import author_of, dotted, quoted, rating_line, shown, title_of

MOST = 10


def related_page(show: Show, related: Sequence[RelatedShow]) -> Layout:
    """Up to ten related shows, each with the reason and its best review in a sentence or two."""
    if not related:
        return note(
            f"Nothing in this server's catalogue is related to **{shown(show.title, 220)}** yet.\n"
            "-# Shows are related when they share people, or when one is named in the other's “Also read”: "
            "`/catalog add` asks for both.",
            button("Show", "show:open", show.show_id),
        )
    related = related[:MOST]
    room = min(300, 1_400 // len(related))  # for the words of each review
    options = [option(str(other.show), other.show.show_id, reasons(other)) for other in related]
    return Layout(
        panel(
            f"### Related to {shown(show.title, 220)}",
            *(part for other in related for part in _entry(other, room)),
            rule(),
            select("Open a show", "show:pick", 0, options=options),
        )
    )


def reasons(other: RelatedShow) -> str:
    """Why a show is related, in words: “Also read · also with Takeru Satoh”."""
    words = dotted(*other.reasons)
    return words[:1].upper() + words[1:]


def _entry(other: RelatedShow, room: int) -> Iterator[ui.Item[Any] | str]:
    lines = [f"**{title_of(other.show, budget=70)}**", f"-# {shown(reasons(other), 90)}"]
    if other.best:
        lines += _review(other.best.review, room)
    else:
        lines.append("-# Nobody here has reviewed it yet.")
    yield rule()
    yield "\n".join(filter(None, lines))


def _review(review: Review, room: int) -> Iterator[str]:
    yield dotted(rating_line(review.stars), author_of(review))
    if review.words.spoilers:
        yield f"-# {SPOILERS}"
    elif (
        words := review.words.headline if not review.words.body.strip() else excerpt(review.words.body, room)
    ):
        yield quoted(shown(words, room))
