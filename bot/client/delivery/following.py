"""Answering with what has become of the messages that show a review, until Discord shows what is stored."""

import asyncio
import logging
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import replace

import discord

from bot.client.base import BaseBot
from bot.client.delivery.channels import closed, is_age_restricted
from bot.client.discord_errors import UNREACHABLE, ErrorCode
from bot.client.request import Request
from bot.domain.delivery.outbox import Followed, Waiting, WaitsFor
from bot.domain.ids import GuildId, ReviewId
from bot.ui.layout import Layout

log = logging.getLogger(__name__)

SETTLED = "settled"
"""The bot's event (server, review) after each attempt to let Discord show what is stored of a review."""
AT_ONCE_WITHIN = 1.5
"""How long (seconds) an answer waits for Discord, so that mostly one answer says it all."""
TOLD_FOR = 13 * 60.0
"""How long (seconds) an answer is kept up to date: Discord lets it be changed for 15 minutes."""

Page = Callable[[Followed], Layout]


async def follow(ask: Request, review_ids: Collection[ReviewId], page: Page) -> None:
    """Answer with what has become of the messages of some reviews, and keep that answer up to date.

    `page` makes the answer of what is known: once soon, and again whenever that has changed.
    """
    bot, guild_id, review_ids = ask.bot, ask.actor.guild_id, frozenset(review_ids)
    followed = await settled(ask, review_ids)
    try:
        await _answer(ask, page(followed))
    except UNREACHABLE as error:  # what is saved is saved: nobody is told that it went wrong
        log.warning("What was saved could not be told: %s", error)
    if followed.waiting:
        bot.in_background(_keep_up_to_date(ask, guild_id, review_ids, page, followed))


async def settled(ask: Request, review_ids: Collection[ReviewId]) -> Followed:
    """What has become of the messages of some reviews, once Discord was asked, or soon."""
    return await _news(ask.bot, ask.actor.guild_id, review_ids, None, AT_ONCE_WITHIN)


async def _what_became(bot: BaseBot, guild_id: GuildId, review_ids: Collection[ReviewId]) -> Followed:
    """What is known now of the messages of some reviews, with what the bot lacks where they wait."""
    followed = await bot.services.delivery.followed(guild_id, review_ids)
    followed = replace(followed, waiting=[_as_it_should_be(bot, each) for each in followed.waiting])
    places = {(each.channel_id, each.place is None) for each in followed.stuck}
    lacking = {channel_id: closed(bot, channel_id, posting=posting) for channel_id, posting in sorted(places)}
    return replace(followed, lacking=lacking)


def _as_it_should_be(bot: BaseBot, waiting: Waiting) -> Waiting:
    """The same; what shows a show for adults where everybody may look has to go."""
    here = bot.get_channel(waiting.channel_id)
    misplaced = waiting.restricted and here is not None and not is_age_restricted(here)
    return replace(waiting, goes=waiting.goes or (misplaced and waiting.place is not None))


async def _answer(ask: Request, page: Layout) -> None:
    """Answer, and once more if Discord did not take it, or took it without our hearing of it."""
    try:
        await ask.show(page)
        return
    except UNREACHABLE as error:
        log.info("Answering once more: %s", error)
    try:
        await ask.show(page)
    except discord.HTTPException as error:
        if error.code != ErrorCode.ALREADY_ANSWERED:
            raise
        await ask.amend(page)


async def _keep_up_to_date(
    ask: Request, guild_id: GuildId, review_ids: Collection[ReviewId], page: Page, told: Followed
) -> None:
    # It is told already: news that can't be told is no error.
    with suppress(TimeoutError, *UNREACHABLE):
        async with asyncio.timeout(TOLD_FOR):
            while told.waiting:
                followed = await _news(ask.bot, guild_id, review_ids, told, None)
                if _state(followed) != _state(told):
                    await ask.amend(page(followed))
                told = followed


async def _news(
    bot: BaseBot,
    guild_id: GuildId,
    review_ids: Collection[ReviewId],
    told: Followed | None,
    within: float | None,
) -> Followed:
    """What has become of the messages, once nothing is under way, or once it is another than was `told`.

    After `within` seconds, whatever is known then.
    """

    def concerns(server: GuildId, review_id: ReviewId) -> bool:
        return server == guild_id and review_id in review_ids

    followed = told
    with suppress(TimeoutError):
        async with asyncio.timeout(within):
            while True:
                happened = asyncio.ensure_future(bot.wait_for(SETTLED, check=concerns))
                try:
                    followed = await _what_became(bot, guild_id, review_ids)
                    if told is None and not _under_way(followed):
                        break
                    if told is not None and _state(followed) != _state(told):
                        break
                    await happened
                finally:
                    happened.cancel()
    return followed or await _what_became(bot, guild_id, review_ids)


def _under_way(followed: Followed) -> bool:
    return any(each.entry.waits_for is WaitsFor.TIME and not each.entry.attempts for each in followed.waiting)


def _state(followed: Followed) -> object:
    """What an answer tells."""
    waiting = [(each.entry.review_id, each.entry.kind, each.entry.waits_for) for each in followed.waiting]
    return followed.places, waiting, followed.lacking
