"""What Discord can answer to a request, beside what was hoped for."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import discord

CODES: Mapping[int, int] = {
    10003: 404,  # unknown channel
    10004: 404,  # unknown guild
    10008: 404,  # unknown message
    10062: 404,  # unknown interaction
    30003: 400,  # 250 pins
    30033: 400,  # too many members of a thread
    30046: 400,  # too many edits of a message older than an hour
    40058: 400,  # no message in a forum
    40060: 400,  # the interaction was answered already
    40067: 400,  # a tag is required
    50001: 403,  # missing access
    50013: 403,  # missing permissions
    50019: 400,  # the message is in another channel
    50021: 403,  # a system message
    50024: 400,  # the wrong kind of channel
    50035: 400,  # invalid form body
    50083: 400,  # the thread is archived
    160006: 400,  # too many threads
}
"""Every code of Discord's that the bot can meet, and the HTTP status that goes with it."""

NOTHING = discord.Permissions.none()


@dataclass(frozen=True)
class DiscordAnswer:
    """One way in which a request ends badly.

    `how` is what befalls it (see Fault), `code` Discord's own, 0 if there is none. With `takes`, these
    permissions are taken from the bot instead, and given back later.
    """

    name: str
    how: Mapping[str, Any] = field(hash=False)
    code: int = 0
    takes: discord.Permissions = field(default=NOTHING, hash=False)

    @property
    def takes_long(self) -> bool:
        """Whether the three seconds are over that a bot has for its first answer."""
        return self.how.get("delay", 0) > 3 or "call" in self.how

    @property
    def is_done(self) -> bool:
        """Whether what was asked is done all the same, and soon."""
        return "lose" in self.how and self.how["lose"] != "request" and self.how.get("delay", 0) < 3


def _refused(status: int, code: int = 0, **how: Any) -> DiscordAnswer:
    name = f"{status} {code}" if code else f"{status}"
    return DiscordAnswer(name, {"status": status, "code": code, **how}, code)


ANSWERS = (
    *(_refused(status, code) for code, status in CODES.items()),
    *(_refused(status) for status in (400, 401, 403, 404)),
    _refused(429, 30046, retry_after=0.6),
    DiscordAnswer("429 of a bucket", {"status": 429, "retry_after": 0.7}),
    DiscordAnswer("429 shared", {"status": 429, "retry_after": 1.2, "scope": "shared"}),
    DiscordAnswer("429 global", {"status": 429, "retry_after": 1.1, "scope": "global"}),
    DiscordAnswer("429 of Cloudflare", {"status": 429, "scope": "cloudflare"}),
    *(_refused(status) for status in (500, 502, 503, 504)),
    DiscordAnswer("520 and a page", {"status": 520, "html": True}),
    DiscordAnswer("502 and done", {"status": 502, "lose": "answer"}),
    DiscordAnswer("503 and done", {"status": 503, "lose": "answer"}),
    DiscordAnswer("silence", {"lose": "request", "delay": 900}),
    DiscordAnswer("silence and done", {"lose": "answer", "call": partial(asyncio.sleep, 900)}),
    DiscordAnswer("a minute late", {"delay": 60}),
    DiscordAnswer("dropped", {"lose": "request"}),
    DiscordAnswer("dropped and done", {"lose": "answer"}),
    DiscordAnswer("dropped and done a second later", {"lose": "line", "delay": 1}),
)

TAKEN = (
    DiscordAnswer("no View Channel", {}, takes=discord.Permissions(view_channel=True)),
    DiscordAnswer(
        "no Send Messages", {}, takes=discord.Permissions(send_messages=True, send_messages_in_threads=True)
    ),
)
"""What the bot may not do any more: it knows that, so that it need not ask."""
