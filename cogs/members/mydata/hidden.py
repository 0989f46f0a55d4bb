"""`/mydata hidden`."""

from bot.client import Cog, Request, command
from bot.ui.pages.moderation.appeals import all_hidden


class HiddenCog(Cog):
    """One's reviews that moderators have hidden: part of the cog `MyDataCog`."""

    @command()
    async def hidden(self, ask: Request) -> None:
        """See which of your reviews a moderator has hidden, and why"""
        found = await ask.services.appeals.all_hidden(ask.actor)
        await ask.show(all_hidden(found))
