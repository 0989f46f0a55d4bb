"""Bringing a card to where the server wants it: one channel, or the thread of its show, made if need be."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import discord

from bot.client.delivery.breaker import Pauses
from bot.client.delivery.channels import destination_of, in_open_thread, tags_for
from bot.client.discord_errors import ErrorCode, NoAccess, is_refusal
from bot.domain.catalog.shows import Show
from bot.domain.delivery.outbox import OutboxEntry
from bot.domain.ids import GuildId
from bot.domain.reviews.review import CardPlace
from bot.domain.server.settings import Destination
from bot.services.delivery.destinations import Destinations
from bot.ui.pages.delivery.threads import show_header
from bot.ui.words import label

log = logging.getLogger(__name__)

RENAMES_FOR = 8.0
"""Seconds that Discord has for renaming a thread."""
ARCHIVED_SEEN = 100
"""How many archived threads are looked through, the latest first, for one that was made and not marked."""

Parent = discord.TextChannel | discord.ForumChannel
Send = Callable[[int], Awaitable[CardPlace]]


class Carrier:
    """Knows where each card goes. Threads are made one at a time: two first reviews of a show share one."""

    def __init__(self, bot: discord.Client, destinations: Destinations, pauses: Pauses) -> None:
        self._bot = bot
        self._destinations = destinations
        self._pauses = pauses
        self._making = asyncio.Lock()

    async def may_hold(self, entry: OutboxEntry) -> Sequence[int]:
        """Where a card may have been posted beside where its review was written."""
        return await self._destinations.may_hold(entry.guild_id, entry.review_id)

    async def post(self, entry: OutboxEntry, show: Show, send: Send) -> CardPlace:
        """Let `send` post a card where it belongs, or where its review was written if that can't be.

        A thread that was deleted is made anew. Raises what Discord answers when neither place takes it.
        """
        for _ in range(2):
            channel_id = await self._channel_for(entry, show)
            if channel_id == entry.channel_id or self._pauses.left(entry.guild_id, (channel_id, True)):
                break
            try:
                return await send(channel_id)
            except NoAccess:
                break
            except discord.HTTPException as error:
                if not _takes_no_card(error):
                    raise
                log.warning("A card can't go to channel %d: %s", channel_id, error)
                if error.code != ErrorCode.UNKNOWN_CHANNEL:
                    self._pauses.refused(entry.guild_id, (channel_id, True))
                    break
                await self._destinations.thread_gone(entry.guild_id, channel_id)
        return await send(entry.channel_id)

    async def follow(self, guild_id: GuildId, thread_id: int, show: Show) -> None:
        """Name a show's thread as the show is called now, unless somebody has renamed it in Discord.

        Discord allows two renames in ten minutes: raises `TimeoutError` when it has to wait, and what Discord
        answers: it is to be tried again, unless the thread is gone.
        """
        known, name = await self._destinations.thread_name(guild_id, thread_id), _name_for(show)
        if known in (None, name):
            return
        try:
            async with asyncio.timeout(RENAMES_FOR):
                thread = await self._bot.fetch_channel(thread_id)
                if isinstance(thread, discord.Thread) and (not known or thread.name in (known, name)):
                    await in_open_thread(self._bot, thread_id, partial(thread.edit, name=name))
        except discord.HTTPException as error:
            if error.code != ErrorCode.UNKNOWN_CHANNEL:
                raise
        await self._destinations.thread_named(guild_id, thread_id, name)

    async def _channel_for(self, entry: OutboxEntry, show: Show) -> int:
        settings = await self._destinations.settings(entry.guild_id)
        guild, kind = self._bot.get_guild(entry.guild_id), settings.goes_to
        channel = destination_of(guild, settings.destination_channel, kind)
        if channel is None or (show.restricted and not channel.is_nsfw()):
            return entry.channel_id
        if kind is Destination.CHANNEL:
            return channel.id
        if self._pauses.left(entry.guild_id, (channel.id, True)):
            return entry.channel_id
        try:
            return await self._thread(channel, show)
        except discord.HTTPException as error:
            if not _takes_no_card(error):
                raise
            self._pauses.refused(entry.guild_id, (channel.id, True))
            log.warning("No thread for show %d in channel %d: %s", show.show_id, channel.id, error)
            return entry.channel_id

    async def _thread(self, channel: Parent, show: Show) -> int:
        """The show's thread: the one that is known, one that was made and not marked, or a new one."""
        async with self._making:
            known = await self._destinations.thread(GuildId(channel.guild.id), show.show_id, channel.id)
            if known:
                return known
            name = _name_for(show)
            thread = await self._find(channel, name) or await self._make(channel, show, name)
            await self._destinations.thread_made(
                GuildId(channel.guild.id), show.show_id, channel.id, thread.id, name
            )
            return thread.id

    async def _find(self, channel: Parent, name: str) -> discord.Thread | None:
        """A thread of ours of this name that is no show's: after a kill, or a lost answer of Discord's."""
        active = [thread for thread in await channel.guild.active_threads() if thread.parent_id == channel.id]
        archived = [thread async for thread in channel.archived_threads(limit=ARCHIVED_SEEN)]
        for thread in (*active, *archived):
            if thread.name == name and self._bot.user and thread.owner_id == self._bot.user.id:
                taken = await self._destinations.channel_of(GuildId(channel.guild.id), thread.id)
                if not taken:
                    return thread
        return None

    async def _make(self, channel: Parent, show: Show, name: str) -> discord.Thread:
        if isinstance(channel, discord.TextChannel):
            return await channel.create_thread(name=name, type=discord.ChannelType.public_thread)
        header = show_header(show)
        header.check()
        made = await channel.create_thread(
            name=name,
            view=header,
            applied_tags=tags_for(channel),
            allowed_mentions=discord.AllowedMentions.none(),
        )
        return made.thread


def _takes_no_card(error: discord.HTTPException) -> bool:
    return is_refusal(error) or error.code == ErrorCode.UNKNOWN_CHANNEL


def _name_for(show: Show) -> str:
    return label(show.name)
