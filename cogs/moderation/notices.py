"""Telling authors what moderators did with their reviews.

A bot may send no direct messages that nobody asked for, and a public word would shame. So it is told
privately, beside the answer to whatever the author does next.
"""

import logging
from typing import Any

import discord
from discord import app_commands

from bot.client import Cog, Interaction, Request
from bot.client.discord_errors import UNREACHABLE
from bot.ui.pages.moderation.appeals import told_page

log = logging.getLogger(__name__)

FOLLOWED = (
    discord.InteractionResponseType.channel_message,
    discord.InteractionResponseType.deferred_channel_message,
    discord.InteractionResponseType.message_update,
    discord.InteractionResponseType.deferred_message_update,
)
"""Answers that another message may follow; a form that opened is none of them."""


class NoticesCog(Cog):
    """What is told with the next answer."""

    @Cog.listener()
    async def on_app_command_completion(
        self, interaction: Interaction, _: app_commands.Command[Any, ..., Any] | app_commands.ContextMenu
    ) -> None:
        """A command was answered."""
        await self._tell(Request(interaction))

    @Cog.listener()
    async def on_answered(self, ask: Request) -> None:
        """A press or a form was answered."""
        await self._tell(ask)

    async def _tell(self, ask: Request) -> None:
        if not ask.in_server or ask.interaction.response.type not in FOLLOWED:
            return
        ask.bot.finish_before_closing()
        actor, appeals = ask.actor, ask.services.appeals
        for notice, told in await appeals.news(actor):
            try:
                await ask.send(told_page(told))
            except UNREACHABLE as error:
                log.info("A notice has to wait: %s", error)
                await appeals.not_told(actor, notice)
