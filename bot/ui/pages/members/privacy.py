"""What members decide about their own data."""

from collections.abc import Mapping, Sequence

import discord

from bot.domain.delivery.outbox import Followed
from bot.ui.layout import Layout, button, note, panel_page, row, rule
from bot.ui.pages.delivery.following import taken_away
from bot.ui.words import counted, shown

HIDDEN = (
    "You are hidden now: you are in no profile, comparison or ranking that others see. "
    "Your reviews and ratings stay, and count as before. Your own profile you still see yourself."
)
VISIBLE = (
    "You are visible now: others here can open your profile and compare their taste with yours, "
    "and rankings name you."
)


def visibility_set(hidden: bool) -> Layout:
    """What a member's choice means."""
    return note(f"{HIDDEN if hidden else VISIBLE}\n-# `/mydata visibility` changes it at any time.")


def exported(parts: int) -> Layout:
    """A member's data are attached."""
    several = "" if parts == 1 else f" There is a lot of it, so it comes in {counted(parts, 'part')}."
    return note(
        f"This is everything that I keep of you on this server.{several} "
        "Open README.txt in it first: it says what each file is."
    )


def ask_delete(held: Mapping[str, int]) -> Layout:
    """What would go, and the first of two questions."""
    if not held:
        return note("I keep nothing of you on this server, so there is nothing to delete.")
    lines = [f"- {what}: {count:,}" for what, count in held.items()]
    return panel_page(
        "### Delete everything of yours on this server?",
        "\n".join(lines),
        rule(),
        "The cards of your reviews go too, with their pins and votes, and averages are recalculated. Shows "
        "that you added and what you did as a moderator stay, without your id.\n"
        "-# This can't be undone. Get a copy first with `/mydata export`.",
        row(
            button("Delete everything", "mydata:sure", 0, style=discord.ButtonStyle.danger),
            button("Keep it", "mydata:keep", 0),
        ),
    )


def ask_again() -> Layout:
    """The second question."""
    return note(
        "Once more, because nobody can bring it back: delete all your reviews, ratings and everything else "
        "of yours on this server for good?",
        button("Delete it for good", "mydata:erase", 0, style=discord.ButtonStyle.danger),
        button("Keep it", "mydata:keep", 0),
    )


def kept() -> Layout:
    """They thought better of it."""
    return note("Nothing was deleted.")


def deleted(followed: Followed) -> Layout:
    """It is done, but for the messages that still have to go."""
    return taken_away(
        followed,
        "I removed everything I had of yours on this server from my database.",
        "I deleted everything I had of yours on this server. You can start over at any time.",
    )


def privacy_page(given: Sequence[str], contact: str, keep_days: int) -> Layout:
    """What is stored (`given` by members, in words), why, for how long, and how to get it deleted."""
    whom = f"Ask whoever runs this bot: {shown(contact, 300)}" if contact else "Ask this server's moderators"
    return panel_page(
        "### What I keep, and why",
        f"**What.** Your Discord id, and under it what you give me: {', '.join(given[:-1])}, and "
        f"{given[-1]}. No name, no picture, no messages: I don't read channels.",
        "**Why.** To show reviews and averages to this server, and to let you edit, undo and find "
        "things again. Earlier versions and reports are for this server's moderators. It is used for "
        "nothing else, given to nobody, and never leaves this server's pages; other catalogues are "
        "asked for facts about shows without saying who asks.",
        "**How long.** Until you delete it. A review's words go as soon as you delete it, in every version; "
        "if it is reported or hidden, moderators keep it until that is settled, and 30 days longer. "
        "Within five minutes, nothing of what was erased is left in my database's files. "
        "Drafts, searches and imported files go after a week, and when I am removed from this server, all of "
        f"it after {counted(keep_days, 'day')}. Copies that the host keeps as backups may live on for some "
        "time; those that an upgrade leaves go after 30 days.",
        "**Your rights.** `/mydata export` hands you all of it, `/mydata delete` deletes all of it, "
        "`/mydata visibility` takes you out of profiles and rankings, and ⋯ on a review's card corrects "
        "it. A moderator's record of what was done stays, without your id. A block stays until it ends. If a "
        "moderator has hidden your review of a show and you come back, what you write about it stays hidden "
        "for a year. Both are kept as a one-way hash of your id, which can be checked but not read.",
        f"**Questions.** {whom}. To report a review, press ⋯ on its card.",
    )
