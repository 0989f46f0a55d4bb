"""What a server can set."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from enum import IntEnum, StrEnum
from typing import cast

from bot.domain.catalog import Adding
from bot.domain.errors import Refusal

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WORDS_LIMIT, WORD_LIMIT = 200, 100
"""How many words a server can block, and how long one may be."""


class Destination(StrEnum):
    """Where the cards of reviews go; the value is how it is stored."""

    HERE = "here"  # where the review was written
    CHANNEL = "channel"
    FORUM = "forum"  # a post for each show
    THREADS = "threads"  # a thread for each show


class Theme(StrEnum):
    """How pictures look; the value is how it is stored."""

    DARK = "dark"
    LIGHT = "light"


class Section(IntEnum):
    """The parts of the settings; the number is in the addresses of buttons, so it never changes."""

    OVERVIEW = 0
    REVIEWS = 1
    CATALOGUE = 2
    FAME = 3
    DIGEST = 4
    GUARDS = 5
    MODERATORS = 6
    PICTURES = 7


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """The settings of a server; what it has not set has its default. Channels and roles are Discord's ids.

    0 stands for no channel, no limit, and no guard; `guard_links` is -1 where no link is allowed.
    """

    adding: Adding = Adding.EVERYBODY
    destination: Destination = Destination.HERE
    destination_channel: int = 0
    fame_channel: int = 0
    fame_votes: int = 5
    digest_channel: int = 0
    digest_weekday: int = 0  # Monday is 0, as in Python
    digest_hour: int = 18
    digest_zone: str = "UTC"
    guard_account_days: int = 0
    guard_member_days: int = 0
    guard_cooldown_minutes: int = 0
    guard_links: int = 0
    guard_words: tuple[str, ...] = ()
    moderator_roles: tuple[int, ...] = ()
    theme: Theme = Theme.DARK

    @property
    def goes_to(self) -> Destination:
        """Where cards go in fact: as long as no channel is chosen, where the reviews are written."""
        return self.destination if self.destination_channel else Destination.HERE


@dataclass(frozen=True, slots=True)
class SettingsChange:
    """The settings before and after a change."""

    before: GuildSettings
    after: GuildSettings


def set_destination(settings: GuildSettings, destination: Destination) -> GuildSettings:
    """The settings with another kind of place for cards; the channel stays if it can be of that kind."""
    either = {Destination.CHANNEL, Destination.THREADS}
    fits = destination is settings.destination or {destination, settings.destination} == either
    return replace(
        settings,
        destination=destination,
        destination_channel=settings.destination_channel if fits else 0,
    )


def read_words(typed: str) -> tuple[str, ...]:
    """Blocked words or phrases, one a line, each once; raises `Refusal` for too many or too long ones."""
    found = {" ".join(line.split()).casefold(): " ".join(line.split()) for line in typed.splitlines()}
    found.pop("", None)
    if len(found) > WORDS_LIMIT:
        raise Refusal(f"I can block {WORDS_LIMIT} words at most, and these are {len(found)}.", typed=typed)
    for word in found.values():
        if len(word) > WORD_LIMIT:
            raise Refusal(f"A blocked word can have {WORD_LIMIT} characters at most.", typed=typed)
    return tuple(found.values())


def changed_fields(change: SettingsChange) -> tuple[str, ...]:
    """The names of the fields that a change has changed."""
    names = (field.name for field in fields(GuildSettings))
    return tuple(name for name in names if getattr(change.before, name) != getattr(change.after, name))


def recorded(change: SettingsChange) -> str:
    """A change for the record, a line a field: “fame votes: 5 → 8”."""
    return "\n".join(_recorded(change))


def _recorded(change: SettingsChange) -> Iterator[str]:
    for name in changed_fields(change):
        was, now = (_plain(getattr(settings, name)) for settings in (change.before, change.after))
        yield f"{name.replace('_', ' ')}: {was} → {now}"


def _plain(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, cast("tuple[object, ...]", value))) or "none"
    return str(value)
