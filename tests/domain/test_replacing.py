"""When so much of a text would go that its author is asked first."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.reviews.replacing import MUCH, below, loses_much
from bot.domain.reviews.review import Words

untimed = settings(deadline=None)
anything = st.text(st.characters(), max_size=900)

SENTENCES = [f"In chapter {number} the band looks for song {number}, and finds it." for number in range(80)]
ARTICLE = "\n\n".join(SENTENCES)
JAPANESE = "".join(f"第{number}話では、ドラマーが新しい曲をみんなの前で演奏する。" for number in range(40))
KOREAN = " ".join(f"{number}화에서는 주인공이 마침내 무대에 올라 노래를 부른다." for number in range(40))


def loses(old: str, new: str) -> bool:
    return loses_much(Words(body=old), Words(body=new))


@pytest.mark.parametrize("text", [ARTICLE, JAPANESE, KOREAN])
def test_one_word_in_the_place_of_an_article_loses_much(text: str) -> None:
    assert loses(text, "ok")
    assert loses(text, "")
    assert loses(text, " \n ")
    assert loses(text, "Something else that is quite as long, about other people elsewhere. " * 80)
    assert loses(text, text[: len(text) // 3])


@pytest.mark.parametrize("text", [ARTICLE, JAPANESE, KOREAN])
def test_a_text_that_was_worked_over_does_not(text: str) -> None:
    assert not loses(text, text)
    assert not loses(text, text[: len(text) * 2 // 3])
    assert not loses(text, text.replace("1", "one"))
    assert not loses(text, "\n".join(text.split()))
    assert not loses(text, f"First of all: {text} And so on.")


def test_the_same_change_in_every_sentence_is_no_loss() -> None:
    assert not loses(ARTICLE, ARTICLE.replace("and finds it", "but it is gone"))
    assert not loses(JAPANESE, JAPANESE.replace("演奏する", "歌う"))


def test_parts_may_be_put_elsewhere() -> None:
    assert not loses(ARTICLE, "\n\n".join(reversed(SENTENCES)))


def test_a_short_text_is_no_loss() -> None:
    assert not loses("x" * (MUCH - 1), "ok")
    assert loses("x" * MUCH, "ok")
    assert not loses("", ARTICLE)
    assert not loses(" " * 5_000, "ok"), "blanks are nothing"


def test_other_headlines_and_marks_are_no_loss() -> None:
    assert not loses_much(Words("Loud", ARTICLE, True), Words("Quiet", ARTICLE, False))


@untimed
@given(anything, anything)
def test_whatever_is_added_below_loses_nothing(old: str, new: str) -> None:
    together = below(old, new)
    assert not loses(old, together)
    assert old in together
    assert new in together


@untimed
@given(anything, anything)
def test_it_is_told_of_any_two_texts(old: str, new: str) -> None:
    if loses(old, new):
        assert len(old) >= MUCH
        assert old != new
