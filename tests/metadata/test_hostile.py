"""Hostile text, and the wrong type, in every field."""

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from random import Random
from typing import Any, cast

import pytest

from bot.domain.catalog.show_form import LINE_LIMIT, SYNOPSIS_LIMIT, TITLE_LIMIT
from bot.domain.catalog.sources import Candidate, ProvidedShow
from bot.domain.text import clean_line
from bot.metadata import Provider, ProviderDown
from tests.metadata.server import Catalogues, FakeClock

HOSTILE = {
    "markdown": "@everyone [free](https://evil.example) ||spoiler|| `code` <@1> **bold**",
    "tags": "<script>alert(1)</script><img src=x onerror=y>",
    "entities": "&lt;b&gt; 1 < 2 & 3 > 2 <!-- <p",
    "invisible": "\u202edesrever\u202c \u200b\ufeff\x00\x1b[31m",
    "lines": "line\r\nSet-Cookie: a=b\u2028next",
    "zalgo": "z\u0300" + "\u0301" * 3_000,
    "sql": "'; DROP TABLE shows; --",
    "host": "https://static.tvmaze.com@evil.example/x.jpg",
    "surrogate": "\ud800 half",
    "long": "长" * 10_000,
    "open tags": "<" * 40_000,
    "open declarations": "<!" * 20_000,
    "open attributes": "<a " * 10_000,
    "marked sections": "<![" * 10_000,
    "blank": " \t\n ",
}
WRONG: list[Any] = [
    None,
    True,
    -1,
    0,
    1.5,
    10**30,
    "",
    "x",
    [],
    {},
    [[]],
    [None],
    [{}],
    {"name": {}},
    ["x", 7],
]
QUESTIONS = {
    "tvmaze": ("4100", "/shows/4100", "/shows/4100/akas", "/shows/4100/episodes"),
    "series": ("tv:71", "/3/tv/71", "/3/tv/71/season/1"),
    "film": ("movie:72", "/3/movie/72"),
}


def with_texts(answer: Any, text: str) -> Any:
    """The answer with every text in it replaced."""
    if isinstance(answer, str):
        return text
    if isinstance(answer, list):
        return [with_texts(item, text) for item in cast("list[Any]", answer)]
    if isinstance(answer, dict):
        return {name: with_texts(item, text) for name, item in cast("dict[str, Any]", answer).items()}
    return answer


def places(answer: Any) -> Iterator[Callable[[Any, Any], None]]:
    """For every field and item in the answer, a way to set it in a copy."""

    def setter(path: tuple[Any, ...]) -> Callable[[Any, Any], None]:
        def put(copy: Any, value: Any) -> None:
            for step in path[:-1]:
                copy = copy[step]
            copy[path[-1]] = value

        return put

    def walk(node: Any, path: tuple[Any, ...]) -> Iterator[Callable[[Any, Any], None]]:
        items: Any = ()
        if isinstance(node, dict):
            items = cast("dict[str, Any]", node).items()
        elif isinstance(node, list):
            items = enumerate(cast("list[Any]", node))
        for step, item in items:
            yield setter((*path, step))
            yield from walk(item, (*path, step))

    return walk(answer, ())


def with_wrong_types(answer: Any, random: Random) -> Any:
    """A copy of the answer in which one field in twenty is of a wrong type."""
    copy = deepcopy(answer)
    for put in places(answer):
        if random.random() < 0.05:
            with suppress(LookupError, TypeError):  # what held this field was replaced already
                put(copy, deepcopy(random.choice(WRONG)))
    return copy


def assert_plain_line(text: str, limit: int = LINE_LIMIT) -> None:
    assert len(text) <= limit
    assert clean_line(text) == text
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in text)


def assert_bounded(show: ProvidedShow) -> None:
    facts = show.facts
    assert show.title
    for title in (show.title, *facts.other_titles):
        assert_plain_line(title, TITLE_LIMIT)
    for text in (facts.network, facts.country, *facts.genres):
        assert_plain_line(text)
    assert_plain_line(facts.based_on, LINE_LIMIT + 25)
    for credit in facts.credits:
        assert credit.name
        for text in (credit.name, credit.character, credit.role):
            assert_plain_line(text)
    assert len(facts.other_titles) <= 30
    assert len(facts.credits) <= 60
    assert len(facts.synopsis) <= SYNOPSIS_LIMIT
    facts.synopsis.encode()
    assert facts.year is None or 1880 <= facts.year <= 2100
    assert 0 <= facts.episodes <= 10_000
    assert 0 <= facts.minutes <= 2_000
    hosts = ("https://static.tvmaze.com/", "https://image.tmdb.org/t/p/w500/")
    assert not facts.poster_url or facts.poster_url.startswith(hosts)
    for episode in show.episodes:
        assert_plain_line(episode.title)
        assert episode.season > 0
        assert episode.number > 0
        assert 0 <= episode.minutes <= 2_000
        assert episode.aired == "" or len(episode.aired) == 10


def assert_option(candidate: Candidate) -> None:
    assert 1 <= len(candidate.id) <= 30
    for text in (candidate.label, candidate.line):
        assert text
        assert_plain_line(text, 100)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("question", QUESTIONS)
async def test_hostile_text_stays_plain_text(
    tvmaze: Provider, tmdb: Provider, catalogues: Catalogues, question: str, text: str
) -> None:
    candidate_id, *paths = QUESTIONS[question]
    for path in paths:
        catalogues.answers[path] = with_texts(catalogues.answers[path], text)
    provider = tvmaze if question == "tvmaze" else tmdb
    if not clean_line(text):
        with pytest.raises(ProviderDown, match="can't be read"):
            await provider.fetch(candidate_id)
        return
    show = await provider.fetch(candidate_id)
    assert_bounded(show)
    assert clean_line(text[:500])[:50] == show.title[:50]
    assert show.facts.poster_url == ""
    assert show.facts.year is None


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
async def test_hostile_candidates_fit_a_select(
    tvmaze: Provider, tmdb: Provider, catalogues: Catalogues, text: str
) -> None:
    for path in ("/search/shows", "/3/search/multi"):
        catalogues.answers[path] = with_texts(catalogues.answers[path], text)
    for hit in catalogues.answers["/3/search/multi"]["results"]:
        hit["media_type"] = "tv"
    found = [*await tvmaze.search("x"), *await tmdb.search("x")]
    assert len(found) == (4 if clean_line(text) else 0)
    for candidate in found:
        assert_option(candidate)


async def test_the_tags_of_a_summary_go_and_its_words_stay(tvmaze: Provider, catalogues: Catalogues) -> None:
    catalogues.answers["/shows/4100"]["summary"] = (
        "<p>One<br>two &lt;i&gt; @everyone</p>\n<p onclick='x'>[a](b)</p><script>three</script> <br"
    )
    assert (await tvmaze.fetch("4100")).facts.synopsis == "One\ntwo <i> @everyone\n\n[a](b)\n\nthree <br"


@pytest.mark.parametrize(
    "image",
    [
        "http://static.tvmaze.com/a.jpg",
        "https://static.tvmaze.com.evil.example/a.jpg",
        "https://static.tvmaze.com@evil.example/a.jpg",
        "https://static.tvmaze.com:444/a.jpg",
        "https://static.tvmaze.com/a.jpg?x=)",
        "https://static.tvmaze.com/a.jpg\n",
        "https://evil.example/a.jpg",
        "https://static.tvmaze.com/" + "a" * 500,
    ],
)
async def test_a_poster_is_only_taken_from_the_providers_own_host(
    tvmaze: Provider, catalogues: Catalogues, image: str
) -> None:
    catalogues.answers["/shows/4100"]["image"] = {"original": image, "medium": image}
    assert (await tvmaze.fetch("4100")).facts.poster_url == ""


@pytest.mark.parametrize("path", ["/../x.jpg", "//evil.example/x.jpg", "x.jpg", "/x.svg", "/x.jpg?y"])
async def test_a_poster_path_is_only_a_name(tmdb: Provider, catalogues: Catalogues, path: str) -> None:
    catalogues.answers["/3/movie/72"]["poster_path"] = path
    assert (await tmdb.fetch("movie:72")).facts.poster_url == ""


@pytest.mark.parametrize("question", QUESTIONS)
async def test_no_wrong_type_in_any_field_breaks_anything(
    tvmaze: Provider, tmdb: Provider, catalogues: Catalogues, clock: FakeClock, question: str
) -> None:
    candidate_id, *paths = QUESTIONS[question]
    provider = tvmaze if question == "tvmaze" else tmdb
    documented = {path: catalogues.answers[path] for path in paths}
    random = Random(7)
    shows = 0
    for _ in range(150):
        for path, answer in documented.items():
            catalogues.answers[path] = with_wrong_types(answer, random)
        with suppress(ProviderDown):
            assert_bounded(await provider.fetch(candidate_id))
            shows += 1
        clock.seconds += 3_600
    assert 50 < shows < 150
