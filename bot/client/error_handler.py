"""The one place where errors become something a person can read."""

import logging
from typing import Any

import discord
from discord import app_commands

from bot.client.base import Interaction
from bot.client.discord_errors import ALREADY_OVER, UNREACHABLE
from bot.client.request import Request
from bot.domain.errors import Refusal, StoreBusy
from bot.services.catalog.shows import UnknownShow
from bot.ui.files import text_file
from bot.ui.layout import Layout
from bot.ui.pages.catalog.adding import unknown_show
from bot.ui.pages.errors import failed, not_shown, refused

log = logging.getLogger(__name__)


async def tell(ask: Request, error: BaseException) -> None:
    """Tell the person what went wrong: a refusal's own sentence, or a code that is in the log as well."""
    error = _cause(error)
    if isinstance(error, discord.HTTPException) and error.code in ALREADY_OVER:
        log.info("An interaction was over before it could be answered: %s", error)
        return
    if ask.interaction.type is discord.InteractionType.autocomplete:
        log.error("Autocomplete failed", exc_info=error)
        return
    if isinstance(error, UNREACHABLE) and await _is_carried_out(ask):
        log.warning("What was asked for is stored, but could not be shown: %s", error)
        page, words = not_shown(), ask.kept[0]
    else:
        page, words = _explained(ask, error)
    try:
        await ask.send(page, [text_file(words)] if words else [])
    except UNREACHABLE as failure:
        log.warning("An error could not be told to the person: %s", failure)


async def _is_carried_out(ask: Request) -> bool:
    try:
        return ask.in_server and await ask.services.requests.is_carried_out(ask.actor)
    except Exception:
        log.exception("It is not known whether what was asked for is stored")
        return False


def _explained(ask: Request, error: BaseException) -> tuple[Layout, str]:
    words, draft_id = ask.kept
    if isinstance(error, UnknownShow):
        return unknown_show(error.sentence, error.nearest), ""
    if isinstance(error, StoreBusy):
        log.warning("What is stored could not be reached", exc_info=error)
    if isinstance(error, Refusal):
        both = words if error.typed in words else "\n\n".join(filter(None, (error.typed, words)))
        return refused(error.sentence, draft_id), both
    if isinstance(error, app_commands.CheckFailure):
        return refused("You may not use this here. Ask one of this server's moderators."), words
    code = _code(ask.interaction.id)
    log.error("Error %s in %s", code, _where(ask.interaction), exc_info=error)
    return failed(code, draft_id, words_attached=bool(words)), words


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


def _where(interaction: Interaction) -> str:
    data: Any = interaction.data or {}
    return str(data.get("custom_id") or data.get("name") or interaction.type.name)
