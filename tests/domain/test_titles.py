"""Titles made comparable."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.text.titles import review_title, title_key, words_key

any_text = st.text(st.characters(), max_size=300)  # with lone surrogates, NUL and unassigned characters
latin_letters = st.text(
    st.sampled_from("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZéüñçåőžæœøłßđðþ0123456789"),
    min_size=1,
)
invisible = st.sampled_from(
    ["", " ", "\u200b", "\u200d", "\u2060", "\u00ad", "\ufeff", "\u3164", "\u00a0", "\u202e"]
)
accents = st.text(st.characters(min_codepoint=0x300, max_codepoint=0x36F), max_size=3)


def wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


@given(any_text)
def test_a_key_is_its_own_key(title: str) -> None:
    assert title_key(title_key(title)) == title_key(title)
    assert words_key(words_key(title)) == words_key(title)
    assert title_key(words_key(title)) == title_key(title)


@given(any_text)
def test_keys_can_be_stored_and_have_single_spaces(title: str) -> None:
    assert " " not in title_key(title)
    assert words_key(title).split() == (words_key(title).split(" ") if words_key(title) else [])
    title_key(title).encode()


@given(latin_letters, st.lists(invisible, max_size=40), st.lists(accents, max_size=40))
def test_spaces_accents_and_invisible_characters_do_not_count(
    title: str, extra: list[str], marks: list[str]
) -> None:
    extra += [""] * len(title)
    marks += [""] * len(title)
    disguised = "".join(a + char + b for a, char, b in zip(extra, title, marks, strict=False))
    assert title_key(disguised) == title_key(title)


@given(latin_letters)
def test_case_and_width_and_normal_form_do_not_count(title: str) -> None:
    for other in (title.upper(), title.lower(), wide(title), unicodedata.normalize("NFD", title)):
        assert title_key(other) == title_key(title)


@given(st.text(st.sampled_from("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя "), min_size=1))
def test_cyrillic_titles_do_not_depend_on_case_or_spaces(title: str) -> None:
    assert title_key(title.upper()) == title_key(title)
    assert title_key(title.replace(" ", "")) == title_key(title)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Glass Heart", "GLASS  HEART"),
        ("Glass Heart", "glassheart"),
        ("Glass Heart", "Ｇｌａｓｓ　Ｈｅａｒｔ"),
        ("Glass Heart", "Glаss Heаrt"),  # with Cyrillic а
        ("Glass Heart", "𝔊𝔩𝔞𝔰𝔰 ℌ𝔢𝔞𝔯𝔱"),
        ("Glass Heart", "ɢʟᴀss ʜᴇᴀʀᴛ"),
        ("Glass Heart", "G\u0336l\u0336a\u0336s\u0336s\u0336 H\u0336e\u0336a\u0336r\u0336t\u0336"),
        ("THE OFFICE", "ТНЕ ОFFICE"),  # Cyrillic but for FFICE
        ("Coco", "Сосо"),  # wholly Cyrillic
        ("Сто лет", "Сто лeт"),  # with Latin e
        ("Αγάπη", "Aγάπη"),  # with Latin A
        ("グラスハート", "ｸﾞﾗｽﾊｰﾄ"),
        ("グラスハート", "ク\u3099ラスハート"),
        ("グラスハート", "グラス・ハート"),
        ("べる", "ベる"),  # hiragana and katakana BE
        ("한국", unicodedata.normalize("NFD", "한국")),
        ("Amélie", "Amelie"),
        ("Œuvre Straße", "oeuvre strasse"),
        ("Ёлки", "Елки"),
        ("İstanbul", "istanbul"),
        ("Don’t Look Up", "Dont look up!"),
        ("9½ Weeks", "9 1/2 weeks"),
        ("Rocky Ⅱ", "Rocky II"),
    ],
)
def test_the_same_show(one: str, other: str) -> None:
    assert title_key(one) == title_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ガラス", "カラス"),
        ("ハート", "バート"),
        ("Мой", "Мои"),
        ("Тор", "Top"),  # the first is Cyrillic, for Thor
        ("Мост", "Moct"),
        ("กา", "กี"),
        ("Mali", "Mall"),
        ("9½", "912"),
        ("2.22", "222"),
        ("???", "!!!"),
        ("💀", "🎃"),
        ("=", "≠"),
        ("1", "I"),
    ],
)
def test_different_shows(one: str, other: str) -> None:
    assert title_key(one) != title_key(other)


def test_words_stay_apart_in_the_words_key() -> None:
    assert words_key("  The  Queen’s-Gambit: PART Ⅱ ") == "the queens gambit part ii"
    assert words_key("Сто лет") == "сто лет"
    assert words_key("玻璃之心") == "玻璃之心"


@pytest.mark.parametrize("title", ["???", "!!!", "💀", "♥", "¨", "'", "…", "#️⃣", "½", "\u2605"])
def test_symbols_alone_are_a_title(title: str) -> None:
    assert title_key(title)


@pytest.mark.parametrize(
    "title", ["", "   ", "\u200b", "\x00", "\ud800", "\u3164", "\u0301\u0302", "\u2800\ufe0f"]
)
def test_nothing_visible_has_no_key(title: str) -> None:
    assert title_key(title) == words_key(title) == ""


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("glass heart review", "glass heart"),
        ("Glass Heart — Reviews ", "Glass Heart"),
        ("Review", "Review"),
        ("preview", "preview"),
        ("Glass Heart", "Glass Heart"),
        (" review", " review"),
    ],
)
def test_the_title_that_a_review_is_about(typed: str, title: str) -> None:
    assert review_title(typed) == title
