"""What a server asks of a review before it is taken."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalog.shows import Credit, Facts, Job
from bot.domain.errors import Refusal
from bot.domain.ids import Millis, UserId
from bot.domain.reviews import guards
from bot.domain.reviews.review import Words
from bot.domain.server.settings import GuildSettings

NOTHING_SET = GuildSettings()
NOW = 1_800_000_000_000
MINUTE, DAY = 60_000, 24 * 3_600_000


def account_made_at(at: Millis) -> int:
    """The id of an account made at a time (Unix ms)."""
    return (at - guards.DISCORD_EPOCH) << 22


def refusal(settings: GuildSettings, words: Words) -> str:
    with pytest.raises(Refusal) as refused:
        guards.check_words(settings, words)
    assert refused.value.typed == f"{words.headline}\n{words.body}".strip()
    return refused.value.sentence


def test_an_account_says_when_it_was_made() -> None:
    # The example of Discord's documentation: 175928847299117063 was made at 2016-04-30 11:18:25.796 UTC.
    assert guards.created_at(175928847299117063) == 1_462_015_105_796


@given(st.text(), st.text(), st.integers(0, 2**63 - 1), st.integers(0, NOW))
def test_a_server_that_has_set_nothing_takes_everything(
    headline: str, body: str, user_id: UserId, joined_at: Millis
) -> None:
    guards.check_author(NOTHING_SET, user_id, joined_at, Millis(NOW), typed=body)
    guards.check_pause(NOTHING_SET, Millis(NOW), Millis(NOW), typed=body)
    guards.check_words(NOTHING_SET, Words(headline, body))


@pytest.mark.parametrize("days", [1, 7, 30])
def test_a_young_account_has_to_wait_and_is_told_until_when(days: int) -> None:
    settings = replace(NOTHING_SET, guard_account_days=days)
    made = NOW - days * DAY + MINUTE
    with pytest.raises(Refusal, match=rf"accounts for at least {days} day") as refused:
        guards.check_author(
            settings, UserId(account_made_at(Millis(made))), Millis(0), Millis(NOW), typed="Mine."
        )
    assert refused.value.typed == "Mine."
    assert f"<t:{(NOW + MINUTE) // 1000}:f>" in refused.value.sentence
    guards.check_author(
        settings, UserId(account_made_at(Millis(NOW - days * DAY))), Millis(0), Millis(NOW), typed="Mine."
    )


def test_a_new_member_has_to_wait() -> None:
    settings = replace(NOTHING_SET, guard_member_days=2)
    with pytest.raises(Refusal, match="who have been members for at least 2 days"):
        guards.check_author(settings, UserId(1), Millis(NOW - 2 * DAY + 1), Millis(NOW), typed="")
    guards.check_author(settings, UserId(1), Millis(NOW - 2 * DAY), Millis(NOW), typed="")
    guards.check_author(
        settings, UserId(1), Millis(0), Millis(NOW), typed=""
    )  # Discord did not say since when


def test_a_pause_between_two_reviews() -> None:
    settings = replace(NOTHING_SET, guard_cooldown_minutes=1)
    guards.check_pause(settings, None, Millis(NOW), typed="")
    guards.check_pause(settings, Millis(NOW - MINUTE), Millis(NOW), typed="")
    with pytest.raises(Refusal, match="1 minute must pass") as refused:
        guards.check_pause(settings, Millis(NOW - MINUTE + 1), Millis(NOW), typed="Again!")
    assert refused.value.typed == "Again!"


LINKS = {
    "See https://example.org/a?b=c": 1,
    "www.example.org and discord.gg/abc and http://x.y": 3,
    "[here](https://example.org)": 1,
    "It is 9.5 of 10. Great.Really e.g. this...": 0,
    "Dr. Strange, S.W.A.T. and 1.FC": 0,
    "https||://x.ai|| and ||x||.||com|| and ехample.com": 3,
    "steam://run/1 and example。com": 2,
    "ｗｗｗ．example．org and disc\u200bord.gg/abc": 2,
}


@pytest.mark.parametrize(("text", "count"), LINKS.items())
def test_links_are_counted(text: str, count: int) -> None:
    words = Words("", text)
    guards.check_words(replace(NOTHING_SET, guard_links=max(count, 1)), words)
    if count > 1:
        sentence = refusal(replace(NOTHING_SET, guard_links=count - 1), words)
        assert f"this one has {count}" in sentence
    if count:
        assert "no links" in refusal(replace(NOTHING_SET, guard_links=-1), words)
    else:
        guards.check_words(replace(NOTHING_SET, guard_links=-1), words)


BLOCKED = {
    ("bad", "That is BAD!"): True,
    ("bad", "bád, bаd (with a Cyrillic a)"): True,
    ("bad", "a ｂａｄ idea"): True,
    ("bad", "a badge"): False,
    ("two words", "These are two,  words."): True,
    ("two words", "These are two more words."): False,
    ("バカ", "このバカもの"): True,
    ("dumm", "Пишу, und das ist dumm"): True,
    ("crumpet*", "Two crumpets"): True,
    ("crumpet*", "CRÚMPETED, he was"): True,
    ("crumpet*", "a crumpet"): True,
    ("crumpet*", "a scrumpet"): False,
    ("hot crumpet*", "a hot, crumpety day"): True,
    ("crumpet*", "crum\u200bpets"): True,
    ("bad", "a ||bad|| word"): True,
    ("bad", "a b||a||d word"): True,
    ("bad", "no||bad||ge"): True,
    ("crumpet*", "||a||crum||pets||"): True,
    ("crumpet*", "eat||crum||pets"): True,
    ("crumpet", "||so||||crum||pet||s||"): True,
    ("crumpet*", "crum|| ||pet"): False,
    ("crumpet*", "crum**pet**s, crum_pets"): True,
    ("crumpet*", "c.r.u.m.p.e.t"): True,
    ("crumpet*", "a c r u m p e t"): True,
    ("crumpet*", "a crum pet"): False,
    ("crumpet*", "s-crumpet-y"): True,
    ("crumpet*", "🅲🆁🆄🅼🅿🅴🆃"): True,
    ("crumpet*", "🅒🅡🅤🅜🅟🅔🅣"): True,
    ("crumpet*", "🇨🇷🇺🇲🇵🇪🇹"): True,
    ("crumpet*", "\u202ecr\u202cυmpet, ϲrսmрet"): True,
    ("ύλη", "η ύλη"): True,
    ("hot crumpet", "hot||crumpet||"): True,
    ("कि", "किताब"): False,
    ("bad", "a b-side ad"): False,
    ("💀", "a 💀 here"): True,
    ("*", "anything"): False,
    ("!!!", "Wow!!! Yes"): False,
    ("", "anything"): False,
}


@pytest.mark.parametrize(("pair", "found"), BLOCKED.items())
def test_blocked_words_are_found_however_they_are_spelt(pair: tuple[str, str], found: bool) -> None:
    word, text = pair
    assert guards.blocked_word([word], text) == (word if found else None)
    if found:
        for words in (Words(text, ""), Words("", text)):
            assert f"“{word}”" in refusal(replace(NOTHING_SET, guard_words=("other", word)), words)


GLASS_HEART = Facts(
    ("Gurasu Hāto",), network="Netflix", credits=(Credit("Sato", Job.CAST, "Naoki", "drums"),)
)
PLACES: dict[str, object] = {
    "title": ("Hot crumpets", GLASS_HEART),
    "other title": ("Glass Heart", replace(GLASS_HEART, other_titles=("A", "Crumpets"))),
    "network": ("Glass Heart", replace(GLASS_HEART, network="Crumpet TV")),
    "genre": ("Glass Heart", replace(GLASS_HEART, genres=("Drama", "crumpety"))),
    "synopsis": ("Glass Heart", replace(GLASS_HEART, synopsis="They eat\ncrumpets.")),
    "cast": ("Glass Heart", replace(GLASS_HEART, credits=(Credit("Sato", Job.CAST, "Crumpeteer"),))),
    "role": ("Glass Heart", replace(GLASS_HEART, credits=(Credit("Sato", Job.CAST, "Naoki", "crumpets"),))),
}


@pytest.mark.parametrize("thing", PLACES.values(), ids=PLACES)
def test_every_text_of_a_show_is_looked_at(thing: tuple[str, Facts]) -> None:
    blocked = replace(NOTHING_SET, guard_words=("crumpet*",))
    with pytest.raises(Refusal, match=r"shows may not have “crumpet\*” in them") as refused:
        guards.check_words(blocked, thing)
    assert "rumpet" in refused.value.typed
    guards.check_words(blocked, ("Glass Heart", GLASS_HEART))
    guards.check_words(blocked, thing, before=thing)  # it stood there before the word was blocked
    with pytest.raises(Refusal):
        guards.check_words(blocked, (thing, "More crumpets"), before=thing)


def test_a_phrase_does_not_begin_in_one_fact_and_end_in_another() -> None:
    settings = replace(NOTHING_SET, guard_words=("Netflix Sato",))
    guards.check_words(settings, ("Glass Heart", GLASS_HEART))


def test_links_of_a_show_are_counted_together() -> None:
    facts = replace(GLASS_HEART, network="www.example.org", synopsis="See https://example.org.")
    guards.check_words(replace(NOTHING_SET, guard_links=2), ("Glass Heart", facts))
    with pytest.raises(Refusal, match="a show may have 1 link at most, and this one has 2"):
        guards.check_words(replace(NOTHING_SET, guard_links=1), ("Glass Heart", facts))


@given(st.text(max_size=60), st.lists(st.text(max_size=8), max_size=3))
def test_any_words_and_any_text_can_be_compared(text: str, blocked: list[str]) -> None:
    assert guards.blocked_word(blocked, text) in (None, *blocked)
