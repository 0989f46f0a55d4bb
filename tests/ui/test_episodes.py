"""The pages of a show's episodes."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalog.shows import Facts, Show
from bot.domain.ids import GuildId, ShowId
from bot.domain.ratings.episodes import EpisodeGrid
from bot.domain.ratings.rating import Spread, Target
from bot.ui.charts.heatmap import Heatmap
from bot.ui.files import picture
from bot.ui.layout import Layout
from bot.ui.pages.ratings.episodes import alt_text, episodes_chart, episodes_page, episodes_text, no_episodes
from tests.ui import examples
from tests.ui.examples import SNOWFLAKE, buttons, labels, lines, problems

Numbers = tuple[int, int]


def spread(halves: int, count: int = 1) -> Spread:
    return Spread(tuple(count * (halves == bucket) for bucket in range(1, 11)))


def grid(ratings: dict[Numbers, Spread], title: str = "Glass Heart", episodes: int = 0) -> EpisodeGrid:
    """The grid of ratings by (season, episode)."""
    show = Show(GuildId(1), ShowId(SNOWFLAKE), title, Facts(episodes=episodes))
    return EpisodeGrid.of(
        show, {Target(ShowId(SNOWFLAKE), *numbers): each for numbers, each in ratings.items()}
    )


def page_of(grid: EpisodeGrid, page: int) -> Layout:
    """The page around a picture."""
    return episodes_page(grid, page, picture(b"", "episodes.png", alt_text(grid)))


def read(view: Layout) -> str:
    """The text of a page, with plain spaces."""
    return examples.read(view).replace("\N{NO-BREAK SPACE}", " ")


def written(chart: Heatmap) -> list[list[str]]:
    """What stands in the cells, row by row: the average and the count, or a dash."""
    return [[f"{cell.label} {cell.remark}" if cell else "-" for cell in row] for row in chart.cells]


def test_seasons_stand_side_by_side() -> None:
    chart = episodes_chart(grid({(1, 1): spread(8, 12), (1, 3): spread(7), (2, 2): spread(9, 1_250)}), 0)
    assert (chart.columns, chart.rows) == (("S1", "S2"), ("E1", "E2", "E3"))
    assert written(chart) == [["4.0 12", "-"], ["-", "4.5 1.2k"], ["3.5 1", "-"]]
    assert chart.totals == ()


def test_ratings_of_whole_seasons_stand_above_them() -> None:
    chart = episodes_chart(grid({(1, 1): spread(8), (3, 0): spread(5, 2)}), 0)
    assert [cell and (cell.label, cell.remark) for cell in chart.totals] == [None, None, ("2.5", "2")]
    assert chart.columns == ("S1", "S2", "S3")


def test_a_single_season_stands_in_lines_of_ten() -> None:
    chart = episodes_chart(grid({(1, 1): spread(8), (1, 12): spread(7)}, episodes=12), 0)
    assert chart.columns == tuple(map(str, range(1, 11)))
    assert chart.rows == ("1-10", "11-12")
    assert written(chart) == [["4.0 1", *"-" * 9], ["-", "3.5 1"]]
    assert episodes_chart(grid({(1, 2): spread(8)}), 0).rows == ("",)


def test_a_long_season_goes_on_in_the_next_column() -> None:
    rated = grid({(1, 1): spread(8), (2, 41): spread(6)})
    chart = episodes_chart(rated, 0)
    assert (chart.columns, len(chart.rows)) == (("S1", "S2", "+40"), 40)
    assert written(chart)[0] == ["4.0 1", "-", "3.0 1"]


async def test_the_page_explains_what_it_shows() -> None:
    long = read(page_of(grid({(1, 1): spread(8), (2, 41): spread(6), (2, 0): spread(2)}), 0))
    assert "The row “all” has the ratings of a season as a whole." in long
    assert "A column “+40” goes on with its season: its episodes are E1+40, E2+40 …" in long
    short = read(page_of(grid({(1, 1): spread(8), (2, 4): spread(6)}), 0))
    assert "“all”" not in short
    assert "+" not in short
    single = read(page_of(grid({(1, 11): spread(8), (1, 0): spread(6, 2)}), 0))
    assert "Season 1 as a whole: 3.0 from 2 ratings." in single
    assert "+" not in single


@pytest.mark.parametrize(
    ("ratings", "said"),
    [
        ({}, "counts ratings of the whole show only, and nobody here has rated that yet."),
        ({(0, 0): spread(7, 1_234)}, "counts ratings of the whole show only: 3.5 from 1,234 ratings."),
    ],
)
async def test_every_page_says_what_the_shows_average_counts(
    ratings: dict[Numbers, Spread], said: str
) -> None:
    rated = grid({(1, 1): spread(8), **ratings})
    assert said in read(page_of(rated, 0))
    assert said in read(episodes_text(rated, 0))


async def test_text_has_every_average_with_its_count() -> None:
    rated = {
        (1, 1): spread(8, 12),
        (1, 2): spread(7),
        (3, 9): spread(1, 1_000),
        (3, 0): spread(9),
        (4, 0): spread(10),
    }
    page = episodes_text(grid(rated), 0)
    assert "**Season 1**\nE1 4.0 (12) · E2 3.5 (1)\n\n" in read(page)
    assert "**Season 3** · as a whole 4.5 (1)\nE9 0.5 (1,000)\n\n" in read(page)
    assert "**Season 4** · as a whole 5.0 (1)" in read(page)
    assert labels(page) == ["As a picture", "Show"]


async def test_pages_lead_to_each_other() -> None:
    long = grid({(season, 1): spread(8) for season in range(1, 62)})
    assert list(buttons(page_of(long, 1))) == [
        f"episodes:open:{SNOWFLAKE}.0",
        f"episodes:open:{SNOWFLAKE}.2",
        f"episodes:text:{SNOWFLAKE}.0",
        f"show:open:{SNOWFLAKE}",
    ]
    assert len(episodes_chart(long, 2).columns) == 1
    assert episodes_chart(long, 99) == episodes_chart(long, 2)
    assert buttons(page_of(long, 99)).keys() == buttons(page_of(long, 2)).keys()


def test_the_alternative_text_names_the_extremes() -> None:
    rated = {
        (1, 1): spread(8),
        (1, 2): spread(8, 3),
        (2, 5): spread(2),
        (2, 0): spread(5),
        (0, 0): spread(10),
    }
    assert alt_text(grid(rated)) == (
        "Average ratings of 3 episodes in 2 seasons of Glass Heart. "
        "Highest: season 1, episode 2, 4.0 from 3 ratings. "
        "Lowest: season 2, episode 5, 1.0 from 1 rating. "
        "Seasons as a whole: 2: 2.5. All numbers are behind the button “As text”."
    )


numbers = st.integers(1, 45) | st.integers(1, 10_000)
spreads = st.builds(spread, st.integers(1, 10), st.integers(1, 9) | st.integers(1, 9_999_999))
ratings = st.dictionaries(st.tuples(numbers, st.just(0) | numbers), spreads, max_size=60)


@settings(max_examples=60)
@given(ratings, spreads, lines.filter(bool), st.integers(0, 10_000))
async def test_any_ratings_make_pages_that_discord_takes(
    ratings: dict[Numbers, Spread], one: Spread, title: str, episodes: int
) -> None:
    rated = grid({(1, 1): one, **ratings}, title, episodes)
    assert 0 < len(alt_text(rated)) <= 1_024
    pictured: list[str] = []
    for page in range((len(rated.lines) - 1) // 30 + 1):
        chart = episodes_chart(rated, page)
        assert problems(page_of(rated, page)) == []
        assert (len(chart.columns) <= 30, len(chart.rows) <= 40) == (True, True)
        assert "".join(
            [*chart.columns, *chart.rows, *(chart.caption, chart.remarks, chart.without)]
        ).isascii()
        pictured += [cell.label for row in chart.cells for cell in row if cell]
    assert sorted(pictured) == sorted(str(each.average) for each in rated.episodes.values())


@settings(max_examples=30)
@given(ratings, lines.filter(bool))
async def test_any_ratings_are_all_in_the_text(ratings: dict[Numbers, Spread], title: str) -> None:
    rated = grid({(1, 1): spread(8), **ratings}, title)
    entries: list[str] = []
    for page in range(100):
        view = episodes_text(rated, page)
        assert problems(view) == []
        entries += re.findall(r"(E\d+ \d\.\d \([\d,]+\))(?: ·|\n|$)", read(view), re.MULTILINE)
        if not any(button.label == "›" and not button.disabled for button in buttons(view).values()):
            break
    expected = [f"E{number} {each.average} ({each.count:,})" for (_, number), each in rated.episodes.items()]
    assert sorted(entries) == sorted(expected)


@given(st.dictionaries(st.tuples(numbers, st.just(0)), spreads, max_size=60), lines.filter(bool))
async def test_where_no_episode_is_rated_the_page_says_how_to(
    ratings: dict[Numbers, Spread], title: str
) -> None:
    page = no_episodes(grid(ratings, title))
    assert problems(page) == []
    assert "Be the first: `/rate` with its `season` and `episode`." in read(page)


async def test_a_full_grid_has_pages_that_discord_takes() -> None:
    full = grid({(season, number): spread(10, 10**6) for season in range(1, 31) for number in range(41)})
    assert problems(page_of(full, 0)) == []
    page = 0
    while "›" in [
        button.label for button in buttons(episodes_text(full, page)).values() if not button.disabled
    ]:
        assert problems(episodes_text(full, page)) == []
        page += 1
    assert page > 5
    assert problems(episodes_text(full, page)) == []
