"""What is taken over from TMDB."""

import pytest

from bot.domain.catalog.shows import Credit, Job, Kind
from bot.domain.catalog.sources import Catalog, EpisodeFacts, Source
from bot.metadata import Provider, ProviderDown, open_provider
from tests.metadata.conftest import TMDB_KEY
from tests.metadata.documented import tmdb_season
from tests.metadata.server import Catalogues, FakeClock


async def test_search_finds_series_and_films_but_no_people(tmdb: Provider) -> None:
    series, film = await tmdb.search("harbour")
    assert (series.id, series.label, series.line) == ("tv:71", "Harbour Lights (2021)", "JP · series")
    assert (film.id, film.label, film.line) == ("movie:72", "The Lamp Room (2019)", "film")


async def test_the_short_key_is_part_of_the_url(tmdb: Provider, catalogues: Catalogues) -> None:
    await tmdb.search("harbour")
    (request,) = catalogues.requests
    assert request.path == "/3/search/multi"
    assert dict(request.query) == {"query": "harbour", "include_adult": "false", "api_key": TMDB_KEY}
    assert "Authorization" not in request.headers


async def test_the_long_key_is_a_header(catalogues: Catalogues, clock: FakeClock) -> None:
    token = "eyJhbGciOiJIUzI1NiJ9.made.up"
    async with open_provider("tmdb", key=token, base_url=f"{catalogues.url}/3", time=clock.time) as tmdb:
        await tmdb.search("harbour")
    (request,) = catalogues.requests
    assert request.headers["Authorization"] == f"Bearer {token}"
    assert "api_key" not in request.query


async def test_a_series_comes_with_all_its_facts(tmdb: Provider, catalogues: Catalogues) -> None:
    show = await tmdb.fetch("tv:71")
    assert sorted(catalogues.paths) == ["/3/tv/71", "/3/tv/71/season/1", "/3/tv/71/season/2"]
    assert catalogues.requests[0].query["append_to_response"] == "aggregate_credits,alternative_titles"
    facts = show.facts
    assert (show.title, facts.other_titles) == ("Harbour Lights", ("港の灯", "Les Feux du port"))
    assert (facts.kind, facts.year, facts.network, facts.country) == (Kind.SERIES, 2021, "Minato TV", "Japan")
    assert (facts.genres, facts.episodes, facts.minutes) == (("Sci-Fi", "Fantasy", "Drama"), 4, 45)
    assert facts.synopsis == "A keeper and her crew."
    assert facts.based_on == "the novel by Mio Seki"
    assert facts.poster_url == "https://image.tmdb.org/t/p/w500/poster-1.jpg"
    assert facts.credits == (
        Credit("Jun Oka", Job.DIRECTOR),
        Credit("Guest Director", Job.DIRECTOR),
        Credit("Emi Tani", Job.WRITER, role="creator"),
        Credit("Aoi Mori", Job.CAST, "Captain Sato"),
        Credit("Ren Kubo", Job.CAST, "The Gull", "voice"),
    )
    assert show.episodes == tuple(
        EpisodeFacts(season, number, f"Night {number}", 45, f"2021-04-0{number}")
        for season in (1, 2)
        for number in (1, 2)
    )


async def test_a_film_comes_with_all_its_facts(tmdb: Provider, catalogues: Catalogues) -> None:
    film = await tmdb.fetch("movie:72")
    assert catalogues.paths == ["/3/movie/72"]
    facts = film.facts
    assert (film.title, facts.other_titles) == ("The Lamp Room", ("등대", "Lamp Room"))
    assert (facts.kind, facts.year, facts.country, facts.minutes) == (Kind.FILM, 2019, "South Korea", 98)
    assert (facts.poster_url, facts.episodes, film.episodes) == ("", 0, ())
    assert facts.credits == (
        Credit("Bae Lin", Job.DIRECTOR),
        Credit("Bae Lin", Job.WRITER),
        Credit("Han Seo", Job.CAST, "The Keeper"),
    )


async def test_the_source_is_credited_as_tmdb_asks(tmdb: Provider) -> None:
    source = (await tmdb.fetch("tv:71")).source
    assert source == Source(Catalog.TMDB, "tv:71")
    assert source.link == "https://www.themoviedb.org/tv/71"
    assert source.link in source.credit
    assert "not endorsed, certified, or otherwise approved by TMDB" in source.credit


async def test_of_many_seasons_the_newest_are_fetched(tmdb: Provider, catalogues: Catalogues) -> None:
    catalogues.answers["/3/tv/71"]["seasons"] = [{"season_number": number} for number in range(61)]
    catalogues.answers |= {f"/3/tv/71/season/{number}": tmdb_season(number) for number in range(61)}
    show = await tmdb.fetch("tv:71")
    assert len(catalogues.requests) == 41
    assert [one.season for one in show.episodes] == [number for number in range(21, 61) for _ in (1, 2)]


async def test_a_missing_season_is_no_half_of_a_show(tmdb: Provider, catalogues: Catalogues) -> None:
    del catalogues.answers["/3/tv/71/season/2"]
    with pytest.raises(ProviderDown):
        await tmdb.fetch("tv:71")


@pytest.mark.parametrize(
    "forged", ["71", "tv:", "tv:71/season/1", "person:3", "tv:71?x", "TV:71", "tv:" + "1" * 11]
)
async def test_a_forged_id_is_not_asked_for(tmdb: Provider, catalogues: Catalogues, forged: str) -> None:
    with pytest.raises(ProviderDown, match="no such show"):
        await tmdb.fetch(forged)
    assert catalogues.requests == []
