"""What Discord has to be told after something was saved."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.ids import GuildId, Millis, ReviewId
from bot.domain.reviews.review import CardPlace, Reviewed
from bot.domain.spans import HOUR, SECOND

FIRST_PAUSE, LONGEST_PAUSE = 5 * SECOND, 6 * HOUR


def pause_after(attempts: int) -> int:
    """How long (ms) to wait after so many failed attempts: doubling from 5 seconds to 6 hours."""
    return min(FIRST_PAUSE * 2 ** min(attempts, 30), LONGEST_PAUSE)


class OutboxKind(StrEnum):
    """What an entry is about: the review's card, its pin, or its message in the hall of fame."""

    CARD = "card"
    PIN = "pin"
    FAME = "fame"


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """Something to be told to Discord. `note_id` rises with every change; times are Unix milliseconds."""

    guild_id: GuildId
    kind: OutboxKind
    review_id: ReviewId
    channel_id: int
    note_id: int
    noted_at: Millis
    attempts: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """How Discord should look as regards one review, at this moment.

    `reviewed` is None when there must be no such message; `place` is where it stands, if it does.
    """

    reviewed: Reviewed | None
    place: CardPlace | None
    pinned: bool
