"""The settings of a server: one panel in sections, each with what can be chosen there."""

from typing import Any

import discord
from discord import ui

from bot.domain.server.setting import SettingsSection
from bot.ui.layout import Layout, button, custom_id, panel_page, row, rule
from bot.ui.pages.server.settings.controls import SettingsPanel, controls_of
from bot.ui.pages.server.settings.words import SECTIONS


def settings_page(open_: SettingsPanel) -> Layout:
    """The panel at its section: what can be chosen there, what is amiss, and the way to the others."""
    section = open_.section
    words = SECTIONS[section]
    heading = "### Settings" + (f" › {words.title}\n-# {words.about}" if section else "")
    amiss = _amiss(open_)
    return panel_page(
        heading,
        *([open_.done] if open_.done else []),
        *(controls_of(open_) if section else [words.state(open_.settings)]),
        *([amiss, row(button("Check again", "settings:open", section))] if amiss else []),
        rule(),
        _sections(section),
    )


def _amiss(open_: SettingsPanel) -> str:
    """What is amiss here; on the overview, everywhere."""
    if open_.section:
        return "\n".join(f"⚠️ {sentence}" for sentence in open_.problems.get(open_.section, ()))
    found = ((section, sentence) for section, each in open_.problems.items() for sentence in each)
    return "\n".join(f"⚠️ **{SECTIONS[section].title}:** {sentence}" for section, sentence in found)


def _sections(here: SettingsSection) -> ui.ActionRow[Any]:
    options = [
        discord.SelectOption(label=words.title, value=str(section.value), default=section is here)
        for section, words in SECTIONS.items()
    ]
    return row(ui.Select(custom_id=custom_id("settings:section", 0), options=options, id=200 + here))
