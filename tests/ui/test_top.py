"""The pages of rankings: within Discord's limits whatever the titles, and right in what they say."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalog.show_form import LINE_LIMIT, TITLE_LIMIT
from bot.domain.catalog.shows import Kind, ShowName
from bot.domain.ids import ShowId
from bot.domain.ratings.top import Ranked, Ranking, Sums, TopChoice, TopPage, Totals
from bot.ui.files import picture
from bot.ui.pages.ratings.top import PICTURE, alt_text, heading, period_name, top_chart, top_page
from tests.ui.examples import SNOWFLAKE, lines, options, problems, read

ALT_LIMIT = 1_024


def ranked(number: int, title: str, score: int = 45_678, sums: Sums | None = None) -> Ranked:
    return Ranked(ShowName(ShowId(SNOWFLAKE - number), title, 2025), sums or Sums(12, 110, 1_020, 3), score)


def page_of(choice: TopChoice, *found: Ranked, titles: tuple[str, ...] = (), most: int = 0) -> TopPage:
    """A page in November 2026; `most` is the ranking's highest score if it is not on this page."""
    month = choice.ranking is Ranking.RISING
    return TopPage(
        choice,
        period=202611 if month else choice.period,
        ranked=found,
        titles=tuple((each.show.title, *titles) for each in found),
        most=most or max((each.score for each in found), default=0),
        has_more=False,
        totals=Totals(20, 100, 760),
        genre="Drama" if choice.genre else "",
        periods=(0, 2026, 202611, 202610, 2025),
    )


@settings(max_examples=40)
@given(lines, st.sampled_from(Ranking), st.integers(1, 9_999_999), st.integers(0, 9))
async def test_any_page_fits(line: str, order: Ranking, number: int, page: int) -> None:
    title = (line * 40)[:TITLE_LIMIT] or "?"
    got = Sums(number, number * 7, number * 60, number)
    found = [ranked(each, title, number * 10, got) for each in range(10)]
    choice = TopChoice(order, 202611, Kind.SPECIAL, 2**48 - 1, page)
    top = TopPage(
        choice,
        202611,
        tuple(found),
        ((title,),) * 10,
        number * 90,
        True,
        Totals(1, 1, 1),
        (line * 20)[:LINE_LIMIT],
        (0, 2026, 202611, 202610, 2025, 202512),
    )
    assert len(alt_text(top)) <= ALT_LIMIT
    assert problems(top_page(top, picture(b"", PICTURE, alt_text(top)))) == []
    assert len({bar.label for bar in top_chart(top).bars}) == 10


async def test_a_page_without_shows_fits_and_can_be_left() -> None:
    for order in Ranking:
        view = top_page(page_of(TopChoice(order)), None)
        assert problems(view) == []
        assert len(options(view)) == len(Ranking) + 5


async def test_what_is_chosen_stands_above_it() -> None:
    choice = TopChoice(Ranking.BEST, 202611, Kind.FILM, 5)
    page = page_of(choice, ranked(1, "Glass *Heart*"))
    assert heading(page) == "Best rated · November 2026 · films · Drama"
    said = read(top_page(page, picture(b"", PICTURE, "")))
    assert "C = **3.8** the average of all our ratings; m = **5** ratings are needed" in said
    assert r"**1.** Glass \*Heart\* · 2025 – **4.6** · 4.6 from 12 ratings" in said


async def test_an_unrated_show_is_never_given_zero_stars() -> None:
    page = page_of(TopChoice(Ranking.REVIEWED), ranked(1, "New", 3, Sums(reviews=3)))
    said = read(top_page(page, picture(b"", PICTURE, "")))
    assert "**1.** New · 2025 – **3 reviews** · no ratings yet" in said
    assert not re.search(r"\b0\.0", said + alt_text(page))
    (bar,) = top_chart(page).bars
    assert (bar.number, bar.length) == ("3", 1)


def test_bars_have_names_that_the_font_can_write() -> None:
    page = page_of(TopChoice(), ranked(1, "グラスハート"), ranked(2, "Élite"), titles=("Gurasu Haato",))
    assert [bar.name for bar in top_chart(page).bars] == ["Gurasu Haato", "Elite"]
    assert top_chart(page_of(TopChoice(), ranked(1, "ダーク"))).bars[0].name == ""


def test_bars_are_as_long_as_their_stars_and_never_longer_than_there_is_room() -> None:
    (bar,) = top_chart(page_of(TopChoice(), ranked(1, "Half", 25_000))).bars
    assert (bar.number, bar.length) == ("2.5", 0.5)
    for order in Ranking:
        found = (ranked(1, "One", 50_000, Sums(2, 11, 101, 5)), ranked(2, "Two", 25_000, Sums(2, 11, 61, 5)))
        assert all(0 <= bar.length <= 1 for bar in top_chart(page_of(TopChoice(order), *found)).bars)


def test_bars_of_a_later_page_are_measured_against_the_first_show_of_all() -> None:
    page = page_of(TopChoice(Ranking.REVIEWED, page=1), ranked(11, "Eleventh", 2), most=5)
    assert top_chart(page).bars[0].length == 0.4


def test_a_score_is_rounded_half_up() -> None:
    for score, written in ((42_499, "4.2"), (42_500, "4.3"), (50_000, "5.0")):
        assert top_chart(page_of(TopChoice(), ranked(1, "One", score))).bars[0].number == written


def test_periods_are_named() -> None:
    assert [*map(period_name, (0, 2026, 202601, 202612))] == [
        "all time",
        "2026",
        "January 2026",
        "December 2026",
    ]
