"""TVmaze: series of all countries, without a key (https://www.tvmaze.com/api)."""

import re
from collections.abc import Iterator

from bot.domain.catalog.show_form import TITLE_LIMIT
from bot.domain.catalog.shows import Credit, Facts, Job, Kind
from bot.domain.catalog.sources import CANDIDATES, Candidate, Catalog, EpisodeFacts, ProvidedShow, Source
from bot.metadata.http import Api, JsonClient
from bot.metadata.reading import Record
from bot.metadata.shaping import (
    LAST_NUMBER,
    MOST_MINUTES,
    credits_in_order,
    episodes_in_order,
    genres,
    other_titles,
    usual_minutes,
)

BASE_URL = "https://api.tvmaze.com"

_ID = re.compile(r"[0-9]{1,10}")
_IMAGE = re.compile(r"https://static\.tvmaze\.com/[\w./-]+", re.ASCII)
# TVmaze's words for the jobs that we know. “Created by” is a writing credit (Writers Guild of America).
_JOBS = {
    "director": (Job.DIRECTOR, ""),
    "series director": (Job.DIRECTOR, ""),
    "co-director": (Job.DIRECTOR, ""),
    "creator": (Job.WRITER, "creator"),
    "co-creator": (Job.WRITER, "creator"),
    "writer": (Job.WRITER, ""),
    "head writer": (Job.WRITER, ""),
    "screenplay": (Job.WRITER, ""),
}


def api(base_url: str = "") -> Api:
    """TVmaze allows 20 calls in 10 s; the 11th second is for those that are longer on their way."""
    return Api("TVmaze", base_url or BASE_URL, calls=20, seconds=11.0)


class TVmaze:
    """TVmaze as a `Provider`; a candidate's id is the show's number there."""

    name = "TVmaze"

    def __init__(self, client: JsonClient) -> None:
        self._client = client

    async def search(self, title: str) -> tuple[Candidate, ...]:
        """The shows that TVmaze finds, best first (it forgives two typos)."""
        hits = await self._client.records("/search/shows", ("q", title))
        found = (_candidate(hit.record("show")) for hit in hits)
        return tuple(one for one in found if one.id and one.title)[:CANDIDATES]

    async def fetch(self, candidate_id: str) -> ProvidedShow:
        """The show with its credits, other titles and regular episodes: three calls."""
        if not _ID.fullmatch(candidate_id):
            raise self._client.unknown()
        path = f"/shows/{candidate_id}"
        show = await self._client.record(path, ("embed[]", "cast"), ("embed[]", "crew"))
        title = show.line("name", TITLE_LIMIT)
        if not title:
            raise self._client.unreadable(path)
        akas = await self._client.records(f"{path}/akas")
        episodes = episodes_in_order(
            EpisodeFacts(
                season=one.whole("season", LAST_NUMBER),
                number=one.whole("number", LAST_NUMBER),
                title=one.line("name"),
                minutes=one.whole("runtime", MOST_MINUTES),
                aired=one.date("airdate"),
            )
            for one in await self._client.records(f"{path}/episodes")
        )
        names = [aka.line("name", TITLE_LIMIT) for aka in akas]
        facts = _facts(show, other_titles(title, names), episodes)
        return ProvidedShow(title, facts, episodes, Source(Catalog.TVMAZE, candidate_id))


def _candidate(show: Record) -> Candidate:
    return Candidate(
        id=str(show.whole("id", 10**10 - 1) or ""),
        title=show.line("name", TITLE_LIMIT),
        year=show.year("premiered"),
        country=_channel(show).record("country").line("name"),
        network=_channel(show).line("name"),
    )


def _facts(show: Record, titles: tuple[str, ...], episodes: tuple[EpisodeFacts, ...]) -> Facts:
    image = show.record("image")
    return Facts(
        other_titles=titles,
        kind=Kind.SERIES,
        year=show.year("premiered"),
        network=_channel(show).line("name"),
        country=_channel(show).record("country").line("name"),
        genres=genres(show.lines("genres")),
        episodes=len(episodes),
        minutes=show.whole("averageRuntime", MOST_MINUTES)
        or show.whole("runtime", MOST_MINUTES)
        or usual_minutes(episodes),
        synopsis=show.synopsis("summary", html=True),
        poster_url=image.match("original", _IMAGE) or image.match("medium", _IMAGE),
        credits=credits_in_order([*_crew(show), *_cast(show)]),
    )


def _channel(show: Record) -> Record:
    """The network, or else the web channel, which has no country if it is worldwide."""
    network = show.record("network")
    return network if network.line("name") else show.record("webChannel")


def _crew(show: Record) -> Iterator[Credit]:
    for member in show.record("_embedded").records("crew"):
        job, role = _JOBS.get(member.line("type").casefold(), (None, ""))
        if job:
            yield Credit(member.record("person").line("name"), job, role=role)


def _cast(show: Record) -> Iterator[Credit]:
    for part in show.record("_embedded").records("cast"):
        yield Credit(
            part.record("person").line("name"),
            Job.CAST,
            character="Self" if part.flag("self") else part.record("character").line("name"),
            role="voice" if part.flag("voice") else "",
        )
