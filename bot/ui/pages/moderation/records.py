"""What moderators look up: versions of reviews, who did what, and whose reviews are stopped."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import discord
from discord import ui

from bot.domain.catalog.shows import for_adults
from bot.domain.ids import NOBODY, ShowId, UserId
from bot.domain.moderation.history import Past, VersionPage, changed_part
from bot.domain.moderation.records import BLOCKS_LISTED, DEEDS_A_PAGE, Block, Deed, Subject
from bot.domain.text import shorten, together
from bot.ui.cards import text_pages
from bot.ui.layout import ACCENT, Layout, button, note, option, panel_page, row, rule, select
from bot.ui.pages.moderation.appeals import GREY
from bot.ui.pages.reviews.versions import words_of
from bot.ui.words import dotted, mention, rating_line, shown, title_of

NUMBERED = re.compile("[a-z ]+ (?P<kind>channel|roles): [0-9]*(none)?[0-9, ]* → [0-9, none]+")
"""A setting whose values are the numbers of channels or roles."""
SETTINGS_SHOWN = 2
"""How many of the settings that were changed at once are named."""
KEPT = "**deleted** by its author; kept until its reports are closed, and 30 days longer"
SEALED = "-# I know them again when they come back; `/moderation unblock` lets them write."


def which_review(found: Sequence[Past]) -> Layout:
    """Several reviews: which one is meant?"""
    options = [
        option(dotted(f"Review {past.review_id}", str(past.target), past.state), past.review_id, past.byline)
        for past in found
    ]
    return Layout(
        ui.TextDisplay("There are several. Which one?"),
        select("Choose a review", "moderation:pick", 0, options=options),
    )


def version_page(page: VersionPage, text_page: int = 0) -> Layout:
    """One version of a review, with its text, paged."""
    version, past = page.version, page.past
    pages = text_pages(version.words.body)
    at = max(0, min(text_page, len(pages) - 1))
    turning = list(_turning(page, at, len(pages) - 1))
    return panel_page(
        _heading(page),
        rule(),
        *words_of(page.version.words, pages, at),
        *([row(*turning)] if turning else []),
        row(*_versions(page)),
        accent=ACCENT if past.state == "live" else GREY,
    )


def _heading(page: VersionPage) -> str:
    past, version = page.past, page.version
    author = f"<@{past.user_id}>" if past.user_id != NOBODY else f"by {shown(past.byline or 'nobody', 80)}"
    spoilers = "marked as spoilers" if version.words.spoilers else ""
    state = {"live": "", "deleted": KEPT}.get(past.state, f"**{past.state}** now")
    held = "what they write about this show is hidden until a moderator decides" if page.held else ""
    saved = f"saved <t:{version.saved_at // 1000}:f>"
    return (
        f"### {title_of(page.show, past.target)}\n"
        f"{dotted(author, state, held)}\n"
        f"-# {dotted(f'version {page.index + 1:,} of {page.count:,}', saved, spoilers)}\n"
        f"{rating_line(version.stars)}"
    )


def _turning(page: VersionPage, at: int, last: int) -> Iterator[ui.Button[Any]]:
    number, index = page.past.review_id, page.index
    if last:
        yield button("‹ page", "moderation:version", number, index, max(at - 1, 0), 0, disabled=at == 0)
        yield button("page ›", "moderation:version", number, index, min(at + 1, last), 0, disabled=at == last)
    if page.before:
        yield button("What changed", "moderation:changes", number, index)
    if page.past.state != "deleted":
        yield button("The review now", "moderation:case", number)


def _versions(page: VersionPage) -> Iterator[ui.Button[Any]]:
    number, index, last = page.past.review_id, page.index, page.count - 1
    back, on = max(index - 1, 0), min(index + 1, last)
    yield button("‹ earlier", "moderation:version", number, back, 0, 1, disabled=index == 0)
    yield button("later ›", "moderation:version", number, on, 0, 2, disabled=index >= last)
    if page.held and page.past.state != "hidden":
        yield button("Stop hiding new ones", "moderation:lift", page.past.target.show_id, page.past.user_id)


def changes_page(page: VersionPage) -> Layout:
    """What a version changed in the one before."""
    before = page.before or page.version
    lines = [_heading(page)]
    if before.words.headline != page.version.words.headline:
        lines += [
            f"Headline before: {shown(before.words.headline or '(none)', 200)}",
            f"Headline after: {shown(page.version.words.headline or '(none)', 200)}",
        ]
    if before.stars != page.version.stars:
        lines.append(f"Rating before: {rating_line(before.stars)}")
    items: list[ui.Item[Any] | str] = ["\n".join(lines)]
    if before.words.body != page.version.words.body:
        was, now = changed_part(before.words.body, page.version.words.body)
        items += [rule(), f"**Before**\n{shown(was or '(nothing)', 1_000)}"]
        items += [rule(), f"**After**\n{shown(now or '(nothing)', 1_000)}"]
    back = button("Back", "moderation:version", page.past.review_id, page.index, 0, 0)
    return panel_page(*items, row(back), accent=GREY)


def audit_page(deeds: Sequence[Deed], user_id: UserId) -> Layout:
    """Who did what, the latest first; by one member only if `user_id` is not 0."""
    if not deeds:
        return note("Nothing is recorded here.")
    shown_deeds = deeds[:DEEDS_A_PAGE]
    buttons = [button("Latest", "moderation:audit", user_id, 0)]
    if len(deeds) > len(shown_deeds):
        buttons.append(button("Older ›", "moderation:audit", user_id, shown_deeds[-1].audit_id))
    of = f" of <@{user_id}>" if user_id else ""
    return panel_page(f"### The record{of}", "\n".join(map(_deed_line, shown_deeds)), row(*buttons))


def _deed_line(deed: Deed) -> str:
    by_host = deed.user_id == NOBODY and deed.action == "import"  # the one thing that the host does here
    who = "the bot's host" if by_host else mention(deed.user_id)
    when = f"<t:{deed.done_at // 1000}:f>"
    if deed.kind is Subject.SERVER:
        details = dotted(*map(_setting, deed.details.splitlines()[:SETTINGS_SHOWN]))
    else:
        details = shown(together(map(str.strip, deed.details.splitlines()), " · "), 90)
    return f"- {when} {who}: **{shown(deed.action, 40)}** {dotted(_subject(deed), details)}"


def _setting(line: str) -> str:
    """A changed setting: “fame votes: 5 → 8”; channels and roles as Discord shows them."""
    if not (found := NUMBERED.fullmatch(line)):
        return shown(line, 70)
    mark = "#" if found["kind"] == "channel" else "@&"
    line = re.sub(r"\b0\b", "none", line)
    return shorten(re.sub(r"\d+", lambda number: f"<{mark}{number[0]}>", line), 110)


def _subject(deed: Deed) -> str:
    if deed.kind is Subject.MEMBER:
        return mention(UserId(deed.about))
    if deed.kind is Subject.SERVER:
        return ""
    if deed.kind is Subject.SHOW:
        unnamed = for_adults(ShowId(deed.subject)) if deed.restricted else f"show {deed.subject}"
        return shown(deed.title, 60) or unnamed
    title = shown(deed.title, 60) or ("a show for adults" if deed.restricted else "")
    by = f" by <@{deed.about}>" if deed.about else ""
    return f"review {deed.subject}{by}" + (f" of {title}" if title else "")


def blocked(block: Block) -> Layout:
    """A member's new reviews are stopped."""
    return note(
        f"<@{block.user_id}> can write no new reviews here, nor change the words of old ones, "
        f"{_until(block)}. They are told why when they try. They can still rate.",
        _lift_button(block),
    )


def blocks_page(found: Sequence[Block]) -> Layout:
    """Whose reviews are stopped, each with a button to let them write again."""
    if not found:
        return note("Nobody's reviews are stopped.")
    items: list[ui.Item[Any] | str] = ["### Whose reviews are stopped"]
    for block in found[:BLOCKS_LISTED]:
        by = f"-# by {mention(block.blocked_by)}, <t:{block.blocked_at // 1000}:D>, {_until(block)}"
        reason = shown(" ".join(block.reason.split()), 250)
        if block.user_id == NOBODY:
            items.append(f"{mention(NOBODY).capitalize()}: {reason}\n{by}\n{SEALED}")
        else:
            items.append(ui.Section(f"<@{block.user_id}>: {reason}\n{by}", accessory=_lift_button(block)))
    if len(found) > BLOCKS_LISTED:
        items.append("-# and more, which come when these have ended")
    return panel_page(*items)


def _until(block: Block) -> str:
    return f"until <t:{block.ends_at // 1000}:f>" if block.ends_at else "until a moderator ends it"


def _lift_button(block: Block) -> ui.Button[Any]:
    return button("Let them write", "moderation:unblock", block.user_id, style=discord.ButtonStyle.secondary)
