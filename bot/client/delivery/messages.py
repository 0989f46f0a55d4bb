"""The messages that show reviews: posted, changed, removed and found again, in whatever channel."""

import hashlib
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

import discord
from discord import ui

from bot.client.delivery.channels import can_look_back, check_access, in_open_thread
from bot.client.delivery.destinations import Carrier
from bot.client.discord_errors import GONE, ErrorCode
from bot.domain.delivery.outbox import OutboxEntry, OutboxKind
from bot.domain.ids import Millis
from bot.domain.reviews.review import CardPlace, Reviewed
from bot.domain.spans import MINUTE
from bot.ui.cards import HELPFUL, review_card
from bot.ui.layout import custom_id

log = logging.getLogger(__name__)

SEARCH_BACK = 10 * MINUTE
"""How far (ms) before its note a message is looked for: the clocks here and at Discord may differ."""
SEARCH_LIMIT = 500


class ReviewMessages:
    """What can be done with a message that shows a review; errors of Discord and the line are passed on.

    Where the bot knows that it may not, it raises `NoAccess` and does not ask.

    A `carrier` brings new cards to where their server wants them; without one they go where they are noted.
    """

    def __init__(self, client: discord.Client, carrier: Carrier | None = None) -> None:
        self._client = client
        self._carrier = carrier

    def partial(self, place: CardPlace) -> discord.PartialMessage:
        """A message by its place, as it is or not."""
        return self._channel(place.channel_id).get_partial_message(place.message_id)

    async def post(self, entry: OutboxEntry, reviewed: Reviewed) -> CardPlace:
        """Post what an entry asks for; tells where it stands."""
        view = review_card(reviewed, entry.kind)
        view.check()
        nonce = _nonce(entry)

        async def send(channel_id: int) -> CardPlace:
            check_access(self._client, channel_id, posting=True)
            message = await self._channel(channel_id).send(view=view, nonce=nonce)
            return CardPlace(channel_id, message.id)

        if self._carrier and entry.kind is OutboxKind.CARD:
            return await self._carrier.post(entry, reviewed.show, send)
        return await send(entry.channel_id)

    async def change(self, place: CardPlace, reviewed: Reviewed, kind: OutboxKind) -> bool:
        """Bring a message up to date; False if it is not there any more."""
        view = review_card(reviewed, kind)
        view.check()
        none = discord.AllowedMentions.none()
        edit = partial(self.partial(place).edit, view=view, allowed_mentions=none)
        check_access(self._client, place.channel_id, posting=False)
        try:
            await in_open_thread(self._client, place.channel_id, edit)
        except discord.HTTPException as error:
            if error.code == ErrorCode.UNKNOWN_MESSAGE:
                return False
            raise
        return True

    async def remove(self, place: CardPlace) -> None:
        """Delete a message, if it is still there."""
        check_access(self._client, place.channel_id, posting=False)
        try:
            await in_open_thread(self._client, place.channel_id, self.partial(place).delete)
        except discord.HTTPException as error:
            if error.code not in GONE:
                raise
            log.info("A message that was to be removed was gone already")

    async def set_pinned(self, place: CardPlace, pinned: bool) -> None:
        """Pin a message, or unpin it."""
        message = self.partial(place)
        await in_open_thread(self._client, place.channel_id, message.pin if pinned else message.unpin)

    async def follow_title(self, place: CardPlace, reviewed: Reviewed) -> None:
        """If a message stands in the thread of its show, let the thread's name follow the show's title."""
        if self._carrier:
            await self._carrier.follow(reviewed.review.guild_id, place.channel_id, reviewed.show)

    async def find(self, entry: OutboxEntry) -> CardPlace | None:
        """The message, if it was posted and not marked, for a kill or a lost answer; None if it wasn't.

        Raises `CannotLook` when that can't be known.
        """
        elsewhere: Sequence[int] = ()
        if self._carrier and entry.kind is OutboxKind.CARD:
            elsewhere = await self._carrier.may_hold(entry)
        mark = custom_id(HELPFUL[entry.kind], entry.review_id)
        for channel_id in dict.fromkeys((entry.channel_id, *elsewhere)):
            if message_id := await find_marked(self._client, channel_id, entry.noted_at, mark):
                return CardPlace(channel_id, message_id)
        return None

    def _channel(self, channel_id: int) -> discord.PartialMessageable:
        return self._client.get_partial_messageable(channel_id)


class CannotLook(Exception):
    """It can't be known whether a message stands: the bot may not read what was posted before."""


async def find_marked(client: discord.Client, channel_id: int, noted_at: Millis, mark: str) -> int:
    """Our own message with a button of this custom_id, posted since a time (Unix ms); 0 if there is none.

    Raises `NoAccess` where the bot may not be at all, and `CannotLook` where it may not read back.
    """
    check_access(client, channel_id, posting=False)
    if not await can_look_back(client, channel_id):
        raise CannotLook(f"I can't read back in channel {channel_id}")
    since = datetime.fromtimestamp((noted_at - SEARCH_BACK) / 1000, UTC)
    channel = client.get_partial_messageable(channel_id)
    try:
        # It was posted when it was noted, or when the outbox tried last, maybe much later.
        for oldest_first in (True, False):
            seen = 0
            history = channel.history(after=since, limit=SEARCH_LIMIT, oldest_first=oldest_first)
            async for message in history:
                seen += 1
                if message.author == client.user and _has_button(message, mark):
                    return message.id
            if seen < SEARCH_LIMIT:
                break
    except discord.Forbidden as error:
        raise CannotLook(f"I can't read back in channel {channel_id}") from error
    except discord.HTTPException as error:
        if error.code != ErrorCode.UNKNOWN_CHANNEL:
            raise
    return 0


def _nonce(entry: OutboxEntry) -> str:
    """What Discord takes once within some minutes, so that a success we did not hear of isn't doubled.

    It may have 25 characters and is shared by all servers. An edit in between doesn't change it.
    """
    of = f"{entry.guild_id}.{entry.kind}.{entry.review_id}.{entry.noted_at}"
    return hashlib.blake2b(of.encode(), digest_size=12).hexdigest()


def _has_button(message: discord.Message, mark: str) -> bool:
    items = ui.LayoutView.from_message(message, timeout=None).walk_children()
    return any(getattr(item, "custom_id", None) == mark for item in items)
