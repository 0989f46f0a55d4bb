"""A review that moderators have hidden, as its author sees it, and what its author is told of it."""

from collections.abc import Iterator, Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.delivery.outbox import Followed
from bot.domain.moderation.cases import OwnHidden, Told
from bot.domain.moderation.records import Hiding, News
from bot.domain.reviews.review import Reviewed
from bot.ui.cards import header, text_of, text_pages
from bot.ui.layout import Layout, button, note, option, pager, panel, panel_page, row, rule, select
from bot.ui.pages.delivery.following import links, troubles
from bot.ui.pages.reviews.more import earlier_button, spoilers_button
from bot.ui.words import quoted, shown, title_of

GREY = 0x6E675C
HIDDEN = "A moderator has hidden this review of yours."
HELD = (
    "A moderator has hidden your review of this show. Until they decide, whatever you write about it is "
    "hidden too."
)
SAVED = (
    "Your review is saved, but hidden: a moderator has hidden your review of this show, and new ones stay "
    "hidden until they decide. Press **Appeal** to ask them."
)
STAYS = "Your changes are kept. The review stays hidden until a moderator has looked at it."
AGAIN = "A moderator has looked again, and your review stays hidden."
ASKED = "Your appeal is with the moderators. I'll tell you what they decide."


def hidden_page(own: OwnHidden, said: str = "", *more: ui.Button[Any]) -> Layout:
    """A hidden review, greyed, with the reason, and what its author can do now."""
    review, hiding = own.reviewed.review, own.hiding
    said = said or (HELD if hiding.held else HIDDEN)
    return panel_page(
        f"{said}\n-# Only you and moderators can see it; its rating doesn't count.",
        quoted(shown(hiding.reason, 1_000)),
        rule(),
        header(review, own.reviewed.show),
        *_greyed(own.reviewed),
        row(*_buttons(own)),
        *([row(*more)] if more else []),
        accent=GREY,
    )


def _greyed(reviewed: Reviewed) -> Iterator[str]:
    words = reviewed.review.words
    if words.headline:
        yield f"-# **{shown(words.headline, 300)}**"
    if text := " ".join(words.body.split()):
        yield f"-# {shown(text, 800)}"


def _buttons(own: OwnHidden) -> Iterator[ui.Button[Any]]:
    number = own.reviewed.review.review_id
    yield button("Edit", "review:edit", number, style=discord.ButtonStyle.primary)
    if own.may_ask:
        yield button("Appeal", "hidden:ask", number)
    elif own.hiding.asked_at:
        yield button("Appeal sent", "hidden:ask", number, disabled=True)
    if own.reviewed.review.words.body:
        yield button("Read it all", "hidden:read", number, 0)
    if own.reviewed.review.version > 1:
        yield earlier_button(own.reviewed.review)
    yield button("Delete", "review:delete", number, style=discord.ButtonStyle.danger)


def saved_hidden(reviewed: Reviewed, hiding: Hiding, followed: Followed, *, held: bool) -> Layout:
    """A review was saved that nobody else sees: one that was hidden, or that is so from now on (`held`)."""
    said, own = SAVED if held else STAYS, OwnHidden(reviewed, hiding)
    if followed.stuck:
        return hidden_page(own, f"{said} {troubles(followed)}", *links(followed))
    return hidden_page(own, f"{said} Its card is being taken down." if followed.waiting else said)


def whole_text(reviewed: Reviewed, page: int, address: str, *buttons: ui.Button[Any]) -> Layout:
    """One page (from 0) of a text that not everybody may read, with the pages' buttons at `address`."""
    review = reviewed.review
    pages = text_pages(review.words.body)
    page = max(0, min(page, len(pages) - 1))
    turning = pager(address, review.review_id, page, len(pages) - 1)
    return panel_page(
        header(review, reviewed.show),
        rule(),
        *text_of(review, pages, page),
        row(*turning, *buttons),
        accent=GREY,
    )


def own_text(own: OwnHidden, page: int) -> Layout:
    """One page of one's hidden review's text."""
    number = own.reviewed.review.review_id
    return whole_text(own.reviewed, page, "hidden:read", button("Back", "hidden:open", number))


def all_hidden(found: Sequence[OwnHidden]) -> Layout:
    """One's hidden reviews, to be opened one by one."""
    if not found:
        return note("None of your reviews here is hidden.")
    lines = [
        f"- **{title_of(each.reviewed.show, each.reviewed.review.target, 60)}** – "
        f"{shown(' '.join(each.hiding.reason.split()), 60)}"
        for each in found
    ]
    options = [
        option(str(own.reviewed.show.title), own.reviewed.review.review_id, own.hiding.reason)
        for own in found
    ]
    return Layout(
        panel("### Your hidden reviews", "\n".join(lines), accent=GREY),
        select("See one, edit it, appeal", "hidden:pick", 0, options=options),
    )


def told_page(told: Told) -> Layout:
    """What an author is told, privately, beside the answer to something else."""
    review, show = told.reviewed.review, told.reviewed.show
    title = title_of(show, review.target)
    if told.hiding:
        own = OwnHidden(told.reviewed, told.hiding)
        return hidden_page(own, AGAIN) if told.news is News.KEPT else hidden_page(own)
    if told.news is News.SPOILERS:
        return note(
            f"A moderator asks you to mark your review of **{title}** as containing spoilers: "
            "then its words are shown only to those who ask for them.",
            spoilers_button(review.review_id),
        )
    if told.news is News.UNSURE:
        return note(
            f"I can't tell whether your review of **{title}** was posted. "
            "If it isn't in its channel, post it again.",
            button("Post it again", "delivery:again", review.review_id),
        )
    return note(f"Your review of **{title}** can be seen again: a moderator has brought it back.")
