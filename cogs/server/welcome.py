"""A few words when the bot is new on a server, and the form that they lead to."""

import logging

import discord

from bot.client import Cog, Fields, Request, on_press, on_submit
from bot.client.discord_errors import UNREACHABLE
from bot.domain.ids import GuildId
from bot.domain.ratings.rating import Stars
from bot.domain.reviews.drafts import ReviewDraft
from bot.domain.spans import DAY
from bot.ui import forms
from bot.ui.pages.server.welcome import welcome_page
from cogs.reviews.posting import go_on

log = logging.getLogger(__name__)

LATELY = 7 * DAY
"""Servers that invited the bot while it was away are welcomed for so long (ms)."""


class WelcomeCog(Cog):
    """Says hello once to each server, in public, and only where the bot may speak."""

    @Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """The bot was invited."""
        await self._greet(guild)

    @Cog.listener()
    async def on_ready(self) -> None:
        """The bot may have been invited while it was away; not long ago, or it would surprise people."""
        since = self.bot.clock() - LATELY
        for guild in self.bot.guilds:
            joined = guild.me.joined_at if guild.me else None
            lately = joined is not None and joined.timestamp() * 1000 > since
            if lately and await self.bot.services.settings.is_new(GuildId(guild.id)):
                await self._greet(guild)

    async def _greet(self, guild: discord.Guild) -> None:
        """Say hello, unless that was done before or the bot may speak nowhere."""
        channel = _where_to_speak(guild)
        if channel is None or not await self.bot.services.settings.welcome(GuildId(guild.id)):
            return
        page = welcome_page(self.bot.command_list.mention)
        page.check()
        try:
            await channel.send(view=page)
        except UNREACHABLE as error:
            log.info("Server %d was not welcomed: %s", guild.id, error)

    @on_press("review:begin")
    async def begin(self, ask: Request, _: int) -> None:
        """Open a form that asks for everything."""
        await ask.open(forms.first_review_form(), "review:begin", 0)

    @on_submit("review:begin")
    async def begun(self, ask: Request, fields: Fields, _: int) -> None:
        """The form was sent in: keep what was typed, then go on as with `/review`."""
        ask.keep(fields.text("body"))
        stars = Stars(int(fields.choices["stars"][0]))
        draft = ReviewDraft(fields.text("title"), stars, body=fields.text("body"))
        await go_on(ask, draft, await ask.services.drafts.keep(ask.actor, draft))


def _where_to_speak(guild: discord.Guild) -> discord.TextChannel | None:
    """The channel for news of the server, else the first in which the bot may speak."""
    for channel in filter(None, (guild.system_channel, *guild.text_channels)):
        may = channel.permissions_for(guild.me)
        if may.view_channel and may.send_messages:
            return channel
    return None
