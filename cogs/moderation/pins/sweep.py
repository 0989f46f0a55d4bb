"""A slow look over all pins at start: what was unpinned or deleted in Discord meanwhile is put right.

It asks Discord at most once a second and holds up nothing else. Which channel was not looked at for longest
comes first, so that it gets round in spite of restarts. While the bot is there, Discord tells when something
in a channel is pinned or unpinned, but not what: then that channel is looked at as well.
"""

import logging
from datetime import datetime

import discord

from bot.client import Cog, every
from bot.client.base import BaseBot
from bot.client.discord_errors import UNREACHABLE, ErrorCode
from bot.domain.ids import GuildId
from bot.domain.moderation.pins import Look

log = logging.getLogger(__name__)

PERIOD = 1.0
"""Seconds between two requests."""
PER_PAGE = 50
"""Pins in an answer of Discord."""


class PinSweepCog(Cog):
    """Looks at one channel after the other, a page of its pins at a time."""

    def __init__(self, bot: BaseBot) -> None:
        super().__init__(bot)
        self._pins = bot.services.pin_sweep
        self._started = bot.clock()
        self._changed: dict[tuple[int, int], None] = {}
        self._swept = False
        self._look: Look | None = None
        self._seen: set[int] = set()
        self._before: datetime | None = None

    @Cog.listener()
    async def on_guild_channel_pins_update(
        self, channel: discord.abc.GuildChannel | discord.Thread, _: datetime | None
    ) -> None:
        """Something was pinned or unpinned in a channel, maybe by ourselves."""
        if await self._pins.of_channel(GuildId(channel.guild.id), channel.id):
            self._changed[channel.guild.id, channel.id] = None

    @every(PERIOD, to="look at the pins of a channel")
    async def step(self) -> None:
        """Ask Discord for the next page of pins, if there are any to look at."""
        try:
            self._look = self._look or await self._next()
            if self._look:
                await self._ask(self._look)
        except Exception:
            await self._pass()
            raise

    async def _next(self) -> Look | None:
        self._seen, self._before = set(), None
        if self._changed:
            guild_id, channel_id = next(iter(self._changed))
            del self._changed[guild_id, channel_id]
            return await self._pins.of_channel(GuildId(guild_id), channel_id)
        look = None if self._swept else await self._pins.next(self._started)
        self._swept = look is None
        return look

    async def _ask(self, look: Look) -> None:
        channel = self.bot.get_partial_messageable(look.channel_id, guild_id=look.guild_id)
        try:
            page = [each async for each in channel.pins(limit=PER_PAGE, before=self._before)]
        except UNREACHABLE as error:
            if isinstance(error, discord.HTTPException) and error.code == ErrorCode.UNKNOWN_CHANNEL:
                await self.bot.services.delivery.channel_gone(look.guild_id, look.channel_id)
                self._look = None
                return
            log.info("Could not look at the pins of channel %d: %s", look.channel_id, error)
            await self._pass()
        else:
            self._seen.update(message.id for message in page)
            if len(page) == PER_PAGE:
                self._before = page[-1].pinned_at
                return
            await self._pins.looked(look, self._seen)
            await self._pass()

    async def _pass(self) -> None:
        """The turn of the channel that was looked at is over."""
        look, self._look = self._look, None
        if look:
            await self._pins.passed(look, self._started)
