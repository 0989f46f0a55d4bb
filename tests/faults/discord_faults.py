"""What a bot asked of the local Discord, and what can be made to go wrong with it."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from io import BytesIO
from typing import Any, Literal

import discord
from aiohttp import web

API = "/api/v10"


@dataclass
class Call:
    """One request of the bot, as it was sent; `status` is what it was answered, None if it was not."""

    method: str
    path: str  # without the API's prefix: "/channels/1/messages"; attachments are under "/cdn"
    params: dict[str, str] = field(default_factory=dict[str, str])
    json: Any = None
    files: list[discord.File] = field(default_factory=list[discord.File])
    reason: str | None = None
    status: int | None = None
    at: float = 0  # when it came, in Unix seconds
    guild_id: int | None = None
    is_shared: bool = False  # whether it was refused for what others did, which Discord doesn't count


@dataclass
class Fault:
    """What befalls `times` matching requests after the first `skip`; in the patterns, `*` matches `/` too.

    status, code: answer with this HTTP status and Discord's own code, and do nothing (429 asks to wait
        `retry_after` seconds, for what is in its `scope`; "cloudflare" is the one before Discord, which says
        nothing of the kind).
    html: answer with a page for people, as what stands before Discord does.
    lose: "request", it never arrives; "answer", it is carried out and the bot does not learn of it (with
        `status`: is told this instead); "line", the connection breaks before it is carried out.
    delay: seconds before it is carried out.
    late: it arrives when the time is over that a bot has for its first answer to an interaction.
    call: awaited after it was carried out (or failed, or lost), before the bot hears of it: `call=bot.kill`.
    guild_id: only what is about this guild.
    """

    method: str
    path: str
    status: int | None = None
    code: int = 0
    lose: Literal["request", "answer", "line"] | None = None
    delay: float = 0
    late: bool = False
    call: Callable[[], Awaitable[object]] | None = None
    retry_after: float = 0.05
    scope: Literal["user", "shared", "global", "cloudflare"] = "user"
    html: bool = False
    guild_id: int | None = None
    skip: int = 0
    times: int = 1
    befell: list[Call] = field(default_factory=list[Call])  # what it has befallen so far
    hits: int = 0  # with how many of them it is done, `call` included

    def takes(self, call: Call) -> bool:
        """Whether this fault befalls `call`; each question about a matching one counts."""
        if not self.matches(call):
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        if self.times <= 0:
            return False
        self.times -= 1
        self.befell.append(call)
        call.is_shared = self.scope == "shared"
        return True

    def matches(self, call: Call) -> bool:
        """Whether `call` is of the kind that this is about."""
        of_kind = fnmatchcase(call.method, self.method) and fnmatchcase(call.path, self.path)
        return of_kind and self.guild_id in (None, call.guild_id)

    @property
    def fails(self) -> bool:
        """Whether what was asked is not done."""
        return self.lose == "request" or (self.status is not None and self.lose is None)

    def failure(self) -> web.Response:
        """The answer of a Discord that did not carry the request out."""
        if self.html or self.scope == "cloudflare":
            return web.Response(
                text="<html>Unwell</html>", status=self.status or 500, content_type="text/html"
            )
        if self.status != 429:
            return reply({"message": "Discord is unwell", "code": self.code}, self.status or 500)
        everywhere = self.scope == "global"
        body = {
            "message": "You are being rate limited.",
            "retry_after": self.retry_after,
            "global": everywhere,
            "code": self.code,
        }
        response = reply(body, 429)
        response.headers["X-RateLimit-Scope"] = self.scope
        if everywhere:
            response.headers["X-RateLimit-Global"] = "true"
        return response


@dataclass
class RateLimit:
    """How often matching requests are taken: so `many` times in so many `seconds`, as Discord counts."""

    method: str
    path: str
    many: int
    seconds: float
    left: int = 0
    ends: float = 0

    def matches(self, call: Call) -> bool:
        """Whether this limits `call`."""
        return fnmatchcase(call.method, self.method) and fnmatchcase(call.path, self.path)

    def take(self, call: Call) -> dict[str, str] | None:
        """The headers of a request that is taken; None if it is one too many."""
        if call.at >= self.ends:
            self.left, self.ends = self.many, call.at + self.seconds
        if not self.left:
            return None
        self.left -= 1
        return {
            "X-RateLimit-Bucket": f"bucket of {self.path}",
            "X-RateLimit-Limit": str(self.many),
            "X-RateLimit-Remaining": str(self.left),
            "X-RateLimit-Reset-After": f"{self.ends - call.at:.3f}",
        }


def reply(body: Any, status: int = 200) -> web.Response:
    """JSON as discord.py recognises it: no charset, and `Via`, without which a 429 counts as a ban."""
    data = json.dumps(body).encode()
    return web.Response(
        body=data, status=status, content_type="application/json", headers={"Via": "1.1 local"}
    )


async def read_call(request: web.Request) -> Call:
    """Take a request apart; multipart bodies hold `payload_json` and files, as Discord defines them."""
    path = request.rel_url.raw_path.removeprefix(API)
    call = Call(request.method, path, dict(request.query), reason=request.headers.get("X-Audit-Log-Reason"))
    if request.content_type == "multipart/form-data":
        form = await request.post()
        for part in form.values():
            if isinstance(part, web.FileField):
                call.files.append(discord.File(BytesIO(part.file.read()), part.filename))
            else:
                call.json = json.loads(part)
    elif request.can_read_body:
        call.json = await request.json()
    return call
