"""`/settings`, the panel's controls, and its forms."""

import asyncio
from collections.abc import Sequence

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Fields, Interaction, chosen, on_press, on_submit
from bot.client.funnel import keep_words
from bot.domain.errors import Refusal
from bot.domain.server.setting import SettingsSection
from bot.domain.server.settings import SETTINGS, GuildSettings, read_words
from bot.domain.server.zones import UnknownZone, read_zone
from bot.domain.text import escape
from bot.ui import forms, replies
from bot.ui.pages.server.settings import SettingsPanel, settings_page
from bot.ui.pages.server.settings.words import done
from cogs._shared import actor_of, services, turn_to
from cogs.settings.changes import Change, change_of, set_to, turned_off
from cogs.settings.problems import gone, problems


class Settings(commands.Cog):
    """The panel: its sections, what is chosen there, and its forms. State is read again on every press."""

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    async def settings(self, interaction: Interaction) -> None:
        """For those who manage the server: where reviews go, the digest, guards and more"""
        await _open(interaction, SettingsSection.OVERVIEW)

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
        if choice == SETTINGS["digest_zone"].number:
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
        settings = await services(interaction).settings.settings(actor_of(interaction))
        await replies.open_form(interaction, forms.zone_form(settings.digest_zone))

    @on_submit("settings:zone")
    async def zone(self, interaction: Interaction, fields: Fields, _: int) -> None:
        """A time zone was typed."""
        await _set_zone(interaction, fields.text("zone"))

    @on_press("settings:words")
    async def ask_words(self, interaction: Interaction, _: int) -> None:
        """Ask for the words to block."""
        settings = await services(interaction).settings.settings(actor_of(interaction))
        await replies.open_form(interaction, forms.words_form(settings.guard_words))

    @on_submit("settings:words")
    async def words(self, interaction: Interaction, fields: Fields, _: int) -> None:
        """The words to block were typed."""
        keep_words(interaction, fields.text("words"))
        await _change(interaction, *set_to("guard_words", read_words(fields.text("words"))))


async def _set_zone(interaction: Interaction, typed: str) -> None:
    """Set the time zone that was typed or picked, or offer those that it may be meant for."""
    try:
        zone = await asyncio.to_thread(read_zone, typed)
    except UnknownZone as unknown:
        settings = await services(interaction).settings.settings(actor_of(interaction))
        sentence = f"❌ {escape(unknown.sentence)}"
        await _show(interaction, settings, SettingsSection.DIGEST, sentence, unknown.nearest)
    else:
        await _change(interaction, *set_to("digest_zone", zone))


async def _open(interaction: Interaction, number: int) -> None:
    settings = await services(interaction).settings.settings(actor_of(interaction))
    section = next((each for each in SettingsSection if each == number), SettingsSection.OVERVIEW)
    await _show(interaction, settings, section)


async def _change(interaction: Interaction, section: SettingsSection, change: Change) -> None:
    made = await services(interaction).settings.change(actor_of(interaction), change)
    await _show(interaction, made.after, section, done(made, section))


async def _show(
    interaction: Interaction,
    settings: GuildSettings,
    section: SettingsSection,
    said: str = "",
    nearest: Sequence[str] = (),
) -> None:
    guild = _guild(interaction)
    amiss = problems(guild, settings), gone(guild, settings)
    await turn_to(interaction, settings_page(SettingsPanel(settings, section, *amiss, said, nearest)))


def _guild(interaction: Interaction) -> discord.Guild:
    """The server, with its channels and roles; raises `Refusal` while Discord has not told us of it."""
    if interaction.guild is None or interaction.guild.unavailable:
        raise Refusal("Discord has not told me of this server yet. Try again in a minute.")
    return interaction.guild
