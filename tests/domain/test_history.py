"""What changed between two texts."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.moderation.history import changed_part

texts = st.text("ab ", max_size=30)


def test_only_what_changed_is_shown_with_a_little_around_it() -> None:
    before, after = (
        "The drums are loud. " * 9,
        "The drums are loud. " * 4 + "Very. " + "The drums are loud. " * 5,
    )
    assert changed_part(before, after, around=5) == ("…oud. The d…", "…oud. Very. The d…")
    assert changed_part("same", "same") == ("same", "same")
    assert changed_part("", "new") == ("", "new")


@given(texts, texts, texts, texts)
def test_the_two_parts_lead_from_one_text_to_the_other(start: str, end: str, one: str, other: str) -> None:
    before, after = start + one + end, start + other + end
    was, now = changed_part(before, after, around=0)
    was, now = was.strip("…"), now.strip("…")
    assert len(was) <= len(one)
    assert len(now) <= len(other)
    assert len(before) - len(was) == len(after) - len(now)
    assert was in before
    assert now in after
