"""What is changed by what was chosen on the panel."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import discord

from bot.domain.catalog import Adding
from bot.domain.errors import Refusal
from bot.domain.guilds import Destination, GuildSettings, Section, Theme, set_destination
from bot.ui.pages.settings.controls import CHANNEL_TYPES, NUMBERS, Choice

Change = Callable[[GuildSettings], GuildSettings]

NUMBER_FIELDS = {
    Choice.FAME_VOTES: (Section.FAME, "fame_votes"),
    Choice.DIGEST_WEEKDAY: (Section.DIGEST, "digest_weekday"),
    Choice.DIGEST_HOUR: (Section.DIGEST, "digest_hour"),
    Choice.ACCOUNT_DAYS: (Section.GUARDS, "guard_account_days"),
    Choice.MEMBER_DAYS: (Section.GUARDS, "guard_member_days"),
    Choice.COOLDOWN: (Section.GUARDS, "guard_cooldown_minutes"),
    Choice.LINKS: (Section.GUARDS, "guard_links"),
}
CHANNEL_FIELDS = {
    Choice.DESTINATION_CHANNEL: (Section.REVIEWS, "destination_channel"),
    Choice.FAME_CHANNEL: (Section.FAME, "fame_channel"),
    Choice.DIGEST_CHANNEL: (Section.DIGEST, "digest_channel"),
}
OFF = {Section.FAME: "fame_channel", Section.DIGEST: "digest_channel"}
STALE = "That can't be chosen any more. Open `/settings` again, and choose there."


def change_of(guild: discord.Guild, choice: int, values: Sequence[str]) -> tuple[Section, Change]:
    """Which section a choice is of, and what it changes; raises `Refusal` for what was never offered."""
    try:
        return _change_of(guild, Choice(choice), values)
    except (ValueError, LookupError) as error:
        raise Refusal(STALE) from error


def turned_off(number: int) -> tuple[Section, Change]:
    """The section, and the end of what it sets up; raises `Refusal` where there is nothing to end."""
    for section, field in OFF.items():
        if section == number:
            return section, partial(_with, field, 0)
    raise Refusal(STALE)


def _change_of(guild: discord.Guild, choice: Choice, values: Sequence[str]) -> tuple[Section, Change]:
    if choice in NUMBER_FIELDS:
        section, field = NUMBER_FIELDS[choice]
        NUMBERS[choice].index(int(values[0]))
        return section, partial(_with, field, int(values[0]))
    if choice in CHANNEL_FIELDS:
        section, field = CHANNEL_FIELDS[choice]
        return section, partial(_with_channel, field, _channel(guild, int(values[0])))
    match choice:
        case Choice.DESTINATION:
            destination = Destination(values[0])
            return Section.REVIEWS, lambda settings: set_destination(settings, destination)
        case Choice.ADDING:
            return Section.CATALOGUE, partial(_with, "adding", Adding(values[0]))
        case Choice.THEME:
            return Section.PICTURES, partial(_with, "theme", Theme(values[0]))
        case Choice.MODERATOR_ROLES:
            roles = tuple(_role(guild, int(value)).id for value in values)
            return Section.MODERATORS, partial(_with, "moderator_roles", roles)
        case _:
            raise LookupError(choice)


def _with(field: str, value: object, settings: GuildSettings) -> GuildSettings:
    return replace(settings, **{field: value})


def _with_channel(field: str, channel: discord.abc.GuildChannel, settings: GuildSettings) -> GuildSettings:
    """The settings with another channel; raises `Refusal` unless it is of a kind that fits them."""
    kind = settings.destination if field == "destination_channel" else Destination.CHANNEL
    if channel.type not in CHANNEL_TYPES.get(kind, ()):
        raise Refusal(STALE)
    return _with(field, channel.id, settings)


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
