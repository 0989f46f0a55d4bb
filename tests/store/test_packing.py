"""What is packed into a column comes back as it was, and what was packed before a field came can be read."""

import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalog.drafts import FormPart, ShowDraft
from bot.domain.catalog.merging import HiddenReview, RatingPair, Snapshot, Wish
from bot.domain.catalog.shows import Facts
from bot.domain.ids import Millis, ReviewId, ShowId, UserId
from bot.domain.ratings.rating import Stars
from bot.domain.reviews.drafts import ArticleDraft, ReviewDraft
from bot.store.engine.packing import pack, unpack
from tests.domain.test_article_form import drafts as article_drafts
from tests.domain.test_drafts import review_drafts, show_drafts
from tests.domain.test_merging import all_facts, pairs

untimed = settings(deadline=None)


@untimed
@given(review_drafts | show_drafts | article_drafts)
def test_a_draft_survives_being_stored(draft: ReviewDraft | ShowDraft | ArticleDraft) -> None:
    stored = pack(draft).encode("utf-8")
    assert unpack(stored.decode(), type(draft)) == draft


@pytest.mark.parametrize("typed", ["\ud83d", "a\udc00b", "\\\udfff", '"\ud800"', "\0", "é🎸"])
def test_what_utf_8_cannot_hold_survives_being_stored(typed: str) -> None:
    assert unpack(pack(typed).encode("utf-8").decode(), str) == typed


def test_other_scripts_are_stored_as_they_are_written() -> None:
    assert pack(("グラス", "é")) == '["グラス", "é"]'


def test_what_is_not_given_is_not_the_same_as_what_is_left_empty() -> None:
    bare = unpack(pack(ReviewDraft("Beck")), ReviewDraft)
    assert (bare.stars, bare.headline, bare.body, bare.spoilers) == (None, None, None, None)
    given = ReviewDraft("Beck", Stars(1), ShowId(0), 0, "", "", False)
    assert unpack(pack(given), ReviewDraft) == given


def test_drafts_of_the_release_before_can_be_read() -> None:
    fields = {"title": "Beck", "stars": {"halves": 7}, "show_id": 3}
    assert unpack(json.dumps(fields), ReviewDraft) == ReviewDraft("Beck", Stars(7), ShowId(3))
    typed = {"title": "Beck", "part": "facts", "no_longer_asked_for": True}
    assert unpack(json.dumps(typed), ShowDraft) == ShowDraft("Beck", part=FormPart.FACTS)


@pytest.mark.parametrize("stored", ['{"title": 5}', "{}", '{"title": "Beck", "stars": {"halves": 11}}'])
def test_what_is_something_else_is_refused(stored: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        unpack(stored, ReviewDraft)


@given(all_facts, st.lists(pairs, max_size=3))
def test_a_snapshot_survives_being_stored(facts: Facts, rated: list[RatingPair]) -> None:
    rows = {"shows": [{"show_id": 1, "title": "グラス", "year": None}]}
    hidden = HiddenReview(ReviewId(4), ReviewId(5), 0, 8, {"message_id": 2**63 - 1})
    snapshot = Snapshot(
        rows,
        facts,
        ("episodes",),
        (ShowId(3), ShowId(4)),
        tuple(rated),
        (1, 2),
        (3,),
        ((ReviewId(4), 1),),
        (hidden,),
    )
    assert unpack(pack(snapshot), Snapshot) == snapshot


def test_a_snapshot_of_before_the_watchlists_can_be_read() -> None:
    snapshot = Snapshot({}, Facts(), (), (), (), (), (), (), (), (Wish(UserId(1), Millis(2), None),))
    fields = json.loads(pack(snapshot))
    assert unpack(json.dumps(fields), Snapshot) == snapshot
    del fields["wishes"]
    assert unpack(json.dumps(fields), Snapshot).wishes == ()
