"""`/mydata visibility`."""

from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.client import Interaction
from bot.ui import replies
from bot.ui.pages.members.privacy import visibility_set
from cogs._shared import actor_of, services

CHOICES = [
    Choice(name="Visible: others may see my profile and compare their taste with mine", value=0),
    Choice(name="Hidden: I'm in no profile, comparison or ranking that others see", value=1),
]


class Visibility(commands.Cog):
    """Who sees one's profile: part of the cog `MyData`."""

    @app_commands.command()
    @app_commands.describe(profile="Who may see your profile? Your reviews and ratings stay either way")
    @app_commands.choices(profile=CHOICES)
    async def visibility(self, interaction: Interaction, profile: int) -> None:
        """Leave the profiles, comparisons and rankings that others see, or come back"""
        hidden = await services(interaction).profiles.set_hidden(actor_of(interaction), bool(profile))
        await replies.answer(interaction, visibility_set(hidden), private=True)
