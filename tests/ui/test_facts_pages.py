"""Choosing among another catalogue's shows, and the credit: whatever their titles are, within the limits."""

from dataclasses import replace

from hypothesis import given

from bot.domain.catalog.pages import ShowPage
from bot.domain.catalog.shows import Show, ShowName
from bot.domain.catalog.sources import CANDIDATES, Candidate, Catalog, Source
from bot.domain.ids import ShowId
from bot.domain.ratings.rating import Spread, Stars
from bot.ui.layout import Layout
from bot.ui.pages.catalog.facts import choose_for, choose_new, filled, still_searching, taken
from bot.ui.pages.catalog.shows import show_page
from tests.ui.examples import SHOW, SNOWFLAKE, crowded, labels, lines, options, problems, read, texts

FOUND = [Candidate("4100", "Harbour Lights", 2021, "Japan", "Minato TV"), Candidate("4200", "Harbor Light")]


def pages(show: Show, found: list[Candidate], line: str) -> list[Layout]:
    return [
        choose_new(SNOWFLAKE, show.title, "TVmaze", found),
        choose_for(show, "TVmaze", found),
        still_searching(SNOWFLAKE, show.title, "TVmaze takes long to answer just now."),
        *(taken(show, "TVmaze", later=later) for later in (True, False)),
        *(filled(show, "TVmaze", [line] * 30, later=later, may_change=True) for later in (True, False)),
        filled(show, "TVmaze", [], later=False, may_change=False),
    ]


async def test_candidates_are_told_apart_by_year_country_and_network() -> None:
    view = choose_new(3, "harbour", "TVmaze", FOUND)
    assert [(each.label, each.value, each.description) for each in options(view)] == [
        ("Harbour Lights (2021)", "4100", "Japan · Minato TV · series"),
        ("Harbor Light", "4200", "series"),
    ]
    assert labels(view) == ["None of these: fill in myself"]


@given(lines, lines, texts)
async def test_every_page_fits_whatever_the_titles_are(title: str, line: str, text: str) -> None:
    of = crowded(title or "x", line, text)
    name = title[:200] or "x"
    found = [Candidate(f"tv:{number}", name, 2100, line, line) for number in range(CANDIDATES + 5)]
    for view in pages(of.show, found, line or "x"):
        assert problems(view) == []
    for catalogue in Catalog:
        source = Source(catalogue, "tv:9999999999")
        names = (ShowName(ShowId(SNOWFLAKE), of.show.title, 2100),) * 9
        best = ShowPage(of.show, Spread((10**8,) * 10), Stars(9), 10**9, of.review, names, source)
        assert problems(show_page(best)) == []


async def test_the_credit_and_the_link_are_on_the_page_of_a_show_with_a_source() -> None:
    page = ShowPage(SHOW, Spread(), None, 0, None, ())
    assert "Facts from" not in read(show_page(page))
    text = read(show_page(replace(page, source=Source(Catalog.TVMAZE, "82"))))
    assert "-# Facts from [TVmaze](https://www.tvmaze.com/shows/82), under [CC BY-SA 4.0](https://" in text
    text = read(show_page(replace(page, source=Source(Catalog.TMDB, "tv:1399"))))
    assert "-# Facts from [TMDB](https://www.themoviedb.org/tv/1399). This application uses TMDB" in text
