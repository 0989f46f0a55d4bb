"""A review has the words that its draft gives, and keeps those that it does not."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalog.drafts import FormPart, ShowDraft
from bot.domain.errors import Refusal
from bot.domain.ratings.rating import ALL_HALVES, Stars, Target
from bot.domain.reviews.drafts import ReviewDraft
from bot.domain.reviews.review import Words
from bot.ui.layout import custom_id

untimed = settings(deadline=None)
anything = st.text(st.characters())  # whatever JSON can bring, lone surrogates too
stars = st.builds(Stars, st.sampled_from(ALL_HALVES))
review_drafts = st.builds(
    ReviewDraft,
    title=anything,
    stars=st.none() | stars,
    show_id=st.integers(0, 2**63),
    season=st.integers(0, 10_000),
    headline=st.none() | anything,
    body=st.none() | anything,
    spoilers=st.none() | st.booleans(),
)
show_drafts = st.builds(
    ShowDraft,
    anything,
    st.none() | st.integers(),
    st.integers(0, 2**63),
    st.sampled_from(FormPart),
    anything,
    anything,
    anything,
    anything,
    anything,
)


@untimed
@given(review_drafts)
def test_a_new_review_has_what_was_given_and_nothing_else(draft: ReviewDraft) -> None:
    words = draft.words(None)
    assert words == Words(draft.headline or "", draft.body or "", bool(draft.spoilers))
    assert draft.target == Target(draft.show_id, draft.season)


@untimed
@given(review_drafts, st.builds(Words, anything, anything, st.booleans()))
def test_an_edited_review_keeps_what_was_not_given(draft: ReviewDraft, old: Words) -> None:
    words = draft.words(old)
    for name in ("headline", "body", "spoilers"):
        given = getattr(draft, name)
        assert getattr(words, name) == (getattr(old, name) if given is None else given)


@untimed
@given(review_drafts)
def test_what_is_known_before_a_word_is_written_fits_a_form(draft: ReviewDraft) -> None:
    begun = replace(draft, title="", headline=None, body=None)
    assert ReviewDraft.of(*draft.numbers) == begun
    assert len(custom_id("review:write", 0, *draft.numbers)) <= 100


@untimed
@given(st.lists(st.integers(0, 10**19 - 1), max_size=9))
def test_numbers_that_nobody_was_offered_are_left_out_or_refused(numbers: list[int]) -> None:
    try:
        draft = ReviewDraft.of(*numbers)
    except Refusal:
        assert numbers[1] > 10_000
    else:
        assert draft.stars is None or draft.stars.halves in ALL_HALVES
