"""Pinning the best reviews, from the menu of a card's message."""

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Encore, Interaction
from bot.domain.errors import Refusal
from bot.domain.reviews import CardPlace, PinChange
from bot.ui import replies
from cogs._shared import actor_of, services

MAY_PIN = discord.Permissions(pin_messages=True)


class Pins(commands.Cog):
    """The message menus of those who may pin."""

    def __init__(self, bot: Encore) -> None:
        self._bot = bot
        self._menus = [
            app_commands.ContextMenu(name="Pin review", callback=self.pin),
            app_commands.ContextMenu(name="Unpin review", callback=self.unpin),
        ]

    async def cog_load(self) -> None:
        """Add the menus: discord.py has no decorator for them in a cog."""
        for menu in self._menus:
            menu.default_permissions = MAY_PIN
            menu.guild_only = True
            self._bot.tree.add_command(menu)

    async def cog_unload(self) -> None:
        """Take the menus away."""
        for menu in self._menus:
            self._bot.tree.remove_command(menu.name, type=menu.type)

    async def pin(self, interaction: Interaction, message: discord.Message) -> None:
        """Pin the review whose card this message is."""
        _require_own_permission(interaction)
        verbs = services(interaction)
        change = await verbs.pins.pin(actor_of(interaction), _place(message))
        await self._tell_discord(interaction, change, message)
        done = replies.note("Pinned. It stays pinned when its author edits it.")
        await replies.answer(interaction, done, private=True)

    async def unpin(self, interaction: Interaction, message: discord.Message) -> None:
        """Unpin the review whose card this message is."""
        _require_own_permission(interaction)
        verbs = services(interaction)
        change = await verbs.pins.unpin(actor_of(interaction), _place(message))
        await self._tell_discord(interaction, change, message)
        await replies.answer(interaction, replies.note("Unpinned."), private=True)

    async def _tell_discord(
        self, interaction: Interaction, change: PinChange, message: discord.Message
    ) -> None:
        verbs = services(interaction)
        try:
            await (message.pin() if change.pinned else message.unpin())
        except discord.HTTPException as error:
            await verbs.pins.take_back(actor_of(interaction), change)
            raise Refusal(REASONS.get(error.code, TRY_LATER)) from error
        except (aiohttp.ClientError, OSError) as error:
            await verbs.pins.unsure(actor_of(interaction), change)
            interaction.client.dispatch("outbox")
            raise Refusal(IN_A_MOMENT) from error
        await verbs.pins.done(actor_of(interaction), change)


NO_PERMISSION = "I lack the permission “Pin Messages” here. Give it to me in this channel, then try again."
TRY_LATER = "Discord did not let me do that just now. Nothing was changed. Try again in a minute."
IN_A_MOMENT = "Discord did not answer just now. I'll see to it in a moment."
REASONS = {
    10008: "That message is not there any more.",
    30003: "This channel has 250 pins already, and Discord allows no more. Unpin something first.",
    50001: "I can't see this channel. Give me the permission “View Channel” here, then try again.",
    50013: NO_PERMISSION,
    50083: "This thread is archived. Open it again first, then try once more.",
}
"""Discord's reasons not to pin or unpin (`../shared/discord.md`), in plain words."""


def _require_own_permission(interaction: Interaction) -> None:
    mine = interaction.app_permissions
    if not (mine.pin_messages or mine.administrator):
        raise Refusal(NO_PERMISSION)


def _place(message: discord.Message) -> CardPlace:
    return CardPlace(message.channel.id, message.id)


async def setup(bot: Encore) -> None:
    """Add the cog."""
    await bot.add_cog(Pins(bot))
