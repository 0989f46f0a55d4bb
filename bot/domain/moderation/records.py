"""What moderators do, and what is kept of it. Times are Unix milliseconds."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from bot.domain.catalog.shows import Show
from bot.domain.ids import NO_SHOW, NOBODY, Millis, ReviewId, ShowId, UserId
from bot.domain.spans import DAY

DEEDS_A_PAGE, BLOCKS_LISTED = 10, 8
"""How many entries of the audit a page shows, and how many blocks."""
HELD_FOR = 365 * DAY
"""How long (ms) a hold lasts after its member has deleted their data."""


class Subject(StrEnum):
    """What something was done to; the value is how it is stored."""

    REVIEW = "review"
    SHOW = "show"
    MEMBER = "member"
    SERVER = "server"  # its settings


class Resolution(StrEnum):
    """What became of a report; the value is how it is stored."""

    DISMISSED = "dismissed"
    HIDDEN = "hidden"
    ASKED = "asked"  # its author was asked to mark spoilers


class News(StrEnum):
    """What an author is told of a review of theirs; the value is how it is stored."""

    SPOILERS = "spoilers"  # a moderator asks to mark them
    HIDDEN = "hidden"
    KEPT = "kept"  # a moderator has looked again, and it stays hidden
    RESTORED = "restored"
    UNSURE = "unsure"  # the bot can't tell whether its card stands: the author is to look


@dataclass(frozen=True, slots=True)
class Hiding:
    """Why a review is hidden, by whom and since when.

    `channel_id` is where its card stood (0: nowhere). `asked_version` is the last version for which its
    author asked for another look, and `asked_at` since when they wait for it (None: they don't).
    It was pinned by `pinned_by` at `pinned_at` (None: it was not). `held` says that no moderator has looked
    at it: it was hidden as it was written, since another one of this show was (`Hold`).
    """

    reason: str
    hidden_by: UserId
    hidden_at: Millis
    channel_id: int = 0
    asked_version: int = 0
    asked_at: Millis | None = None
    pinned_by: UserId = NOBODY
    pinned_at: Millis | None = None
    held: bool = False


@dataclass(frozen=True, slots=True)
class Hold:
    """Why whatever a member writes about a show is hidden, until a moderator decides.

    A review of theirs of that show, or of a season of it, was hidden for `reason` by `held_by` at `held_at`.
    """

    reason: str
    held_by: UserId
    held_at: Millis


@dataclass(frozen=True, slots=True)
class Report:
    """A member's report of a version of a review that no moderator has dealt with."""

    reported_by: int
    reason: str
    version: int
    reported_at: Millis


@dataclass(frozen=True, slots=True)
class Notice:
    """What an author is told of a review."""

    review_id: ReviewId
    news: News


@dataclass(frozen=True, slots=True)
class Block:
    """A member whose new reviews are stopped: why, by whom, since when and until when (None: no end)."""

    user_id: UserId
    reason: str
    blocked_by: UserId
    blocked_at: Millis
    ends_at: Millis | None


def with_show(show: Show) -> str:
    """How a record names another show than the one that something was done to: see `Deed.other_show`."""
    return f"show {show.show_id}: {show.title}"


_WITH_SHOW = re.compile("show ([0-9]+): ")


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that a moderator did (0: whoever hosts the bot), to a review, show, member or the settings.

    `about` is the member it was done to, or the author of the review; 0 if there is none. `title` is the
    show's, "" if it is gone or not to be named here.
    """

    audit_id: int
    user_id: UserId
    action: str
    kind: Subject
    subject: int
    about: int
    title: str
    details: str
    done_at: Millis
    restricted: bool = False

    @property
    def other_show(self) -> ShowId:
        """The other show that its details name; 0 if they name none."""
        found = _WITH_SHOW.search(self.details)
        return ShowId(int(found[1])) if found else NO_SHOW

    @property
    def unnamed(self) -> Self:
        """What may be told of it where it names a show for adults, and such may not be named."""
        return replace(self, title="" if self.restricted else self.title, details="")
