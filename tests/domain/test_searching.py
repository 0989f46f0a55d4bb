"""Words as they are found: one token for all spellings, in any script, and their places in the text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.text.searching import LONGEST, Place, places, words

texts = st.text(
    st.sampled_from(" \n'’\"-.,|*_é́ßİıæøĳⅣ½ﬁ९गि音楽のガｶﾞー々愛한국한ไทยำ่ລາວខ្មែរعَلَيهي\u200bـ\u200c😀👩‍🚀s")
    | st.characters(exclude_categories=["Cs"])
    | st.sampled_from("abehiosxz1")
)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Café", "CAFE", "cafe\u0301", "ｃａｆé"),
        ("O'Brien", "O’Brien", "obrien", "O'BRIEN'S"),
        ("movie", "movies", "Movie’s"),
        ("watch", "watches"),
        ("box", "boxes"),
        ("hero", "heroes"),
        ("story", "stories"),
        ("house", "houses"),
        ("episode", "episodes"),
        ("straße", "STRASSE"),
        ("Æon", "aeon"),
        ("ёлка", "ЁЛКА", "елка"),
        ("كتاب", "كِتَابٌ", "كتـاب"),
        ("שלום", "שָׁלוֹם"),
        ("ガラス", "ｶﾞﾗｽ", "カ\u3099ラス"),
        ("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8"),
        ("re\u00adview", "review"),
        ("می\u200cخواهم", "میخواهم"),
    ],
)
def test_spellings_of_one_word_are_the_same(spellings: tuple[str, ...]) -> None:
    assert {tuple(words(spelling)) for spelling in spellings} == {tuple(words(spellings[0]))}
    assert words(spellings[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [("йод", "иод"), ("ガラス", "カラス"), ("glass", "gla"), ("bus", "bu"), ("use", "us"), ("हिन्दी", "हनद")],
)
def test_other_words_are_others(one: str, other: str) -> None:
    assert words(one) != words(other)


def test_scripts_without_spaces_give_every_two_letters() -> None:
    assert words("音楽の Netflixの愛! 愛") == ["音楽", "楽の", "netflix", "の愛", "愛"]
    assert words("한국어") == ["한국", "국어"]
    assert words("หนัง") == ["หน", "นั", "ัง"]
    assert words("ບໍ່ດີ")[0] == "ບໍ"


def test_punctuation_parts_words_and_articles_stand_alone() -> None:
    assert words("sci-fi, (good)||bad|| l’amour d'Artagnan rock'n'roll 3.5") == [
        *("sci", "fi", "good", "bad", "l", "amour", "d", "artagnan", "rocknroll", "3", "5")
    ]
    assert words("*** \" '' 😀 ★★★½"[:-1]) == []


def test_a_word_counts_by_its_beginning() -> None:
    assert words("a" * 40_000) == ["a" * LONGEST]


@given(texts)
def test_tokens_are_letters_and_digits_only(text: str) -> None:
    for token in words(text):
        assert token
        assert all(unicodedata.category(char)[0] in "LMN" for char in token), token
        assert not any("A" <= char <= "Z" for char in token)


@given(texts)
def test_places_are_those_of_the_words(text: str) -> None:
    tokens = words(text)
    found = list(places(text, set(tokens)))
    assert [(place.word, place.number) for place in found] == [
        (token, number) for number, token in enumerate(tokens)
    ]
    for place in found:
        assert 0 <= place.start < place.end <= len(text)
        assert place.word in words(text[place.start : place.end])


@given(texts, texts)
def test_words_stay_what_they_are_between_others(text: str, other: str) -> None:
    assert words(f"{text} {other}") == words(text) + words(other)


def test_only_what_is_wanted_is_told() -> None:
    assert list(places("The drummers’ drums and 音楽", {"drum", "音楽"})) == [
        Place("drum", 2, 14, 19),
        Place("音楽", 4, 24, 26),
    ]
