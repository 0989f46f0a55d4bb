"""The one place where errors become something a person can read."""

import logging
from typing import Any

import discord
from discord import app_commands

from bot.client.discord_errors import ALREADY_OVER, UNREACHABLE
from bot.domain.errors import Refusal
from bot.services.catalog.shows import UnknownShow
from bot.ui import replies

log = logging.getLogger(__name__)


def keep_words(interaction: discord.Interaction[Any], words: str, draft_id: int = 0) -> None:
    """From here on, whatever goes wrong, hand these words back to the person who typed them.

    If they are kept in a draft as well, the person gets a button to try again with it.
    """
    interaction.extras["words"] = words
    interaction.extras["draft_id"] = draft_id


async def tell(interaction: discord.Interaction[Any], error: BaseException) -> None:
    """Tell the person what went wrong: a refusal's own sentence, or a code that is in the log as well."""
    error = _cause(error)
    if isinstance(error, discord.HTTPException) and error.code in ALREADY_OVER:
        log.info("An interaction was over before it could be answered: %s", error)
        return
    if interaction.type is discord.InteractionType.autocomplete:
        log.error("Autocomplete failed", exc_info=error)
        return
    view, words = _explained(interaction, error)
    files = [replies.text_file(words)] if words else []
    try:
        await replies.answer(interaction, view, private=True, files=files)
    except UNREACHABLE as failure:
        log.warning("An error could not be told to the person: %s", failure)


def _explained(interaction: discord.Interaction[Any], error: BaseException) -> tuple[replies.Layout, str]:
    words = str(interaction.extras.get("words", ""))
    if isinstance(error, UnknownShow):
        return replies.unknown_show(error.sentence, error.nearest), ""
    draft_id = int(interaction.extras.get("draft_id", 0))
    if isinstance(error, Refusal):
        both = words if error.typed in words else "\n\n".join(filter(None, (error.typed, words)))
        return replies.refused(error.sentence, draft_id), both
    if isinstance(error, app_commands.CheckFailure):
        return replies.refused("You may not use this here. Ask one of this server's moderators."), words
    code = _code(interaction.id)
    log.error("Error %s in %s", code, _where(interaction), exc_info=error)
    return replies.failed(code, draft_id, words_attached=bool(words)), words


def _cause(error: BaseException) -> BaseException:
    if isinstance(error, app_commands.CommandInvokeError):
        return error.original
    if isinstance(error, app_commands.TransformerError) and error.__cause__:
        return error.__cause__
    return error


def _code(number: int) -> str:
    """Six characters that name this interaction, for the person and the log."""
    letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    return "".join(letters[(number >> shift) % 32] for shift in (22, 27, 32, 0, 5, 10))


def _where(interaction: discord.Interaction[Any]) -> str:
    data: Any = interaction.data or {}
    return str(data.get("custom_id") or data.get("name") or interaction.type.name)
