"""`/settings`, the panel's controls, and its forms."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Fields, Interaction, chosen, on_press, on_submit
from bot.client.channels import problem
from bot.client.funnel import keep_words
from bot.domain.errors import Refusal
from bot.domain.guilds import Destination, GuildSettings, Section, read_words
from bot.domain.text import escape
from bot.domain.zones import UnknownZone, read_zone
from bot.ui import forms, replies
from bot.ui.pages.settings import SettingsPanel, settings_page
from bot.ui.pages.settings.controls import Choice
from bot.ui.pages.settings.states import done
from bot.ui.words import listed
from cogs._shared import actor_of, services, turn_to
from cogs.settings.changes import Change, change_of, turned_off


class Settings(commands.Cog):
    """The panel: its sections, what is chosen there, and its forms. State is read again on every press."""

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    async def settings(self, interaction: Interaction) -> None:
        """For those who manage the server: where reviews go, the digest, guards and more"""
        await _open(interaction, Section.OVERVIEW)

    @on_press("settings:open")
    async def open(self, interaction: Interaction, section: int) -> None:
        """Look at a section, or look again."""
        await _open(interaction, section)

    @on_press("settings:section")
    async def section(self, interaction: Interaction, _: int) -> None:
        """Another section was chosen."""
        await _open(interaction, int(chosen(interaction)[0]))

    @on_press("settings:choose")
    async def choose(self, interaction: Interaction, choice: int) -> None:
        """Something was chosen from a select of the panel."""
        values = chosen(interaction)
        if choice == Choice.DIGEST_ZONE:
            await _set_zone(interaction, values[0])
        else:
            await _change(interaction, *change_of(_guild(interaction), choice, values))

    @on_press("settings:off")
    async def off(self, interaction: Interaction, section: int) -> None:
        """The hall of fame or the digest is to end."""
        await _change(interaction, *turned_off(section))

    @on_press("settings:zone")
    async def ask_zone(self, interaction: Interaction, _: int) -> None:
        """Ask for the time zone."""
        settings = await services(interaction).guilds.settings(actor_of(interaction))
        await replies.open_form(interaction, forms.zone_form(settings.digest_zone))

    @on_submit("settings:zone")
    async def zone(self, interaction: Interaction, fields: Fields, _: int) -> None:
        """A time zone was typed."""
        await _set_zone(interaction, fields.text("zone"))

    @on_press("settings:words")
    async def ask_words(self, interaction: Interaction, _: int) -> None:
        """Ask for the words to block."""
        settings = await services(interaction).guilds.settings(actor_of(interaction))
        await replies.open_form(interaction, forms.words_form(settings.guard_words))

    @on_submit("settings:words")
    async def words(self, interaction: Interaction, fields: Fields, _: int) -> None:
        """The words to block were typed."""
        keep_words(interaction, fields.text("words"))
        words = read_words(fields.text("words"))
        await _change(interaction, Section.GUARDS, lambda settings: replace(settings, guard_words=words))


async def _set_zone(interaction: Interaction, typed: str) -> None:
    """Set the time zone that was typed or picked, or offer those that it may be meant for."""
    try:
        zone = await asyncio.to_thread(read_zone, typed)
    except UnknownZone as unknown:
        settings = await services(interaction).guilds.settings(actor_of(interaction))
        sentence = f"❌ {escape(unknown.sentence)}"
        await _show(interaction, settings, Section.DIGEST, sentence, unknown.nearest)
    else:
        await _change(interaction, Section.DIGEST, lambda settings: replace(settings, digest_zone=zone))


async def _open(interaction: Interaction, number: int) -> None:
    settings = await services(interaction).guilds.settings(actor_of(interaction))
    section = Section(number) if number in {each.value for each in Section} else Section.OVERVIEW
    await _show(interaction, settings, section)


async def _change(interaction: Interaction, section: Section, change: Change) -> None:
    made = await services(interaction).guilds.change(actor_of(interaction), change)
    await _show(interaction, made.after, section, done(made, section))


async def _show(
    interaction: Interaction,
    settings: GuildSettings,
    section: Section,
    said: str = "",
    nearest: Sequence[str] = (),
) -> None:
    guild = _guild(interaction)
    problems = {each: list(find(guild, settings)) for each, find in _PROBLEMS.items()}
    chosen_ids = (
        *(settings.destination_channel, settings.fame_channel, settings.digest_channel),
        *settings.moderator_roles,
    )
    gone = frozenset(each for each in chosen_ids if not (guild.get_channel(each) or guild.get_role(each)))
    await turn_to(interaction, settings_page(SettingsPanel(settings, section, problems, gone, said, nearest)))


def _guild(interaction: Interaction) -> discord.Guild:
    """The server, with its channels and roles; raises `Refusal` while Discord has not told us of it."""
    if interaction.guild is None or interaction.guild.unavailable:
        raise Refusal("Discord has not told me of this server yet. Try again in a minute.")
    return interaction.guild


def _review_problems(guild: discord.Guild, settings: GuildSettings) -> Iterator[str]:
    if settings.goes_to is not settings.destination:
        yield "No channel is chosen yet, so cards stand where the reviews are written."
    elif settings.goes_to is not Destination.HERE and (
        found := problem(guild, settings.destination_channel, settings.destination)
    ):
        yield f"{found} Until then, cards stand where the reviews are written."


def _channel_problems(field: str, guild: discord.Guild, settings: GuildSettings) -> Iterator[str]:
    channel_id: int = getattr(settings, field)
    if channel_id and (found := problem(guild, channel_id, Destination.CHANNEL)):
        yield f"{found} Until then, nothing is posted there."


def _role_problems(guild: discord.Guild, settings: GuildSettings) -> Iterator[str]:
    roles = [guild.get_role(role_id) for role_id in settings.moderator_roles]
    if None in roles:
        yield "A role that was chosen is not there any more. Choose the roles once more."
    weak = [
        role.mention
        for role in roles
        if role and not (role.permissions.manage_messages or role.permissions.administrator)
    ]
    if weak:
        yield (
            f"{listed(weak, 8)} can't see `/moderation` without *Manage Messages*. Let that role use it in "
            "*Server Settings › Integrations › Encore*."
        )


_PROBLEMS: Mapping[Section, Callable[[discord.Guild, GuildSettings], Iterator[str]]] = {
    Section.REVIEWS: _review_problems,
    Section.FAME: partial(_channel_problems, "fame_channel"),
    Section.DIGEST: partial(_channel_problems, "digest_channel"),
    Section.MODERATORS: _role_problems,
}
