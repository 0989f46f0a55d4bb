"""For moderators: `/moderation block`, `unblock` and `blocks`."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Interaction, on_press
from bot.client.funnel import keep_words
from bot.ui import replies
from bot.ui.forms import REPORT_LIMIT
from bot.ui.pages.moderation import records
from cogs._shared import actor_of, services, turn_to

ENDED = "They can write reviews again."


class Blocks(commands.Cog):
    """Stopping a member's new reviews: part of the cog `Moderation`."""

    @app_commands.command()
    @app_commands.describe(
        member="Whose new reviews?", reason="Why? The member gets to read this", days="For how long?"
    )
    async def block(
        self,
        interaction: Interaction,
        member: discord.User,
        reason: app_commands.Range[str, 1, REPORT_LIMIT],
        days: app_commands.Range[int, 1, 3_650] | None = None,
    ) -> None:
        """Stop a member's new reviews and edits; they can still rate"""
        keep_words(interaction, reason)
        block = await services(interaction).records.block(actor_of(interaction), member.id, days or 0, reason)
        await replies.answer(interaction, records.blocked(block), private=True)

    @app_commands.command()
    @app_commands.describe(member="Who may write again?")
    async def unblock(self, interaction: Interaction, member: discord.User) -> None:
        """Let a member write reviews again"""
        await services(interaction).records.unblock(actor_of(interaction), member.id)
        await replies.answer(interaction, replies.note(f"<@{member.id}>: {ENDED}"), private=True)

    @on_press("moderation:unblock")
    async def lift(self, interaction: Interaction, user_id: int) -> None:
        """The button beside a block."""
        await services(interaction).records.unblock(actor_of(interaction), user_id)
        await turn_to(interaction, replies.note(f"<@{user_id}>: {ENDED}"))

    @app_commands.command()
    async def blocks(self, interaction: Interaction) -> None:
        """See whose reviews are stopped, why and until when"""
        found = await services(interaction).records.blocked(actor_of(interaction))
        await replies.answer(interaction, records.blocks_page(found), private=True)
