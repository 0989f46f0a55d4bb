"""A small Discord on 127.0.0.1 that outlives the bot: what the kill tests run the real bot against.

discord_state.py knows what is so, discord_gateway.py tells the bot, discord_faults.py makes things fail; here
are the sockets, and what members do.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from email.utils import format_datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import discord
from aiohttp import web
from discord import InteractionType
from discord_components import FieldValue, File, Payload, controls, fill_in
from discord_faults import API, Call, Fault, RateLimit, read_call, reply
from discord_gateway import Gateway, Session
from discord_interactions import Answer, Value
from discord_state import Channel, DiscordState, Guild, Refused, Unsupported, User, WallClock

from bot.domain.ids import UserId
from tests.waiting import HANGS

FIRST_ANSWER = 3.0  # seconds that a member waits for a first answer when a request about it has failed
LAST_ANSWER = 15.0  # seconds for what follows a deferral, when that has failed
IN_FLIGHT = 0.05  # seconds after which all that a dead bot had sent has arrived
POLL = 0.005  # seconds between two looks
MAX_BODY = 25 * 1024 * 1024  # bytes


class DiscordServer:
    """Discord with one guild (or more), for one application: `async with DiscordServer() as server`.

    Its clock is `ahead` (seconds) of this machine's. Every request of the bot is in `calls`. Leaving the
    context raises AssertionError when the bot asked for something that this Discord does not know.

    With a `socket` it listens at that path instead of a port, `now` tells its time in Unix seconds, and bots
    have three seconds for their first answer, which it else leaves to `late` (see Fault): a busy machine is
    no slow bot.
    """

    state: DiscordState

    def __init__(
        self,
        guild_name: str = "Encore",
        *,
        ahead: float = 0,
        now: Callable[[], float] = time.time,
        socket: Path | None = None,
    ) -> None:
        self.calls: list[Call] = []
        self.limits: list[RateLimit] = []
        self._guild_name = guild_name
        self._clock = WallClock(now, ahead)
        self.socket = socket
        self._gateway = Gateway(self._welcome)
        self._faults: list[Fault] = []
        self._unsupported: list[Unsupported] = []
        self._busy = 0
        self._failures: list[tuple[float, str, int | None]] = []

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=MAX_BODY)
        app.router.add_get("/gateway", self._gateway.handle)
        app.router.add_route("*", "/{path:.*}", self._handle)
        app.on_response_prepare.append(self._date)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        if self.socket:
            await web.UnixSite(self._runner, self.socket).start()
            self._address = "discord.local"
        else:
            await web.TCPSite(self._runner, "127.0.0.1", 0).start()
            self._address = f"127.0.0.1:{self._runner.addresses[0][1]}"
        self.state = DiscordState(
            self._guild_name, f"http://{self._address}/cdn", self._clock, hurries=self.socket is not None
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._gateway.fail()
        await self._runner.cleanup()
        if error is None:
            assert not self._unsupported, f"asked of the local Discord in vain: {self._unsupported}"

    # ------------------------------------------------------------------------------------- what is so

    @property
    def guild(self) -> Guild:
        return self.state.guild

    def add_guild(self, name: str) -> Guild:
        """Another guild with the same members and the same bot (which is told when it identifies)."""
        return self.state.add_guild(name)

    def channel(self, name: str, guild: Guild | None = None) -> Channel:
        """The text channel of that name (in the first guild), made when asked for first."""
        return self.state.channel(name, guild or self.guild)

    def member(self, name: str, permissions: discord.Permissions | None = None) -> User:
        """The member of that name, made (with these permissions besides everybody's) when asked for first."""
        return self.state.member(name, permissions)

    def messages(self, channel: Channel) -> list[Payload]:
        """What everybody in the channel sees, oldest first: Discord's message objects."""
        return self.state.messages(channel.id)

    # ------------------------------------------------------------------------------------------- for the bot

    def bot_env(self) -> dict[str, str]:
        """Environment variables with which run_bot.py finds this Discord."""
        return {
            "DISCORD_TOKEN": "local-token",
            "FAULTS_DISCORD_API": f"http://{self._address}{API}",
            "FAULTS_DISCORD_GATEWAY": self._gateway_url,
            "FAULTS_ASK_FOR_TIME_AFTER": str(round(HANGS * 1000)),
            "FAULTS_ANSWER_WITHIN": str(round(HANGS * 1000)),
        }

    @property
    def online(self) -> bool:
        """Whether a bot is connected and has been told of the guild: it can take interactions."""
        return self._gateway.connected

    async def wait_ready(self) -> None:
        """Raises AssertionError when no bot comes online."""
        assert await self.until(lambda: self.online), f"no bot was online within {HANGS} s"

    @asynccontextmanager
    async def gateway_outage(self) -> AsyncGenerator[None, None]:
        """No bot is connected in here; afterwards it resumes its session, and is told what it missed."""
        self._gateway.fail()
        assert await self.until(lambda: not self.online)
        yield
        self._gateway.recover()
        await self.wait_ready()

    @property
    def _gateway_url(self) -> str:
        return f"ws://{self._address}/gateway"

    def _welcome(self, session: Session) -> None:
        self.state.welcome(session, self._gateway_url)

    # ------------------------------------------------------------------------------------- requests, faults

    def inject(self, method: str, path: str, **how: Any) -> Fault:
        """Let matching requests fail, once unless `times` says more; see Fault for what can be said."""
        fault = Fault(method, path, **how)
        self._faults.append(fault)
        return fault

    def heal(self) -> None:
        """No request fails any more."""
        self._faults.clear()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        self._busy += 1
        try:
            call = await read_call(request)
            call.at, call.guild_id = self._clock.now().timestamp(), self.state.guild_of(call.path)
            self.calls.append(call)
            fault = next((fault for fault in self._faults if fault.takes(call)), None)
            if fault is None:
                response = self._carry_out_within_limits(call)
            else:
                response = await self._suffer(call, fault, request.transport)
            if request.transport is not None and not request.transport.is_closing():
                call.status = response.status
            return response
        finally:
            self._busy -= 1

    def _carry_out_within_limits(self, call: Call) -> web.Response:
        limit = next((limit for limit in self.limits if limit.matches(call)), None)
        headers = limit.take(call) if limit else {}
        if limit and headers is None:
            return Fault("*", "*", status=429, retry_after=limit.ends - call.at).failure()
        response = self._carry_out(call)
        response.headers.update(headers or {})
        return response

    async def _date(self, _: web.Request, response: web.StreamResponse) -> None:
        response.headers["Date"] = format_datetime(self._clock.now(), usegmt=True)

    async def _suffer(self, call: Call, fault: Fault, line: asyncio.Transport | None) -> web.Response:
        if fault.lose == "line" and line is not None:
            line.abort()
        await asyncio.sleep(fault.delay)
        if fault.late:
            self.state.interactions.expire()
        response = fault.failure() if fault.fails else self._carry_out(call)
        if fault.call is not None:
            await fault.call()
        fault.hits += 1
        self._failures.append((asyncio.get_running_loop().time(), call.path, fault.status))
        if fault.status is not None:
            return fault.failure()
        if fault.lose is not None and line is not None:
            line.abort()
        return response

    def _carry_out(self, call: Call) -> web.Response:
        try:
            if call.path.startswith("/cdn/"):
                return web.Response(body=self.state.cdn.fetch(call.path.removeprefix("/cdn")))
            if call.path == "/gateway/bot":  # asked by bots with shards
                limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
                return reply({"url": self._gateway_url, "shards": 1, "session_start_limit": limit})
            result = self.state.perform(call)
        except Refused as refusal:
            return reply(refusal.body, refusal.status)
        except Unsupported as error:
            self._unsupported.append(error)
            return reply({"message": str(error), "code": 0}, 501)
        return web.Response(status=204) if result is None else reply(result)

    # -------------------------------------------------------------------------------------- what members do

    async def slash(self, member: User, channel: Channel, command: str, /, **options: Value) -> Answer:
        """Use a slash command ("review", "catalog add"); an attachment is a tuple of name and bytes.

        Like all that follows, waits for the bot's last word, and no longer than there is a bot that could
        give it: look at the answer's `answered`.
        """
        data = await self._command_data(channel, command, options)
        return await self._do(InteractionType.application_command, member, channel.id, data)

    async def complete(
        self, member: User, channel: Channel, command: str, option: str, /, **options: Value
    ) -> Answer:
        """Type into an `option` of a slash command (what, is in `options`): see the answer's `choices`."""
        data = await self._command_data(channel, command, options, option)
        return await self._do(InteractionType.autocomplete, member, channel.id, data)

    async def menu(self, member: User, message: Payload, command: str) -> Answer:
        """Choose a command in the menu of a message."""
        data = self.state.interactions.menu_data(command, message)
        kind = InteractionType.application_command
        return await self._do(kind, member, int(message["channel_id"]), data)

    async def press(
        self, member: User, message: Payload, custom_id: str, values: Sequence[str] | None = None
    ) -> Answer:
        """Press a button, or choose `values` in a select, of a message as it is now.

        Raises AssertionError when it has no such control, or a disabled one.
        """
        channel_id, message_id = int(message["channel_id"]), int(message["id"])
        now = self.state.message(channel_id, message_id)
        assert now is not None, "this message was deleted"
        found = next((control for control in controls(now) if control["custom_id"] == custom_id), None)
        assert found is not None, f"no control {custom_id!r} on this message"
        assert not found.get("disabled"), f"{custom_id!r} is disabled"
        data: Payload = {"custom_id": custom_id, "component_type": found["type"], "id": found["id"]}
        if values is not None:
            data["values"] = list(values)
        return await self._do(InteractionType.component, member, channel_id, data, message_id)

    async def submit(self, member: User, custom_id: str, fields: Mapping[str, FieldValue]) -> Answer:
        """Send off the modal of that custom_id which this member was shown last, by whatever process.

        `fields`: what was entered, by custom_id; files are tuples of name and bytes. What is not mentioned
        stays as it was prefilled. Raises AssertionError when no such modal was shown, or has no such field.
        """
        shown = self.state.interactions.shown_modal(UserId(member.id), custom_id)
        assert shown.modal is not None
        unknown = fields.keys() - {control["custom_id"] for control in controls(shown.modal)}
        assert not unknown, f"the modal {custom_id!r} has no fields {unknown}"
        resolved: Payload = {}

        def upload(file: File) -> str:
            return self.state.interactions.upload(shown.channel_id, file, resolved)

        filled = [fill_in(component, fields, upload) for component in shown.modal["components"]]
        data: Payload = {"custom_id": custom_id, "components": filled, "resolved": resolved}
        source_id = shown.source_message_id
        return await self._do(InteractionType.modal_submit, member, shown.channel_id, data, source_id)

    async def until(self, condition: Callable[[], bool], timeout: float = HANGS, pause: float = POLL) -> bool:
        """Wait for `condition`, at most `timeout` seconds, looking every `pause`; whether it came true."""
        clock = asyncio.get_running_loop().time
        end = clock() + timeout
        while not condition():
            if clock() > end:
                return False
            await asyncio.sleep(pause)
        return True

    async def _command_data(
        self, channel: Channel, command: str, options: Mapping[str, Value], focused: str | None = None
    ) -> Payload:
        words, known = command.split(), self.state.interactions
        await self.until(lambda: known.command(words[0]) is not None or not self.online)
        return known.command_data(words, channel.id, options, focused)

    async def _do(
        self,
        kind: InteractionType,
        member: User,
        channel_id: int,
        data: Payload,
        source_id: int | None = None,
    ) -> Answer:
        answer = self.state.interactions.start(kind, UserId(member.id), channel_id, data, source_id)
        await self.until(
            lambda: answer.record.responded or not self.online or self._given_up(answer, FIRST_ANSWER)
        )
        if answer.record.responded:
            await self.until(
                lambda: answer.answered or not self.online or self._given_up(answer, LAST_ANSWER)
            )
        if not answer.answered and not self.online:
            await asyncio.sleep(IN_FLIGHT)
            await self.until(lambda: self._busy == 0)
        return answer

    def _given_up(self, answer: Answer, after: float) -> bool:
        """Whether requests about an interaction failed, and for so many seconds no other one has.

        Who is told twice that there is no such interaction has nothing left to try.
        """
        failed = [(when, status) for when, path, status in self._failures if answer.record.token in path]
        hopeless = [status for _, status in failed].count(404) > 1
        now = asyncio.get_running_loop().time()
        return hopeless or (bool(failed) and now - failed[-1][0] > after)
