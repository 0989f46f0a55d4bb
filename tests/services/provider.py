"""Another catalogue that facts come from, as a test wants it to be."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.catalog.shows import Credit, Facts, Job, Kind
from bot.domain.catalog.sources import Candidate, Catalog, EpisodeFacts, ProvidedShow, Source
from bot.metadata import ProviderDown

HARBOUR = ProvidedShow(
    "Harbour Lights",
    Facts(
        other_titles=("港の灯", "Minato no Hi"),
        kind=Kind.SERIES,
        year=2021,
        network="Minato TV",
        country="Japan",
        genres=("Drama", "Mystery"),
        episodes=2,
        minutes=45,
        synopsis="A keeper and her crew.",
        credits=(
            Credit("Jun Oka", Job.DIRECTOR),
            Credit("Emi Tani", Job.WRITER, role="creator"),
            Credit("Aoi Mori", Job.CAST, "Captain Sato"),
        ),
    ),
    (EpisodeFacts(1, 1, "Night 1", 45, "2021-04-09"), EpisodeFacts(1, 2, "Night 2", 45)),
    Source(Catalog.TVMAZE, "4100"),
)


class FakeProvider:
    """A catalogue that knows the shows it is given, and finds all of them whatever the title.

    While `down`, it can't be reached; while `free` is not set, it doesn't answer. `asked` is what it was
    asked for: titles and ids.
    """

    name = "TVmaze"

    def __init__(self) -> None:
        self.shows: dict[str, ProvidedShow] = {}
        self.down = False
        self.free = asyncio.Event()
        self.free.set()
        self.asked: list[str] = []

    def knows(self, show: ProvidedShow = HARBOUR, **facts: object) -> ProvidedShow:
        """Let it know a show from now on, with other facts if given."""
        show = replace(show, facts=replace(show.facts, **facts))  # type: ignore[arg-type]
        self.shows[show.source.id] = show
        return show

    async def search(self, title: str) -> Sequence[Candidate]:
        """See `Provider`."""
        await self._answer(title)
        return [
            Candidate(number, show.title, show.facts.year, show.facts.country, show.facts.network)
            for number, show in self.shows.items()
        ]

    async def fetch(self, candidate_id: str) -> ProvidedShow:
        """See `Provider`."""
        await self._answer(candidate_id)
        if candidate_id not in self.shows:
            raise ProviderDown("TVmaze has no such show any more.")
        return self.shows[candidate_id]

    async def _answer(self, question: str) -> None:
        self.asked.append(question)
        await self.free.wait()
        if self.down:
            raise ProviderDown("TVmaze can't be reached just now. Try again in a few minutes.")
