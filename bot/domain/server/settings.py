"""What a server can set."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Annotated, cast, get_args, get_type_hints

from bot.domain.catalog.editing import AddingPolicy
from bot.domain.errors import Refusal
from bot.domain.server.setting import Control, Setting, SettingsSection
from bot.domain.text.titles import words_key

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WORDS_LIMIT, WORD_LIMIT = 200, 100
"""How many words a server can block, and how long one may be."""
VOTES = (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 75, 100)
DAYS = (0, 1, 2, 3, 7, 14, 30, 60, 90)
MINUTES = (0, 1, 2, 5, 10, 15, 30, 60, 120, 360, 720, 1_440)
LINKS = (-1, 0, 1, 2, 3, 5, 10, 20)
"""The numbers that are offered."""


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


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """The settings of a server; what it has not set has its default. Channels and roles are Discord's ids.

    Each is declared beside its type: the panel, its changes and its guards follow from that.
    0 stands for no channel, no limit, and no guard; `guard_links` is -1 where no link is allowed.
    """

    adding: Annotated[AddingPolicy, Setting(SettingsSection.CATALOG, 3, offered=tuple(AddingPolicy))] = (
        AddingPolicy.EVERYBODY
    )
    destination: Annotated[Destination, Setting(SettingsSection.REVIEWS, 1, offered=tuple(Destination))] = (
        Destination.HERE
    )
    destination_channel: Annotated[int, Setting(SettingsSection.REVIEWS, 2, Control.PLACE)] = 0
    fame_channel: Annotated[int, Setting(SettingsSection.FAME, 4, Control.CHANNEL)] = 0
    fame_votes: Annotated[int, Setting(SettingsSection.FAME, 5, offered=VOTES)] = 5
    digest_channel: Annotated[int, Setting(SettingsSection.DIGEST, 6, Control.CHANNEL)] = 0
    digest_weekday: Annotated[int, Setting(SettingsSection.DIGEST, 7, offered=range(7))] = 0  # Monday
    digest_hour: Annotated[int, Setting(SettingsSection.DIGEST, 8, offered=range(24))] = 18
    digest_zone: Annotated[str, Setting(SettingsSection.DIGEST, 9, Control.ZONE)] = "UTC"
    guard_account_days: Annotated[int, Setting(SettingsSection.GUARDS, 10, offered=(*DAYS, 180, 365))] = 0
    guard_member_days: Annotated[int, Setting(SettingsSection.GUARDS, 11, offered=DAYS)] = 0
    guard_cooldown_minutes: Annotated[int, Setting(SettingsSection.GUARDS, 12, offered=MINUTES)] = 0
    guard_links: Annotated[int, Setting(SettingsSection.GUARDS, 13, offered=LINKS)] = 0
    guard_words: Annotated[tuple[str, ...], Setting(SettingsSection.GUARDS, 16, Control.WORDS)] = ()
    moderator_roles: Annotated[tuple[int, ...], Setting(SettingsSection.MODERATORS, 14, Control.ROLES)] = ()
    theme: Annotated[Theme, Setting(SettingsSection.PICTURES, 15, offered=tuple(Theme))] = Theme.DARK

    @property
    def goes_to(self) -> Destination:
        """Where cards go in fact: as long as no channel is chosen, where the reviews are written."""
        return self.destination if self.destination_channel else Destination.HERE

    def kind_for(self, declared: Setting) -> Destination:
        """Which kind of channel a setting asks for now; `HERE` if for none."""
        return self.destination if declared.control is Control.PLACE else Destination.CHANNEL


SETTINGS: Mapping[str, Setting] = {
    name: declared
    for name, hint in get_type_hints(GuildSettings, include_extras=True).items()
    for declared in get_args(hint)
    if isinstance(declared, Setting)
}
"""What is declared of each setting, by its field."""


@dataclass(frozen=True, slots=True)
class SettingsChange:
    """The settings before and after a change."""

    before: GuildSettings
    after: GuildSettings


def with_setting(settings: GuildSettings, name: str, value: object) -> GuildSettings:
    """The settings with one of them changed, and what follows from it."""
    if isinstance(value, Destination):
        return set_destination(settings, value)
    return replace(settings, **{name: value})


def set_destination(settings: GuildSettings, destination: Destination) -> GuildSettings:
    """The settings with another kind of place for cards; the channel stays if it can be of that kind."""
    either = {Destination.CHANNEL, Destination.THREADS}
    fits = destination is settings.destination or {destination, settings.destination} == either
    return replace(
        settings, destination=destination, destination_channel=settings.destination_channel if fits else 0
    )


def read_words(typed: str) -> tuple[str, ...]:
    """Blocked words or phrases, one a line, each once; raises `Refusal` for what can't be blocked.

    A `*` at the end of one stands for any ending.
    """
    lines = (" ".join(line.replace("＊", "*").split()) for line in typed.splitlines())
    found = {line.casefold(): line for line in lines if line}
    if len(found) > WORDS_LIMIT:
        raise Refusal(f"I can block {WORDS_LIMIT} words at most, and these are {len(found)}.", typed=typed)
    for word in found.values():
        if len(word) > WORD_LIMIT:
            raise Refusal(f"A blocked word can have {WORD_LIMIT} characters at most.", typed=typed)
        if "*" in word and not _has_ending(word):
            raise Refusal(
                f"“{word}” can't be blocked. A * stands for any ending, so it goes behind two letters or "
                "more: crumpet* blocks crumpets and crumpeted, too.",
                typed=typed,
            )
    return tuple(found.values())


def _has_ending(word: str) -> bool:
    """Whether the one `*` of a blocked word is at its end, behind enough that it doesn't block everything."""
    stem = word[:-1]
    return word.endswith("*") and "*" not in stem and stem == stem.rstrip() and len(words_key(stem)) >= 2


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
