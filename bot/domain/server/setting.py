"""How a setting of a server is declared: once, beside its field in `GuildSettings`."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class SettingsSection(IntEnum):
    """The parts of the settings; the number is in the addresses of buttons, so it never changes."""

    OVERVIEW = 0
    REVIEWS = 1
    CATALOG = 2
    FAME = 3
    DIGEST = 4
    GUARDS = 5
    MODERATORS = 6
    PICTURES = 7


class Control(StrEnum):
    """How a setting is chosen; the value of what is typed is in the address of its form."""

    CHOICE = "choice"  # from a select of what is offered
    PLACE = "place"  # a channel of the kind that `destination` says
    CHANNEL = "channel"  # a text channel; without one, what its section is about is off
    ROLES = "roles"  # those whose members moderate
    ZONE = "zone"  # a time zone, typed
    WORDS = "words"  # words or phrases, typed a line each


@dataclass(frozen=True, slots=True)
class Setting:
    """What is declared of a setting.

    `number` is in the address of its select, so it never changes and is never given again. Whatever is not
    `offered` was not chosen from the select.
    """

    section: SettingsSection
    number: int
    control: Control = Control.CHOICE
    offered: Sequence[int | StrEnum] = ()

    def read(self, chosen: str) -> int | StrEnum:
        """What was chosen from the select; raises `LookupError` for what is not offered."""
        return {str(each): each for each in self.offered}[chosen]
