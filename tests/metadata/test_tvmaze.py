"""What is taken over from TVmaze."""

import pytest

from bot.domain.catalog.shows import Credit, Job, Kind
from bot.domain.catalog.sources import Catalog, EpisodeFacts, Source
from bot.metadata import Provider, ProviderDown
from tests.metadata.server import Catalogues


async def test_search_names_year_country_and_network(tvmaze: Provider) -> None:
    first, second = await tvmaze.search("harbour lights")
    assert (first.id, first.label) == ("4100", "Harbour Lights (2021)")
    assert first.line == "Japan · Minato TV · series"
    assert (second.id, second.label, second.line) == ("4200", "Harbor Light", "Streamly · series")


async def test_search_asks_for_the_title_as_typed(tvmaze: Provider, catalogues: Catalogues) -> None:
    await tvmaze.search("  港の灯 & C# 100%\u202e ")
    (request,) = catalogues.requests
    assert request.path == "/search/shows"
    assert dict(request.query) == {"q": "港の灯 & C# 100%"}
    assert request.headers["User-Agent"].startswith("Encore/")


async def test_a_blank_title_is_not_searched(tvmaze: Provider, catalogues: Catalogues) -> None:
    assert await tvmaze.search(" \u200b ") == ()
    assert catalogues.requests == []


async def test_at_most_ten_are_found(tvmaze: Provider, catalogues: Catalogues) -> None:
    catalogues.answers["/search/shows"] *= 20
    assert len(await tvmaze.search("harbour")) == 10


async def test_a_show_comes_with_all_its_facts(tvmaze: Provider, catalogues: Catalogues) -> None:
    show = await tvmaze.fetch("4100")
    assert catalogues.paths == ["/shows/4100", "/shows/4100/akas", "/shows/4100/episodes"]
    assert catalogues.requests[0].query.getall("embed[]") == ["cast", "crew"]
    assert show.title == "Harbour Lights"
    facts = show.facts
    assert facts.other_titles == ("港の灯", "Minato no Hi")
    assert (facts.kind, facts.year, facts.network, facts.country) == (Kind.SERIES, 2021, "Minato TV", "Japan")
    assert (facts.genres, facts.episodes, facts.minutes) == (("Drama", "Mystery"), 6, 47)
    assert facts.synopsis == "Harbour Lights follows a keeper & her crew.\n\nNobody sleeps at 3 < 4."
    assert facts.poster_url == "https://static.tvmaze.com/uploads/images/original_untouched/1/2.jpg"
    assert facts.credits == (
        Credit("Jun Oka", Job.DIRECTOR),
        Credit("Emi Tani", Job.WRITER, role="creator"),
        Credit("Aoi Mori", Job.CAST, "Captain Sato"),
        Credit("Ren Kubo", Job.CAST, "The Gull", "voice"),
        Credit("Yui Hara", Job.CAST, "Self"),
    )
    assert show.episodes[0] == EpisodeFacts(1, 1, "Night 1", 41, "2021-04-01")
    assert [(one.season, one.number) for one in show.episodes] == [
        (season, number) for season in (1, 2) for number in (1, 2, 3)
    ]


async def test_the_source_is_credited_with_a_link(tvmaze: Provider) -> None:
    source = (await tvmaze.fetch("4100")).source
    assert source == Source(Catalog.TVMAZE, "4100")
    assert source.link == "https://www.tvmaze.com/shows/4100"
    assert source.link in source.credit
    assert "CC BY-SA 4.0" in source.credit


async def test_without_an_average_the_slot_or_the_episodes_tell_the_minutes(
    tvmaze: Provider, catalogues: Catalogues
) -> None:
    show = catalogues.answers["/shows/4100"]
    catalogues.answers["/shows/1"] = {**show, "averageRuntime": None, "runtime": 60}
    catalogues.answers["/shows/2"] = {**show, "averageRuntime": None, "runtime": None}
    for number in ("1", "2"):
        catalogues.answers[f"/shows/{number}/akas"] = []
        catalogues.answers[f"/shows/{number}/episodes"] = catalogues.answers["/shows/4100/episodes"]
    assert (await tvmaze.fetch("1")).facts.minutes == 60
    assert (await tvmaze.fetch("2")).facts.minutes == 42


async def test_of_endless_lists_the_best_part_is_taken(tvmaze: Provider, catalogues: Catalogues) -> None:
    embedded = catalogues.answers["/shows/4100"]["_embedded"]
    embedded["cast"] = [
        {"person": {"name": f"Person {n}"}, "character": {"name": f"Part {n}"}} for n in range(500)
    ]
    embedded["crew"] = [{"type": "Director", "person": {"name": f"Director {n}"}} for n in range(500)]
    catalogues.answers["/shows/4100/akas"] = [{"name": f"Name {n}"} for n in range(500)]
    catalogues.answers["/shows/4100/episodes"] = [
        {"season": season, "number": number} for season in range(1, 61) for number in range(1, 101)
    ]
    show = await tvmaze.fetch("4100")
    assert len(show.facts.credits) == 50
    assert show.facts.credits[0].name == "Director 0"
    assert show.facts.credits[-1].name == "Person 39"
    assert len(show.facts.other_titles) == 30
    assert len(show.episodes) == 2_000
    assert show.episodes[-1] == EpisodeFacts(60, 100)


async def test_an_unknown_show_is_said_to_be_gone(tvmaze: Provider, catalogues: Catalogues) -> None:
    for _ in range(10):
        with pytest.raises(ProviderDown, match="no such show"):
            await tvmaze.fetch("5")
    assert len(catalogues.requests) == 10  # neither tried again nor a reason to leave TVmaze alone


@pytest.mark.parametrize("forged", ["", "x", "../people/1", "4100/akas", "1?embed=x", "٣", "1" * 11, "tv:71"])
async def test_a_forged_id_is_not_asked_for(tvmaze: Provider, catalogues: Catalogues, forged: str) -> None:
    with pytest.raises(ProviderDown, match="no such show"):
        await tvmaze.fetch(forged)
    assert catalogues.requests == []
