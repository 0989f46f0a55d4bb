"""What moderators see: the reports that wait, and the review that each is about."""

from collections.abc import Iterator
from typing import Any

import discord
from discord import ui

from bot.domain.catalog.shows import Show
from bot.domain.delivery.outbox import Followed
from bot.domain.ids import UserId
from bot.domain.moderation.cases import Case, Queue
from bot.domain.moderation.records import Hiding, Report
from bot.domain.reviews.review import Review, Reviewed
from bot.domain.text import is_blank
from bot.domain.text.sections import excerpt
from bot.ui.cards import header
from bot.ui.layout import Layout, button, note, pager, panel_page, row, rule
from bot.ui.pages.delivery.following import changed, taken_away
from bot.ui.pages.moderation.appeals import GREY, whole_text
from bot.ui.pages.reviews.more import hide_button
from bot.ui.words import counted, dotted, mention, shown, title_of

DELETED = (
    "**Its author has deleted it.** Only moderators can still read it. "
    "It is erased 30 days after its reports are closed."
)


def queue_page(queue: Queue) -> Layout:
    """The review that waits longest, or another one that waits, and what can be done about it."""
    besides = "\n".join(_besides(queue))
    if queue.case is None:
        nothing = "Nothing waits for you." if besides else "Nothing is reported, and nobody appeals."
        return note("\n".join(filter(None, (nothing, besides))))
    turning = pager("moderation:queue", 0, queue.index, queue.count - 1)
    place = f"-# {queue.index + 1:,} of {queue.count:,} waiting for a moderator"
    return _case_page(queue.case, [place, *([row(*turning)] if turning else []), *filter(None, [besides])])


def _besides(queue: Queue) -> Iterator[str]:
    """What waits as well, but not for this moderator in this channel."""
    if queue.elsewhere:
        more = counted(queue.elsewhere, "more review")
        yield f"-# {more} of shows for adults: open this in an age-restricted channel."
    if queue.own:
        yield f"-# {counted(queue.own, 'review')} of your own, for another moderator to look at."


def case_page(case: Case) -> Layout:
    """A review as a moderator sees it, with what is open about it."""
    return _case_page(case, [])


def _case_page(case: Case, ending: list[ui.Item[Any] | str]) -> Layout:
    review, show = case.reviewed.review, case.reviewed.show
    hiding = case.hiding
    return panel_page(
        header(review, show),
        *([_why(hiding)] if hiding else []),
        *([DELETED] if review.deleted else []),
        *_words(review),
        *([rule(), _reported(case)] if case.reports else []),
        row(*_buttons(case)),
        *([rule(), *ending] if ending else []),
        **({"accent": GREY} if hiding or review.deleted else {}),
    )


def _why(hiding: Hiding) -> str:
    when = f"<t:{hiding.hidden_at // 1000}:R>"
    by, reason = mention(hiding.hidden_by), shown(hiding.reason, 300)
    line = f"Hidden by {by}, {when}: {reason}"
    if hiding.held:
        line = f"Hidden as it was written, {when}, since {by} had hidden another of theirs: {reason}"
    if hiding.asked_at:
        line += f"\n**Its author appeals**, since <t:{hiding.asked_at // 1000}:R>."
    return line


def _words(review: Review) -> Iterator[ui.Item[Any] | str]:
    words = review.words
    if words.headline or words.body:
        yield rule()
    if words.headline:
        yield f"**{shown(words.headline, 300)}**"
    if not is_blank(words.body):
        yield shown(excerpt(words.body, 700), 1_000)
    if words.spoilers:
        yield "-# Marked by its author as containing spoilers."


def _reported(case: Case) -> str:
    lines = [f"**{counted(case.report_count, 'report')}**"]
    lines += [_report_line(report, case.reviewed.review) for report in case.reports]
    if case.report_count > len(case.reports):
        lines.append(f"-# and {case.report_count - len(case.reports):,} more")
    return "\n".join(lines)


def _report_line(report: Report, review: Review) -> str:
    earlier = "of an earlier version" if report.version < review.version else ""
    by = dotted(f"<@{report.reported_by}>", f"<t:{report.reported_at // 1000}:R>", earlier)
    return f"- {by}\n  {shown(' '.join(report.reason.split()), 250)}"


def _buttons(case: Case) -> Iterator[ui.Button[Any]]:
    review = case.reviewed.review
    number = review.review_id
    if case.hiding:
        yield _restore_button(review, discord.ButtonStyle.success)
        if case.hiding.asked_at:
            yield button("Keep it hidden", "moderation:keep", number)
    else:
        if case.reports:
            yield button("Dismiss", "moderation:dismiss", number, case.seen)
        if not review.deleted:
            yield hide_button(number)
        if not (review.deleted or review.is_article or review.words.spoilers):
            yield button("Ask to mark spoilers", "moderation:spoilers", number, case.seen)
    if review.words.body:
        yield button("Read it all", "moderation:read", number, 0)
    yield button("Versions", "moderation:version", number, review.version - 1, 0, 0)


def _restore_button(
    review: Review, style: discord.ButtonStyle = discord.ButtonStyle.secondary
) -> ui.Button[Any]:
    """Bring a review back as it is now, not as its author may have changed it when the button is pressed."""
    return button("Bring it back", "moderation:restore", review.review_id, review.version, style=style)


def case_text(case: Case, page: int) -> Layout:
    """One page (from 0) of the review's whole text, for moderators."""
    number = case.reviewed.review.review_id
    return whole_text(case.reviewed, page, "moderation:read", button("Back", "moderation:case", number))


def hidden_now(reviewed: Reviewed, followed: Followed) -> Layout:
    """A review was hidden, and its card goes."""
    return taken_away(
        followed,
        f"This review of **{_title(reviewed)}** is being hidden. The author will see your reason. "
        f"{_next(reviewed)}".strip(),
        f"This review of **{_title(reviewed)}** is hidden and out of the average. "
        f"The author will see your reason. {_next(reviewed)}".strip(),
        _restore_button(reviewed.review),
        _on_to_reports(),
    )


def restored(reviewed: Reviewed, followed: Followed) -> Layout:
    """A hidden review was brought back, and its card comes back."""
    return changed(
        followed,
        f"The review of **{_title(reviewed)}** is back, with its votes and its rating. "
        "Its card goes where it was, and is pinned again if it was pinned; "
        "`/pin list` tells if something is in the way.",
        _on_to_reports(),
    )


def dismissed(reviewed: Reviewed) -> Layout:
    """The reports of a review are closed."""
    if reviewed.review.deleted:
        return dealt_with("Closed. Its author has deleted the review; it is erased in 30 days.")
    return dealt_with("Dismissed. The review stays as it is.")


def lifted(show: Show, user_id: UserId) -> Layout:
    """What a member writes about a show is seen again."""
    return note(f"What {mention(user_id)} writes about **{title_of(show)}** can be seen again from now on.")


def dealt_with(sentence: str) -> Layout:
    """A case is closed."""
    return note(sentence, _on_to_reports())


def _on_to_reports() -> ui.Button[Any]:
    return button("Open reports", "moderation:queue", 0, 0)


def _next(reviewed: Reviewed) -> str:
    """What is said of whatever else the author of a hidden review writes."""
    if reviewed.review.is_article:
        return ""
    return "Whatever they write about this show is hidden too, until a moderator brings this back."


def _title(reviewed: Reviewed) -> str:
    return title_of(reviewed.show, reviewed.review.target)
