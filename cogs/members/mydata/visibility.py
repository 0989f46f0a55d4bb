"""`/mydata visibility`."""

from discord import app_commands
from discord.app_commands import Choice

from bot.client import Cog, Request, command
from bot.ui.pages.members.privacy import visibility_set

CHOICES = [
    Choice(name="Visible: others may see my profile and compare their taste with mine", value=0),
    Choice(name="Hidden: I'm in no profile, comparison or ranking that others see", value=1),
]


class VisibilityCog(Cog):
    """Who sees one's profile: part of the cog `MyDataCog`."""

    @command()
    @app_commands.describe(profile="Who may see your profile? Your reviews and ratings stay either way")
    @app_commands.choices(profile=CHOICES)
    async def visibility(self, ask: Request, profile: int) -> None:
        """Leave the profiles, comparisons and rankings that others see, or come back"""
        hidden = await ask.services.profiles.set_hidden(ask.actor, bool(profile))
        await ask.show(visibility_set(hidden))
