"""What those who may pin are shown: what could be pinned, what is, and what is wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from bot.domain.catalog.shows import Show
from bot.domain.ids import GuildId
from bot.domain.reviews.review import CardPlace, Pin, Reviewed

MOST_OFFERED = 10


class Trouble(Enum):
    """What can be wrong with a pin; the value says it, after “This one: …”."""

    CARD_GONE = "its card was deleted, so it is pinned no more"
    CHANNEL_GONE = "its channel was deleted, so it is pinned no more"
    UNPINNED = "somebody unpinned it in Discord, so it counts as unpinned"
    NO_ACCESS = "I can't see that channel or read back in it, so I can't follow this pin"
    NO_PERMISSION = "I lack the permission “Pin Messages” there, so I can't unpin it"
    ARCHIVED = "its thread is archived; unpinning opens it again"
    NO_CARD = "its card is on its way; as soon as it stands, I pin it"
    NOT_YET = (
        "Discord has not let me pin it yet: that channel is full (250 pins), or I lack the permission "
        "“Pin Messages” there; I keep trying"
    )
    UNKNOWN = "Discord did not tell me in time whether it is still there"

    @property
    def ends_it(self) -> bool:
        """Whether it is pinned no more."""
        return self in (Trouble.CARD_GONE, Trouble.CHANNEL_GONE, Trouble.UNPINNED)


@dataclass(frozen=True, slots=True)
class PinCandidate:
    """A review that could be pinned; `place` is where its card stands, None if it has none."""

    reviewed: Reviewed
    place: CardPlace | None


@dataclass(frozen=True, slots=True)
class Candidates:
    """The most helpful reviews not pinned yet, of one show if one was asked for; `asked` is how many."""

    show: Show | None
    asked: int
    found: Sequence[PinCandidate]


@dataclass(frozen=True, slots=True)
class Pinned:
    """A pin with its review; `trouble` is what is wrong with it, if anything."""

    pin: Pin
    reviewed: Reviewed
    trouble: Trouble | None = None


@dataclass(frozen=True, slots=True)
class PinsPage:
    """One page (from 0 to `last`) of all `count` pins of a server, the latest first."""

    page: int
    last: int
    count: int
    pins: Sequence[Pinned]


@dataclass(frozen=True, slots=True)
class Look:
    """The pins that there are said to be in a channel: whether they still are is to be looked at."""

    guild_id: GuildId
    channel_id: int
    pins: Sequence[Pin]
