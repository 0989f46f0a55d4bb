"""Periods, and the numbers by which shows are ranked."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalog.genres import genre_number
from bot.domain.catalog.shows import Kind
from bot.domain.errors import Refusal
from bot.domain.ids import Millis
from bot.domain.ratings.top import (
    ALL_TIME,
    FEWEST,
    MOST,
    Prior,
    Ranking,
    Sums,
    TopChoice,
    Totals,
    When,
    is_month,
    month_after,
    month_before,
    periods_of,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def sums(*halves: int, reviews: int = 0) -> Sums:
    return Sums(len(halves), sum(halves), sum(each * each for each in halves), reviews)


@given(st.integers(-2_000_000_000_000, 20_000_000_000_000))
def test_periods_are_those_of_the_calendar(at: Millis) -> None:
    when = EPOCH + timedelta(milliseconds=at)
    assert periods_of(at) == (ALL_TIME, when.year, int(when.strftime("%Y%m")))


@given(st.integers(1970, 9_000), st.integers(1, 12))
def test_months_follow_each_other(year: int, month: int) -> None:
    period = year * 100 + month
    assert month_before(month_after(period)) == month_after(month_before(period)) == period
    assert is_month(month_after(period))
    assert not is_month(year)


def test_periods_are_named_by_the_present() -> None:
    january = round(datetime(2026, 1, 31, 23, 59, tzinfo=UTC).timestamp() * 1000)
    assert {when: when.period(Millis(january)) for when in When} == {
        When.ALL_TIME: 0,
        When.THIS_YEAR: 2026,
        When.THIS_MONTH: 202601,
        When.LAST_MONTH: 202512,
        When.LAST_YEAR: 2025,
    }


def test_a_weighted_rating_lies_between_the_average_and_the_servers() -> None:
    prior = Prior(tenths=30, votes=4)
    assert prior.weighted(sums(10, 10, 10, 10)) == 40_000, "4 × 5.0 and 4 × 3.0"
    assert prior.weighted(sums(*[10] * 12)) == 45_000
    assert prior.weighted(sums(10, 10, 10)) == 0, "too few"


@given(st.lists(st.integers(1, 10), min_size=1, max_size=60), st.integers(5, 50), st.integers(FEWEST, MOST))
def test_nothing_is_ranked_beyond_its_own_average(halves: list[int], tenths: int, votes: int) -> None:
    own, mean = sums(*halves), 5_000 * sum(halves) / len(halves)
    weighted = Prior(tenths, votes).weighted(own)
    assert (weighted > 0) == (len(halves) >= votes)
    if weighted:
        assert min(mean, tenths * 1_000) - 1 <= weighted <= max(mean, tenths * 1_000)


@pytest.mark.parametrize(
    ("totals", "prior"),
    [
        (Totals(), Prior(0, FEWEST)),
        (Totals(1, 1, 7), Prior(35, FEWEST)),
        (Totals(2, 20, 150), Prior(38, 10)),
        (Totals(10, 10_000, 60_000), Prior(30, MOST)),
    ],
)
def test_what_shows_are_measured_by_grows_with_the_server(totals: Totals, prior: Prior) -> None:
    assert totals.prior == prior


def test_gems_are_loved_by_few() -> None:
    prior = Prior(30, 4)
    assert prior.gem(sums(8, 8)) == 40_000
    assert prior.gem(sums(10)) == 0
    assert prior.gem(sums(8, 7)) == 0
    assert prior.gem(sums(10, 10, 10, 10)) == 0


def test_opinions_lie_apart_by_the_standard_deviation() -> None:
    assert sums(1, 10).deviation == "2.3"
    assert sums(7, 7, 7).deviation == "0.0"
    assert Prior(30, 3).divisive(sums(1, 10)) == 0, "too few"
    assert Prior(30, 3).divisive(sums(1, 10, 1, 10)) == 202_500


def test_an_unrated_show_has_no_average() -> None:
    assert sums(reviews=3).average is None
    assert sums(6, 7).average == "3.3"


@given(st.sampled_from(Ranking), st.sampled_from((0, 2026, 202611)), st.sampled_from(Kind), st.integers(0, 9))
def test_a_choice_survives_its_way_through_a_button(
    order: Ranking, period: int, kind: Kind, page: int
) -> None:
    choice = TopChoice(order, period, kind, genre_number("Drama"), page)
    assert TopChoice.of(*choice.numbers, page) == choice


@pytest.mark.parametrize(
    "numbers",
    [(5, 0, 0, 0, 0), (0, 202600, 0, 0, 0), (0, 202613, 0, 0, 0), (0, 0, 4, 0, 0), (0, 0, 0, 0, 10)],
)
def test_a_choice_of_nothing_is_refused(numbers: tuple[int, int, int, int, int]) -> None:
    with pytest.raises(Refusal, match="I don't know that ranking"):
        TopChoice.of(*numbers)


def test_a_genre_has_one_number_however_it_is_spelt() -> None:
    assert genre_number("Sci-Fi") == genre_number("sci fi") == genre_number("ＳＣＩＦＩ")
    assert genre_number("Drama") != genre_number("Music")
    assert 0 < genre_number("") < 2**48
