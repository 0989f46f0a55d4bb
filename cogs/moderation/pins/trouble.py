"""What is wrong with pins: looked at when somebody asks for their list, and put right as far as it can be."""

import asyncio
from dataclasses import replace

import discord

from bot.client import Request
from bot.client.discord_errors import GONE, UNREACHABLE, ErrorCode
from bot.domain.errors import Refusal
from bot.domain.moderation.pins import Pinned, PinsPage, Trouble
from cogs.moderation.pins.pinning import the_channel

LOOKS_FOR = 8.0
"""Seconds that Discord has for telling how the pins of a page are."""


async def looked_at(ask: Request, page: PinsPage) -> PinsPage:
    """A page of pins with what is wrong with each; what has ended in Discord is forgotten here too."""
    pins = await asyncio.gather(*(_looked_at(ask, each) for each in page.pins))
    return replace(page, pins=pins)


async def _looked_at(ask: Request, pinned: Pinned) -> Pinned:
    try:
        async with asyncio.timeout(LOOKS_FOR):
            trouble = await _trouble(ask, pinned)
    except (Refusal, *UNREACHABLE):
        trouble = Trouble.UNKNOWN
    guild_id, pin = pinned.reviewed.review.guild_id, pinned.pin
    services = ask.services
    if trouble is Trouble.CARD_GONE:
        await services.delivery.message_gone(guild_id, pin.place)
    elif trouble is Trouble.CHANNEL_GONE:
        await services.delivery.channel_gone(guild_id, pin.place.channel_id)
    elif trouble is Trouble.UNPINNED and not await services.pin_sweep.forget(guild_id, pin):
        trouble = Trouble.NOT_YET
    return replace(pinned, trouble=trouble)


async def _trouble(ask: Request, pinned: Pinned) -> Trouble | None:
    place = pinned.pin.place
    if not place.message_id:
        return Trouble.NO_CARD
    channel = await the_channel(ask, place.channel_id)
    if channel is None:
        return Trouble.CHANNEL_GONE
    archived = isinstance(channel, discord.Thread) and channel.archived
    if ask.interaction.guild is None or not isinstance(channel, discord.abc.Messageable):
        return Trouble.UNKNOWN
    mine = channel.permissions_for(ask.interaction.guild.me)
    try:
        message = await channel.fetch_message(place.message_id)
    except discord.Forbidden:
        return Trouble.NO_ACCESS
    except discord.HTTPException as error:
        if error.code not in GONE:
            raise
        return Trouble.CHANNEL_GONE if error.code == ErrorCode.UNKNOWN_CHANNEL else Trouble.CARD_GONE
    if not message.pinned:
        return Trouble.UNPINNED
    if not (mine.pin_messages or mine.administrator):
        return Trouble.NO_PERMISSION
    return Trouble.ARCHIVED if archived else None
