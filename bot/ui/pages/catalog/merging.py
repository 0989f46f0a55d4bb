"""What moderators see of merges: what will happen, what has, and what can be undone."""

from collections.abc import Iterator, Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.catalog.merging import Merge, MergePlan
from bot.ui.layout import Layout, button, note, panel_page, row, rule
from bot.ui.words import counted, mention, shown, title_of

MERGES_SHOWN = 8
CHANGES_SHOWN = 15


def merge_plan(plan: MergePlan) -> Layout:
    """What a merge would do, and the button that does it."""
    gone, into = title_of(plan.gone), title_of(plan.into)
    changes = [f"- {shown(line, 150)}" for line in plan.changes[:CHANGES_SHOWN]]
    return panel_page(
        f"### Merge two entries?\n**{gone}** goes into **{into}** and is no entry of its own any more.",
        rule(),
        "\n".join(f"- {line}" for line in _carried_over(plan)),
        *([rule(), "\n".join([f"**{into}** takes over what it lacks:", *changes])] if changes else []),
        rule(),
        "-# It can be undone for 30 days, also with `/catalog merges`.",
        row(
            button(
                "Merge",
                "catalog:merge",
                plan.gone.show_id,
                plan.into.show_id,
                style=discord.ButtonStyle.danger,
            )
        ),
    )


def _carried_over(plan: MergePlan) -> Iterator[str]:
    overlap = plan.overlap
    yield f"{counted(overlap.ratings, 'rating')} carried over" + (
        f"; for {overlap.rated_both:,} of them, the same member rated both: the newer rating stays, "
        "and the older one is kept in the history"
        if overlap.rated_both
        else ""
    )
    yield f"{counted(overlap.reviews, 'review')} carried over, with votes and pins" + (
        f"; for {overlap.reviewed_both:,} of them, the same author reviewed both: the newer review stays, "
        "and the older one is kept as an older version of it"
        if overlap.reviewed_both
        else ""
    )


def merged(merge: Merge) -> Layout:
    """Two entries are one."""
    return note(f"{_went(merge)} The cards of its reviews follow in a moment.", _undo_button(merge))


def unmerged(merge: Merge) -> Layout:
    """One entry is two again."""
    return note(
        f"**{shown(merge.gone_name, 220)}** is an entry of its own again, with all it had. What was rated, "
        f"written or edited since the merge stays with **{shown(merge.into_name, 220)}**.",
        button("Show", "show:open", merge.gone_show),
    )


def merges_page(recent: Sequence[Merge]) -> Layout:
    """The merges that can be undone, each with its button."""
    if not recent:
        return note("Nothing was merged in the last 30 days.")
    items: list[ui.Item[Any] | str] = ["### Merged in the last 30 days"]
    for each in recent[:MERGES_SHOWN]:
        when = f"<t:{each.merged_at // 1000}:D>"
        items += [rule(), f"{_went(each)}\n-# by {mention(each.user_id)}, {when}", row(_undo_button(each))]
    if len(recent) > MERGES_SHOWN:
        items += [rule(), "-# and older ones, which come when these are undone"]
    return panel_page(*items)


def _went(merge: Merge) -> str:
    return f"**{shown(merge.gone_name, 200)}** went into **{shown(merge.into_name, 200)}**."


def _undo_button(merge: Merge) -> ui.Button[Any]:
    return button("Undo", "catalog:unmerge", merge.merge_id)
