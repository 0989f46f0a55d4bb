"""What the author of a review reads on its way: from which show is meant to where its card stands."""

import discord

from bot.domain.delivery.outbox import Followed
from bot.domain.reviews.pages import Posted
from bot.domain.reviews.review import Reviewed, Words
from bot.ui.layout import Layout, button, note
from bot.ui.pages.delivery.following import link, links, taken_away, troubles
from bot.ui.words import echoed

STAYS_HIDDEN = "What you write about this show stays hidden until a moderator decides."


def too_long(draft_id: int, words: Words) -> Layout:
    """A review to be edited that no form can hold: its text comes as a file."""
    return note(
        f"Your review has {len(words.body):,} characters, more than a form holds, so here it is as a file. "
        "Change it and send it back with the button below (or as `file` of `/review`). "
        "The button also lets you change the headline and keep the text.",
        button("Edit", "draft:open", draft_id, style=discord.ButtonStyle.primary),
    )


def saved(posted: Posted, followed: Followed) -> Layout:
    """A review is saved: its card stands, is about to be posted or to follow, or can't be."""
    review = posted.reviewed.review
    name, where = f"Your review of **{echoed(posted.reviewed.show.title)}**", f"<#{posted.bound_for}>"
    buttons = (
        button("Edit", "review:edit", review.review_id),
        button("Undo", "review:undo", review.review_id, review.version),
    )
    place = followed.places.get(review.review_id)
    linked = (link(review.guild_id, place),) if place else ()
    if followed.stuck:
        counts = "" if place else " It counts, and everybody can read it in `/reviews`."
        sentence = f"{name} is saved.{counts} {troubles(followed)}"
        return note(sentence, *links(followed), *buttons)
    if posted.place or review.version > 1:
        follows = f" Its card in {where} is being updated." if followed.waiting else ""
        return note(f"{name} is updated.{follows}", *linked, *buttons)
    if place:
        return note(f"{name} is posted in <#{place.channel_id}>.", *linked, *buttons)
    soon = f" I'll post it in {where} in a moment." if followed.waiting else ""
    return note(f"{name} is saved.{soon}", *buttons)


ERASED = (
    "Its text is erased at once, with every earlier version. If somebody has reported it, moderators keep it "
    "until that is settled, and 30 days longer."
)
KEPT_HIDDEN = "It is hidden, so moderators keep it for 30 days. Then it is erased, with every version."


def confirm_delete(reviewed: Reviewed) -> Layout:
    """Ask once more before a review is deleted."""
    number, helpful = reviewed.review.review_id, reviewed.review.helpful
    votes = f" Its {helpful} helpful vote{'s go' if helpful != 1 else ' goes'} with it." if helpful else ""
    whose = "this article on" if reviewed.review.is_article else "your review of"
    card = "" if reviewed.review.hidden else ", with its card"
    return note(
        f"Delete {whose} **{echoed(reviewed.show.title)}**{card}?{votes}"
        + (f" {STAYS_HIDDEN}" if reviewed.review.hidden else "")
        + f"\n-# {KEPT_HIDDEN if reviewed.review.hidden else ERASED}",
        button("Delete it", "review:erase", number, style=discord.ButtonStyle.danger),
        button("Keep it", "review:keep", number),
    )


def deleted(reviewed: Reviewed, followed: Followed) -> Layout:
    """A review is deleted, and its card goes; its rating can go too."""
    review = reviewed.review
    if review.is_article:
        return taken_away(followed, "The article is being removed.", "The article is deleted.")
    rating = f"Your rating **{review.stars}** still counts."
    if review.hidden:
        return taken_away(
            followed, "Your review is being removed.", f"Your review is deleted. {STAYS_HIDDEN}"
        )
    return taken_away(
        followed,
        f"Your review is being removed. {rating}",
        f"Your review is deleted. {rating}",
        button("Take the rating back too", "rating:remove", review.target.show_id, review.target.season),
    )
