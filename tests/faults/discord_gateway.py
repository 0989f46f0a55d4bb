"""The websocket half of the local Discord: sessions, heartbeats, events, resuming.

Source: Discord's gateway documentation, version 10, JSON. Frames are sent as plain text: discord.py reads
those whatever compression it asked for.
"""

import asyncio
import itertools
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from aiohttp import web

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 0, 1, 2, 6, 9, 10, 11
ENDED = {1000, 1001}  # a bot that closes with one of these codes gives up its session


class Session:
    """What one bot process has been told since it identified, and the line to it while there is one."""

    def __init__(self, session_id: str, identify: Mapping[str, Any]) -> None:
        self.id = session_id
        self.intents: int = identify["intents"]
        self.shard: Sequence[int] = identify.get("shard", [0, 1])
        self.outbox: asyncio.Queue[str] | None = None
        self._frames: list[str] = []

    @property
    def connected(self) -> bool:
        return self.outbox is not None

    def dispatch(self, event: str, data: Mapping[str, Any]) -> None:
        """Send an event, or keep it for the day the session is resumed."""
        frame = json.dumps({"op": DISPATCH, "t": event, "s": len(self._frames) + 1, "d": data})
        self._frames.append(frame)
        if self.outbox is not None:
            self.outbox.put_nowait(frame)

    def resume(self, outbox: asyncio.Queue[str], sequence: int) -> None:
        """Send again what was missed after event number `sequence`, on a new line."""
        self.outbox = outbox
        for frame in self._frames[sequence:]:
            outbox.put_nowait(frame)
        self.dispatch("RESUMED", {})


class Gateway:
    """Serves the websocket; `welcome(session)` is called for each bot that identifies."""

    def __init__(self, welcome: Callable[[Session], None]) -> None:
        self.sessions: dict[str, Session] = {}
        self._welcome = welcome
        self._numbers = itertools.count(1)
        self._lines: set[asyncio.Transport] = set()
        self._greets = asyncio.Event()
        self._greets.set()

    @property
    def connected(self) -> bool:
        return any(session.connected for session in self.sessions.values())

    def fail(self) -> None:
        """Break every connection as a failing network does, and greet nobody until `recover`."""
        self._greets.clear()
        for line in self._lines:
            line.abort()

    def recover(self) -> None:
        """Greet who has called again; discord.py then resumes its session."""
        self._greets.set()

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Talk to one connection from its greeting to its end."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        line = request.transport
        assert line is not None
        self._lines.add(line)
        await self._greets.wait()
        outbox: asyncio.Queue[str] = asyncio.Queue()
        writer = asyncio.create_task(_write(socket, outbox))
        outbox.put_nowait(json.dumps({"op": HELLO, "d": {"heartbeat_interval": 41250}}))
        session: Session | None = None
        try:
            async for message in socket:
                frame = message.json()
                if frame["op"] == HEARTBEAT:
                    outbox.put_nowait(json.dumps({"op": HEARTBEAT_ACK}))
                elif frame["op"] == IDENTIFY:
                    session = self._identify(outbox, frame["d"])
                elif frame["op"] == RESUME:
                    session = self._resume(outbox, frame["d"])
        finally:
            self._lines.discard(line)
            writer.cancel()
            if session is not None and session.outbox is outbox:
                session.outbox = None
                if socket.close_code in ENDED:
                    del self.sessions[session.id]
        return socket

    def _identify(self, outbox: asyncio.Queue[str], data: Mapping[str, Any]) -> Session:
        session = Session(f"session-{next(self._numbers)}", data)
        session.outbox = outbox
        self.sessions[session.id] = session
        self._welcome(session)
        return session

    def _resume(self, outbox: asyncio.Queue[str], data: Mapping[str, Any]) -> Session | None:
        session = self.sessions.get(data["session_id"])
        if session is None:
            outbox.put_nowait(json.dumps({"op": INVALID_SESSION, "d": False}))
        else:
            session.resume(outbox, data["seq"] or 0)
        return session


async def _write(socket: web.WebSocketResponse, outbox: asyncio.Queue[str]) -> None:
    while True:
        frame = await outbox.get()
        try:
            await socket.send_str(frame)
        except ConnectionError:  # the bot is gone; its session keeps what it has not seen
            return
