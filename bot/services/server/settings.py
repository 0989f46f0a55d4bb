"""What those who manage a server set for it."""

from collections.abc import Callable

from bot.domain.actors import Actor
from bot.domain.ids import GuildId
from bot.domain.moderation.records import Subject
from bot.domain.server.settings import GuildSettings, SettingsChange, Theme, changed_fields, recorded
from bot.services.rights import for_managers, moderates
from bot.services.service import Service, reads, writes, writes_freely
from bot.store.engine.transaction import Tx
from bot.store.moderation import audit
from bot.store.server import digest, guilds


class ServerSettings(Service):
    """The verbs of a server's settings."""

    @reads
    @for_managers
    def settings(self, tx: Tx, actor: Actor) -> GuildSettings:
        """Everything that is set, for those who may change it; raises `Refusal` for others."""
        return guilds.settings(tx)

    @reads
    def moderates(self, tx: Tx, actor: Actor) -> bool:
        """Whether this person is a moderator."""
        return moderates(tx, actor)

    @reads
    def theme(self, tx: Tx, actor: Actor) -> Theme:
        """How this server's pictures look."""
        return guilds.settings(tx).theme

    @reads
    def is_new(self, tx: Tx, guild_id: GuildId) -> bool:
        """Whether a server was never welcomed, and nothing has happened there."""
        return not guilds.is_known(tx)

    @writes_freely
    def welcome(self, tx: Tx, guild_id: GuildId) -> bool:
        """Mark that a server is welcomed; tells whether it is now that it should be."""
        return guilds.welcome(tx)

    @writes
    @for_managers
    def change(
        self, tx: Tx, actor: Actor, change: Callable[[GuildSettings], GuildSettings]
    ) -> SettingsChange:
        """Change the settings as they are at that moment, and record what was changed.

        `change` is given the newest settings, so that two people who change different things at once lose
        nothing. Raises `Refusal` without the right, and whatever `change` raises.
        """
        before = guilds.settings(tx)
        if tx.repeated:
            return SettingsChange(before, before)
        made = SettingsChange(before, change(before))
        if changed_fields(made):
            guilds.set_settings(tx, made.after)
            digest.plan(tx, made.after)
            audit.record(tx, actor.user_id, "settings", Subject.SERVER, 0, recorded(made))
        return made
