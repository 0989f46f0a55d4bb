"""What relates shows: likes against a plain recomputation, subjects, and which review is brought."""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from math import isclose, sqrt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalog.shows import Credit, Facts, Job
from bot.domain.discovery.related import FEWEST, LIKED, MOST_SHARING, SharedSubject, SubjectKind, similarity
from bot.domain.ids import NOBODY, Millis, ShowId, UserId
from bot.domain.moderation.records import Hiding
from bot.domain.ratings.rating import Spread, Stars, Target
from bot.domain.reviews.review import Words
from bot.store.catalog import people, shows
from bot.store.discovery import likings, selected
from bot.store.engine.transaction import Tx
from bot.store.moderation import hiding
from bot.store.ratings import ratings
from bot.store.reviews import reviews, votes
from bot.store.totals import subjects
from tests.store.conftest import Begin
from tests.store.plans import Explaining
from tests.store.samples import ANN, BOB, CARL, ELSEWHERE, add_review, add_show, at, everywhere, on

SHOWS, MEMBERS = range(1, 7), range(11, 23)
halves = st.one_of(st.none(), st.integers(1, 10))
targets = st.one_of(
    st.builds(Target, st.sampled_from(SHOWS)), st.builds(Target, st.sampled_from(SHOWS), st.just(1))
)
rated = st.lists(st.tuples(targets, st.sampled_from(MEMBERS), halves), max_size=120)


def rate(tx: Tx, target: Target, user_id: UserId, given: int | None, now: Millis = Millis(1)) -> None:
    ratings.change(at(tx, now), target, user_id, Stars(given) if given else None)


def plainly(likes: dict[int, set[int]], one: int, other: int) -> float:
    """The similarity of two shows from the sets of members who like them."""
    both = len(likes[one] & likes[other])
    if both < 3:
        return 0.0
    return both / sqrt(len(likes[one]) * len(likes[other])) * both / (both + 4)


@given(story=rated)
def test_similarity_is_what_a_plain_recomputation_gives(begin: Begin, story: list[Any]) -> None:
    stands: dict[tuple[Target, int], int] = {}
    with begin() as tx:
        for show_id in SHOWS:
            assert add_show(tx, f"Show {show_id}") == show_id
            add_show(on(tx, ELSEWHERE), f"Show {show_id}")
        for now, (target, user_id, given) in enumerate(story):
            rate(tx, target, user_id, given, Millis(now))
            ratings.change(at(on(tx, ELSEWHERE), now), target, user_id, Stars(10))
            if given:
                stands[target, user_id] = given
            else:
                stands.pop((target, user_id), None)
        likes: dict[int, set[int]] = defaultdict(set)
        for (target, user_id), given in stands.items():
            if not target.season and given >= LIKED:
                likes[target.show_id].add(user_id)
        for one in SHOWS:
            liking = likings.liking(tx, ShowId(one))
            assert liking.likes == len(likes[one])
            alike = {each.show_id: similarity(liking, each) for each in liking.together}
            for other in set(SHOWS) - {one}:
                assert isclose(alike.get(ShowId(other), 0.0), plainly(likes, one, other))


def test_of_many_likers_those_who_came_last_are_asked(tx: Tx, monkeypatch: pytest.MonkeyPatch) -> None:
    """With more members than are asked, the same in plain Python; ties are in order of the shows' numbers."""
    monkeypatch.setattr(likings, "LIKERS", 5)
    monkeypatch.setattr(likings, "MOST", 4)
    dice = random.Random(1)
    for show_id in SHOWS:
        add_show(tx, f"Show {show_id}")
    given = {(show_id, user_id): dice.randint(5, 10) for show_id in SHOWS for user_id in MEMBERS}
    order = dice.sample(sorted(given), len(given))
    for now, (show_id, user_id) in enumerate(order):
        rate(tx, Target(ShowId(show_id)), UserId(user_id), given[show_id, user_id], Millis(now))
    liked = [key for key in order if given[key] >= LIKED]
    for one in SHOWS:
        likers = [user_id for show_id, user_id in liked if show_id == one]
        counts = Counter(show_id for show_id, user_id in liked if user_id in likers[-5:] and show_id != one)
        enough = [item for item in counts.items() if item[1] >= FEWEST]
        most = sorted(enough, key=lambda item: (-item[1], item[0]))[:4]
        liking = likings.liking(tx, ShowId(one))
        assert (liking.likes, liking.asked) == (len(likers), min(len(likers), 5))
        assert [(each.show_id, each.members) for each in liking.together] == most


def words_of(tx: Tx, show_id: ShowId) -> dict[str, int]:
    return {
        row["subject"]: row["strength"]
        for row in everywhere(tx).all("SELECT * FROM subjects WHERE show_id = $1 AND kind = 'word'", show_id)
    }


def test_words_come_and_go_with_the_reviews_that_use_them(tx: Tx) -> None:
    glass = add_show(tx)
    first = add_review(tx, glass, ANN, body="Drummer and rain")
    add_review(tx, glass, BOB, body="A drummer")
    assert words_of(tx, glass) == {"drummer": 2, "rain": 1}
    edited = reviews.edit(at(tx, 2), first, Words(body="A drummer and snow"), Stars(7))
    assert words_of(tx, glass) == {"drummer": 2, "snow": 1}
    reviews.edit(at(tx, 3), edited, Words(body="A drummer and snow", spoilers=True), Stars(7))
    assert words_of(tx, glass) == {"drummer": 1}
    (of_bob,) = (review for review in [reviews.of_member(tx, Target(glass), BOB)] if review)
    hiding.hide(tx, of_bob, Hiding("Rude", CARL, Millis(4)))
    assert words_of(tx, glass) == {}


def test_shows_with_the_same_genre_come_with_how_much_is_said_of_them(tx: Tx) -> None:
    facts = Facts(genres=("Music", "Drama"), network="TBS")
    glass, beck = add_show(tx, facts=facts), add_show(tx, "Beck", Facts(genres=("music",)))
    add_review(tx, beck, body="Loud", halves=9)
    assert subjects.shared(tx, glass) == [SharedSubject(SubjectKind.GENRE, "music", 1, 2, [(beck, 2)])]
    shows.update(tx, beck, "Beck", Facts(network="tbs"))
    assert [each.kind for each in subjects.shared(tx, glass)] == [SubjectKind.NETWORK]


def test_a_subject_of_many_shows_offers_those_with_the_most_reviews(tx: Tx) -> None:
    glass = add_show(tx, facts=Facts(genres=("Drama",)))
    for number in range(40):
        add_show(tx, f"Other {number}", Facts(genres=("Drama",)))
    add_review(tx, ShowId(40))
    (drama,) = subjects.shared(tx, glass)
    assert (drama.shows, drama.others[0]) == (MOST_SHARING + 1, (40, 2))
    assert len(drama.others) <= MOST_SHARING + 1


def test_the_best_review_is_the_most_helpful_then_one_with_a_text_then_the_newest(tx: Tx) -> None:
    glass = add_show(tx)
    ids = [add_review(tx, glass, user_id, now=user_id).review_id for user_id in (ANN, BOB)]
    bare = add_review(tx, glass, CARL, body="", now=Millis(99)).review_id

    def best(reader: int) -> int | None:
        found = selected.best(tx, glass, besides=reader)
        return found.review_id if found else None

    assert (best(CARL), best(BOB), best(0)) == (ids[1], ids[0], ids[1])
    votes.toggle(at(tx, 100), bare, ANN)
    assert best(ANN) == bare
    for review_id in (ids[0], bare):
        review = reviews.get(tx, review_id)
        assert review is not None
        reviews.delete(tx, review)
    assert best(BOB) is None  # never one's own


def test_an_opposing_view_is_a_star_and_a_half_away(tx: Tx) -> None:
    glass = add_show(tx)
    add_review(tx, glass, ANN, halves=8)
    reviews.add(at(tx, 5), Target(glass), NOBODY, Words("From a paper"), Stars(2), byline="Jane Doe")
    add_review(tx, glass, CARL, season=1, halves=1)
    near = add_review(tx, glass, BOB, halves=5).review_id

    def opposing(*opinion: int, reader: int = ANN) -> int | None:
        spread = Spread(tuple(opinion.count(number) for number in range(1, 11)))
        found = selected.opposing(tx, glass, spread, besides=reader)
        return found.review_id if found else None

    assert (
        opposing(8) == near - 2
    )  # the article, which is newer; the review of a season is about something else
    votes.toggle(at(tx, 9), near, ANN)
    assert (opposing(8), opposing(7), opposing(2, reader=BOB)) == (near, near - 2, 1)
    assert (opposing(2), opposing(2, reader=CARL)) == (near, near)
    assert (opposing(8, 7), opposing(5, 5, 5), opposing()) == (near - 2, near - 2, None)
    assert opposing(4, 5, reader=ANN) is None


PLANS: dict[str, Callable[[Tx], object]] = {
    "liking": lambda tx: likings.liking(tx, ShowId(1)),
    "shared subjects": lambda tx: subjects.shared(tx, ShowId(1)),
    "shared people": lambda tx: people.sharing(tx, ShowId(1)),
    "best": lambda tx: selected.best(tx, ShowId(1), besides=ANN),
    "opposing": lambda tx: selected.opposing(tx, ShowId(1), Spread.of(Stars(1)), besides=ANN),
    "linked": lambda tx: shows.linked(tx, ShowId(1)),
}


@pytest.mark.parametrize("read", PLANS.values(), ids=PLANS)
def test_every_read_goes_by_an_index_to_few_rows(tx: Tx, read: Callable[[Tx], object]) -> None:
    facts = Facts(genres=("Music",), credits=(Credit("Satoh", Job.CAST),))
    for title in ("Glass Heart", "Beck"):
        add_review(tx, ShowId(add_show(tx, title, facts)), halves=9)
    explaining = Explaining(tx)
    read(explaining)
    tables = (
        r"(SCAN|SEARCH) (reviews|ratings|sums|theirs|ours|ahead|people|subjects|show_links|rating_sums)\b"
    )
    plans = [plan for plan in explaining.plans if re.match(tables, plan)]
    assert plans
    assert [plan for plan in plans if "guild_id=? AND" not in plan] == []
