"""What is behind ⋯ on a card."""

from collections.abc import Iterator
from typing import Any

import discord
from discord import ui

from bot.domain.actors import Actor, Right
from bot.domain.ids import ReviewId
from bot.domain.moderation.cases import More
from bot.domain.moderation.records import News
from bot.domain.reviews.review import Review
from bot.ui.layout import Layout, button, note
from bot.ui.words import title_of


def more_page(more: More) -> Layout:
    """What this reader may do with a review that can be seen."""
    review, show = more.reviewed.review, more.reviewed.show
    title = title_of(show, review.target, 100)
    if more.own:
        sentence = f"Your review of **{title}**."
        if more.news is News.SPOILERS:
            sentence += " A moderator asks you to mark it as containing spoilers."
    elif review.is_article and more.moderates:
        sentence = f"An article on **{title}**. To change it, take it in once more with `/catalog import`."
    else:
        sentence = f"Is something wrong with this review of **{title}**? Tell this server's moderators."
    return note(sentence, *_buttons(more))


def _buttons(more: More) -> Iterator[ui.Button[Any]]:
    review = more.reviewed.review
    if more.own:
        if more.news is News.SPOILERS:
            yield spoilers_button(review.review_id)
        yield button("Edit", "review:edit", review.review_id, style=discord.ButtonStyle.primary)
        if review.version > 1:
            yield earlier_button(review)
    else:
        yield button("Report", "review:report", review.review_id)
    if more.moderates and not more.own:
        yield hide_button(review.review_id)
    if more.own or (review.is_article and more.moderates):
        yield button("Delete", "review:delete", review.review_id, style=discord.ButtonStyle.danger)


def earlier_button(review: Review) -> ui.Button[Any]:
    """The author's button that opens the version before the newest."""
    return button("Earlier versions", "versions:open", review.review_id, review.version - 2, 0)


def acting_buttons(review: Review, reader: Actor) -> Iterator[ui.Button[Any]]:
    """What one may do with a review on a page that only one sees, which message menus don't reach."""
    if review.user_id != reader.user_id:
        yield button("Report", "review:report", review.review_id)
    if Right.PIN in reader.rights:
        yield button("Pin", "review:pin", review.review_id)


def spoilers_button(review_id: ReviewId) -> ui.Button[Any]:
    """The author's button that marks a review as containing spoilers."""
    return button("Mark spoilers", "review:spoilers", review_id, style=discord.ButtonStyle.primary)


def hide_button(review_id: ReviewId) -> ui.Button[Any]:
    """The moderators' button that opens the form for hiding a review."""
    return button("Hide …", "moderation:hide", review_id, style=discord.ButtonStyle.danger)
