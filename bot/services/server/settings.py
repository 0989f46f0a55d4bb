"""What moderators set for their server."""

from collections.abc import Callable

from bot.domain.actors import Actor, Right
from bot.domain.moderation.records import Subject
from bot.domain.server.settings import GuildSettings, SettingsChange, Theme, changed_fields, recorded
from bot.services.service import Service
from bot.store.engine.counters import first_time
from bot.store.engine.transaction import Tx
from bot.store.moderation import audit
from bot.store.server import digest, guilds


class ServerSettings(Service):
    """The verbs of a server's settings."""

    async def settings(self, actor: Actor) -> GuildSettings:
        """Everything that is set, for those who may change it; raises `Refusal` for others."""
        actor.require(Right.MANAGE)
        return await self.database.read(actor.guild_id, guilds.settings)

    async def theme(self, actor: Actor) -> Theme:
        """How this server's pictures look."""
        return (await self.database.read(actor.guild_id, guilds.settings)).theme

    async def is_new(self, guild_id: int) -> bool:
        """Whether a server was never welcomed, and nothing has happened there."""
        return not await self.database.read(guild_id, guilds.is_known)

    async def welcome(self, guild_id: int) -> bool:
        """Mark that a server is welcomed; tells whether it is now that it should be."""
        return await self.database.write(guild_id, guilds.welcome)

    async def change(self, actor: Actor, change: Callable[[GuildSettings], GuildSettings]) -> SettingsChange:
        """Change the settings as they are at that moment, and record what was changed.

        `change` is given the newest settings, so that two moderators who change different things at once lose
        nothing. Raises `Refusal` without the right, and whatever `change` raises.
        """
        actor.require(Right.MANAGE)
        now = self.clock()

        def run(tx: Tx) -> SettingsChange:
            before = guilds.settings(tx)
            if not first_time(tx, actor.key):
                return SettingsChange(before, before)
            made = SettingsChange(before, change(before))
            if changed_fields(made):
                guilds.set_settings(tx, made.after)
                digest.plan(tx, made.after)
                details = recorded(made)
                author = actor.guild_id, actor.user_id
                audit.record(tx, *author, "settings", Subject.SERVER, 0, details, now)
            return made

        return await self.database.write(actor.guild_id, run)
