"""A review that moderators have hidden, as its author sees it."""

from bot.domain.moderation import Hiding
from bot.domain.pages import Reviewed
from bot.ui.layout import Layout, note
from bot.ui.words import quoted, shown, title_of


def stays_hidden(reviewed: Reviewed, hiding: Hiding) -> Layout:
    """A hidden review was changed."""
    return note(
        f"Your review of **{title_of(reviewed.show, reviewed.review.target)}** is changed. "
        "A moderator has hidden it, and it stays hidden until they bring it back. Their reason:\n"
        + quoted(shown(hiding.reason, 1_000))
    )
