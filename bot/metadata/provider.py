"""What a provider of facts is, and how one is opened."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from typing import Protocol

from bot.domain.catalog.sources import Candidate, Catalog, ProvidedShow
from bot.domain.errors import Refusal
from bot.domain.text import clean_line, shorten
from bot.metadata import tmdb, tvmaze
from bot.metadata.answers import Answers
from bot.metadata.http import BUDGET, ProviderDown, open_client
from bot.metadata.pacing import REAL_TIME, Time

SEARCH_LIMIT = 100  # characters of a title that are searched for


class Provider(Protocol):
    """A catalogue to ask for shows; both questions raise `ProviderDown` when it can't answer."""

    @property
    def name(self) -> str:
        """The catalogue's name, as people know it; empty if there is none to ask."""
        ...

    async def search(self, title: str) -> Sequence[Candidate]:
        """The shows that could be meant, best first, at most ten."""
        ...

    async def fetch(self, candidate_id: str) -> ProvidedShow:
        """All that is known of a candidate, or of a show whose source has this id."""
        ...


class NoProvider:
    """No catalogue: nothing is ever found."""

    name = ""

    async def search(self, title: str) -> Sequence[Candidate]:
        """See `Provider`."""
        return ()

    async def fetch(self, candidate_id: str) -> ProvidedShow:
        """See `Provider`."""
        raise ProviderDown("This bot takes no facts from other catalogues. Fill them in by hand.")


class Cached:
    """A provider whose answers are kept for an hour, and take `budget` seconds each at most."""

    def __init__(self, provider: Provider, time: Time, budget: float) -> None:
        self.name = provider.name
        self._provider = provider
        self._budget = budget
        self._searches: Answers[Sequence[Candidate]] = Answers(time)
        self._shows: Answers[ProvidedShow] = Answers(time)

    async def search(self, title: str) -> Sequence[Candidate]:
        """See `Provider`; for a title without a readable character nothing is asked, or found."""
        title = shorten(clean_line(title), SEARCH_LIMIT)
        if not title:
            return ()
        return await self._searches.once(title.casefold(), lambda: self._search(title))

    async def fetch(self, candidate_id: str) -> ProvidedShow:
        """See `Provider`."""
        return await self._shows.once(candidate_id, lambda: self._fetch(candidate_id))

    async def close(self) -> None:
        """Give up what is still being asked."""
        await self._searches.close()
        await self._shows.close()

    async def _search(self, title: str) -> Sequence[Candidate]:
        async with self._in_time():
            return await self._provider.search(title)

    async def _fetch(self, candidate_id: str) -> ProvidedShow:
        async with self._in_time():
            return await self._provider.fetch(candidate_id)

    @asynccontextmanager
    async def _in_time(self) -> AsyncGenerator[None]:
        try:
            async with asyncio.timeout(self._budget):
                yield
        except TimeoutError:
            sentence = f"{self.name} takes too long to answer just now. Try again in a few minutes."
            raise ProviderDown(sentence) from None


@asynccontextmanager
async def open_provider(
    name: str, *, key: str = "", base_url: str = "", time: Time = REAL_TIME, budget: float = BUDGET
) -> AsyncGenerator[Provider]:
    """The provider called `name` (“tvmaze”, “tmdb”, or “none”); its connections are closed at the end.

    `key` is for TMDB, `base_url` for another address than its own, `time` and `budget` (seconds of real
    time for one answer) for tests. Raises `Refusal` for an unknown name or a key that is missing.
    """
    match name.casefold():
        case "none":
            yield NoProvider()
            return
        case Catalog.TVMAZE:
            api, catalog = tvmaze.api(base_url), tvmaze.TVmaze
        case Catalog.TMDB if key:
            api, catalog = tmdb.api(key, base_url), tmdb.TMDB
        case Catalog.TMDB:
            raise Refusal("TMDB gives facts only for a key. Set one, or choose tvmaze, which needs none.")
        case _:
            known = ", ".join(["none", *Catalog])
            raise Refusal(f"“{name}” is no provider of facts that I know. Choose one of {known}.")
    async with open_client(api, time) as client:
        provider = Cached(catalog(client), time, budget)
        try:
            yield provider
        finally:
            await provider.close()
