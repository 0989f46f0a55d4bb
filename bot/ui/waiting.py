"""Answers that take longer than the three seconds that Discord waits."""

from typing import Any

import discord

from bot.ui.layout import Layout


async def think(interaction: discord.Interaction[Any]) -> None:
    """Ask for time: after a command with a private “thinking …”, after a press without a sign."""
    if interaction.type is discord.InteractionType.component:
        await interaction.response.defer()
    else:
        await interaction.response.defer(ephemeral=True, thinking=True)


async def conclude(interaction: discord.Interaction[Any], view: Layout) -> None:
    """Answer after `think`: in the place of “thinking …”, or of the page on which something was pressed."""
    view.check()
    await interaction.edit_original_response(view=view, allowed_mentions=discord.AllowedMentions.none())
