"""What can be chosen in each section of a server's settings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.domain.server.setting import Control, Setting, SettingsSection
from bot.domain.server.settings import SETTINGS, Destination, GuildSettings, with_setting
from bot.ui.layout import button, custom_id, row
from bot.ui.pages.server.settings.words import LABELS

CHANNEL_TYPES: Mapping[Destination, tuple[discord.ChannelType, ...]] = {
    Destination.CHANNEL: (discord.ChannelType.text, discord.ChannelType.news),
    Destination.FORUM: (discord.ChannelType.forum,),
    Destination.THREADS: (discord.ChannelType.text,),
}
"""The channels that can be chosen for each purpose; whatever is one channel is like `CHANNEL`."""


@dataclass(frozen=True, slots=True)
class SettingsPanel:
    """The panel, open at a section.

    `problems` are sentences about what is amiss, by section; `gone` are channels and roles that are set but
    not there any more. `done` says what was just changed. `nearest` are time zones to choose from, after one
    was typed that is unknown.
    """

    settings: GuildSettings
    section: SettingsSection
    problems: Mapping[SettingsSection, Sequence[str]]
    gone: frozenset[int] = frozenset()
    done: str = ""
    nearest: Sequence[str] = ()


def controls_of(open_: SettingsPanel) -> Iterator[ui.ActionRow[Any]]:
    """The controls of the open section: a row for each select, and one for the buttons."""
    settings = open_.settings
    here = {name: each for name, each in SETTINGS.items() if each.section is open_.section}
    yield from (row(found) for name, each in here.items() if (found := _select(open_, name, each)))
    forms = [
        button(LABELS[name](settings), f"settings:{each.control}", 0)
        for name, each in here.items()
        if each.control in (Control.ZONE, Control.WORDS)
    ]
    off = [
        button("Turn it off", "settings:off", open_.section)
        for name, each in here.items()
        if each.control is Control.CHANNEL and getattr(settings, name)
    ]
    if forms or off:
        yield row(*forms, *off)


def _select(open_: SettingsPanel, name: str, declared: Setting) -> ui.Item[Any] | None:
    """The select from which a setting is chosen, if there is one now.

    Its number in the message is its own, as a client may keep by it what was chosen.
    """
    settings, now = open_.settings, getattr(open_.settings, name)
    address, number = custom_id("settings:choose", declared.number), 100 + declared.number
    match declared.control:
        case Control.CHOICE:
            return ui.Select(custom_id=address, id=number, options=[*_options(settings, name, declared)])
        case Control.PLACE | Control.CHANNEL if types := CHANNEL_TYPES.get(settings.kind_for(declared)):
            return ui.ChannelSelect(
                custom_id=address,
                id=number,
                channel_types=list(types),
                placeholder=LABELS[name](settings),
                default_values=[discord.Object(now)] if now and now not in open_.gone else [],
            )
        case Control.ROLES:
            return ui.RoleSelect(
                custom_id=address,
                id=number,
                placeholder=LABELS[name](settings),
                min_values=0,
                max_values=25,
                default_values=[discord.Object(role_id) for role_id in now if role_id not in open_.gone],
            )
        case Control.ZONE if open_.nearest:
            zones = [discord.SelectOption(label=zone, value=zone) for zone in open_.nearest]
            return ui.Select(custom_id=address, id=number, options=zones, placeholder="Did you mean …?")
        case _:
            return None


def _options(settings: GuildSettings, name: str, declared: Setting) -> Iterator[discord.SelectOption]:
    """What is offered; what is set is among it, whatever it is."""
    now = getattr(settings, name)
    offered = declared.offered if now in declared.offered else sorted([*declared.offered, now], key=int)
    for value in offered:
        label, _, description = LABELS[name](with_setting(settings, name, value)).partition("\n")
        yield discord.SelectOption(
            label=label, value=str(value), description=description or None, default=value == now
        )
