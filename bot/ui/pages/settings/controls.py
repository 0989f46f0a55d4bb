"""What can be chosen in each section of a server's settings."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import discord
from discord import ui

from bot.domain.catalog import Adding
from bot.domain.guilds import WEEKDAYS, Destination, GuildSettings, Section, Theme
from bot.ui.layout import button, custom_id, row
from bot.ui.pages.settings.states import days, minutes_of
from bot.ui.words import counted

CHANNEL_TYPES: Mapping[Destination, tuple[discord.ChannelType, ...]] = {
    Destination.CHANNEL: (discord.ChannelType.text, discord.ChannelType.news),
    Destination.FORUM: (discord.ChannelType.forum,),
    Destination.THREADS: (discord.ChannelType.text,),
}
"""The channels that can be chosen for each purpose; whatever is one channel is like `CHANNEL`."""


class Choice(IntEnum):
    """What can be chosen from a select; the number is in its address, so it never changes."""

    DESTINATION = 1
    DESTINATION_CHANNEL = 2
    ADDING = 3
    FAME_CHANNEL = 4
    FAME_VOTES = 5
    DIGEST_CHANNEL = 6
    DIGEST_WEEKDAY = 7
    DIGEST_HOUR = 8
    DIGEST_ZONE = 9
    ACCOUNT_DAYS = 10
    MEMBER_DAYS = 11
    COOLDOWN = 12
    LINKS = 13
    MODERATOR_ROLES = 14
    THEME = 15


DESTINATIONS = {
    Destination.HERE: ("Where they are written", "The card is the answer to /review"),
    Destination.CHANNEL: ("To one channel", "Wherever they are written"),
    Destination.FORUM: ("To a forum", "With a post for each show"),
    Destination.THREADS: ("To threads in one channel", "With a thread for each show"),
}
ADDERS = {
    Adding.EVERYBODY: "Everybody",
    Adding.APPROVAL: "Everybody, and a moderator approves",
    Adding.MODERATORS: "Only those who manage the server",
}
THEMES = {Theme.DARK: "Dark pictures", Theme.LIGHT: "Light pictures"}
NUMBERS: Mapping[Choice, Sequence[int]] = {
    Choice.FAME_VOTES: (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 75, 100),
    Choice.DIGEST_WEEKDAY: range(7),
    Choice.DIGEST_HOUR: range(24),
    Choice.ACCOUNT_DAYS: (0, 1, 2, 3, 7, 14, 30, 60, 90, 180, 365),
    Choice.MEMBER_DAYS: (0, 1, 2, 3, 7, 14, 30, 60, 90),
    Choice.COOLDOWN: (0, 1, 2, 5, 10, 15, 30, 60, 120, 360, 720, 1_440),
    Choice.LINKS: (-1, 0, 1, 2, 3, 5, 10, 20),
}
"""The numbers that are offered; whatever else comes was not chosen from the select."""


@dataclass(frozen=True, slots=True)
class SettingsPanel:
    """The panel, open at a section.

    `problems` are sentences about what is amiss, by section; `gone` are channels and roles that are set but
    not there any more. `done` says what was just changed. `nearest` are time zones to choose from, after one
    was typed that is unknown.
    """

    settings: GuildSettings
    section: Section
    problems: Mapping[Section, Sequence[str]]
    gone: frozenset[int] = frozenset()
    done: str = ""
    nearest: Sequence[str] = ()


def _reviews(open_: SettingsPanel) -> Iterator[ui.Item[Any]]:
    settings = open_.settings
    yield _select(
        Choice.DESTINATION,
        [
            _option(kind.value, *words, chosen=kind is settings.destination)
            for kind, words in DESTINATIONS.items()
        ],
    )
    if settings.destination is not Destination.HERE:
        asked = "Which forum?" if settings.destination is Destination.FORUM else "Which channel?"
        of, now = settings.destination, settings.destination_channel
        yield _channel(open_, Choice.DESTINATION_CHANNEL, now, asked, of)


def _catalogue(open_: SettingsPanel) -> Iterator[ui.Item[Any]]:
    now = open_.settings.adding
    yield _select(
        Choice.ADDING, [_option(who.value, said, chosen=who is now) for who, said in ADDERS.items()]
    )


def _fame(open_: SettingsPanel) -> Iterator[ui.Item[Any]]:
    settings = open_.settings
    yield _channel(
        open_, Choice.FAME_CHANNEL, settings.fame_channel, "Off. Choose a channel", Destination.CHANNEL
    )
    yield _numbers(
        Choice.FAME_VOTES, settings.fame_votes, lambda votes: f"From {counted(votes, 'helpful vote')} on"
    )
    if settings.fame_channel:
        yield row(button("Turn it off", "settings:off", Section.FAME))


def _digest(open_: SettingsPanel) -> Iterator[ui.Item[Any]]:
    settings = open_.settings
    yield _channel(
        open_, Choice.DIGEST_CHANNEL, settings.digest_channel, "Off. Choose a channel", Destination.CHANNEL
    )
    yield _numbers(Choice.DIGEST_WEEKDAY, settings.digest_weekday, lambda day: f"Every {WEEKDAYS[day]}")
    yield _numbers(Choice.DIGEST_HOUR, settings.digest_hour, lambda hour: f"At {hour:02}:00")
    if open_.nearest:
        zones = [_option(zone, zone) for zone in open_.nearest]
        yield _select(Choice.DIGEST_ZONE, zones, "Did you mean …?")
    off = [button("Turn it off", "settings:off", Section.DIGEST)] if settings.digest_channel else []
    yield row(button(f"Time zone: {settings.digest_zone}", "settings:zone", 0), *off)


def _guards(open_: SettingsPanel) -> Iterator[ui.Item[Any]]:
    settings = open_.settings
    yield _numbers(
        Choice.ACCOUNT_DAYS,
        settings.guard_account_days,
        lambda age: f"Accounts from {days(age)} on" if age else "Accounts of any age",
    )
    yield _numbers(
        Choice.MEMBER_DAYS,
        settings.guard_member_days,
        lambda age: f"Members for at least {days(age)}" if age else "Members from the first day on",
    )
    yield _numbers(
        Choice.COOLDOWN,
        settings.guard_cooldown_minutes,
        lambda minutes: (
            f"A review every {minutes_of(minutes)}" if minutes else "Reviews one right after another"
        ),
    )
    yield _numbers(Choice.LINKS, settings.guard_links, _links)
    count = len(settings.guard_words)
    yield row(button(f"Blocked words: {count}" if count else "Block words", "settings:words", 0))


def _links(number: int) -> str:
    if number < 0:
        return "No links in a review"
    return f"{counted(number, 'link')} in a review at most" if number else "Any number of links"


def _moderators(open_: SettingsPanel) -> Iterator[ui.Item[Any]]:
    roles = [role_id for role_id in open_.settings.moderator_roles if role_id not in open_.gone]
    yield row(
        ui.RoleSelect(
            custom_id=custom_id("settings:choose", Choice.MODERATOR_ROLES),
            id=number_of(Choice.MODERATOR_ROLES),
            placeholder="No role yet. Choose some",
            min_values=0,
            max_values=25,
            default_values=[_entity(role_id, discord.SelectDefaultValueType.role) for role_id in roles],
        )
    )


def _pictures(open_: SettingsPanel) -> Iterator[ui.Item[Any]]:
    now = open_.settings.theme
    yield _select(
        Choice.THEME, [_option(each.value, said, chosen=each is now) for each, said in THEMES.items()]
    )


CONTROLS = {
    Section.REVIEWS: _reviews,
    Section.CATALOGUE: _catalogue,
    Section.FAME: _fame,
    Section.DIGEST: _digest,
    Section.GUARDS: _guards,
    Section.MODERATORS: _moderators,
    Section.PICTURES: _pictures,
}


def number_of(control: Choice | Section) -> int:
    """A select's number in its message: one of its own, as a client may keep by it what was chosen."""
    return 100 + control if isinstance(control, Choice) else 200 + control


def _select(
    choice: Choice, options: list[discord.SelectOption], placeholder: str | None = None
) -> ui.ActionRow[Any]:
    address = custom_id("settings:choose", choice)
    return row(ui.Select(custom_id=address, options=options, placeholder=placeholder, id=number_of(choice)))


def _option(value: str, label: str, description: str = "", *, chosen: bool = False) -> discord.SelectOption:
    return discord.SelectOption(label=label, value=value, description=description or None, default=chosen)


def _numbers(choice: Choice, now: int, said: Callable[[int], str]) -> ui.ActionRow[Any]:
    """A select of the numbers that are offered; what is set is among them, whatever it is."""
    numbers = sorted({*NUMBERS[choice], now})
    return _select(choice, [_option(str(number), said(number), chosen=number == now) for number in numbers])


def _channel(
    open_: SettingsPanel, choice: Choice, now: int, placeholder: str, of: Destination
) -> ui.ActionRow[Any]:
    known = [now] if now and now not in open_.gone else []
    return row(
        ui.ChannelSelect(
            custom_id=custom_id("settings:choose", choice),
            id=number_of(choice),
            channel_types=list(CHANNEL_TYPES[of]),
            placeholder=placeholder,
            default_values=[_entity(number, discord.SelectDefaultValueType.channel) for number in known],
        )
    )


def _entity(number: int, kind: discord.SelectDefaultValueType) -> discord.SelectDefaultValue:
    return discord.SelectDefaultValue(id=number, type=kind)
