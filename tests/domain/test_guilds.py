"""What a server can set."""

from dataclasses import replace

import pytest

from bot.domain.errors import Refusal
from bot.domain.server.settings import (
    SETTINGS,
    WORD_LIMIT,
    WORDS_LIMIT,
    Destination,
    GuildSettings,
    SettingsChange,
    changed_fields,
    read_words,
    recorded,
    set_destination,
)

HERE, CHANNEL, FORUM, THREADS = Destination
NUMBERS = {
    "destination": 1,
    "destination_channel": 2,
    "adding": 3,
    "fame_channel": 4,
    "fame_votes": 5,
    "digest_channel": 6,
    "digest_weekday": 7,
    "digest_hour": 8,
    "digest_zone": 9,
    "guard_account_days": 10,
    "guard_member_days": 11,
    "guard_cooldown_minutes": 12,
    "guard_links": 13,
    "moderator_roles": 14,
    "theme": 15,
}


def test_numbers_in_the_addresses_of_panels_that_stand_already_stay() -> None:
    numbers = {name: declared.number for name, declared in SETTINGS.items()}
    assert numbers.items() >= NUMBERS.items(), "a setting's number never changes"
    assert len(set(numbers.values())) == len(numbers), f"the next number is {max(numbers.values()) + 1}"


@pytest.mark.parametrize(
    ("before", "after", "keeps_channel"),
    [
        (CHANNEL, THREADS, True),
        (THREADS, CHANNEL, True),
        (FORUM, FORUM, True),
        (CHANNEL, FORUM, False),
        (FORUM, THREADS, False),
        (THREADS, HERE, False),
    ],
)
def test_the_channel_stays_when_it_fits_the_new_destination(
    before: Destination, after: Destination, keeps_channel: bool
) -> None:
    settings = GuildSettings(destination=before, destination_channel=8)
    changed = set_destination(settings, after)
    assert changed == replace(settings, destination=after, destination_channel=8 * keeps_channel)


def test_without_a_channel_cards_stand_where_reviews_are_written() -> None:
    assert GuildSettings(destination=FORUM).goes_to is HERE
    assert GuildSettings(destination=FORUM, destination_channel=8).goes_to is FORUM


def test_blocked_words_are_read_a_line_each_once() -> None:
    assert read_words("  Buy   now\n\nspoiler.example\nBUY NOW") == ("BUY NOW", "spoiler.example")
    assert read_words("") == ()


@pytest.mark.parametrize(
    "typed", ["\n".join(map(str, range(WORDS_LIMIT + 1))), "x" * (WORD_LIMIT + 1)], ids=["many", "long"]
)
def test_too_many_or_too_long_words_are_refused_and_given_back(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_words(typed)
    assert refused.value.typed == typed


def test_a_star_behind_a_word_blocks_its_endings() -> None:
    assert read_words("crumpet*\nhot crumpet*\nクラン＊\nहिन्दी*") == (
        "crumpet*",
        "hot crumpet*",
        "クラン*",
        "हिन्दी*",
    )


@pytest.mark.parametrize("word", ["*", "**", "＊", "a*", "*crumpet", "crum*pet", "crumpet**", "hot *", "! *"])
def test_a_star_that_would_block_too_much_or_nothing_is_refused(word: str) -> None:
    with pytest.raises(Refusal, match=r"A \* stands for any ending") as refused:
        read_words(f"fine\n{word}")
    assert refused.value.typed == f"fine\n{word}"


def test_a_change_is_recorded_field_by_field() -> None:
    before = GuildSettings(moderator_roles=(1,))
    change = SettingsChange(before, replace(before, fame_votes=8, moderator_roles=(), destination=FORUM))
    assert changed_fields(change) == ("destination", "fame_votes", "moderator_roles")
    assert recorded(change) == "destination: here → forum\nfame votes: 5 → 8\nmoderator roles: 1 → none"
    assert changed_fields(SettingsChange(before, before)) == ()
