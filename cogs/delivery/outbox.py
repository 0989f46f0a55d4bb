"""Telling Discord what was saved: posting, changing and removing the messages that show reviews, and pins.

Every card is posted here, and nothing that should go or change is given up while it may still stand: what is
refused waits for access, until Discord has done it or says that the message or its channel is gone.
"""

import asyncio
import logging
from dataclasses import replace

import discord

from bot.client import Cog, every
from bot.client.base import BaseBot
from bot.client.delivery.breaker import Pauses
from bot.client.delivery.channels import is_age_restricted
from bot.client.delivery.destinations import Carrier
from bot.client.delivery.following import SETTLED
from bot.client.delivery.messages import CannotLook, ReviewMessages
from bot.client.discord_errors import NEVER_PINNED, PIN_LATER, UNREACHABLE, ErrorCode, NoAccess, is_refusal
from bot.domain.delivery.outbox import LONGEST_PAUSE, OutboxEntry, OutboxKind, Wanted
from bot.domain.ids import GuildId
from bot.domain.reviews.review import CardPlace, Reviewed
from bot.domain.spans import HOUR, SECOND
from bot.services.delivery.delivery import Delivery

log = logging.getLogger(__name__)

PERIOD = 2.0
"""Seconds between two looks at what is due."""
AT_ONCE = 50
"""Channels that are worked on at the same time: one that has to wait doesn't hold up the rest."""
SERVER_ERROR = 500
"""From this status on, Discord may have done what it was asked."""


class OutboxCog(Cog):
    """Works through the outbox: every few seconds, and at once when something is noted that is due."""

    def __init__(self, bot: BaseBot) -> None:
        super().__init__(bot)
        self._outbox: Delivery = bot.services.delivery
        self._pauses = Pauses(lambda: bot.clock() / SECOND)
        self._messages = ReviewMessages(bot, Carrier(bot, bot.services.destinations, self._pauses))
        self._taking = asyncio.Lock()
        self._channels: set[int] = set()
        self._looks: set[asyncio.Task[None]] = set()

    async def cog_load(self) -> None:
        """Take up what was noted before this process began."""
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
        """A channel's age restriction or permissions may have changed: its cards follow."""
        if is_age_restricted(before) != is_age_restricted(after):
            await self._outbox.mark_changed(GuildId(after.guild.id), after.id)
        if before.overwrites != after.overwrites or getattr(before, "category_id", 0) != after.category_id:
            await self._look_again(after.guild)

    @Cog.listener()
    async def on_raw_thread_delete(self, event: discord.RawThreadDeleteEvent) -> None:
        """The same with a thread, or a post of a forum."""
        await self._outbox.channel_gone(GuildId(event.guild_id), event.thread_id)

    @Cog.listener()
    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """The bot may be allowed more now."""
        if before.permissions != after.permissions:
            await self._look_again(after.guild)

    @Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """A role that kept the bot out may be gone."""
        await self._look_again(role.guild)

    @Cog.listener()
    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """The bot's own roles, or its time-out, may have changed: it hears of nobody else's."""
        if after.id == after.guild.me.id and before.guild_permissions != after.guild_permissions:
            await self._look_again(after.guild)

    @Cog.listener()
    async def on_raw_thread_update(self, event: discord.RawThreadUpdateEvent) -> None:
        """A thread may have been opened or unlocked."""
        guild = self.bot.get_guild(event.guild_id)
        if guild and not event.data.get("thread_metadata", {}).get("archived"):
            await self._look_again(guild, event.thread_id)

    @Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot is back: what should have gone meanwhile still stands."""
        await self._outbox.guild_back(GuildId(guild.id))

    @Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot is not on this server any more, or the server is gone."""
        await self._outbox.guild_gone(GuildId(guild.id))

    @Cog.listener()
    async def on_look_again(self, guild_id: GuildId) -> None:
        """A moderator wants it tried now."""
        if guild := self.bot.get_guild(guild_id):
            await self._look_again(guild)

    async def _look_again(self, guild: discord.Guild, thread_id: int = 0) -> None:
        """What the bot may do on a server has changed: try what waits there for access."""
        self._pauses.access_changed(frozenset({each.id for each in guild.channels}) | {thread_id})
        await self._outbox.access_changed(GuildId(guild.id))

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
            if len(self._channels) >= AT_ONCE or self.bot.breaker.is_open:
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
        self.bot.dispatch(SETTLED, entry.guild_id, entry.review_id)
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
            await self._outbox.postpone(entry, unsure=entry.kind is not OutboxKind.PIN)

    async def _failed(self, entry: OutboxEntry, error: Exception) -> None:
        """Discord did not do it: end what has ended there, and let everything else wait."""
        log.info("The %s of review %d has to wait: %s", entry.kind, entry.review_id, error)
        if not isinstance(error, discord.HTTPException):
            await self._outbox.postpone(entry, unsure=True)
        elif error.code == ErrorCode.UNKNOWN_CHANNEL:
            await self._outbox.channel_gone(entry.guild_id, entry.channel_id)
            await self._outbox.done(entry)
        else:
            await self._outbox.postpone(entry, unsure=error.status >= SERVER_ERROR)

    async def _deliver_message(self, entry: OutboxEntry) -> None:
        wanted = await self._outbox.wanted(entry.guild_id, entry.review_id, entry.kind)
        reviewed = wanted.reviewed if await self._may_stand(entry, wanted) else None
        posting = not wanted.place
        sort = entry.channel_id, posting
        if left := self._pauses.left(entry.guild_id, sort):
            await self._outbox.refused(entry, 0, left, posting=posting)
            return
        try:
            place = wanted.place or (await self._messages.find(entry) if entry.unsure else None)
            await self._show(entry, reviewed, place)
            self._pauses.took(sort)
            if place and wanted.reviewed and not reviewed:  # what is for adults may not stand there
                unnamed = replace(wanted.reviewed, show=wanted.reviewed.show.unnamed)
                await self._messages.follow_title(place, unnamed)
        except CannotLook as error:
            log.warning("It can't be known whether review %d has a card: %s", entry.review_id, error)
            await self._outbox.unsure(entry, goes=reviewed is None)
        except NoAccess as error:
            log.info("The %s of review %d waits for access: %s", entry.kind, entry.review_id, error)
            await self._outbox.refused(entry, ErrorCode.MISSING_PERMISSIONS, LONGEST_PAUSE, posting=posting)
        except discord.HTTPException as error:
            if not is_refusal(error):
                raise
            log.warning("Channel %d is closed: %s", entry.channel_id, error)
            pause = self._pauses.refused(entry.guild_id, sort)
            await self._outbox.refused(entry, error.code or error.status, pause, posting=posting)

    async def _show(self, entry: OutboxEntry, reviewed: Reviewed | None, place: CardPlace | None) -> None:
        """Let the message of an entry show a review, or go if there is nothing to show (any more)."""
        outbox, messages, kind = self._outbox, self._messages, entry.kind
        if reviewed is None:
            if place:
                await messages.remove(place)
                await outbox.removed(entry.guild_id, entry.review_id, kind)
            await outbox.done(entry)
        elif place and await messages.change(place, reviewed, kind):
            await messages.follow_title(place, reviewed)
            await outbox.posted(entry.guild_id, entry.review_id, entry.note_id, place, kind)
        elif place and kind is OutboxKind.FAME:
            await outbox.message_gone(entry.guild_id, place)
            await outbox.done(entry)
        else:
            if place:  # its message is gone: if this is interrupted, look for the new one
                await messages.follow_title(place, reviewed)
                await outbox.removed(entry.guild_id, entry.review_id, kind)
            place = await messages.post(entry, reviewed)
            await outbox.posted(entry.guild_id, entry.review_id, entry.note_id, place, kind)

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
                if error.code in NEVER_PINNED:
                    await self._outbox.pin_failed(entry)
                    return
                if wanted.pinned and error.code in PIN_LATER:
                    await self._outbox.postpone(entry)
                    return
                raise
        elif wanted.pinned and await self._outbox.entry(entry.guild_id, OutboxKind.CARD, entry.review_id):
            await self._outbox.postpone(entry)  # its card is posted first, which makes this due
            return
        elif wanted.pinned:
            await self._outbox.pin_failed(entry)
        await self._outbox.done(entry)
