"""What Discord has to be told after something was saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.ids import GuildId, Millis, ReviewId, UserId
from bot.domain.reviews.review import CardPlace, Reviewed
from bot.domain.spans import HOUR, SECOND

FIRST_PAUSE, LONGEST_PAUSE = 5 * SECOND, HOUR
"""How long (ms) what failed waits. Whatever waits is looked at again within the hour."""
NEVER = Millis(2**62)
"""When an entry is due that waits for a person."""


def pause_after(attempts: int) -> int:
    """How long (ms) to wait after so many failed attempts: doubling from 5 seconds to an hour."""
    return min(FIRST_PAUSE * 2 ** min(attempts, 30), LONGEST_PAUSE)


class OutboxKind(StrEnum):
    """What an entry is about: the review's card, its pin, or its message in the hall of fame."""

    CARD = "card"
    PIN = "pin"
    FAME = "fame"


class WaitsFor(StrEnum):
    """What an entry waits for: its time, the bot's access to the channel, or a person's word.

    A person is asked when a card may stand already and the bot can't look whether it does.
    """

    TIME = ""
    ACCESS = "access"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """Something to be told to Discord. `note_id` rises with every change; times are Unix milliseconds.

    `unsure` says that its message may have been posted, with nobody left who would know.
    """

    guild_id: GuildId
    kind: OutboxKind
    review_id: ReviewId
    channel_id: int
    note_id: int
    noted_at: Millis
    attempts: int
    unsure: bool = False
    waits_for: WaitsFor = WaitsFor.TIME


@dataclass(frozen=True, slots=True)
class Wanted:
    """How Discord should look as regards one review, at this moment.

    `reviewed` is None when there must be no such message; `place` is where it stands, if it does.
    """

    reviewed: Reviewed | None
    place: CardPlace | None
    pinned: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that does not show yet what is stored, with what it waits for.

    `place` is where it stands; None if it is still to be posted. `goes` says that it has to go. `refused` is
    Discord's code for why it can't be changed (0: it has not refused). `show` and `author` are for naming it:
    of what was erased they are “” and 0.
    """

    entry: OutboxEntry
    place: CardPlace | None
    goes: bool
    refused: int
    show: str
    author: UserId
    restricted: bool

    @property
    def channel_id(self) -> int:
        """Where it stands, or is to stand."""
        return self.place.channel_id if self.place else self.entry.channel_id


@dataclass(frozen=True, slots=True)
class Followed:
    """What has become of the messages of some reviews: where cards stand, and what is still to be done.

    `lacking` has the permissions that the bot lacks in the channels where something is stuck.
    """

    places: Mapping[ReviewId, CardPlace]
    waiting: Sequence[Waiting]
    lacking: Mapping[int, Sequence[str]] = field(default_factory=dict[int, Sequence[str]])

    @property
    def stuck(self) -> Sequence[Waiting]:
        """What does not go on without a person: access is missing, or somebody must say what they see."""
        return [each for each in self.waiting if each.entry.waits_for is not WaitsFor.TIME]
