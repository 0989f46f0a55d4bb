"""Telling Discord what was saved: posting, changing and removing the messages that show reviews, and pins.

A command posts its own card as its answer. What it could not do (because it failed, or the process was
killed in between, or because a message stands in a channel already and must follow a change) is done here.
"""

import asyncio
import logging

import discord

from bot.client import Cog, every
from bot.client.base import BaseBot
from bot.client.channels import is_age_restricted
from bot.client.destinations import Carrier
from bot.client.discord_errors import HOPELESS, PIN_LATER, UNREACHABLE, ErrorCode
from bot.client.messages import ReviewMessages
from bot.domain.delivery.outbox import OutboxEntry, OutboxKind, Wanted
from bot.domain.ids import GuildId
from bot.domain.reviews.review import CardPlace
from bot.domain.spans import HOUR, SECOND
from bot.services.delivery.delivery import Delivery

log = logging.getLogger(__name__)

PERIOD = 2.0
"""Seconds between two looks at what is due."""
AT_ONCE = 8
"""Channels that are worked on at the same time: one that has to wait doesn't hold up the rest."""


class OutboxCog(Cog):
    """Works through the outbox: every few seconds, and at once when something is noted that is due."""

    def __init__(self, bot: BaseBot) -> None:
        super().__init__(bot)
        self._outbox: Delivery = bot.services.delivery
        self._messages = ReviewMessages(bot, Carrier(bot, bot.services.destinations))
        self._taking = asyncio.Lock()
        self._channels: set[int] = set()
        self._looks: set[asyncio.Task[None]] = set()

    async def cog_load(self) -> None:
        """Take up what was noted before the first command: from then on it is its command's to post first."""
        self._stop_listening = self._outbox.when_due(lambda: self.bot.dispatch("outbox"))
        await self._outbox.start_over()

    async def cog_unload(self) -> None:
        """Stop working."""
        self._stop_listening()
        for look in self._looks:
            look.cancel()

    @every(PERIOD, to="look at the outbox")
    async def work(self) -> None:
        """Look at what is due, without waiting until it is delivered."""
        look = asyncio.create_task(self._look())
        self._looks.add(look)
        look.add_done_callback(self._looks.discard)

    @every(HOUR / SECOND, to="forget what is old")
    async def tidy(self) -> None:
        """Forget what is old."""
        await self._outbox.tidy()
        self.bot.services.shows.tidy()

    @Cog.listener()
    async def on_outbox(self) -> None:
        """Something was noted: deliver what is due now."""
        self.bot.finish_before_closing()
        await self._deliver_due()

    @Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """A card may have been deleted in Discord: then it stands nowhere."""
        if event.guild_id:
            await self._outbox.message_gone(
                GuildId(event.guild_id), CardPlace(event.channel_id, event.message_id)
            )

    @Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """Cards may have been deleted in Discord."""
        for message_id in event.message_ids if event.guild_id else ():
            await self._outbox.message_gone(
                GuildId(event.guild_id or 0), CardPlace(event.channel_id, message_id)
            )

    @Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """With a channel, its messages are deleted; Discord doesn't tell of each."""
        await self._outbox.channel_gone(GuildId(channel.guild.id), channel.id)

    @Cog.listener()
    async def on_guild_channel_update(
        self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        """A channel may not be age-restricted any more: cards of shows for adults may not stay there."""
        if is_age_restricted(before) != is_age_restricted(after):
            await self._outbox.mark_changed(GuildId(after.guild.id), after.id)
            await self.on_outbox()

    @Cog.listener()
    async def on_raw_thread_delete(self, event: discord.RawThreadDeleteEvent) -> None:
        """The same with a thread, or a post of a forum."""
        await self._outbox.channel_gone(GuildId(event.guild_id), event.thread_id)

    @Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot is not on this server any more, or the server is gone."""
        await self._outbox.guild_gone(GuildId(guild.id))

    async def _look(self) -> None:
        try:
            await self._deliver_due()
        except Exception:
            log.exception("Could not work through the outbox; trying again in a moment")

    async def _deliver_due(self) -> None:
        """Deliver what is due, one thing at a time in each channel."""
        async with asyncio.TaskGroup() as group:
            await self._begin(group)

    async def _begin(self, group: asyncio.TaskGroup) -> None:
        while entry := await self._take():
            group.create_task(self._finish(entry, group))

    async def _take(self) -> OutboxEntry | None:
        """Something due in a channel that nobody works on, which from now on is worked on."""
        async with self._taking:
            if len(self._channels) >= AT_ONCE:
                return None
            for entry in await self._outbox.due(1, tuple(self._channels)):
                self._channels.add(entry.channel_id)
                return entry
            return None

    async def _finish(self, entry: OutboxEntry, group: asyncio.TaskGroup) -> None:
        try:
            await self._deliver(entry)
        finally:
            self._channels.discard(entry.channel_id)
        await self._begin(group)

    async def _deliver(self, entry: OutboxEntry) -> None:
        try:
            if entry.kind is OutboxKind.PIN:
                await self._deliver_pin(entry)
            else:
                await self._deliver_message(entry)
        except UNREACHABLE as error:
            await self._failed(entry, error)
        except Exception:
            log.exception("Could not deliver the %s of review %d", entry.kind, entry.review_id)
            await self._outbox.postpone(entry)

    async def _failed(self, entry: OutboxEntry, error: Exception) -> None:
        if not isinstance(error, discord.HTTPException) or error.code not in HOPELESS:
            log.info("The %s of review %d has to wait: %s", entry.kind, entry.review_id, error)
            await self._outbox.postpone(entry)
            return
        log.warning("Gave up on the %s of review %d: %s", entry.kind, entry.review_id, error)
        if error.code == ErrorCode.UNKNOWN_CHANNEL:
            await self._outbox.channel_gone(entry.guild_id, entry.channel_id)
        await self._outbox.done(entry)

    async def _deliver_message(self, entry: OutboxEntry) -> None:
        wanted = await self._outbox.wanted(entry.guild_id, entry.review_id, entry.kind)
        place = wanted.place or await self._messages.find(entry)
        reviewed = wanted.reviewed if await self._may_stand(entry, wanted) else None
        if reviewed is None:
            if place:
                await self._messages.remove(place)
                await self._outbox.removed(entry.guild_id, entry.review_id, entry.kind)
            await self._outbox.done(entry)
        elif place and await self._messages.change(place, reviewed, entry.kind):
            await self._messages.follow_title(place, reviewed)
            await self._outbox.posted(entry.guild_id, entry.review_id, entry.note_id, place, entry.kind)
        elif place and entry.kind is OutboxKind.FAME:
            await self._outbox.message_gone(entry.guild_id, place)
            await self._outbox.done(entry)
        else:
            if wanted.place:  # its message is gone: if this is interrupted, look for the new one
                await self._outbox.removed(entry.guild_id, entry.review_id, entry.kind)
            place = await self._messages.post(entry, reviewed)
            await self._outbox.posted(entry.guild_id, entry.review_id, entry.note_id, place, entry.kind)
            if entry.kind is OutboxKind.CARD:
                self.bot.dispatch("card", reviewed, place)

    async def _may_stand(self, entry: OutboxEntry, wanted: Wanted) -> bool:
        """Whether a message may stand where it does or is to: shows for adults may not everywhere."""
        if wanted.reviewed is None or not wanted.reviewed.show.restricted:
            return True
        channel_id = wanted.place.channel_id if wanted.place else entry.channel_id
        # An archived thread isn't known to discord.py, but what holds for it is what holds for its channel.
        channel = self.bot.get_channel(channel_id) or self.bot.get_channel(
            await self.bot.services.destinations.channel_of(entry.guild_id, channel_id)
        )
        return is_age_restricted(channel)

    async def _deliver_pin(self, entry: OutboxEntry) -> None:
        wanted = await self._outbox.wanted(entry.guild_id, entry.review_id)
        if wanted.place:
            try:
                await self._messages.set_pinned(wanted.place, wanted.pinned)
            except discord.HTTPException as error:
                if wanted.pinned and error.code in PIN_LATER:
                    await self._outbox.postpone(entry)
                    return
                if error.code in HOPELESS:
                    await self._outbox.pin_failed(entry)
                raise
        elif wanted.pinned and await self._outbox.entry(entry.guild_id, OutboxKind.CARD, entry.review_id):
            await self._outbox.postpone(entry)  # its card is posted first, which makes this due
            return
        elif wanted.pinned:
            await self._outbox.pin_failed(entry)
        await self._outbox.done(entry)
