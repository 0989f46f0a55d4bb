"""Who asks, and what they may do."""

from dataclasses import dataclass, field
from enum import Enum

from bot.domain.errors import Refusal
from bot.domain.ids import GuildId, Millis, UserId


class Right(Enum):
    """What somebody may do beyond what every member may; the value is said to those who lack it.

    `MANAGE` and `MODERATE` hold in the whole server, whatever a channel allows or forbids. A role that the
    server has chosen makes a moderator, too: `bot.services.rights` asks for both. `PIN` is a channel's.
    """

    PIN = "You need the permission “Pin Messages” in this channel for that."
    MANAGE = "You need the permission “Manage Server” for that."
    MODERATE = (
        "Only moderators can do that: members with “Manage Messages” in the whole server, "
        "or with a moderator role."
    )


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom something is done to; whoever is not on the server has no rights there."""

    user_id: UserId
    is_bot: bool = False
    rights: frozenset[Right] = field(default_factory=frozenset[Right])


@dataclass(frozen=True, slots=True)
class Actor:
    """A member of a server, at the moment of one request.

    `key` is the interaction's id: the idempotency key of whatever this request writes. `sees_restricted` says
    whether this is an age-restricted channel, in which shows for adults may be seen; `joined_at` is when this
    person joined the server (Unix ms; 0 if that isn't known).
    """

    guild_id: GuildId
    user_id: UserId
    key: int
    rights: frozenset[Right] = field(default_factory=frozenset[Right])
    sees_restricted: bool = False
    joined_at: Millis = Millis(0)
    role_ids: frozenset[int] = field(default_factory=frozenset[int])

    def require(self, right: Right) -> None:
        """Raise `Refusal` unless this person has `right`."""
        if right not in self.rights:
            raise Refusal(right.value)
