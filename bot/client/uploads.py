"""Reading the files that people attach."""

import discord

from bot.domain.errors import Refusal
from bot.domain.text import check_upload, decode_upload


async def read_text(file: discord.Attachment) -> str:
    """The text of an attached file; raises `Refusal` when it is no text we can take."""
    check_upload(file.filename, file.size)
    return decode_upload(file.filename, await read_bytes(file))


async def read_bytes(file: discord.Attachment) -> bytes:
    """What is in an attached file, of whatever kind; raises `Refusal` when Discord does not hand it over."""
    try:
        return await file.read()
    except discord.HTTPException as error:
        raise Refusal("Discord did not hand me that file. Attach it once more, please.") from error
