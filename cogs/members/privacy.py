"""`/privacy`; and what happens to data whose server or member is gone."""

import logging

import discord
from discord import app_commands

from bot.client import Cog, Request, command, every
from bot.client.base import BaseBot
from bot.domain.ids import GuildId
from bot.domain.spans import HOUR, MINUTE, SECOND
from bot.ui.pages.members.privacy import privacy_page

log = logging.getLogger(__name__)

PERIOD = 6 * HOUR / SECOND
"""Seconds between two looks for what is to be erased."""


class PrivacyCog(Cog):
    """What is kept, and that it goes when its time has come."""

    def __init__(self, bot: BaseBot) -> None:
        super().__init__(bot)
        self._privacy = bot.services.privacy

    @command()
    @app_commands.guild_only()
    async def privacy(self, ask: Request) -> None:
        """See what is stored of you, why, for how long, and how to have it deleted"""
        verbs = self._privacy
        await ask.show(privacy_page(verbs.given, verbs.contact, verbs.keep_days))

    @every(PERIOD, to="erase what is to be erased")
    async def work(self) -> None:
        """Go on with what was being erased, and erase what was left long enough ago."""
        # What happened while the bot was away. A server that can't be reached just now is among these, too.
        await self._privacy.servers_are(GuildId(guild.id) for guild in self.bot.guilds)
        await self._privacy.resume()
        for guild_id in await self._privacy.forget_departed():
            log.info("Erased server %d, which the bot has left", guild_id)

    @every(HOUR / SECOND, to="erase what was kept long enough")
    async def tidy(self) -> None:
        """Erase deleted reviews that moderators have kept long enough, and old copies of the database."""
        await self._privacy.tidy()

    @every(MINUTE / SECOND, to="take erased words out of the database's files")
    async def sweep(self) -> None:
        """Take out of the database's files what erased words have left there."""
        await self._privacy.sweep()

    @Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot was removed from a server, or the server is no more."""
        await self._privacy.server_left(GuildId(guild.id))

    @Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot was invited to a server, perhaps once more."""
        await self._privacy.server_joined(GuildId(guild.id))
