"""The settings of a server: one panel in sections, each with what can be chosen there."""

from typing import Any

import discord
from discord import ui

from bot.domain.guilds import GuildSettings, Section
from bot.ui.layout import Layout, button, custom_id, panel, row, rule
from bot.ui.pages.settings.controls import CONTROLS, SettingsPanel, number_of
from bot.ui.pages.settings.states import ABOUT, STATES, TITLES, state


def settings_page(open_: SettingsPanel) -> Layout:
    """The panel at its section: what can be chosen there, what is amiss, and the way to the others."""
    section = open_.section
    heading = "### Settings" + (f" › {TITLES[section]}\n-# {ABOUT[section]}" if section else "")
    amiss = _amiss(open_)
    return Layout(
        panel(
            heading,
            *([open_.done] if open_.done else []),
            *([_overview(open_.settings)] if section is Section.OVERVIEW else CONTROLS[section](open_)),
            *([amiss, row(button("Check again", "settings:open", section))] if amiss else []),
            rule(),
            _sections(section),
        )
    )


def _overview(settings: GuildSettings) -> str:
    return "\n".join(f"**{TITLES[section]}** · {state(settings, section)}" for section in STATES)


def _amiss(open_: SettingsPanel) -> str:
    """What is amiss here; on the overview, everywhere."""
    if open_.section is not Section.OVERVIEW:
        return "\n".join(f"⚠️ {sentence}" for sentence in open_.problems.get(open_.section, ()))
    found = ((section, sentence) for section, each in open_.problems.items() for sentence in each)
    return "\n".join(f"⚠️ **{TITLES[section]}:** {sentence}" for section, sentence in found)


def _sections(here: Section) -> ui.ActionRow[Any]:
    options = [
        discord.SelectOption(label=title, value=str(section.value), default=section is here)
        for section, title in TITLES.items()
    ]
    return row(ui.Select(custom_id=custom_id("settings:section", 0), options=options, id=number_of(here)))
