"""`/mydata hidden`."""

from discord import app_commands
from discord.ext import commands

from bot.client import Interaction
from bot.ui import replies
from bot.ui.pages.moderation.hidden import all_hidden
from cogs._shared import actor_of, services


class Hidden(commands.Cog):
    """One's reviews that moderators have hidden: part of the cog `MyData`."""

    @app_commands.command()
    async def hidden(self, interaction: Interaction) -> None:
        """See which of your reviews a moderator has hidden, and why"""
        found = await services(interaction).appeals.all_hidden(actor_of(interaction))
        await replies.answer(interaction, all_hidden(found), private=True)
