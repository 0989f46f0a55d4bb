"""Both providers on this machine, with faults, and a clock that tests move."""

import asyncio
import gzip
import json
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from copy import deepcopy
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.metadata import Time
from tests.metadata.documented import ANSWERS

MIB = 1024 * 1024
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class FakeClock:
    """Seconds that pass only when somebody sleeps, or, once `stopped`, when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1_000.0
        self.slept: list[float] = []
        self.stopped = False
        self.sleepers = 0
        self._moved = asyncio.Condition()

    @property
    def time(self) -> Time:
        return Time(lambda: self.seconds, self.sleep)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        if not self.stopped:
            self.seconds += seconds
            return await asyncio.sleep(0)
        until = self.seconds + seconds
        self.sleepers += 1
        async with self._moved:
            await self._moved.wait_for(lambda: self.seconds >= until)
        self.sleepers -= 1
        return None

    async def advance(self, seconds: float) -> None:
        async with self._moved:
            self.seconds += seconds
            self._moved.notify_all()


class Catalogues:
    """A server that answers as TVmaze and TMDB do; `faults` come first, one a request, then `always`."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = deepcopy(ANSWERS)
        self.requests: list[web.Request] = []
        self.faults: list[Handler] = []
        self.always: Handler | None = None
        self.sent = 0  # bytes of floods
        self.released = asyncio.Event()  # lets slow answers end
        self.url = ""

    @property
    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        fault = self.faults.pop(0) if self.faults else self.always
        if fault:
            return await fault(request)
        if request.path not in self.answers:
            return web.json_response({"name": "Not Found", "status": 404}, status=404)
        return web.json_response(self.answers[request.path])

    async def slow(self, _: web.Request) -> web.StreamResponse:
        await self.released.wait()
        return web.json_response([])

    async def drip(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        await response.prepare(request)
        await response.write(b"[")
        await self.released.wait()
        return response

    def flood(self, mib: int, *, length: bool = False, packed: bool = False) -> Handler:
        """An answer of so many MiB, of which only the length comes, or packed to a thousandth, or in full."""

        async def send(request: web.Request) -> web.StreamResponse:
            response = web.StreamResponse(headers={"Content-Type": "application/json"})
            if length:
                response.content_length = mib * MIB
            if packed:
                response.headers["Content-Encoding"] = "gzip"
                body = gzip.compress(b" " * (mib * MIB), 1)
                chunks = [body]
            else:
                chunks = [b" " * MIB] * mib
            if length:
                chunks = []
            try:
                await response.prepare(request)
                for chunk in chunks:
                    await response.write(chunk)
                    self.sent += len(chunk)
                if length:
                    await self.released.wait()
            except ConnectionError:
                pass
            return response

        return send


def status(code: int, headers: Mapping[str, str] | None = None) -> Handler:
    async def send(_: web.Request) -> web.StreamResponse:
        return web.json_response({}, status=code, headers=headers)

    return send


def body(text: str | bytes, content_type: str = "application/json") -> Handler:
    async def send(_: web.Request) -> web.StreamResponse:
        data = text.encode() if isinstance(text, str) else text
        return web.Response(body=data, headers={"Content-Type": content_type})

    return send


def nested(depth: int) -> str:
    return "[" * depth + json.dumps("deep") + "]" * depth


async def drop(request: web.Request) -> web.StreamResponse:
    """Hang up without an answer."""
    assert request.transport is not None
    request.transport.close()
    return web.Response()


async def garble(request: web.Request) -> web.StreamResponse:
    """Answer with something that isn't even HTTP."""
    assert request.transport is not None
    request.transport.write(b"220 mail.example ready\r\n\r\n")
    return await drop(request)


@asynccontextmanager
async def running() -> AsyncGenerator[Catalogues]:
    catalogues = Catalogues()
    app = web.Application()
    app.router.add_get("/{path:.*}", catalogues.handle)
    async with TestServer(app) as server:
        catalogues.url = str(server.make_url("")).rstrip("/")
        try:
            yield catalogues
        finally:
            catalogues.released.set()
