"""For moderators: `/moderation block`, `unblock` and `blocks`."""

import discord
from discord import app_commands

from bot.client import Cog, Request, command, on_press
from bot.client.request import rights_of
from bot.domain.actors import Person
from bot.domain.ids import UserId
from bot.ui.forms import REPORT_LIMIT
from bot.ui.layout import note
from bot.ui.pages.moderation import records


class BlocksCog(Cog):
    """Stopping a member's new reviews: part of the cog `ModerationCog`."""

    @command()
    @app_commands.describe(
        member="Whose new reviews?", reason="Why? The member gets to read this", days="For how long?"
    )
    async def block(
        self,
        ask: Request,
        member: discord.User,
        reason: app_commands.Range[str, 1, REPORT_LIMIT],
        days: app_commands.Range[int, 1, 3_650] | None = None,
    ) -> None:
        """Stop a member's new reviews and edits; they can still rate"""
        ask.keep(reason)
        person = Person(UserId(member.id), member.bot, rights_of(member))
        block = await ask.services.records.block(ask.actor, person, days or 0, reason)
        await ask.show(records.blocked(block))

    @command()
    @app_commands.describe(member="Who may write again?")
    async def unblock(self, ask: Request, member: discord.User) -> None:
        """Let a member write reviews again"""
        await self.lift(ask, UserId(member.id))

    @on_press("moderation:unblock")
    async def lift(self, ask: Request, user_id: UserId) -> None:
        """The button beside a block."""
        await ask.services.records.unblock(ask.actor, user_id)
        await ask.show(note(f"<@{user_id}>: They can write reviews again."))

    @command()
    async def blocks(self, ask: Request) -> None:
        """See whose reviews are stopped, why and until when"""
        found = await ask.services.records.blocked(ask.actor)
        await ask.show(records.blocks_page(found))
