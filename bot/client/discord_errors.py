"""What Discord answers when it refuses, by name; and what is raised when it does not answer at all."""

from collections.abc import Sequence
from enum import IntEnum

import aiohttp
import discord


class ErrorCode(IntEnum):
    """The codes of a `discord.HTTPException` that the bot tells apart."""

    UNKNOWN_CHANNEL = 10003
    UNKNOWN_MESSAGE = 10008
    UNKNOWN_INTERACTION = 10062
    MOST_PINS_REACHED = 30003
    MOST_THREAD_MEMBERS_REACHED = 30033
    NO_MESSAGE_IN_FORUM = 40058
    ALREADY_ANSWERED = 40060
    TAG_REQUIRED = 40067
    MISSING_ACCESS = 50001
    MISSING_PERMISSIONS = 50013
    WRONG_CHANNEL_TYPE = 50024
    THREAD_ARCHIVED = 50083
    MOST_THREADS_REACHED = 160006


ALREADY_OVER = {ErrorCode.UNKNOWN_INTERACTION, ErrorCode.ALREADY_ANSWERED}
"""An interaction that expired or was answered already: nobody is left to tell."""

SHUT_OUT = {ErrorCode.UNKNOWN_CHANNEL, ErrorCode.MISSING_ACCESS, ErrorCode.MISSING_PERMISSIONS}
"""A channel that is gone, or closed to the bot."""

TAKES_NO_CARD = SHUT_OUT | {
    ErrorCode.MOST_THREAD_MEMBERS_REACHED,
    ErrorCode.NO_MESSAGE_IN_FORUM,
    ErrorCode.TAG_REQUIRED,
    ErrorCode.WRONG_CHANNEL_TYPE,
    ErrorCode.THREAD_ARCHIVED,
    ErrorCode.MOST_THREADS_REACHED,
}
"""A place that takes no card: gone, closed, archived and locked, a tag is asked for, too many threads."""

GONE = {ErrorCode.UNKNOWN_CHANNEL, ErrorCode.UNKNOWN_MESSAGE}
"""What alone says that a message does not stand any more. Any other 404 says nothing about it."""

PIN_LATER = {
    ErrorCode.MOST_PINS_REACHED,
    ErrorCode.MISSING_ACCESS,
    ErrorCode.MISSING_PERMISSIONS,
    ErrorCode.THREAD_ARCHIVED,
}
"""What moderators mend: until then such a pin waits, and `/pin list` says so."""

NEVER_PINNED = GONE | {ErrorCode.WRONG_CHANNEL_TYPE, ErrorCode.NO_MESSAGE_IN_FORUM}
"""What waiting won't mend for a pin."""

FORBIDDEN = 403


class NoAccess(Exception):
    """Discord was not even asked: the bot knows that it lacks these permissions in this channel."""

    def __init__(self, channel_id: int, lacking: Sequence[str]) -> None:
        super().__init__(f"no {', '.join(lacking)} in channel {channel_id}")


def is_refusal(error: discord.HTTPException) -> bool:
    """Whether a channel is closed to us, until somebody changes that: missing rights, archived, tags."""
    return error.code not in GONE and (error.status == FORBIDDEN or error.code in TAKES_NO_CARD)


NO_ANSWER = (aiohttp.ClientError, OSError)
"""Discord did not answer, in time or at all (`TimeoutError` is an `OSError`): it may have done what it was
asked all the same."""

UNREACHABLE = (discord.HTTPException, *NO_ANSWER)
"""Discord can't be reached, or refuses."""
