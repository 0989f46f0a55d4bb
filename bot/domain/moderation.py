"""What moderators do, and what is kept of it."""

from dataclasses import dataclass
from enum import StrEnum


class Subject(StrEnum):
    """What something was done to; the value is how it is stored."""

    REVIEW = "review"
    SHOW = "show"
    MEMBER = "member"
    SERVER = "server"  # its settings


@dataclass(frozen=True, slots=True)
class Hiding:
    """Why a review is hidden, by whom and since when (Unix milliseconds).

    `channel_id` is where its card stood (0: nowhere). `asked_version` is the last version for which its
    author asked for another look, and `asked_at` since when they wait for it (None: they don't).
    """

    reason: str
    hidden_by: int
    hidden_at: int
    channel_id: int = 0
    asked_version: int = 0
    asked_at: int | None = None
