"""What the bot needs in the channels that a server has chosen, and what it lacks there."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence

import discord

from bot.client.discord_errors import UNREACHABLE, ErrorCode, NoAccess
from bot.domain.server.settings import Destination
from bot.ui.pages.server.settings.controls import CHANNEL_TYPES
from bot.ui.words import listed

log = logging.getLogger(__name__)

Act = Callable[[], Awaitable[object]]

_READ, _SHOW = ("read_message_history",), ("embed_links", "attach_files")
_NEEDED: Mapping[Destination, tuple[str, ...]] = {
    Destination.CHANNEL: ("view_channel", "send_messages", *_READ, *_SHOW),
    Destination.FORUM: ("view_channel", "send_messages", "send_messages_in_threads", *_READ, *_SHOW),
    Destination.THREADS: ("view_channel", "create_public_threads", "send_messages_in_threads", *_READ),
}
_NAMES = {"embed_links": "Embed Links", "send_messages_in_threads": "Send Messages in Threads"}
_NAMES_IN_FORUMS = {"send_messages": "Create Posts", "send_messages_in_threads": "Send Messages in Posts"}
"""Discord calls some permissions otherwise than their names in the API say."""


def closed(client: discord.Client, channel_id: int, *, posting: bool) -> Sequence[str]:
    """The permissions that the bot lacks for posting in a channel, or for changing what stands there.

    They have the names that Discord's settings show. Empty as well if the channel isn't known: then only
    Discord can tell.
    """
    channel = client.get_channel(channel_id)
    mine = _permissions_in(channel)
    if mine is None:
        return ()
    send = "send_messages_in_threads" if isinstance(channel, discord.Thread) else "send_messages"
    needed = ["view_channel", *([send] if posting else [])]
    # Discord takes all others away with the first.
    lacking = [each for each in needed if not getattr(mine, each)][:1]
    return [_name(each, Destination.CHANNEL) for each in lacking]


def check_access(client: discord.Client, channel_id: int, *, posting: bool) -> None:
    """Raise `NoAccess` if it is known that Discord would refuse: a refused request counts."""
    if lacking := closed(client, channel_id, posting=posting):
        raise NoAccess(channel_id, lacking)


async def can_look_back(client: discord.Client, channel_id: int) -> bool:
    """Whether the bot sees what was posted in a channel; without the right it is told that nothing was.

    Raises what Discord answers of a channel that isn't known here, such as an archived thread.
    """
    channel = client.get_channel(channel_id) or await client.fetch_channel(channel_id)
    mine = _permissions_in(channel)
    return mine is None or (mine.view_channel and mine.read_message_history)


def _permissions_in(channel: object) -> discord.Permissions | None:
    """What the bot may do in a channel; None if that can't be told."""
    if not isinstance(channel, discord.abc.GuildChannel | discord.Thread):
        return None
    me: discord.Member | None = channel.guild.me
    try:
        return channel.permissions_for(me) if me else None
    except discord.ClientException:  # a thread whose channel isn't known
        return None


def destination_of(
    guild: discord.Guild | None, channel_id: int, kind: Destination
) -> discord.TextChannel | discord.ForumChannel | None:
    """The channel, if it is there, fits, and the bot may do there all that it needs to.

    Where reviews stay where they are written, there is none.
    """
    channel = guild.get_channel(channel_id) if guild and kind in CHANNEL_TYPES else None
    if guild is None or channel is None or problem(guild, channel_id, kind):
        return None
    return channel if isinstance(channel, discord.TextChannel | discord.ForumChannel) else None


def problem(guild: discord.Guild, channel_id: int, kind: Destination) -> str:
    """What keeps the bot from using a channel, with the fix, in a sentence or two; “” if nothing does."""
    channel = guild.get_channel(channel_id)
    if channel is None:
        return "The channel that was chosen is not there any more. Choose another."
    if channel.type not in CHANNEL_TYPES[kind]:
        return f"{channel.mention} is another kind of channel by now. Choose another."
    if lacking := [f"**{_name(each, kind)}**" for each in _lacking(channel.permissions_for(guild.me), kind)]:
        return (
            f"In {channel.mention} I lack {listed(lacking, len(lacking))}. "
            "Allow me that in *Edit Channel › Permissions*."
        )
    if isinstance(channel, discord.ForumChannel) and channel.flags.require_tag and not channel.available_tags:
        return f"{channel.mention} asks for a tag on every post and has none. Add one to it."
    return ""


def tags_for(forum: discord.ForumChannel) -> list[discord.ForumTag]:
    """The tags that a new post gets: none, or the first that everybody may use if the forum asks for one."""
    if not forum.flags.require_tag:
        return []
    return sorted(forum.available_tags, key=lambda tag: tag.moderated)[:1]


def is_age_restricted(channel: object) -> bool:
    """Whether Discord marks this channel, or the one that this thread is in, as age-restricted."""
    is_nsfw = getattr(channel, "is_nsfw", None)  # of a channel that is known in part only, this isn't known
    return bool(is_nsfw and is_nsfw())


async def in_open_thread(client: discord.Client, channel_id: int, act: Act) -> None:
    """Do something in a channel. If that is a thread that is archived, open it for that and archive it again.

    Raises what Discord answers: `THREAD_ARCHIVED` if the bot may not open it.
    """
    try:
        await act()
        return
    except discord.HTTPException as error:
        thread = await client.fetch_channel(channel_id) if error.code == ErrorCode.THREAD_ARCHIVED else None
        if not isinstance(thread, discord.Thread):
            raise
    await thread.edit(archived=False)
    try:
        await act()
    finally:
        await archive(thread)


async def archive(thread: discord.Thread) -> None:
    """Archive a thread again; where the bot may not, or Discord doesn't let it, it stays open for a while."""
    try:
        await thread.edit(archived=True)
    except UNREACHABLE as error:
        log.warning("The thread %d stays open: %s", thread.id, error)


def _lacking(has: discord.Permissions, kind: Destination) -> list[str]:
    """The permissions to be given. What Discord takes away with another one is not among them."""
    taken_along = () if has.send_messages else _SHOW
    lacking = [name for name in _NEEDED[kind] if not getattr(has, name) and name not in taken_along]
    return lacking if has.view_channel else ["view_channel"]


def _name(permission: str, kind: Destination) -> str:
    if kind is Destination.FORUM and permission in _NAMES_IN_FORUMS:
        return _NAMES_IN_FORUMS[permission]
    return _NAMES.get(permission, permission.replace("_", " ").title())
