"""What moderators see of the catalogue: editing, linking, removing, approving."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.catalog.editing import AddingPolicy, Pending, Removal
from bot.domain.catalog.shows import Show
from bot.domain.delivery.outbox import Followed
from bot.ui.layout import Layout, button, note, panel_page, row, rule
from bot.ui.pages.delivery.following import changed, taken_away
from bot.ui.words import counted, mention, shown, title_of

PENDING_SHOWN = 8
CHANGES_SHOWN = 15
WHO = {
    AddingPolicy.EVERYBODY: "Everybody may add shows.",
    AddingPolicy.APPROVAL: (
        "Everybody may add shows, and each waits for a moderator's approval in `/catalog pending`. "
        "Reviews of it are posted at once."
    ),
    AddingPolicy.MODERATORS: "Only moderators may add shows.",
}


def edited(show: Show, changes: Sequence[str], *more: ui.Button[Any]) -> Layout:
    """A show was edited: what changed, with `more` buttons."""
    buttons = button("Show", "show:open", show.show_id), *more
    if not changes:
        return note(f"**{title_of(show)}** is as it was: nothing was changed.", *buttons)
    lines = [f"- {shown(line, 200)}" for line in changes[:CHANGES_SHOWN]]
    return note("\n".join([f"**{title_of(show)}** is changed.", *lines]), *buttons)


def linked(show: Show, other: Show) -> Layout:
    """Two shows are linked."""
    return note(
        f"**{title_of(show)}** and **{title_of(other)}** are linked: each is related to the other now.",
        button("Related", "show:related", show.show_id),
    )


def unlinked(show: Show, other: Show) -> Layout:
    """Two shows are linked no more."""
    return note(f"**{title_of(show)}** and **{title_of(other)}** are not linked any more.")


def confirm_removal(removal: Removal) -> Layout:
    """Ask once more before a show is removed."""
    ratings = (
        f" Its {counted(removal.rating_count, 'rating')} would go with it." if removal.rating_count else ""
    )
    return note(
        f"Remove **{title_of(removal.show)}** from the catalogue?{ratings}",
        button("Remove it", "catalog:remove", removal.show.show_id, style=discord.ButtonStyle.danger),
    )


def removed(removal: Removal) -> Layout:
    """A show is removed."""
    return note(f"**{title_of(removal.show)}** is removed.")


def pending_page(waiting: Sequence[Pending]) -> Layout:
    """The shows that wait for approval, each with its two buttons."""
    if not waiting:
        return note("No show waits for approval.")
    items: list[ui.Item[Any] | str] = ["### Waiting for approval"]
    for each in waiting[:PENDING_SHOWN]:
        reviews = f" · {counted(each.review_count, 'review')}" if each.review_count else ""
        number = each.show.show_id
        items += [
            rule(),
            f"**{title_of(each.show)}**\n-# added by {mention(each.user_id)}{reviews}",
            row(
                button("Approve", "catalog:approve", number, style=discord.ButtonStyle.success),
                button("Decline", "catalog:decline", number, disabled=bool(each.review_count)),
            ),
        ]
    if len(waiting) > PENDING_SHOWN:
        items += [rule(), f"-# and more: {len(waiting) - PENDING_SHOWN} of them come when these are done"]
    return panel_page(*items)


def restricted(show: Show, followed: Followed) -> Layout:
    """A show was marked as one for adults, or the mark was taken away, and its cards follow."""
    if show.restricted:
        now = "That show is for adults now, so it is named in age-restricted channels only."
        return taken_away(followed, now, f"{now} Its reviews are kept; their cards elsewhere are gone.")
    return changed(followed, f"**{title_of(show)}** is for everybody now, and appears everywhere.")


def adding_set(who: AddingPolicy) -> Layout:
    """Who may add shows was set."""
    return note(WHO[who])
