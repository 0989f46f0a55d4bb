"""Pinning and unpinning from the menu of a card's message."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Encore, Interaction
from bot.domain.reviews.review import CardPlace
from bot.ui import replies
from cogs.pins.telling import pin_at, unpin_at

MAY_PIN = discord.Permissions(pin_messages=True)


class PinMenus(commands.Cog):
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
        said = await pin_at(interaction, CardPlace(message.channel.id, message.id))
        await replies.answer(interaction, replies.note(said), private=True)

    async def unpin(self, interaction: Interaction, message: discord.Message) -> None:
        """Unpin the review whose card this message is."""
        said = await unpin_at(interaction, CardPlace(message.channel.id, message.id))
        await replies.answer(interaction, replies.note(said), private=True)
