"""The panel of a server's settings fits, whatever is set."""

from dataclasses import replace
from itertools import product

import pytest

from bot.domain.catalog import Adding
from bot.domain.guilds import WORDS_LIMIT, Destination, GuildSettings, Section, SettingsChange, Theme
from bot.ui import forms
from bot.ui.pages.settings import SettingsPanel, settings_page
from bot.ui.pages.settings.states import done, state
from tests.ui.examples import SNOWFLAKE, labels, options, problems, read

FULLEST = GuildSettings(
    Adding.APPROVAL,
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
ROLES = {Section.MODERATORS: [" and ".join(f"<@&{role}>" for role in FULLEST.moderator_roles[:8])]}
AMISS = {section: ["There is much amiss here. " * 10] for section in Section if section} | ROLES


@pytest.mark.parametrize("settings", [GuildSettings(), FULLEST], ids=["new", "fullest"])
@pytest.mark.parametrize("section", Section)
async def test_every_section_fits(section: Section, settings: GuildSettings) -> None:
    said = "✅ " + "It is so. " * 30
    for gone, amiss, nearest in product(
        (frozenset({SNOWFLAKE}), frozenset[int]()), (AMISS, {}), ((), ("UTC",))
    ):
        page = settings_page(SettingsPanel(settings, section, amiss, gone, said, nearest))
        assert problems(page) == []


async def test_what_is_set_is_chosen_in_the_selects():
    chosen = {
        each.label
        for each in options(settings_page(SettingsPanel(FULLEST, Section.DIGEST, {})))
        if each.default
    }
    assert chosen == {"Every Wednesday", "At 23:00", "Weekly digest"}


async def test_a_number_that_is_not_offered_is_shown_all_the_same():
    settings = replace(FULLEST, guard_links=4)
    chosen = [
        each.label
        for each in options(settings_page(SettingsPanel(settings, Section.GUARDS, {})))
        if each.default
    ]
    assert "4 links in a review at most" in chosen


async def test_what_is_amiss_can_be_looked_at_again():
    page = settings_page(SettingsPanel(FULLEST, Section.FAME, {Section.FAME: ["I lack **Send Messages**."]}))
    assert "⚠️ I lack **Send Messages**." in read(page)
    assert "Check again" in labels(page)
    overview = read(settings_page(SettingsPanel(FULLEST, Section.OVERVIEW, {Section.FAME: ["It is gone."]})))
    assert "⚠️ **Hall of fame:** It is gone." in overview


@pytest.mark.parametrize(
    ("section", "settings", "sentence"),
    [
        (Section.REVIEWS, GuildSettings(), "The cards of reviews stand where these are written."),
        (
            Section.REVIEWS,
            FULLEST,
            f"The cards of new reviews go to <#{SNOWFLAKE}>, in a thread for each show.",
        ),
        (Section.FAME, FULLEST, f"Reviews with 100 helpful votes or more are shown in <#{SNOWFLAKE}> too."),
        (
            Section.DIGEST,
            GuildSettings(),
            "There is no weekly digest. Once you choose a channel, it comes on Mondays at 18:00 (UTC).",
        ),
        (Section.GUARDS, GuildSettings(), "Everybody may write reviews at any time."),
        (
            Section.GUARDS,
            FULLEST,
            "Who writes a review needs an account that is 365 days old, 90 days on this server and 1 day "
            "since the last. A review may have 20 links at most. 200 words may not be used.",
        ),
        (
            Section.GUARDS,
            GuildSettings(guard_links=-1),
            "Everybody may write reviews at any time. A review may have no links.",
        ),
        (Section.MODERATORS, GuildSettings(), "Whoever has *Manage Messages* may moderate reviews."),
        (Section.PICTURES, FULLEST, "Charts are light."),
    ],
)
def test_how_a_section_is_set_is_said_in_a_sentence(
    section: Section, settings: GuildSettings, sentence: str
) -> None:
    assert state(settings, section) == sentence
    assert (
        done(SettingsChange(replace(settings, digest_hour=1, theme=Theme.DARK), settings), section)
        == f"✅ {sentence}"
    )


async def test_the_forms_are_filled_in():
    zone, words = forms.zone_form("Europe/Berlin"), forms.words_form(["casino", "buy now"])
    assert "Europe/Berlin" in str(zone.to_dict())
    assert "casino\\nbuy now" in str(words.to_dict())
