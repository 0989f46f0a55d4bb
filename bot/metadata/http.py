"""Asking a provider over HTTP, with the manners that keep both sides safe."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version

import aiohttp
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    stop_after_attempt,
    wait_exponential,
)
from yarl import URL

from bot.domain.errors import Refusal
from bot.metadata.pacing import Circuit, Rate, Time
from bot.metadata.reading import Record, is_list, is_record, records
from bot.metadata.response import Busy, Failed, Locked, Unknown, read

log = logging.getLogger(__name__)

BUDGET = 10.0  # seconds for one answer, with all the requests and pauses it takes
ATTEMPTS = 3
AT_ONCE = 4
REDIRECTS = 2

_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_growing = wait_exponential(multiplier=0.5, max=4)  # seconds: 0.5, 1, 2, 4, 4 …


class ProviderDown(Refusal):
    """A provider could not answer, whatever the reason: a sentence for the person who asked."""


class _Resting(Failed):
    """The provider is left alone for now: nothing was asked."""


@dataclass(frozen=True, slots=True)
class Api:
    """How a provider is reached: at most `calls` in any `seconds`; `query` and `headers` hold its key."""

    name: str
    base_url: str
    calls: int
    seconds: float
    query: dict[str, str] = field(default_factory=dict[str, str], repr=False)
    headers: dict[str, str] = field(default_factory=dict[str, str], repr=False)


@asynccontextmanager
async def open_client(api: Api, time: Time) -> AsyncGenerator["JsonClient"]:
    """A client for one provider; its connections are closed at the end.

    Raises `ValueError` for an address that is neither https nor on this machine.
    """
    base = URL(api.base_url)
    if base.scheme != "https" and not (base.scheme == "http" and base.host in _LOOPBACK):
        raise ValueError(f"{api.name} must be asked over https")
    async with aiohttp.ClientSession(
        headers={"User-Agent": user_agent(), "Accept": "application/json", **api.headers},
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=BUDGET),
    ) as session:
        yield JsonClient(api, session, time)


def user_agent() -> str:
    """Who asks, as providers want to know."""
    try:
        number = version("encore-bot")
    except PackageNotFoundError:  # run from a folder, not installed
        number = "unreleased"
    return f"Encore/{number} (Discord bot for reviews of shows)"


class JsonClient:
    """Asks one provider for JSON; raises `ProviderDown` when there is no proper answer."""

    def __init__(self, api: Api, session: aiohttp.ClientSession, time: Time) -> None:
        self._api = api
        self._session = session
        self._time = time
        self._rate = Rate(api.calls, api.seconds, time)
        self._circuit = Circuit(time)
        self._places = asyncio.Semaphore(AT_ONCE)

    async def record(self, path: str, *query: tuple[str, str]) -> Record:
        """The JSON object that `path` answers with."""
        answer = await self._get(path, query)
        if not is_record(answer):
            raise self.unreadable(path)
        return Record(answer)

    async def records(self, path: str, *query: tuple[str, str]) -> list[Record]:
        """The JSON objects in the list that `path` answers with."""
        answer = await self._get(path, query)
        if not is_list(answer):
            raise self.unreadable(path)
        return records(answer)

    def unreadable(self, path: str) -> ProviderDown:
        """What to raise when an answer lacks what can't be missing."""
        log.warning("%s answered %s with something else than documented", self._api.name, path)
        return ProviderDown(f"{self._api.name}'s answer can't be read just now. Try again later.")

    def unknown(self) -> ProviderDown:
        """What to raise for an entry that isn't there."""
        return ProviderDown(f"{self._api.name} has no such show any more. Search for it once more.")

    async def _get(self, path: str, query: tuple[tuple[str, str], ...]) -> object:
        url = URL(f"{self._api.base_url}{path}").with_query([*query, *self._api.query.items()])
        persistently = AsyncRetrying(
            sleep=self._time.sleep,
            stop=stop_after_attempt(ATTEMPTS),
            wait=_pause,
            retry=retry_if_exception_type(Busy),
            reraise=True,
        )
        try:
            return await persistently(self._attempt, url)
        except Unknown:
            raise self.unknown() from None
        except Failed as failure:
            if not isinstance(failure, _Resting):
                log.warning("%s did not answer %s: %s", self._api.name, path, failure)
            raise ProviderDown(self._sentence(failure)) from None

    def _sentence(self, failure: Failed) -> str:
        if isinstance(failure, Locked):
            return f"{self._api.name} doesn't accept this bot's key. Whoever hosts the bot has to check it."
        return f"{self._api.name} can't be reached just now. Try again in a few minutes."

    async def _attempt(self, url: URL) -> object:
        async with self._places:
            for _ in range(1 + REDIRECTS):
                if not self._circuit.may_ask():
                    raise _Resting("it is left alone for a while")
                await self._rate.wait()
                answer = await self._request(url)
                if not isinstance(answer, URL):
                    return answer
                url = answer
        raise Failed("it redirects in circles")

    async def _request(self, url: URL) -> object:
        with self._judged():
            async with self._session.get(url, allow_redirects=False) as response:
                return await read(response, url)

    @contextmanager
    def _judged(self) -> Generator[None]:
        """Tell the circuit how one request went; all that can go wrong in one becomes `Failed`."""
        try:
            yield
        except Unknown:
            self._circuit.succeeded()
            raise
        except Failed as failure:
            self._note_failure(failure.rest)
            raise
        except (aiohttp.ClientError, OSError) as error:  # whose own words may hold the URL, and so the key
            self._note_failure()
            raise Busy(type(error).__name__) from None
        except asyncio.CancelledError:  # the time for the answer is over
            self._note_failure()
            raise
        else:
            self._circuit.succeeded()

    def _note_failure(self, rest: float = 0.0) -> None:
        if self._circuit.failed(rest):
            log.warning("%s is left alone for a while, because it keeps failing", self._api.name)


def _pause(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    asked = error.pause if isinstance(error, Busy) else 0.0
    return max(asked, _growing(state))
