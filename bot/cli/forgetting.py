"""The command line's `forget`: what is stored of a member, or of a whole server, goes for good."""

import asyncio

from bot import app
from bot.cli import copies
from bot.cli.transfer import asked
from bot.domain.ids import GuildId, UserId
from bot.services.members.privacy import Privacy
from bot.settings import Settings
from bot.store.engine.connections import sqlite_path
from bot.store.upkeep.opening import open_database


def forget(settings: Settings, guild_id: GuildId | None, user_id: UserId | None, *, yes: bool) -> bool:
    """Erase a member on one server or on all, or a whole server; asks first unless `yes`. Tells if it did.

    The bot must be stopped; cards of erased reviews disappear from Discord when it runs again.
    Raises `Refusal` when it isn't.
    """
    whom = f"member {user_id}" if user_id else "everybody"
    where = f"server {guild_id}" if guild_id else "every server"
    if not yes and not asked(f"Erase all that is stored of {whom} on {where}? It can't be undone."):
        print("Nothing was erased.")
        return False
    print(asyncio.run(_forget(settings, guild_id, user_id)))
    if left := copies.told(sqlite_path(settings.database_url)):
        print(left)
    return True


async def _forget(settings: Settings, guild_id: GuildId | None, user_id: UserId | None) -> str:
    async with open_database(settings.database_url, app.system_clock) as database:
        privacy = app.make_services(database, settings=settings).privacy
        if user_id:
            return await _forget_member(privacy, guild_id, user_id)
        rows = await privacy.forget_server(GuildId(guild_id or 0))
        return f"Erased {rows:,} rows of server {guild_id}."


async def _forget_member(privacy: Privacy, guild_id: GuildId | None, user_id: UserId) -> str:
    known = await privacy.servers_of(user_id)
    servers = [each for each in known if guild_id in (None, each)]
    for each in servers:
        await privacy.delete_member(each, user_id)
    if not servers:
        return f"Nothing is stored of member {user_id} there."
    return f"Erased member {user_id} on {', '.join(f'server {each}' for each in servers)}."
