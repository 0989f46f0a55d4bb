"""Telling Discord what was saved: posting, changing and removing cards, and pins.

A command posts its own card as its answer. What it could not do (because it failed, or the process was
killed in between, or because the card stands in the channel already and must follow a change) is done here.
"""

import asyncio
import logging
from dataclasses import replace
from datetime import UTC, datetime

import aiohttp
import discord
from discord import ui
from discord.ext import commands, tasks

from bot.client import Encore
from bot.domain.outbox import Entry, Kind, Wanted
from bot.domain.pages import Reviewed
from bot.domain.reviews import CardPlace
from bot.services.delivery import Delivery as Outbox
from bot.ui.cards import review_card
from bot.ui.layout import custom_id
from cogs._shared import is_age_restricted

log = logging.getLogger(__name__)

PERIOD = 2.0
"""Seconds between two looks at what is due."""
SEARCH_BACK = 10 * 60_000
"""How far (ms) before its note a card is looked for: the clocks here and at Discord may differ."""
SEARCH_LIMIT = 500
HOPELESS = {10003, 10008, 30003, 50001, 50013, 50024, 40058, 50083}
"""Discord's codes for what waiting won't mend: channel or message gone, full of pins, closed, archived."""


class Delivery(commands.Cog):
    """Works through the outbox: every few seconds, and at once when somebody dispatches `outbox`."""

    def __init__(self, bot: Encore) -> None:
        self._bot = bot
        self._outbox: Outbox = bot.services.delivery
        self._busy = asyncio.Lock()

    async def cog_load(self) -> None:
        """Start working."""
        # Before the first command: what is noted from then on is its command's to post first.
        await self._outbox.start_over()
        self.work.start()
        self.tidy.start()

    async def cog_unload(self) -> None:
        """Stop working."""
        self.work.cancel()
        self.tidy.cancel()

    @tasks.loop(seconds=PERIOD)
    async def work(self) -> None:
        """Deliver whatever is due."""
        try:
            await self._deliver_due()
        except Exception:  # it would end the loop for good
            log.exception("Could not work through the outbox; trying again in a moment")

    @work.before_loop
    async def _before_work(self) -> None:
        await self._bot.wait_until_ready()

    @tasks.loop(hours=1)
    async def tidy(self) -> None:
        """Forget what is old."""
        try:
            await self._outbox.tidy()
            self._bot.services.shows.tidy()
        except Exception:
            log.exception("Could not forget what is old; trying again in an hour")

    @commands.Cog.listener()
    async def on_outbox(self) -> None:
        """Something was noted: deliver what is due now."""
        self._bot.finish_before_closing()
        await self._deliver_due()

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """A card may have been deleted in Discord: then it stands nowhere."""
        if event.guild_id:
            await self._outbox.message_gone(event.guild_id, CardPlace(event.channel_id, event.message_id))

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """Cards may have been deleted in Discord."""
        for message_id in event.message_ids if event.guild_id else ():
            await self._outbox.message_gone(event.guild_id or 0, CardPlace(event.channel_id, message_id))

    @commands.Cog.listener()
    async def on_guild_channel_update(
        self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        """A channel may not be age-restricted any more: cards of shows for adults may not stay there."""
        if is_age_restricted(before) != is_age_restricted(after):
            await self._outbox.mark_changed(after.guild.id, after.id)
            await self.on_outbox()

    async def _deliver_due(self) -> None:
        async with self._busy:
            for entry in await self._outbox.due():
                await self._deliver(entry)

    async def _deliver(self, entry: Entry) -> None:
        try:
            wanted = await self._outbox.wanted(entry.guild_id, entry.review_id)
            if not self._may_stand(entry, wanted):
                wanted = replace(wanted, reviewed=None)
            if entry.kind is Kind.CARD:
                await self._deliver_card(entry, wanted)
            else:
                await self._deliver_pin(entry, wanted)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            if isinstance(error, discord.HTTPException) and error.code in HOPELESS:
                log.warning("Gave up on the %s of review %d: %s", entry.kind, entry.review_id, error)
                await self._outbox.done(entry)
            else:
                log.info("The %s of review %d has to wait: %s", entry.kind, entry.review_id, error)
                await self._outbox.postpone(entry)
        except Exception:
            log.exception("Could not deliver the %s of review %d", entry.kind, entry.review_id)
            await self._outbox.postpone(entry)

    def _may_stand(self, entry: Entry, wanted: Wanted) -> bool:
        """Whether a card may stand where it does or is to: those of shows for adults may not everywhere."""
        if wanted.reviewed is None or not wanted.reviewed.show.restricted:
            return True
        channel_id = wanted.place.channel_id if wanted.place else entry.channel_id
        return is_age_restricted(self._bot.get_channel(channel_id))

    async def _deliver_card(self, entry: Entry, wanted: Wanted) -> None:
        place = wanted.place or await self._find(entry)
        if wanted.reviewed is None:
            if place:
                await self._remove(place)
                await self._outbox.card_gone(entry.guild_id, entry.review_id)
            await self._outbox.done(entry)
        elif place and await self._change(place, wanted.reviewed):
            await self._outbox.posted(entry.guild_id, entry.review_id, entry.note_id, place)
        else:
            if wanted.place:  # its message is gone: if this is interrupted, look for the new one
                await self._outbox.card_gone(entry.guild_id, entry.review_id)
            place = await self._post(entry, wanted.reviewed)
            await self._outbox.posted(entry.guild_id, entry.review_id, entry.note_id, place)

    async def _deliver_pin(self, entry: Entry, wanted: Wanted) -> None:
        if wanted.place:
            message = self._channel(wanted.place.channel_id).get_partial_message(wanted.place.message_id)
            try:
                await (message.pin() if wanted.pinned else message.unpin())
            except discord.HTTPException as error:
                if error.code in HOPELESS:
                    await self._outbox.pin_failed(entry)
                raise
        await self._outbox.done(entry)

    async def _post(self, entry: Entry, reviewed: Reviewed) -> CardPlace:
        view = review_card(reviewed)
        view.check()
        # Discord takes a nonce once within some minutes, so a success we did not hear of isn't doubled. It
        # may have 25 characters, and is shared by all servers.
        nonce = f"{entry.guild_id:x}-{entry.note_id:x}"
        message = await self._channel(entry.channel_id).send(view=view, nonce=nonce)
        return CardPlace(entry.channel_id, message.id)

    async def _change(self, place: CardPlace, reviewed: Reviewed) -> bool:
        """Bring a card up to date; False if its message is not there any more."""
        view = review_card(reviewed)
        view.check()
        try:
            await (
                self._channel(place.channel_id)
                .get_partial_message(place.message_id)
                .edit(view=view, allowed_mentions=discord.AllowedMentions.none())
            )
        except discord.NotFound:
            return False
        return True

    async def _remove(self, place: CardPlace) -> None:
        try:
            await self._channel(place.channel_id).get_partial_message(place.message_id).delete()
        except discord.NotFound:
            log.info("A card that was to be removed was gone already")

    async def _find(self, entry: Entry) -> CardPlace | None:
        """The card in the channel, if it was posted and not marked, for a kill or a lost answer."""
        since = datetime.fromtimestamp((entry.noted_at - SEARCH_BACK) / 1000, UTC)
        mark = custom_id("review:more", entry.review_id)
        channel = self._channel(entry.channel_id)
        try:
            # A command has posted it when it was noted; the outbox, when it tried last, maybe much later.
            for oldest_first in (True, False):
                seen = 0
                history = channel.history(after=since, limit=SEARCH_LIMIT, oldest_first=oldest_first)
                async for message in history:
                    seen += 1
                    if message.author == self._bot.user and _has_button(message, mark):
                        return CardPlace(entry.channel_id, message.id)
                if seen < SEARCH_LIMIT:
                    break
        except discord.Forbidden:
            log.warning("I may not read back in channel %d", entry.channel_id)
        return None

    def _channel(self, channel_id: int) -> discord.PartialMessageable:
        return self._bot.get_partial_messageable(channel_id)


def _has_button(message: discord.Message, mark: str) -> bool:
    items = ui.LayoutView.from_message(message, timeout=None).walk_children()
    return any(getattr(item, "custom_id", None) == mark for item in items)


async def setup(bot: Encore) -> None:
    """Add the cog."""
    await bot.add_cog(Delivery(bot))
