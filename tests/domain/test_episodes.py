"""How seasons and episodes are laid out in a grid."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalog.shows import Facts, Show
from bot.domain.ids import GuildId, ShowId
from bot.domain.ratings.episodes import LINES, LONGEST, LONGEST_ALONE, EpisodeGrid, Line
from bot.domain.ratings.rating import Spread, Target

ONE = Spread((0,) * 7 + (1, 0, 0))


def grid(*targets: tuple[int, int], episodes: int = 0) -> EpisodeGrid:
    """The grid of a show of so many episodes, where these (season, episode) have one rating each."""
    show = Show(GuildId(1), ShowId(7), "Glass Heart", Facts(episodes=episodes))
    return EpisodeGrid.of(show, {Target(ShowId(7), *target): ONE for target in targets})


def spans(lines: tuple[Line, ...]) -> list[tuple[int, int, int]]:
    return [(line.season, line.first, line.last) for line in lines]


def test_ratings_are_told_apart_by_what_they_are_of() -> None:
    rated = grid((0, 0), (2, 0), (2, 5))
    assert (rated.whole, rated.seasons, rated.episodes) == (ONE, {2: ONE}, {(2, 5): ONE})


def test_a_target_whose_ratings_were_all_taken_back_is_absent() -> None:
    empty = EpisodeGrid.of(
        Show(GuildId(1), ShowId(7), "Beck"),
        {Target(ShowId(7)): Spread(), Target(ShowId(7), 1): Spread(), Target(ShowId(7), 1, 1): Spread()},
    )
    assert (empty.seasons, empty.episodes, empty.lines) == ({}, {}, ())


@pytest.mark.parametrize(
    ("targets", "episodes", "expected"),
    [
        ([(1, 3)], 0, [(1, 1, 3)]),
        ([(1, 3)], 10, [(1, 1, 10)]),
        ([(1, 12)], 10, [(1, 1, 10), (1, 11, 12)]),
        ([(1, 0)], 16, [(1, 1, 10), (1, 11, 16)]),
        ([(1, 0)], 0, [(1, 1, 1)]),
        ([(2, 5)], 10, [(1, 1, 1), (2, 1, 5)]),
        ([(1, 41), (2, 80)], 0, [(1, 1, 40), (1, 41, 41), (2, 1, 40), (2, 41, 80)]),
        ([(1, 2), (4, 3)], 0, [(1, 1, 2), (2, 1, 1), (3, 1, 1), (4, 1, 3)]),
        ([(1, 2), (9_999, 3)], 0, [(1, 1, 2), (9_999, 1, 3)]),
        ([(1, 5), (1, 9_995)], 0, [(1, 1, 10), (1, 9_991, 9_995)]),
        ([(31, 0), (2, 10_000)], 0, [(2, 9_961, 10_000), (31, 1, 1)]),
    ],
)
def test_lines(targets: list[tuple[int, int]], episodes: int, expected: list[tuple[int, int, int]]) -> None:
    assert spans(grid(*targets, episodes=episodes).lines) == expected


numbers = st.integers(1, 100) | st.integers(1, 10_000)


@given(st.sets(st.tuples(numbers, st.just(0) | numbers), max_size=40), st.integers(0, 10_000))
def test_every_rating_has_its_place_and_lines_are_in_order(
    targets: set[tuple[int, int]], episodes: int
) -> None:
    rated = grid(*targets, episodes=episodes)
    lines = rated.lines
    places = {(line.season, number) for line in lines for number in line.episodes}
    assert rated.episodes.keys() <= places
    assert {(season, 1) for season in rated.seasons} <= places
    assert all(one < other for one, other in pairwise(lines))
    assert all(1 <= len(line.episodes) <= (LONGEST_ALONE if rated.is_single else LONGEST) for line in lines)
    assert len(lines) <= max(LINES, len(targets))
