"""The command line's `check`: what is missing to go live, and whether all is well."""

import argparse
import asyncio
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import discord

from bot.cli import copies
from bot.cli.running import HOW_TO_GO_LIVE
from bot.client import check as discord_check
from bot.client.discord_errors import UNREACHABLE
from bot.domain.delivery.outbox import WaitsFor
from bot.domain.ids import Millis
from bot.settings import Settings
from bot.store.delivery import waiting
from bot.store.engine.connections import connect_reader, sqlite_path
from bot.store.engine.transaction import AllServers
from bot.store.upkeep import backup


def check(settings: Settings, _: argparse.Namespace) -> int:
    """Say how the database, the token and each server stand; the exit code is 0 if nothing is missing."""
    path = sqlite_path(settings.database_url)
    problems = backup.health(path) if path.exists() else []
    print(
        f"Database {path}: {'; '.join(problems) or ('sound' if path.exists() else 'none yet, made at start')}"
    )
    if path.exists() and not problems:
        for line in _waiting(path):
            print(line)
    if left := copies.told(path):
        print(left)
    if not settings.discord_token:
        print(f"Token: missing\n\n{HOW_TO_GO_LIVE}")
        return 1
    link = discord_check.invite_link(settings.discord_token)
    if link is None:
        print("Token: that is no bot token. Copy it once more from your application's “Bot” page.")
        return 1
    print(f"Invite the bot with: {link}")
    try:
        servers = asyncio.run(discord_check.servers(settings.discord_token))
    except discord.LoginFailure:
        print("Token: Discord does not know it. Press “Reset Token” on the “Bot” page and copy it again.")
        return 1
    except UNREACHABLE as error:
        print(f"Discord could not be reached: {error}")
        return 1
    print("Token: works")
    for server in servers:
        print(
            f"{server.name}: {'lacks ' + ', '.join(server.missing) if server.missing else 'all permissions'}"
        )
    if not servers:
        print("The bot is on no server yet. Open the link above to invite it.")
    return 1 if problems or any(server.missing for server in servers) else 0


def _waiting(path: Path) -> Iterator[str]:
    """What the bot could not bring up to date in Discord, a line for each channel."""
    with closing(connect_reader(path)) as connection:
        stuck = waiting.stuck_everywhere(AllServers(connection, now=Millis(0)))  # it knows no time
    for guild_id, channel_id, waits_for, count in stuck:
        why = "access" if waits_for is WaitsFor.ACCESS else "a moderator's decision"
        messages = f"{count} message{'s' * (count != 1)}"
        yield f"Server {guild_id}, channel {channel_id}: {messages} waiting for {why}"
    if stuck:
        yield "Moderators of that server see with /moderation waiting what to do."
