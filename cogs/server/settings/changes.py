"""What is changed by what was chosen on the panel."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

import discord

from bot.domain.errors import Refusal
from bot.domain.server.setting import Control, Setting, SettingsSection
from bot.domain.server.settings import SETTINGS, GuildSettings, with_setting
from bot.ui.pages.server.settings.controls import CHANNEL_TYPES

Change = Callable[[GuildSettings], GuildSettings]

STALE = "That can't be chosen any more. Open `/settings` again, and choose there."


def change_of(guild: discord.Guild, number: int, values: Sequence[str]) -> tuple[SettingsSection, Change]:
    """Which section a choice is of, and what it changes; raises `Refusal` for what was never offered."""
    for name, declared in SETTINGS.items():
        if declared.number == number:
            with suppress(ValueError, LookupError):
                return _change_of(guild, name, declared, values)
    raise Refusal(STALE)


def set_to(name: str, value: object) -> tuple[SettingsSection, Change]:
    """The section of a setting, and its change to what was read."""
    return SETTINGS[name].section, partial(with_setting, name=name, value=value)


def turned_off(section: int) -> tuple[SettingsSection, Change]:
    """The section, and the end of what it sets up; raises `Refusal` where there is nothing to end."""
    for name, declared in SETTINGS.items():
        if declared.section == section and declared.control is Control.CHANNEL:
            return set_to(name, 0)
    raise Refusal(STALE)


def _change_of(
    guild: discord.Guild, name: str, declared: Setting, values: Sequence[str]
) -> tuple[SettingsSection, Change]:
    match declared.control:
        case Control.CHOICE:
            return set_to(name, declared.read(values[0]))
        case Control.PLACE | Control.CHANNEL:
            channel = _channel(guild, int(values[0]))
            return declared.section, partial(_with_channel, name, declared, channel)
        case Control.ROLES:
            return set_to(name, tuple(_role(guild, int(value)).id for value in values))
        case Control.ZONE | Control.WORDS:
            raise LookupError(name)


def _with_channel(
    name: str, declared: Setting, channel: discord.abc.GuildChannel, settings: GuildSettings
) -> GuildSettings:
    """The settings with another channel; raises `Refusal` unless it is of a kind that fits them."""
    if channel.type not in CHANNEL_TYPES.get(settings.kind_for(declared), ()):
        raise Refusal(STALE)
    return with_setting(settings, name, channel.id)


def _channel(guild: discord.Guild, channel_id: int) -> discord.abc.GuildChannel:
    channel = guild.get_channel(channel_id)
    if channel is None:
        raise Refusal("I can't see that channel. Give me *View Channel* there, then choose it again.")
    return channel


def _role(guild: discord.Guild, role_id: int) -> discord.Role:
    role = guild.get_role(role_id)
    if role is None or role.is_default():
        raise Refusal("Choose roles that only some have: that one is everybody's, or not there any more.")
    return role
