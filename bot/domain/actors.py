"""Who asks, and what they may do."""

from dataclasses import dataclass, field
from enum import Enum

from bot.domain.errors import Refusal
from bot.domain.ids import GuildId, Millis, UserId


class Right(Enum):
    """What somebody may do beyond what every member may; the value finishes the sentence “You need …”."""

    PIN = "the permission “Pin Messages” in this channel"
    MANAGE = "the permission “Manage Server”"
    MODERATE = "the permission “Manage Messages” here, or one of this server's moderator roles"


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
            raise Refusal(f"You need {right.value} for that. Ask one of this server's moderators.")
