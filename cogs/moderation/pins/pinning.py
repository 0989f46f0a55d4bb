"""How a pin is made and ended: who may, where, and what Discord says to it.

Both the one who asks and the bot need the permission to pin in the card's channel, wherever they ask. That is
looked at before anything happens; the service asks for the first once more.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

import discord

from bot.client import Request
from bot.client.delivery.channels import archive, is_age_restricted
from bot.client.delivery.following import settled
from bot.client.delivery.messages import ReviewMessages
from bot.client.discord_errors import GONE, NO_ANSWER, UNREACHABLE, ErrorCode
from bot.domain.actors import Actor, Right
from bot.domain.errors import Refusal
from bot.domain.ids import ReviewId
from bot.domain.reviews.review import CardPlace, PinChange
from bot.services.moderation.pins import require_pin
from bot.ui.pages.delivery.following import troubles
from bot.ui.words import listed

Channel = discord.abc.GuildChannel | discord.Thread

PINNED_WITHIN = 10.0
"""How long (seconds) somebody waits for Discord, all of discord.py's own retries included."""
PINNED = "Pinned. It stays pinned when its author edits it."
UNPINNED = "Unpinned."
GONE_ANYWAY = "Its card was deleted in Discord, so it is not pinned any more."
NO_CARD = (
    "Its card was deleted in Discord, so it is not pinned any more; or the card is on its way just now. "
    "Look at `/pin list` again in a moment."
)
TRY_LATER = "Discord did not let me do that just now. Nothing was changed. Try again in a minute."
IN_A_MOMENT = "Discord did not answer just now. I'll see to it in a moment."
REASONS: Mapping[int, str] = {
    ErrorCode.UNKNOWN_CHANNEL: "That channel is not there any more.",
    ErrorCode.UNKNOWN_MESSAGE: "That message is not there any more.",
    ErrorCode.MOST_PINS_REACHED: (
        "That channel has 250 pins already, and Discord allows no more. Unpin something there first."
    ),
    ErrorCode.MISSING_ACCESS: (
        "I can't see that channel. Give me the permission “View Channel” there, then try again."
    ),
    ErrorCode.MISSING_PERMISSIONS: (
        "I lack the permission “Pin Messages” there. Give it to me in that channel, then try again."
    ),
    ErrorCode.WRONG_CHANNEL_TYPE: "Discord allows no pins in that kind of channel.",
    ErrorCode.THREAD_ARCHIVED: "That thread is archived. Open it again first, then try once more.",
}
"""Discord's reasons not to pin or unpin, in plain words."""


async def pin_at(ask: Request, place: CardPlace) -> str:
    """Pin the review that the message at `place` shows; says what was done."""
    review_id = await ask.services.pins.shown_at(ask.actor, place)
    if await ask.services.pins.place(ask.actor, review_id) != place:  # it is in the hall of fame
        return await pin_review(ask, review_id)
    channel = await the_channel(ask, place.channel_id)
    if channel is None:
        raise Refusal(REASONS[ErrorCode.UNKNOWN_CHANNEL])
    return await _pin(ask, channel, place)


async def pin_review(ask: Request, review_id: ReviewId) -> str:
    """Pin a review, wherever its card stands; without one, it gets a card first. Says what was done."""
    services, actor = ask.services, ask.actor
    place = await services.pins.place(actor, review_id)
    channel = await the_channel(ask, place.channel_id) if place else None
    if place and channel is None:
        await services.delivery.channel_gone(actor.guild_id, place.channel_id)
    elif place and channel:
        require_permissions(ask, channel)
        if await _stands(channel, place):
            return await _pin(ask, channel, place)
        await services.delivery.message_gone(actor.guild_id, place)
    return await _pin_anew(ask, review_id, channel.id if channel else ask.channel_id)


async def unpin_review(ask: Request, review_id: ReviewId) -> str:
    """Unpin a review, wherever its card stands, or is to stand; says what was done."""
    services, actor = ask.services, ask.actor
    if place := await services.pins.place(actor, review_id):
        return await unpin_at(ask, place)
    waits_in = await services.pins.waits_in(actor, review_id)
    channel = await the_channel(ask, waits_in) if waits_in else None
    if channel is None:
        raise Refusal(NO_CARD)
    await services.pins.unpin_waiting(actor_in(ask, channel), review_id, channel.id)
    return UNPINNED


async def unpin_at(ask: Request, place: CardPlace) -> str:
    """Unpin the review whose card stands at `place`; says what was done."""
    services, actor = ask.services, ask.actor
    channel = await the_channel(ask, place.channel_id)
    if channel is None:
        await services.delivery.channel_gone(actor.guild_id, place.channel_id)
        return GONE_ANYWAY
    require_permissions(ask, channel)
    change = await services.pins.unpin(actor_in(ask, channel), place)
    return UNPINNED if await _tell(ask, channel, place, change) else GONE_ANYWAY


async def _pin(ask: Request, channel: Channel, place: CardPlace) -> str:
    require_permissions(ask, channel)
    change = await ask.services.pins.pin(actor_in(ask, channel), place)
    if not await _tell(ask, channel, place, change):
        raise Refusal(REASONS[ErrorCode.UNKNOWN_MESSAGE])
    return PINNED


async def _pin_anew(ask: Request, review_id: ReviewId, asked_in: int) -> str:
    """Let the outbox post the card, where the server wants cards or else in `asked_in`, and then pin it."""
    pins = ask.services.pins
    bound_for = await pins.bound_for(ask.actor, review_id, asked_in)
    channel = await the_channel(ask, bound_for) or await the_channel(ask, asked_in)
    if channel is None:
        raise Refusal(REASONS[ErrorCode.UNKNOWN_CHANNEL])
    require_permissions(ask, channel, to_post=True)
    written_in = asked_in if isinstance(channel, discord.ForumChannel) else channel.id
    await pins.pin_anew(actor_in(ask, channel), review_id, channel.id, written_in)
    followed = await settled(ask, [review_id])
    place = followed.places.get(review_id)
    if place and not followed.waiting:
        return f"It had no card, so I posted one in <#{place.channel_id}> and pinned it."
    posting = f"It has no card, so I'm posting one in <#{channel.id}> and pinning it."
    return f"{posting} {troubles(followed)}".strip()


async def _tell(ask: Request, channel: Channel, place: CardPlace, change: PinChange) -> bool:
    """Tell Discord of a change, or take it back; False if the card turns out to be gone."""
    services, actor = ask.services, ask.actor
    message = ReviewMessages(ask.bot).partial(place)
    opened: discord.Thread | None = None
    try:
        if isinstance(channel, discord.Thread) and channel.archived:
            await channel.edit(archived=False)
            opened = channel
        async with asyncio.timeout(PINNED_WITHIN):
            await (message.pin() if change.pinned else message.unpin())
    except (discord.DiscordServerError, *NO_ANSWER) as error:  # it may be done all the same
        await services.pins.unsure(actor, change)
        raise Refusal(IN_A_MOMENT) from error
    except discord.HTTPException as error:
        await services.pins.take_back(actor, change)
        if opened:
            await archive(opened)
        if error.code == ErrorCode.UNKNOWN_MESSAGE:
            await services.delivery.message_gone(actor.guild_id, place)
            return False
        if error.code == ErrorCode.UNKNOWN_CHANNEL:
            await services.delivery.channel_gone(actor.guild_id, place.channel_id)
            return False
        raise Refusal(REASONS.get(error.code, TRY_LATER)) from error
    await services.pins.done(actor, change)
    return True


async def the_channel(ask: Request, channel_id: int) -> Channel | None:
    """A channel or thread of this server by its number, archived threads too; None if it is gone.

    Raises `Refusal` when the bot can't see it, or when Discord doesn't say.
    """
    here, guild = ask.interaction.channel, ask.interaction.guild
    if isinstance(here, Channel) and here.id == channel_id:
        return here
    channel = guild.get_channel_or_thread(channel_id) if guild else None
    if channel or guild is None:
        return channel
    try:
        return await guild.fetch_channel(channel_id)
    except discord.HTTPException as error:
        if error.code == ErrorCode.UNKNOWN_CHANNEL:
            return None
        raise Refusal(REASONS.get(error.code, TRY_LATER)) from error
    except (discord.InvalidData, *NO_ANSWER) as error:
        raise Refusal(TRY_LATER) from error


def actor_in(ask: Request, channel: Channel) -> Actor:
    """Who asks, with what they may do and see in another channel than the one they ask in."""
    theirs, _ = _permissions(ask, channel)
    actor = ask.actor
    rights = {right for right in actor.rights if right is not Right.PIN}
    if theirs.pin_messages:
        rights.add(Right.PIN)
    return replace(actor, rights=frozenset(rights), sees_restricted=is_age_restricted(channel))


def require_permissions(ask: Request, channel: Channel, *, to_post: bool = False) -> None:
    """Raise `Refusal`, naming what is missing, unless the asker and the bot may pin in a channel.

    With `to_post` the bot must be able to post there as well, and it must not be a locked, archived thread.
    """
    require_pin(actor_in(ask, channel), channel.id)
    _, mine = _permissions(ask, channel)
    in_thread = isinstance(channel, discord.Thread)
    needed = {"View Channel": mine.view_channel, "Pin Messages": mine.pin_messages}
    if to_post or (in_thread and channel.archived):
        can_send = mine.send_messages_in_threads if in_thread else mine.send_messages
        needed["Send Messages in Threads" if in_thread else "Send Messages"] = can_send
    if lacking := [name for name, has in needed.items() if not has]:
        names = listed([f"“{name}”" for name in lacking])
        raise Refusal(
            f"I lack the permission{'s' * (len(lacking) > 1)} {names} in <#{channel.id}>. "
            "Give me what is missing there, then try again."
        )
    if isinstance(channel, discord.Thread) and not mine.manage_threads:
        if channel.locked:
            raise Refusal(f"The thread <#{channel.id}> is locked. Unlock it first, then try once more.")
        if channel.archived and channel.owner_id != channel.guild.me.id:
            # Who opens a thread may not be able to archive it again, if Discord then refuses.
            raise Refusal(f"The thread <#{channel.id}> is archived. Open it again first, then try once more.")


def _permissions(ask: Request, channel: Channel) -> tuple[discord.Permissions, discord.Permissions]:
    """What the asker and the bot may do in a channel."""
    guild, asker = ask.interaction.guild, ask.interaction.user
    if channel.id == ask.channel_id:
        both = ask.interaction.permissions, ask.interaction.app_permissions
    elif guild and isinstance(asker, discord.Member):
        both = channel.permissions_for(asker), channel.permissions_for(guild.me)
    else:
        both = discord.Permissions.none(), discord.Permissions.none()
    theirs, mine = (discord.Permissions.all() if each.administrator else each for each in both)
    return theirs, mine


async def _stands(channel: Channel, place: CardPlace) -> bool:
    """Whether a card is still where it should be, as far as it can be told."""
    if not isinstance(channel, discord.abc.Messageable):
        return False
    try:
        await channel.fetch_message(place.message_id)
    except UNREACHABLE as error:  # when that says nothing, pinning it does
        return not (isinstance(error, discord.HTTPException) and error.code in GONE)
    return True
