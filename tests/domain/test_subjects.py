"""Which words of a review tell what its show is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.discovery.subjects import MOST, characteristic_words
from bot.domain.reviews.review import Words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "The band drums. The BAND plays, and the drummer’s guitar…",
            {"band", "drums", "drummer", "guitar", "plays"},
        ),
        ("I really loved this show, it was the best season ever!", set[str]()),
        ("It doesn't, didn’t and wouldn't.", set[str]()),
        ("A cat, 1899, x9 and 3 dogs", {"dogs"}),
        ("Der Hund ist nicht der beste Dieb", {"hund", "beste", "dieb"}),
        ("雨の中のドラムが最高", {"ドラム", "最高"}),
        ("三味線の音楽", {"三味", "味線", "音楽"}),
        ("기타 소리가 좋다", {"기타", "소리가", "좋다"}),
        ("https://example.org/spaceship <@1234> <:spaceship:99> rocket", {"rocket"}),
        ("||The butler|| did it; murder || of the gardener", {"murder"}),
        ("", set[str]()),
    ],
)
def test_words_that_tell_a_subject(text: str, words: set[str]) -> None:
    assert set(characteristic_words(Words(body=text))) == words


def test_the_headline_counts_and_what_is_used_most_comes_first() -> None:
    words = characteristic_words(Words("Drums", "A drummer drums with drums in a storm"))
    assert words == ("drums", "drummer", "storm")


def test_a_review_that_spoils_the_show_tells_nothing() -> None:
    assert characteristic_words(Words("The butler", "The butler is the murderer", spoilers=True)) == ()


@given(st.text(max_size=400), st.text(max_size=400))
def test_nothing_that_is_hidden_is_told(shown: str, hidden: str) -> None:
    hidden = hidden.replace("|", "")
    shown = shown.replace("|", "")
    whole = characteristic_words(Words(body=f"{shown} ||{hidden}|| {shown}"))
    assert whole == characteristic_words(Words(body=f"{shown} {shown}"))
    assert len(whole) <= MOST
