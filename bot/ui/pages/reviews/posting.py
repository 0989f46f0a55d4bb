"""What the author of a review reads on its way: from which show is meant to where its card stands."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.catalog.shows import ShowName
from bot.domain.reviews.review import CardPlace, Reviewed, Words
from bot.domain.text import escape
from bot.ui.layout import Layout, button, note
from bot.ui.pages.catalog.adding import pick_show
from bot.ui.pages.errors import try_again
from bot.ui.words import cut, echoed

STAYS_HIDDEN = "What you write about this show stays hidden until a moderator decides."


def did_you_mean(
    draft_id: int, title: str, sentence: str, nearest: Sequence[ShowName], *, may_be_new: bool
) -> Layout:
    """A review of an unknown show: pick a known one, or add it and go on. The draft keeps what was typed."""
    ways = ["pick the one you mean"] * bool(nearest) + ["add it as a new show"] * may_be_new
    ways = ways or ["ask a moderator to add it, then press “Try again”"]
    offer = " or ".join(ways).capitalize()
    items: list[ui.Item[Any]] = [
        ui.TextDisplay(f"{escape(sentence)} {offer}: your review is kept and goes on.")
    ]
    if nearest:
        items.append(pick_show("draft:pick", draft_id, nearest))
    if may_be_new:
        label = f"Add {cut(title, 50)} as a new show"
        items.append(ui.ActionRow(button(label, "draft:add", draft_id, style=discord.ButtonStyle.primary)))
    else:
        items.append(ui.ActionRow(*try_again(draft_id)))
    return Layout(*items)


def too_long(draft_id: int, words: Words) -> Layout:
    """A review to be edited that no form can hold: its text comes as a file."""
    return note(
        f"Your review has {len(words.body):,} characters, more than a form holds, so here it is as a file. "
        "Change it and send it back with the button below (or as `file` of `/review`). "
        "The button also lets you change the headline and keep the text.",
        button("Edit", "draft:open", draft_id, style=discord.ButtonStyle.primary),
    )


def edited(reviewed: Reviewed, place: CardPlace) -> Layout:
    """A review was changed; its card is in the channel already."""
    return note(f"Your review of **{echoed(reviewed.show.title)}** is updated.", _card_link(reviewed, place))


def on_its_way(channel_id: int) -> Layout:
    """A review is saved, and its card is about to be posted elsewhere."""
    return note(f"Your review is saved. Its card is on its way to <#{channel_id}>.")


def posted(reviewed: Reviewed, place: CardPlace) -> Layout:
    """A review's card stands where the server wants it, or where it was written after all."""
    return note(
        f"Your review of **{echoed(reviewed.show.title)}** is saved. Its card is in <#{place.channel_id}>.",
        _card_link(reviewed, place),
    )


def _card_link(reviewed: Reviewed, place: CardPlace) -> ui.Button[Any]:
    url = f"https://discord.com/channels/{reviewed.review.guild_id}/{place.channel_id}/{place.message_id}"
    return ui.Button(label="See its card", url=url)


def confirm_delete(reviewed: Reviewed) -> Layout:
    """Ask once more before a review is deleted."""
    number, helpful = reviewed.review.review_id, reviewed.review.helpful
    votes = f" Its {helpful} helpful vote{'s go' if helpful != 1 else ' goes'} with it." if helpful else ""
    whose = "this article on" if reviewed.review.is_article else "your review of"
    return note(
        f"Delete {whose} **{echoed(reviewed.show.title)}**, with its card?{votes}"
        + (f" {STAYS_HIDDEN}" if reviewed.review.hidden else ""),
        button("Delete it", "review:erase", number, style=discord.ButtonStyle.danger),
        button("Keep it", "review:keep", number),
    )


def deleted(reviewed: Reviewed) -> Layout:
    """A review is deleted; its rating can go too."""
    target = reviewed.review.target
    if reviewed.review.is_article:
        return note("The article is deleted.")
    if reviewed.review.hidden:
        gone = "Your review is deleted. Its rating has counted nowhere since it was hidden."
        return note(f"{gone} {STAYS_HIDDEN}")
    return note(
        f"Your review is deleted. Your rating **{reviewed.review.stars}** still counts.",
        button("Take the rating back too", "rating:remove", target.show_id, target.season),
    )
