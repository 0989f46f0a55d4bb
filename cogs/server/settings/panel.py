"""`/settings`, the panel's controls, and its forms."""

import asyncio
from collections.abc import Sequence

import discord
from discord import app_commands

from bot.client import Cog, Fields, Request, command, on_press, on_submit
from bot.domain.errors import Refusal
from bot.domain.server.setting import SettingsSection
from bot.domain.server.settings import SETTINGS, GuildSettings, read_words
from bot.domain.server.zones import UnknownZone, read_zone
from bot.domain.text import escape
from bot.ui import forms
from bot.ui.pages.delivery.waiting import waits_line
from bot.ui.pages.server.settings import SettingsPanel, settings_page
from bot.ui.pages.server.settings.words import done
from cogs.server.settings.changes import Change, change_of, set_to, turned_off
from cogs.server.settings.problems import gone, problems


class SettingsCog(Cog):
    """The panel: its sections, what is chosen there, and its forms. State is read again on every press."""

    @command()
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    async def settings(self, ask: Request) -> None:
        """For those who manage the server: where reviews go, the digest, guards and more"""
        await _open(ask, SettingsSection.OVERVIEW)

    @on_press("settings:open")
    async def open(self, ask: Request, section: int) -> None:
        """Look at a section, or look again."""
        await _open(ask, section)

    @on_press("settings:section")
    async def section(self, ask: Request, _: int) -> None:
        """Another section was chosen."""
        await _open(ask, int(ask.chosen[0]))

    @on_press("settings:choose")
    async def choose(self, ask: Request, choice: int) -> None:
        """Something was chosen from a select of the panel."""
        values = ask.chosen
        if choice == SETTINGS["digest_zone"].number:
            await _set_zone(ask, values[0])
        else:
            await _change(ask, *change_of(_guild(ask), choice, values))

    @on_press("settings:off")
    async def off(self, ask: Request, section: int) -> None:
        """The hall of fame or the digest is to end."""
        await _change(ask, *turned_off(section))

    @on_press("settings:zone")
    async def ask_zone(self, ask: Request, _: int) -> None:
        """Ask for the time zone."""
        settings = await ask.services.settings.settings(ask.actor)
        await ask.open(forms.zone_form(settings.digest_zone), "settings:zone", 0)

    @on_submit("settings:zone")
    async def zone(self, ask: Request, fields: Fields, _: int) -> None:
        """A time zone was typed."""
        await _set_zone(ask, fields.text("zone"))

    @on_press("settings:words")
    async def ask_words(self, ask: Request, _: int) -> None:
        """Ask for the words to block."""
        settings = await ask.services.settings.settings(ask.actor)
        await ask.open(forms.words_form(settings.guard_words), "settings:words", 0)

    @on_submit("settings:words")
    async def words(self, ask: Request, fields: Fields, _: int) -> None:
        """The words to block were typed."""
        ask.keep(fields.text("words"))
        await _change(ask, *set_to("guard_words", read_words(fields.text("words"))))


async def _set_zone(ask: Request, typed: str) -> None:
    """Set the time zone that was typed or picked, or offer those that it may be meant for."""
    try:
        zone = await asyncio.to_thread(read_zone, typed)
    except UnknownZone as unknown:
        settings = await ask.services.settings.settings(ask.actor)
        sentence = f"❌ {escape(unknown.sentence)}"
        await _show(ask, settings, SettingsSection.DIGEST, sentence, unknown.nearest)
    else:
        await _change(ask, *set_to("digest_zone", zone))


async def _open(ask: Request, number: int) -> None:
    settings = await ask.services.settings.settings(ask.actor)
    section = next((each for each in SettingsSection if each == number), SettingsSection.OVERVIEW)
    await _show(ask, settings, section)


async def _change(ask: Request, section: SettingsSection, change: Change) -> None:
    made = await ask.services.settings.change(ask.actor, change)
    await _show(ask, made.after, section, done(made, section))


async def _show(
    ask: Request,
    settings: GuildSettings,
    section: SettingsSection,
    said: str = "",
    nearest: Sequence[str] = (),
) -> None:
    guild = _guild(ask)
    found = problems(guild, settings)
    if stuck := await ask.services.delivery.count_stuck(ask.actor.guild_id):
        waits = waits_line(stuck, ask.bot.command_list.mention("moderation waiting"))
        found[SettingsSection.REVIEWS] = [*found.get(SettingsSection.REVIEWS, ()), waits]
    amiss = found, gone(guild, settings)
    await ask.show(settings_page(SettingsPanel(settings, section, *amiss, said, nearest)))


def _guild(ask: Request) -> discord.Guild:
    """The server, with its channels and roles; raises `Refusal` while Discord has not told us of it."""
    if ask.interaction.guild is None or ask.interaction.guild.unavailable:
        raise Refusal("Discord has not told me of this server yet. Try again in a minute.")
    return ask.interaction.guild
