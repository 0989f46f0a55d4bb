"""The panel of a server's settings fits, whatever is set."""

import sys
from dataclasses import fields, replace
from inspect import getfile
from itertools import product
from pathlib import Path
from types import ModuleType

import pytest

from bot.domain.catalog.editing import AddingPolicy
from bot.domain.server.setting import SettingsSection
from bot.domain.server.settings import (
    SETTINGS,
    WORDS_LIMIT,
    Destination,
    GuildSettings,
    SettingsChange,
    Theme,
)
from bot.ui import forms
from bot.ui.layout import custom_id
from bot.ui.pages.server.settings import SettingsPanel, controls, settings_page, words
from bot.ui.pages.server.settings.words import SECTIONS, done
from tests.ui.examples import SNOWFLAKE, labels, options, problems, read

FULLEST = GuildSettings(
    AddingPolicy.APPROVAL,
    Destination.THREADS,
    SNOWFLAKE,
    SNOWFLAKE,
    100,
    SNOWFLAKE,
    2,
    23,
    "America/Argentina/ComodRivadavia",
    365,
    90,
    1_440,
    20,
    ("word",) * WORDS_LIMIT,
    tuple(SNOWFLAKE - at for at in range(25)),
    Theme.LIGHT,
)
ROLES = {SettingsSection.MODERATORS: [" and ".join(f"<@&{role}>" for role in FULLEST.moderator_roles[:8])]}
AMISS = {section: ["There is much amiss here. " * 10] for section in SettingsSection if section} | ROLES


def file_of(what: ModuleType | type) -> Path:
    """Where something is written, from the root of the project."""
    return Path(getfile(what)).relative_to(Path(__file__).parents[2])


@pytest.mark.parametrize("name", [field.name for field in fields(GuildSettings)])
async def test_a_setting_is_declared_and_the_panel_shows_it_and_says_how_it_is_set(name: str) -> None:
    assert name in SETTINGS, f"declare `{name}`: annotate it with a `Setting` in {file_of(GuildSettings)}"
    declared, default = SETTINGS[name], getattr(GuildSettings(), name)
    assert name in words.LABELS, f"add what the control of `{name}` says to LABELS in {file_of(words)}"
    assert getattr(FULLEST, name) != default, f"set `{name}` in FULLEST, in {file_of(sys.modules[__name__])}"

    page = settings_page(SettingsPanel(FULLEST, declared.section, {}, nearest=["UTC"]))
    select = custom_id("settings:choose", declared.number)
    shown = {*labels(page), *(getattr(item, "custom_id", None) for item in page.walk_children())}
    assert shown & {select, words.LABELS[name](FULLEST)}, (
        f"nothing on the panel sets `{name}`: show its kind of control in {file_of(controls)}"
    )

    state = SECTIONS[declared.section].state
    assert state(FULLEST) != state(replace(FULLEST, **{name: default})), (
        f"how `{name}` is set is said nowhere: add it to its section's state in {file_of(words)}"
    )


def test_every_section_has_its_words_and_every_label_its_setting() -> None:
    assert set(SECTIONS) == set(SettingsSection), f"add the section to SECTIONS in {file_of(words)}"
    assert words.LABELS.keys() <= SETTINGS.keys(), f"take it out of LABELS in {file_of(words)}"


@pytest.mark.parametrize("settings", [GuildSettings(), FULLEST], ids=["new", "fullest"])
@pytest.mark.parametrize("section", SettingsSection)
async def test_every_section_fits(section: SettingsSection, settings: GuildSettings) -> None:
    said = "✅ " + "It is so. " * 30
    for gone, amiss, nearest in product(
        (frozenset({SNOWFLAKE}), frozenset[int]()), (AMISS, {}), ((), ("UTC",))
    ):
        page = settings_page(SettingsPanel(settings, section, amiss, gone, said, nearest))
        assert problems(page) == []


async def test_what_is_set_is_chosen_in_the_selects():
    chosen = {
        each.label
        for each in options(settings_page(SettingsPanel(FULLEST, SettingsSection.DIGEST, {})))
        if each.default
    }
    assert chosen == {"Every Wednesday", "At 23:00", "Weekly digest"}


async def test_a_number_that_is_not_offered_is_shown_all_the_same():
    settings = replace(FULLEST, guard_links=4)
    chosen = [
        each.label
        for each in options(settings_page(SettingsPanel(settings, SettingsSection.GUARDS, {})))
        if each.default
    ]
    assert "4 links in a review at most" in chosen


async def test_what_is_amiss_can_be_looked_at_again():
    page = settings_page(
        SettingsPanel(FULLEST, SettingsSection.FAME, {SettingsSection.FAME: ["I lack **Send Messages**."]})
    )
    assert "⚠️ I lack **Send Messages**." in read(page)
    assert "Check again" in labels(page)
    overview = read(
        settings_page(
            SettingsPanel(FULLEST, SettingsSection.OVERVIEW, {SettingsSection.FAME: ["It is gone."]})
        )
    )
    assert "⚠️ **Hall of fame:** It is gone." in overview


@pytest.mark.parametrize(
    ("section", "settings", "sentence"),
    [
        (SettingsSection.REVIEWS, GuildSettings(), "Reviews are posted where /review is used."),
        (
            SettingsSection.REVIEWS,
            FULLEST,
            f"The cards of new reviews go to <#{SNOWFLAKE}>, in a thread for each show.",
        ),
        (
            SettingsSection.FAME,
            FULLEST,
            f"Reviews with 100 helpful votes or more are shown in <#{SNOWFLAKE}> too.",
        ),
        (
            SettingsSection.DIGEST,
            GuildSettings(),
            "There is no weekly digest. Once you choose a channel, it comes on Mondays at 18:00 (UTC).",
        ),
        (SettingsSection.GUARDS, GuildSettings(), "Everybody may write reviews at any time."),
        (
            SettingsSection.GUARDS,
            FULLEST,
            "Who writes a review needs an account that is 365 days old, 90 days on this server and 1 day "
            "since the last. A review may have 20 links at most. 200 words may not be used.",
        ),
        (
            SettingsSection.GUARDS,
            GuildSettings(guard_links=-1),
            "Everybody may write reviews at any time. A review may have no links.",
        ),
        (
            SettingsSection.MODERATORS,
            GuildSettings(),
            "Moderators are those with *Manage Messages* in the whole server.",
        ),
        (SettingsSection.PICTURES, FULLEST, "Charts are light."),
    ],
)
def test_how_a_section_is_set_is_said_in_a_sentence(
    section: SettingsSection, settings: GuildSettings, sentence: str
) -> None:
    assert SECTIONS[section].state(settings) == sentence
    assert (
        done(SettingsChange(replace(settings, digest_hour=1, theme=Theme.DARK), settings), section)
        == f"✅ {sentence}"
    )


async def test_the_forms_are_filled_in():
    zone, words = forms.zone_form("Europe/Berlin"), forms.words_form(["casino", "buy now"])
    assert "Europe/Berlin" in str(zone.to_dict())
    assert "casino\\nbuy now" in str(words.to_dict())
