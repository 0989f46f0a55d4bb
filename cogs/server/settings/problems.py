"""What is amiss with the channels and roles that a server has set."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import discord

from bot.client.delivery.channels import problem
from bot.domain.server.setting import Control, SettingsSection
from bot.domain.server.settings import SETTINGS, Destination, GuildSettings
from bot.ui.words import listed


def problems(guild: discord.Guild, settings: GuildSettings) -> dict[SettingsSection, list[str]]:
    """Sentences about what is amiss, by section."""
    found: dict[SettingsSection, list[str]] = {}
    for name, declared in SETTINGS.items():
        if find := _PROBLEMS.get(declared.control):
            found.setdefault(declared.section, []).extend(find(guild, settings, getattr(settings, name)))
    return found


def gone(guild: discord.Guild, settings: GuildSettings) -> frozenset[int]:
    """The channels and roles that are set but not there any more."""
    ids: set[int] = set()
    for name, declared in SETTINGS.items():
        if declared.control in _PROBLEMS:
            value: int | tuple[int, ...] = getattr(settings, name)
            ids.update(value if isinstance(value, tuple) else [value])
    return frozenset(each for each in ids if not (guild.get_channel(each) or guild.get_role(each)))


def _place_problems(guild: discord.Guild, settings: GuildSettings, channel_id: int) -> Iterator[str]:
    if settings.goes_to is not settings.destination:
        yield "No channel is chosen yet, so reviews are posted where /review is used."
    elif settings.goes_to is not Destination.HERE and (
        found := problem(guild, channel_id, settings.destination)
    ):
        yield f"{found} Until then, reviews are posted where /review is used."


def _channel_problems(guild: discord.Guild, _: GuildSettings, channel_id: int) -> Iterator[str]:
    if channel_id and (found := problem(guild, channel_id, Destination.CHANNEL)):
        yield f"{found} Until then, nothing is posted there."


def _role_problems(guild: discord.Guild, _: GuildSettings, role_ids: tuple[int, ...]) -> Iterator[str]:
    roles = [guild.get_role(role_id) for role_id in role_ids]
    if None in roles:
        yield "A role that was chosen is not there any more. Choose the roles once more."
    weak = [
        role.mention
        for role in roles
        if role and not (role.permissions.manage_messages or role.permissions.administrator)
    ]
    if weak:
        yield (
            f"{listed(weak, 8)} can't see `/moderation` without *Manage Messages*. Let them use it in "
            "*Server Settings › Integrations › Encore*."
        )


_PROBLEMS: Mapping[Control, Callable[[discord.Guild, GuildSettings, Any], Iterator[str]]] = {
    Control.PLACE: _place_problems,
    Control.CHANNEL: _channel_problems,
    Control.ROLES: _role_problems,
}
