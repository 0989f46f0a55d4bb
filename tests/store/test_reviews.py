"""Reviews: one per member and target, with votes and counts that agree with the rows."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.ids import NOBODY, Millis, ShowId, UserId
from bot.domain.ratings.rating import Stars, Target
from bot.domain.reviews.review import Order, Review, Words
from bot.store.engine.transaction import Tx
from bot.store.moderation import reports
from bot.store.ratings import ratings
from bot.store.reviews import reviews, votes
from tests.store.conftest import Begin
from tests.store.samples import ANN, BOB, CARL, GUILD, add_review, add_show, at, everywhere

MEMBERS = (ANN, BOB, CARL)
operations = st.lists(
    st.tuples(
        st.sampled_from(["write", "delete", "vote"]),
        st.sampled_from(MEMBERS),
        st.sampled_from([Target(ShowId(1)), Target(ShowId(1), 2), Target(ShowId(2))]),
        st.sampled_from(MEMBERS),
    ),
    max_size=30,
)


@settings(deadline=None)
@given(operations)
def test_counts_equal_a_recount_after_anything(
    begin: Begin, done: list[tuple[str, int, Target, int]]
) -> None:
    with begin() as tx:
        for title in ("Glass Heart", "Beck"):
            add_show(tx, title)
        live: dict[tuple[int, Target], Review] = {}
        voters: dict[int, set[int]] = {}
        for now, (what, user_id, target, voter) in enumerate(done):
            old = live.get((user_id, target))
            if what == "write":
                new = _write(tx, old, UserId(user_id), target, Millis(now))
                live[user_id, target] = new
                voters.setdefault(new.review_id, set())
            elif old and what == "delete":
                reviews.delete(tx, old)
                del live[user_id, target], voters[old.review_id]
            elif old:
                votes.toggle(at(tx, now), old.review_id, UserId(voter))
                voters[old.review_id] ^= {voter}
        live = {key: replace(review, helpful=len(voters[review.review_id])) for key, review in live.items()}
        _agree(tx, live, voters)


def _write(tx: Tx, old: Review | None, user_id: UserId, target: Target, now: Millis) -> Review:
    words, stars = Words(f"{now}", "Loud.", bool(now % 2)), Stars(now % 10 + 1)
    ratings.change(at(tx, now), target, user_id, stars)
    if old:
        edited = reviews.edit(at(tx, now), old, words, stars)
        assert edited == replace(old, words=words, stars=stars, version=old.version + 1, updated_at=now)
        return edited
    added = reviews.add(at(tx, now), target, user_id, words, stars)
    assert added == Review(GUILD, added.review_id, target, user_id, words, stars, 1, now, now, 0)
    return added


def _agree(tx: Tx, live: dict[tuple[int, Target], Review], voters: dict[int, set[int]]) -> None:
    assert reviews.wrong_counts(everywhere(tx)) == []
    for (user_id, target), review in live.items():
        assert reviews.get(tx, review.review_id) == review
        assert reviews.of_member(tx, target, UserId(user_id)) == review
        votes = everywhere(tx).all("SELECT user_id FROM helpful_votes WHERE review_id = $1", review.review_id)
        voted = {row["user_id"] for row in votes}
        assert voted == voters[review.review_id]
    for show_id in (1, 2):
        of_show = [review for review in live.values() if review.target.show_id == show_id]
        assert reviews.count_of_show(tx, ShowId(show_id)) == len(of_show)
        newest = sorted(of_show, key=lambda each: (-each.updated_at, -each.review_id))
        assert reviews.of_show(tx, ShowId(show_id), Order.NEWEST, 0, 99) == newest
        best = sorted(newest, key=lambda each: -each.helpful)
        assert reviews.of_show(tx, ShowId(show_id), Order.HELPFUL, 0, 99) == best
        assert reviews.of_show(tx, ShowId(show_id), Order.HELPFUL, 1, 1) == best[1:2]
    written = sorted((review.created_at, review.review_id) for review in live.values())
    assert reviews.all_live(tx) == [(review_id, at) for at, review_id in written]


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        ("UPDATE reviews SET helpful = 3", f"server {GUILD}, review 1: helpful votes"),
        ("DELETE FROM helpful_votes", f"server {GUILD}, review 1: helpful votes"),
        ("UPDATE shows SET review_count = 0", f"server {GUILD}, show 1: number of reviews"),
        ("UPDATE reviews SET state = 'deleted'", f"server {GUILD}, show 1: number of reviews"),
    ],
)
def test_counts_that_disagree_are_named(tx: Tx, damage: str, named: str) -> None:
    review = add_review(tx, ShowId(add_show(tx)))
    votes.toggle(tx, review.review_id, BOB)
    assert reviews.wrong_counts(everywhere(tx)) == []
    everywhere(tx).execute(damage)
    assert reviews.wrong_counts(everywhere(tx)) == [named]


def test_a_member_has_one_live_review_of_a_target(tx: Tx) -> None:
    show_id = add_show(tx)
    add_review(tx, show_id)
    add_review(tx, show_id, season=1)
    add_review(tx, show_id, BOB)
    with pytest.raises(Exception, match="UNIQUE"):
        add_review(tx, show_id)


def test_a_deleted_review_is_unseen_and_the_next_one_gets_a_new_number(tx: Tx) -> None:
    old = add_review(tx, ShowId(add_show(tx)))
    reviews.delete(tx, old)
    assert reviews.get(tx, old.review_id) is None
    assert reviews.of_member(tx, old.target, ANN) is None
    assert reviews.of_show(tx, old.target.show_id, Order.NEWEST) == []
    new = add_review(tx, old.target.show_id, body="Second thoughts.")
    assert new.review_id > old.review_id
    assert reviews.of_member(tx, old.target, ANN) == new


def test_every_version_is_kept(tx: Tx) -> None:
    review = add_review(tx, ShowId(add_show(tx)), body="First.")
    edited = reviews.edit(at(tx, 2), review, Words("Now", "Second.", True), Stars(3))
    reviews.delete(tx, edited)
    rows = everywhere(tx).all(
        "SELECT version, headline, body, spoilers, halves, saved_at FROM review_versions"
    )
    assert sorted(map(tuple, rows)) == [(1, "", "First.", 0, 7, 1), (2, "Now", "Second.", 1, 3, 2)]


def test_a_review_shows_its_authors_rating_of_the_same_target(tx: Tx) -> None:
    review = add_review(tx, ShowId(add_show(tx)), halves=7)
    ratings.change(at(tx, 2), Target(review.target.show_id, 1), ANN, Stars(1))
    ratings.change(at(tx, 2), review.target, BOB, Stars(2))
    assert reviews.get(tx, review.review_id) == review
    ratings.change(at(tx, 2), review.target, ANN, Stars(9))
    assert reviews.get(tx, review.review_id) == replace(review, stars=Stars(9))


def test_articles_are_apart_from_members_reviews_and_ratings(tx: Tx) -> None:
    show_id = add_show(tx)
    target = Target(show_id)
    of_ann = add_review(tx, show_id, halves=7)
    signed = _article(tx, target, "Jane Doe", Stars(2))
    unsigned = _article(tx, target, "", None)
    assert (signed.is_article, signed.byline, signed.stars) == (True, "Jane Doe", Stars(2))
    assert (unsigned.is_article, unsigned.byline, unsigned.stars) == (True, "", None)
    assert (of_ann.is_article, of_ann.byline) == (False, "")
    assert reviews.of_byline(tx, target, "Jane Doe") == signed
    assert reviews.of_byline(tx, target, "") == unsigned
    assert reviews.of_byline(tx, target, "jane doe") is None
    assert reviews.of_byline(tx, Target(show_id, 1), "Jane Doe") is None
    assert reviews.of_member(tx, target, ANN) == of_ann
    assert reviews.count_of_show(tx, show_id) == 3
    assert ratings.spread(tx, target).count == 1
    assert (reviews.wrong_counts(everywhere(tx)), ratings.wrong_sums(everywhere(tx))) == ([], [])


def test_an_edited_article_gets_its_new_stars_and_date_and_keeps_its_versions(tx: Tx) -> None:
    article = _article(tx, Target(ShowId(add_show(tx))), "Jane Doe", Stars(2))
    after = reviews.edit(at(tx, 9), article, Words(body="Milder."), Stars(4), written_at=Millis(5))
    assert reviews.get(tx, article.review_id) == after
    assert after == replace(
        article, words=Words(body="Milder."), stars=Stars(4), version=2, created_at=5, updated_at=9
    )
    reviews.edit(at(tx, 10), after, Words(body="Milder."), None)
    rows = everywhere(tx).all("SELECT version, body, halves FROM review_versions ORDER BY version")
    assert list(map(tuple, rows)) == [(1, "Scathing.", 2), (2, "Milder.", 4), (3, "Milder.", 0)]


def test_a_byline_has_one_live_review_of_a_target(tx: Tx) -> None:
    show_id = add_show(tx)
    article = _article(tx, Target(show_id), "Jane Doe", None)
    _article(tx, Target(show_id, 1), "Jane Doe", None)
    _article(tx, Target(show_id), "John Roe", None)
    reviews.delete(tx, article)
    _article(tx, Target(show_id), "Jane Doe", None)
    with pytest.raises(Exception, match="UNIQUE"):
        _article(tx, Target(show_id), "Jane Doe", None)


def _article(tx: Tx, target: Target, byline: str, stars: Stars | None) -> Review:
    words = Words(body="Scathing.")
    article = reviews.add(at(tx, 3), target, NOBODY, words, stars, byline=byline)
    assert reviews.get(tx, article.review_id) == article
    return article


def test_a_report_is_of_the_version_that_was_read_and_one_per_member(tx: Tx) -> None:
    review = add_review(tx, ShowId(add_show(tx)))
    reports.put(at(tx, 5), review, BOB, "rude")
    reports.put(at(tx, 6), replace(review, version=2), BOB, "very rude")
    reports.put(at(tx, 7), review, CARL, "spam")
    rows = everywhere(tx).all("SELECT user_id, reason, version, reported_at FROM reports ORDER BY user_id")
    assert list(map(tuple, rows)) == [(BOB, "very rude", 2, 6), (CARL, "spam", 1, 7)]
