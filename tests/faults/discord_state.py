"""What the local Discord knows: its guilds, members, messages, commands and attachments.

It is simcord's backend with its HTTP routes. They are not simcord's public API: this file and
discord_interactions.py are the only ones here that touch them, and `check_simcord` says when to read them
again. Added is what exactness needs: real time, and the nonces of Create Message.
"""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, unquote

import discord
from discord_components import Payload
from discord_faults import Call
from discord_gateway import Session
from discord_interactions import Interactions
from simcord._clock import Clock
from simcord.backend import Backend, serializers
from simcord.backend.cdn import CDN_BASE, CdnStore
from simcord.backend.errors import BackendError
from simcord.backend.models import Channel, Guild, Overwrite, User
from simcord.enums import ChannelType, OverwriteType
from simcord.gateway import FakeGateway
from simcord.http import routes
from simcord.http.router import RouteNotImplemented, UnsupportedField, dispatch

NONCE_LIFE = 180.0  # seconds; the documentation says "the past few minutes"
NONCE_LENGTH = 25
CHANGES = re.compile(r"/channels/(\d+)/messages/.+")
CHANNEL_MESSAGES = re.compile(r"/channels/\d+/messages")


def check_simcord() -> None:
    """Raise AssertionError when this file may no longer fit the simcord that is installed."""
    assert version("simcord").startswith("3.2."), "simcord changed: mend tests/faults"
    assert routes, "importing the routes is what registers them"
    backend = Backend(clock=WallClock())
    assert dispatch(backend, "GET", "/users/@me")["id"] == str(backend.bot_user.id)
    assert abs(discord.utils.snowflake_time(backend.snowflake()).timestamp() - time.time()) < 5


class Refused(Exception):
    """Discord says no: an HTTP status and the JSON that goes with it."""

    def __init__(self, status: int, body: Payload) -> None:
        super().__init__(f"{status}: {body}")
        self.status = status
        self.body = body


class Unsupported(Exception):
    """The bot asked for something that this Discord does not know how to do."""


class WallClock(Clock):
    """Real time, or whose `now` it is (Unix seconds), or so many seconds `ahead` of it.

    Ids stay unique and in order over restarts of the bot.
    """

    def __init__(self, now: Callable[[], float] = time.time, ahead: float = 0) -> None:
        super().__init__()
        self._now = now
        self._ahead = ahead

    def now(self) -> datetime:
        return datetime.fromtimestamp(self._now() + self._ahead, UTC)


class LocalCdn(CdnStore):
    """Keeps attachments under addresses that can be fetched."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address

    def store_attachment(
        self, attachment_id: int, channel_id: int, filename: str, data: bytes, description: str | None
    ) -> Payload:
        stored = super().store_attachment(attachment_id, channel_id, filename, data, description)
        url = self._address + quote(stored["url"].removeprefix(CDN_BASE))
        return {**stored, "url": url, "proxy_url": url}

    def fetch(self, path: str) -> bytes:
        """What is stored under the (quoted) path; raises Refused 404."""
        blob = self.get(CDN_BASE + unquote(path))
        if blob is None:
            raise Refused(404, {"message": "no such file", "code": 0})
        return blob


class _Parsers(dict[str, Any]):
    """Stands for discord.py's table of event parsers, and sends what should be parsed."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def __missing__(self, event: str) -> Any:
        return partial(self._session.dispatch, event)


class DiscordState:
    """One application, and the guilds it is in, by its `clock`. `address`: where attachments are served.

    If it `hurries`, interactions end after three seconds.
    """

    def __init__(self, guild_name: str, address: str, clock: WallClock, *, hurries: bool = False) -> None:
        check_simcord()
        self._clock = clock
        self._backend = Backend(clock=clock)
        self.cdn = self._backend.cdn = LocalCdn(address)
        self.guild: Guild = self._backend.create_guild(guild_name)
        self.interactions = Interactions(self._backend, self.message, hurries=hurries)
        self._channels: dict[tuple[int, str], Channel] = {}
        self._members: dict[str, User] = {}
        self._nonces: dict[str, tuple[float, Payload]] = {}
        self._feeds: dict[str, FakeGateway] = {}
        self._backend.subscribers.append(self._publish)

    # ------------------------------------------------------------------------- the guilds and what is in them

    def add_guild(self, name: str) -> Guild:
        """See DiscordServer."""
        guild = self._backend.create_guild(name)
        for user in self._members.values():
            self._backend.add_member(guild.id, user.id)
        return guild

    def channel(self, name: str, guild: Guild, kind: ChannelType = ChannelType.TEXT) -> Channel:
        """See DiscordServer."""
        key = (guild.id, name)
        if key not in self._channels:
            self._channels[key] = self._backend.create_channel(guild.id, name, type=kind)
        return self._channels[key]

    def delete_channel(self, channel: Channel) -> None:
        """Somebody deletes a channel or a thread."""
        self._backend.delete_channel(channel.id)

    def archive(self, thread: Channel) -> None:
        """A thread is archived: in it nothing can be changed any more."""
        self._backend.edit_channel(thread.id, {}, thread_metadata={"archived": True})

    def forbid(self, channel: Channel, permissions: discord.Permissions) -> None:
        """Take these permissions from the bot in a channel; none of them gives all back."""
        overwrite = Overwrite(self._backend.bot_user.id, OverwriteType.MEMBER, deny=permissions.value)
        self._backend.set_overwrite(channel.id, overwrite)

    def guilds(self) -> list[Guild]:
        """All guilds."""
        return list(self._backend.guilds.values())

    def channels(self, guild: Guild) -> list[Channel]:
        """All channels and threads of a guild."""
        return [channel for channel in self._backend.channels.values() if channel.guild_id == guild.id]

    def member(self, name: str, permissions: discord.Permissions | None = None) -> User:
        """See DiscordServer."""
        if name not in self._members:
            user = self._members[name] = self._backend.make_user(name)
            for guild in self._backend.guilds.values():
                roles: list[int] = []
                if permissions is not None:
                    roles = [self._backend.create_role(guild.id, name, permissions=permissions.value).id]
                self._backend.add_member(guild.id, user.id, roles=roles)
        return self._members[name]

    def say(self, member: User, channel: Channel, words: str) -> None:
        """A member posts a message."""
        self._backend.create_message(channel.id, member.id, words)

    def delete_message(self, message: Payload) -> None:
        """A moderator takes a message away."""
        self._backend.delete_message(int(message["channel_id"]), int(message["id"]))

    def unpin(self, message: Payload) -> None:
        """A moderator unpins a message by hand."""
        self._backend.set_pinned(int(message["channel_id"]), int(message["id"]), False)

    def message(self, channel_id: int, message_id: int | None) -> Payload | None:
        """A message as Discord would give it, ephemeral ones too; None when there is none."""
        stored = self._backend.messages.get(channel_id, {}).get(message_id or 0)
        return None if stored is None else dict(serializers.message_payload(self._backend, stored))

    def messages(self, channel_id: int) -> list[Payload]:
        """All messages that everybody in the channel sees, oldest first."""
        stored = sorted(self._backend.messages.get(channel_id, {}).values(), key=lambda message: message.id)
        return [
            dict(serializers.message_payload(self._backend, message))
            for message in stored
            if not message.is_ephemeral
        ]

    def threads(self, channel: Channel) -> list[Channel]:
        """The threads of a channel, oldest first."""
        threads = [each for each in self._backend.channels.values() if each.parent_id == channel.id]
        return sorted(threads, key=lambda thread: thread.id)

    # ----------------------------------------------------------------------------------------- HTTP requests

    def perform(self, call: Call) -> Any:
        """Do what the bot asks and return the JSON of the answer (None: no content).

        Raises Refused as Discord would, and Unsupported where this Discord is at its wits' end.
        """
        try:
            if call.method == "POST" and CHANNEL_MESSAGES.fullmatch(call.path):
                return self._create_message(call)
            if self._is_archived(call):
                raise BackendError(400, 50083, "Thread is archived")
            if "after" in call.params and CHANNEL_MESSAGES.fullmatch(call.path):
                return self._messages_after(call)
            return self._dispatch(call)
        except BackendError as error:
            if not isinstance(error, RouteNotImplemented | UnsupportedField):
                raise Refused(error.status, error.to_json()) from error
            raise Unsupported(f"{call.method} {call.path}: {error}") from error
        except Exception as error:  # simcord stumbled over what it does not expect
            raise Unsupported(f"{call.method} {call.path}: {error!r}") from error

    def guild_of(self, path: str) -> int | None:
        """The guild that a request is about; None if it is about none, or about one that is not known."""
        kind, *rest = path.strip("/").split("/")
        if kind == "guilds" and rest and rest[0].isdecimal():
            return int(rest[0])
        if kind == "channels" and rest:
            channel = self._backend.channels.get(int(rest[0]))
            return channel.guild_id if channel else None
        if kind in ("interactions", "webhooks") and len(rest) > 1:
            number = self._backend.interaction_tokens.get(rest[1])
            return self._backend.interactions[number].guild_id if number else None
        return None

    def _is_archived(self, call: Call) -> bool:
        """Whether something in an archived thread is to be changed (posting there opens it again)."""
        found = CHANGES.fullmatch(call.path) if call.method in ("PATCH", "PUT", "DELETE") else None
        thread = self._backend.channels.get(int(found[1])) if found else None
        return bool(thread and thread.thread_metadata and thread.thread_metadata.archived)

    def forget_nonces(self) -> None:
        """Let the past few minutes be over: a nonce no longer tells that a message was posted."""
        self._nonces.clear()

    def _dispatch(self, call: Call) -> Any:
        return dispatch(
            self._backend,
            call.method,
            call.path,
            json=call.json,
            params=call.params,
            files=call.files,
            reason=call.reason,
            message_content_access=False,
        )

    def _create_message(self, call: Call) -> Payload:
        """Post a message; with `enforce_nonce`, a nonce of the past few minutes returns its message."""
        nonce = call.json.get("nonce")
        if nonce is None:
            return self._dispatch(call)
        if len(str(nonce)) > NONCE_LENGTH:
            raise BackendError(400, 50035, f"Invalid Form Body: nonce is longer than {NONCE_LENGTH}")
        posted_at, message = self._nonces.get(str(nonce), (0.0, {}))
        if (
            call.json.get("enforce_nonce")
            and self._clock.now().timestamp() - posted_at < NONCE_LIFE
            and message
        ):
            return message
        message = {**self._dispatch(call), "nonce": nonce}
        self._nonces[str(nonce)] = (self._clock.now().timestamp(), message)
        return message

    def _messages_after(self, call: Call) -> list[Payload]:
        """A page of those right after a message (simcord gives the newest), the newest of them first."""
        every = self._dispatch(replace(call, params={**call.params, "limit": "1000000"}))
        return every[-int(call.params["limit"]) :]

    # ---------------------------------------------------------------------------------------- gateway events

    def welcome(self, session: Session, gateway: str) -> None:
        """Send what a bot that identified is told first, and from now on what its intents cover."""
        guilds = list(self._backend.guilds.values())
        session.dispatch(
            "READY",
            {
                "v": 10,
                "user": serializers.user_payload(self._backend.bot_user),
                "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
                "session_id": session.id,
                "shard": session.shard,
                "resume_gateway_url": gateway,
                "application": {"id": str(self._backend.application_id), "flags": 0},
            },
        )
        intents = discord.Intents.none()
        intents.value = session.intents
        feed = FakeGateway(self._backend, SimpleNamespace(intents=intents, parsers=_Parsers(session)))
        self._feeds[session.id] = feed
        for guild in guilds:
            feed.feed("GUILD_CREATE", serializers.guild_create_payload(self._backend, guild))

    def _publish(self, event: str, payload: Mapping[str, Any]) -> None:
        for feed in self._feeds.values():
            feed.feed(event, payload)
