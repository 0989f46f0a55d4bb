"""What one response of a provider means: JSON, another place to ask at, or a failure."""

import json

import aiohttp
from yarl import URL

ANSWER_LIMIT = 5 * 1024 * 1024  # bytes, unpacked
PATIENCE = 5.0  # seconds of Retry-After that are waited for; a longer one means: ask another time
LONGEST_REST = 600.0  # seconds of Retry-After that are believed

_REDIRECTS = (301, 302, 303, 307, 308)


class Failed(Exception):
    """Why there is no answer, in words for the log that hold nothing secret.

    `rest` is how many seconds the provider wants to be left alone for.
    """

    def __init__(self, reason: str, *, rest: float = 0.0) -> None:
        super().__init__(reason)
        self.rest = rest


class Busy(Failed):
    """The same, where asking again in `pause` seconds or more may help."""

    def __init__(self, reason: str, *, pause: float = 0.0) -> None:
        super().__init__(reason)
        self.pause = pause


class Unknown(Failed):
    """The provider answered that it has no such entry."""


class Locked(Failed):
    """The provider doesn't accept the key."""


async def read(response: aiohttp.ClientResponse, asked: URL) -> object:
    """The JSON value in the response to `asked`, or the URL on the same host that it redirects to.

    Raises `Failed` for anything else.
    """
    if response.status in _REDIRECTS:
        return _redirected(response, asked)
    if response.status == 404:
        raise Unknown("no such entry")
    if response.status in (401, 403):
        raise Locked("it doesn't accept the key")
    if response.status == 429 or response.status >= 500:
        raise _busy(response)
    if response.status != 200:
        raise Failed(f"status {response.status}")
    if response.content_type != "application/json":
        raise Failed("it answered with something else than JSON")
    try:
        return json.loads(await _body(response))
    except (ValueError, RecursionError):
        raise Failed("its answer is no JSON") from None


def _redirected(response: aiohttp.ClientResponse, asked: URL) -> URL:
    try:
        there = asked.join(URL(response.headers["Location"]))
        if there.origin() == asked.origin():
            return there
    except (KeyError, ValueError):
        pass
    raise Failed("it redirects to another place, which is not followed")


def _busy(response: aiohttp.ClientResponse) -> Failed:
    reason = f"status {response.status}"
    given = response.headers.get("Retry-After", "")  # seconds; its other form, a date, is as good as none
    seconds = min(float(given[:9]), LONGEST_REST) if given.isascii() and given.isdigit() else 0.0
    return Failed(reason, rest=seconds) if seconds > PATIENCE else Busy(reason, pause=seconds)


async def _body(response: aiohttp.ClientResponse) -> bytes:
    """The whole body, unpacked; one that is too large is refused as soon as that is seen."""
    body = bytearray()
    if (response.content_length or 0) <= ANSWER_LIMIT:
        async for chunk in response.content.iter_any():
            body += chunk
            if len(body) > ANSWER_LIMIT:
                break
        else:
            return bytes(body)
    response.close()  # rather than read the rest
    raise Failed("its answer is too large")
