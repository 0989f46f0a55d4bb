"""Ratings out of anything become half stars by one rule, said in the open."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import Millis
from bot.domain.members.imports.entries import EARLIEST, moment, plausible, split_season
from bot.domain.members.imports.scales import Scale, examples, fits, guessed, read_score, stars_of
from bot.domain.ratings.rating import Stars


@pytest.mark.parametrize(
    ("score", "scale", "stars"),
    [
        ("8.4", Scale.TEN, 4.0),
        ("8.5", Scale.TEN, 4.5),
        ("8.6", Scale.TEN, 4.5),
        ("7", Scale.TEN, 3.5),
        ("10", Scale.TEN, 5.0),
        ("0.1", Scale.TEN, 0.5),
        ("84", Scale.HUNDRED, 4.0),
        ("85", Scale.HUNDRED, 4.5),
        ("1", Scale.HUNDRED, 0.5),
        ("3.5", Scale.FIVE, 3.5),
        ("4.2", Scale.FIVE, 4.0),
        ("4.25", Scale.FIVE, 4.5),
        ("1", Scale.SMILEYS, 2.0),
        ("2", Scale.SMILEYS, 3.0),
        ("3", Scale.SMILEYS, 4.5),
        ("12", Scale.TEN, 5.0),
    ],
)
def test_the_nearest_half_star_and_ties_go_up(score: str, scale: Scale, stars: float) -> None:
    assert stars_of(score, scale) == Stars.from_number(stars)


def test_no_score_is_no_rating() -> None:
    assert stars_of("", Scale.TEN) is None


@given(number=st.decimals(0, 10, places=2), scale=st.sampled_from([Scale.FIVE, Scale.TEN, Scale.HUNDRED]))
def test_no_other_half_star_is_nearer(number: Decimal, scale: Scale) -> None:
    score, _ = read_score(f"{number * scale.top / 10:.4f}")
    stars = stars_of(score, scale)
    assert (stars is None) == (not score)
    if stars:
        exact = Decimal(score) * 10 / scale.top
        assert all(abs(exact - stars.halves) <= abs(exact - other) for other in range(1, 11))


@pytest.mark.parametrize(
    ("text", "score", "scale"),
    [
        ("8.4", "8.4", None),
        ("8,4", "8.4", None),
        (" 7.0 ", "7", None),
        ("0", "", None),
        ("0.0", "", None),
        ("", "", None),
        ("10", "10", None),
        ("7/10", "7", Scale.TEN),
        ("84 / 100", "84", Scale.HUNDRED),
        ("★★★½", "3.5", Scale.FIVE),
        ("½", "0.5", Scale.FIVE),
        ("★★★☆☆", "3", Scale.FIVE),
    ],
)
def test_how_ratings_are_written(text: str, score: str, scale: Scale | None) -> None:
    assert read_score(text) == (score, scale)


@pytest.mark.parametrize("text", ["good", "-3", "1e3", "٣", "8.4.2", "1000", "nan", "5 stars", "7/12"])
def test_what_is_no_rating(text: str) -> None:
    with pytest.raises(ValueError, match="is no rating"):
        read_score(text)


def test_a_scale_is_guessed_from_the_best_rating_and_checked() -> None:
    assert guessed(["3", "", "4.5"]) is Scale.FIVE
    assert guessed(["3", "8.4"]) is Scale.TEN
    assert guessed(["3", "84"]) is Scale.HUNDRED
    assert fits("10", Scale.TEN)
    assert not fits("10.5", Scale.TEN)


def test_examples_show_what_is_rounded_first() -> None:
    found = examples(["7", "8.4", "9", "8.4", "", "6.5"], Scale.TEN, 3)
    assert found == [("9", Stars(9)), ("8.4", Stars(8)), ("6.5", Stars(7))]
    assert examples([], Scale.TEN) == []


def test_dates() -> None:
    assert moment("2024-02-03") == moment("20240203") == moment("2024-02-03T00:00:00Z") == 1_706_918_400_000
    assert moment("1707000000") == 1_707_000_000_000
    assert [moment(text) for text in ("0000-00-00", "", "yesterday", "2024-13-01", "03/02/2024")] == [
        None
    ] * 5


def test_a_date_that_can_not_be_is_now() -> None:
    now = Millis(1_750_000_000_000)
    assert plausible(Millis(now - 1), now) == now - 1
    late, early, odd = Millis(now + 1), Millis(EARLIEST - 1), Millis(-5)
    assert [plausible(each, now) for each in (None, late, early, odd)] == [now] * 4


def test_seasons_in_titles() -> None:
    assert split_season("Glass Heart Season 2") == ("Glass Heart", 2)
    assert split_season("Glass Heart: Season 10") == ("Glass Heart", 10)
    assert split_season("Glass Heart 3rd Season") == ("Glass Heart", 3)
    assert split_season("Season 2") == ("Season 2", 0)
    assert split_season("Four Seasons") == ("Four Seasons", 0)
