"""What is missing to go live: the invite link, and what the bot may not do where it is already."""

import asyncio
import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass

import discord

NEEDED = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
    pin_messages=True,
)
"""Exactly what Encore uses on a server."""
SCOPES = ("bot", "applications.commands")
READY_WITHIN = 30.0


@dataclass(frozen=True, slots=True)
class Server:
    """A server the bot is on, and the needed permissions it lacks there, by their names."""

    name: str
    missing: Sequence[str]


def invite_link(token: str) -> str | None:
    """The link with which the bot of this token is invited; None if the token isn't one.

    The first part of a token is the application's number in base 64.
    """
    part = token.split(".")[0]
    try:
        application_id = int(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (binascii.Error, ValueError):
        return None
    return discord.utils.oauth_url(application_id, permissions=NEEDED, scopes=SCOPES)


def missing(has: discord.Permissions) -> list[str]:
    """The names of the needed permissions that are not among these."""
    names = [name for name, needed in NEEDED if needed and not getattr(has, name)]
    return [] if has.administrator else [name.replace("_", " ") for name in names]


async def servers(token: str) -> list[Server]:
    """Every server the bot is on; raises `discord.LoginFailure` for a token Discord doesn't know."""
    client = discord.AutoShardedClient(
        intents=discord.Intents(guilds=True), member_cache_flags=discord.MemberCacheFlags.none()
    )
    async with client:
        await client.login(token)
        running = asyncio.create_task(client.connect())
        ready = asyncio.create_task(client.wait_until_ready())
        await asyncio.wait((running, ready), timeout=READY_WITHIN, return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()
        if running.done():
            running.result()
        found = [Server(guild.name, missing(guild.me.guild_permissions)) for guild in client.guilds]
        running.cancel()
    return found
