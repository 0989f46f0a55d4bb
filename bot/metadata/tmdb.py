"""TMDB: series and films, with a key of one's own (https://developer.themoviedb.org, version 3)."""

import asyncio
import re
from collections.abc import Iterable, Iterator

from bot.domain.catalog.show_form import TITLE_LIMIT
from bot.domain.catalog.shows import Credit, Facts, Job, Kind
from bot.domain.catalog.sources import CANDIDATES, Candidate, Catalog, EpisodeFacts, ProvidedShow, Source
from bot.metadata.http import Api, JsonClient
from bot.metadata.reading import Record
from bot.metadata.shaping import (
    LAST_NUMBER,
    MOST_MINUTES,
    SEASONS,
    credits_in_order,
    episodes_in_order,
    genres,
    other_titles,
    usual_minutes,
)

BASE_URL = "https://api.themoviedb.org/3"
IMAGES = "https://image.tmdb.org/t/p/w500"

_ID = re.compile(r"(tv|movie):([0-9]{1,10})")
_IMAGE = re.compile(r"/[\w-]+\.(?:jpg|png)", re.ASCII)
_JOBS = {
    "Director": Job.DIRECTOR,
    "Series Director": Job.DIRECTOR,
    "Co-Director": Job.DIRECTOR,
    "Writer": Job.WRITER,
    "Screenplay": Job.WRITER,
    "Teleplay": Job.WRITER,
    "Head Writer": Job.WRITER,
    "Series Composition": Job.WRITER,
}
_BASED_ON = {
    "Novel": "the novel",
    "Book": "the book",
    "Short Story": "the short story",
    "Comic Book": "the comic",
    "Graphic Novel": "the graphic novel",
    "Theatre Play": "the play",
}


def api(key: str, base_url: str = "") -> Api:
    """TMDB allows some 40 calls a second. `key` is either of the two it gives out.

    The long “read access token” is a header; the short “API key” can only be part of the URL.
    """
    is_token = "." in key
    return Api(
        "TMDB",
        base_url or BASE_URL,
        calls=30,
        seconds=1.0,
        query={} if is_token else {"api_key": key},
        headers={"Authorization": f"Bearer {key}"} if is_token else {},
    )


class TMDB:
    """TMDB as a `Provider`; a candidate's id is “tv:” or “movie:” and the number there."""

    name = "TMDB"

    def __init__(self, client: JsonClient) -> None:
        self._client = client

    async def search(self, title: str) -> tuple[Candidate, ...]:
        """The series and films that TMDB finds, best first; without networks, and with countries by code."""
        answer = await self._client.record("/search/multi", ("query", title), ("include_adult", "false"))
        found = (_candidate(hit) for hit in answer.records("results"))
        return tuple(one for one in found if one.id and one.title)[:CANDIDATES]

    async def fetch(self, candidate_id: str) -> ProvidedShow:
        """The film in one call; the series in one, and one for each season."""
        known = _ID.fullmatch(candidate_id)
        if not known:
            raise self._client.unknown()
        path = f"/{known[1]}/{known[2]}"
        is_film = known[1] == "movie"
        parts = "credits,alternative_titles" if is_film else "aggregate_credits,alternative_titles"
        show = await self._client.record(path, ("append_to_response", parts))
        title = show.line("title" if is_film else "name", TITLE_LIMIT)
        if not title:
            raise self._client.unreadable(path)
        source = Source(Catalog.TMDB, candidate_id)
        if is_film:
            return ProvidedShow(title, _film(title, show), (), source)
        episodes = await self._episodes(path, show)
        return ProvidedShow(title, _series(title, show, episodes), episodes, source)

    async def _episodes(self, path: str, show: Record) -> tuple[EpisodeFacts, ...]:
        numbers = {season.whole("season_number", LAST_NUMBER) for season in show.records("seasons")}
        newest = sorted(numbers - {0})[-SEASONS:]
        seasons = await asyncio.gather(
            *(self._client.record(f"{path}/season/{number}") for number in newest), return_exceptions=True
        )
        return episodes_in_order(
            EpisodeFacts(
                season=number,
                number=one.whole("episode_number", LAST_NUMBER),
                title=one.line("name"),
                minutes=one.whole("runtime", MOST_MINUTES),
                aired=one.date("air_date"),
            )
            for number, season in zip(newest, map(_answered, seasons), strict=True)
            for one in season.records("episodes")
        )


def _answered(season: Record | BaseException) -> Record:
    if isinstance(season, BaseException):
        raise season
    return season


def _candidate(hit: Record) -> Candidate:
    kind, number = hit.line("media_type"), hit.whole("id", 10**10 - 1)
    is_film = kind == "movie"
    return Candidate(
        id=f"{kind}:{number}" if kind in ("tv", "movie") and number else "",
        title=hit.line("title" if is_film else "name", TITLE_LIMIT),
        year=hit.year("release_date" if is_film else "first_air_date"),
        country=", ".join(hit.lines("origin_country")[:1]),
        kind=Kind.FILM if is_film else Kind.SERIES,
    )


def _series(title: str, show: Record, episodes: tuple[EpisodeFacts, ...]) -> Facts:
    crew = show.record("aggregate_credits").records("crew")
    jobs = [(one.line("name"), job) for one in crew for job in one.records("jobs")]
    jobs.sort(key=lambda each: -each[1].whole("episode_count", LAST_NUMBER))
    done = [(name, job.line("job")) for name, job in jobs]
    names = [show.line("original_name", TITLE_LIMIT), *_alternatives(show, "results")]
    return Facts(
        other_titles=other_titles(title, names),
        kind=Kind.SERIES,
        year=show.year("first_air_date"),
        network=next((one.line("name") for one in show.records("networks")), ""),
        country=_country(show),
        genres=genres(one.line("name") for one in show.records("genres")),
        episodes=show.whole("number_of_episodes", 10_000) or len(episodes),
        minutes=next(iter(show.wholes("episode_run_time", MOST_MINUTES)), 0) or usual_minutes(episodes),
        synopsis=show.synopsis("overview"),
        based_on=_based_on(done),
        poster_url=_poster(show),
        credits=credits_in_order([*_creators(show), *_crew(done), *_series_cast(show)]),
    )


def _film(title: str, film: Record) -> Facts:
    credited = film.record("credits")
    done = [(one.line("name"), one.line("job")) for one in credited.records("crew")]
    names = [film.line("original_title", TITLE_LIMIT), *_alternatives(film, "titles")]
    return Facts(
        other_titles=other_titles(title, names),
        kind=Kind.FILM,
        year=film.year("release_date"),
        country=_country(film),
        genres=genres(one.line("name") for one in film.records("genres")),
        minutes=film.whole("runtime", MOST_MINUTES),
        synopsis=film.synopsis("overview"),
        based_on=_based_on(done),
        poster_url=_poster(film),
        credits=credits_in_order(
            [*_crew(done), *(_part(one, one.line("character")) for one in credited.records("cast"))]
        ),
    )


def _alternatives(show: Record, field: str) -> list[str]:
    return [one.line("title", TITLE_LIMIT) for one in show.record("alternative_titles").records(field)]


def _country(show: Record) -> str:
    """The country of origin by its name, which only the list of producing countries tells."""
    produced = {one.line("iso_3166_1"): one.line("name") for one in show.records("production_countries")}
    origin = next(iter(show.lines("origin_country")), next(iter(produced), ""))
    return produced.get(origin) or origin


def _poster(show: Record) -> str:
    path = show.match("poster_path", _IMAGE)
    return f"{IMAGES}{path}" if path else ""


def _based_on(done: Iterable[tuple[str, str]]) -> str:
    return next((f"{_BASED_ON[job]} by {name}" for name, job in done if job in _BASED_ON and name), "")


def _creators(show: Record) -> Iterator[Credit]:
    """“Created by” is a writing credit (Writers Guild of America)."""
    return (Credit(one.line("name"), Job.WRITER, role="creator") for one in show.records("created_by"))


def _crew(done: Iterable[tuple[str, str]]) -> Iterator[Credit]:
    return (Credit(name, _JOBS[job]) for name, job in done if job in _JOBS)


def _series_cast(show: Record) -> Iterator[Credit]:
    for one in show.record("aggregate_credits").records("cast"):
        roles = sorted(one.records("roles"), key=lambda role: -role.whole("episode_count", LAST_NUMBER))
        yield _part(one, next((role.line("character") for role in roles), ""))


def _part(one: Record, character: str) -> Credit:
    spoken = character.removesuffix(" (voice)")
    return Credit(one.line("name"), Job.CAST, spoken, "voice" if spoken != character else "")
