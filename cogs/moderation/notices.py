"""Telling authors what moderators did with their reviews.

A bot may send no direct messages that nobody asked for, and a public word would shame. So it is told
privately, beside the answer to whatever the author does next.
"""

import logging
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Interaction
from bot.client.discord_errors import UNREACHABLE
from bot.ui import replies
from bot.ui.pages.moderation.hidden import told_page
from cogs._shared import actor_of, services

log = logging.getLogger(__name__)

FOLLOWED = (
    discord.InteractionResponseType.channel_message,
    discord.InteractionResponseType.deferred_channel_message,
    discord.InteractionResponseType.message_update,
    discord.InteractionResponseType.deferred_message_update,
)
"""Answers that another message may follow; a form that opened is none of them."""


class Notices(commands.Cog):
    """What is told with the next answer."""

    @commands.Cog.listener()
    async def on_app_command_completion(
        self, interaction: Interaction, _: app_commands.Command[Any, ..., Any] | app_commands.ContextMenu
    ) -> None:
        """A command was answered."""
        await self._tell(interaction)

    @commands.Cog.listener()
    async def on_answered(self, interaction: Interaction) -> None:
        """A press or a form was answered."""
        await self._tell(interaction)

    async def _tell(self, interaction: Interaction) -> None:
        if interaction.guild_id is None or interaction.response.type not in FOLLOWED:
            return
        interaction.client.finish_before_closing()
        actor, appeals = actor_of(interaction), services(interaction).appeals
        for notice, told in await appeals.news(actor):
            try:
                await replies.answer(interaction, told_page(told), private=True)
            except UNREACHABLE as error:
                log.info("A notice has to wait: %s", error)
                await appeals.not_told(actor, notice)
