from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import ShowId
from bot.domain.members.comparison import Pair, in_common, most_alike, most_apart, taste_match
from bot.domain.ratings.rating import Stars

stars = st.builds(Stars, st.integers(1, 10))
pairs = st.lists(st.tuples(stars, stars), max_size=40).map(
    lambda given: [Pair(ShowId(number), mine, theirs) for number, (mine, theirs) in enumerate(given)]
)


def of(*ratings: tuple[float, float]) -> list[Pair]:
    return [
        Pair(ShowId(number), Stars.from_number(mine), Stars.from_number(theirs))
        for number, (mine, theirs) in enumerate(ratings)
    ]


@pytest.mark.parametrize(
    ("given", "percent"),
    [
        (of(*[(4, 4)] * 4), None),
        (of(*[(4, 4)] * 5), 81),  # (5 + 1.5) / 8
        (of(*[(4, 4)] * 50), 97),
        (of(*[(4.5, 4)] * 50), 81),
        (of(*[(4.5, 3)] * 50), 50),
        (of(*[(5, 0.5)] * 5), 19),
        (of(*[(5, 0.5)] * 50), 3),
        (of((5, 5), (5, 4), (3, 4.5), (1, 4), (2, 2.5)), 56),  # (1 + 4/6 + 3/6 + 0 + 5/6 + 1.5) / 8 = 56.25 %
    ],
)
def test_a_match_is_how_near_the_ratings_are(given: list[Pair], percent: int | None) -> None:
    assert taste_match(given) == percent


@given(pairs)
def test_a_match_is_what_fractions_give(given: list[Pair]) -> None:
    agreements = [Fraction(max(0, 6 - abs(pair.mine.halves - pair.theirs.halves)), 6) for pair in given]
    exact = (sum(agreements) + Fraction(3, 2)) / (len(given) + 3) * 100
    match = taste_match(given)
    assert match == (None if len(given) < 5 else int(exact + Fraction(1, 2)))
    assert match is None or 0 <= match <= 100


@given(pairs)
def test_a_match_is_the_same_from_both_sides(given: list[Pair]) -> None:
    assert taste_match(given) == taste_match([Pair(p.show_id, p.theirs, p.mine) for p in reversed(given)])


@given(pairs)
def test_no_show_is_both_agreed_and_differed_on(given: list[Pair]) -> None:
    alike, apart = most_alike(given), most_apart(given)
    assert not set(alike) & set(apart)
    assert all(one.apart <= other.apart for one, other in pairwise(alike))
    assert all(one.apart >= other.apart for one, other in pairwise(apart))
    assert len(alike) == min(4, sum(pair.apart <= 1 for pair in given))
    assert len(apart) == min(4, sum(pair.apart >= 2 for pair in given))


def test_what_both_love_or_can_not_stand_says_more_than_what_both_find_all_right() -> None:
    alike = most_alike(of((3, 3), (4.5, 5), (5, 5), (0.5, 0.5), (3, 4)))
    assert [pair.show_id for pair in alike] == [2, 3, 0, 1]


def rated(halves: dict[int, int]) -> dict[ShowId, Stars]:
    return {ShowId(show_id): Stars(number) for show_id, number in halves.items()}


def test_only_shows_that_both_rated_are_in_common() -> None:
    mine, theirs = rated({3: 4, 1: 7, 2: 1}), rated({1: 9, 3: 4, 5: 2})
    assert in_common(mine, theirs) == [
        Pair(ShowId(3), Stars(4), Stars(4)),
        Pair(ShowId(1), Stars(7), Stars(9)),
    ]
