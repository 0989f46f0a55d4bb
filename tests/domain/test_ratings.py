"""Half stars: which there are, how they are written, counted and averaged."""

from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import Refusal
from bot.domain.ids import ShowId
from bot.domain.ratings.rating import ALL_HALVES, Spread, Stars, Target

untimed = settings(deadline=None)
ratings = st.lists(st.sampled_from(ALL_HALVES), max_size=50)

WRITTEN = {
    1: "0.5 ½",
    2: "1.0 ★",
    3: "1.5 ★½",
    4: "2.0 ★★",
    5: "2.5 ★★½",
    6: "3.0 ★★★",
    7: "3.5 ★★★½",
    8: "4.0 ★★★★",
    9: "4.5 ★★★★½",
    10: "5.0 ★★★★★",
}


@pytest.mark.parametrize("halves", ALL_HALVES)
def test_each_half_star_is_written_and_read_as_people_say_it(halves: int) -> None:
    stars = Stars(halves)
    assert str(stars) == WRITTEN[halves]
    assert stars.number == halves / 2
    assert Stars.from_number(stars.number) == stars


def test_whole_stars_may_be_whole_numbers() -> None:
    assert [Stars.from_number(number) for number in range(1, 6)] == [Stars(n) for n in (2, 4, 6, 8, 10)]


@pytest.mark.parametrize("halves", [0, 11, -1, 100])
def test_there_are_no_other_stars(halves: int) -> None:
    with pytest.raises(ValueError, match="1 to 10 are allowed"):
        Stars(halves)


@pytest.mark.parametrize("number", [0, 0.25, 3.7, 5.5, -1, 3.5000001, 1e300, float("inf"), float("nan")])
def test_other_numbers_are_refused_in_words(number: float) -> None:
    with pytest.raises(Refusal, match=r"from 0\.5 to 5 in half stars, and .* is not one of them"):
        Stars.from_number(number)


@untimed
@given(st.floats())
def test_any_number_becomes_its_stars_or_a_refusal(number: float) -> None:
    try:
        assert Stars.from_number(number).number == number
    except Refusal:
        assert number not in [halves / 2 for halves in ALL_HALVES]


def test_more_stars_are_more() -> None:
    assert sorted(map(Stars, reversed(ALL_HALVES))) == [Stars(halves) for halves in ALL_HALVES]


@untimed
@given(ratings)
def test_a_spread_counts_sums_and_averages_what_was_given(given_halves: list[int]) -> None:
    counts = Counter(given_halves)
    spread = Spread(tuple(counts[halves] for halves in ALL_HALVES))
    assert (spread.count, spread.total) == (len(given_halves), sum(given_halves))
    if not given_halves:
        assert spread.average is None
    else:
        exact = Decimal(sum(given_halves)) / 2 / len(given_halves)
        assert spread.average == str(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))


def test_a_million_ratings_are_averaged_to_the_tenth() -> None:
    assert Spread((0, 0, 0, 0, 0, 0, 500_001, 499_999, 0, 0)).average == "3.7"
    assert Spread((0, 0, 0, 0, 0, 0, 500_000, 500_000, 0, 0)).average == "3.8"


@pytest.mark.parametrize(
    ("season", "episode", "said"),
    [(None, None, "the whole show"), (2, None, "season 2"), (2, 3, "season 2, episode 3")],
)
def test_a_target_is_a_show_a_season_or_an_episode(
    season: int | None, episode: int | None, said: str
) -> None:
    target = Target.of(ShowId(7), season, episode)
    assert target == Target(ShowId(7), season or 0, episode or 0)
    assert str(target) == said


@pytest.mark.parametrize(
    ("season", "episode", "sentence"),
    [
        (None, 3, "Which season"),
        (0, None, "from 1"),
        (1, 0, "from 1"),
        (-1, None, "from 1"),
        (10_001, 1, "from 1"),
    ],
)
def test_a_target_that_can_not_be_is_refused_in_words(
    season: int | None, episode: int | None, sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        Target.of(ShowId(7), season, episode)
