"""What a server has set."""

from bot.domain.actors import Actor
from bot.domain.guilds import Theme
from bot.store import guilds
from bot.store.database import Database


class Guilds:
    """The verbs of a server's settings."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def theme(self, actor: Actor) -> Theme:
        """How this server's pictures look."""
        return (await self._database.read(guilds.settings, actor.guild_id)).theme
