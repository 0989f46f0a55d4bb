"""The weekly digest, posted when its time has come."""

import logging
from functools import partial

import discord

from bot.client import Cog, every
from bot.client.base import BaseBot
from bot.client.delivery.channels import is_age_restricted
from bot.client.delivery.messages import CannotLook, find_marked
from bot.client.discord_errors import GONE, NO_ANSWER, SHUT_OUT, NoAccess
from bot.domain.server.digest import DigestPage, DueDigest
from bot.domain.server.settings import Theme
from bot.ui.files import picture
from bot.ui.layout import Layout
from bot.ui.pages.server import digest as pages

log = logging.getLogger(__name__)

PERIOD = 60.0
"""Seconds between two looks at what is due."""


class DigestCog(Cog):
    """Looks every minute whether a digest is due."""

    def __init__(self, bot: BaseBot) -> None:
        super().__init__(bot)
        self._digests = bot.services.digest

    @every(PERIOD, to="post digests")
    async def work(self) -> None:
        """Post whatever is due, and let follow what quotes a review that has changed."""
        await self._digests.note_due()
        for digest in await self._digests.due():
            await self._deliver(digest)

    async def _deliver(self, digest: DueDigest) -> None:
        channel = self.bot.get_channel(digest.channel_id)
        page, theme = await self._digests.page(digest, with_restricted=is_age_restricted(channel))
        try:
            if digest.message_id:
                await self._digests.done(digest, await self._follow(page, theme))
            elif page.is_empty:
                await self._digests.done(digest, 0)
            else:
                # A process may have been killed between posting and noting it.
                there = await find_marked(self.bot, digest.channel_id, digest.noted_at, pages.mark_of(page))
                await self._digests.done(digest, there or await self._post(page, theme))
        except discord.HTTPException as error:
            log.warning("Could not deliver a digest on server %d: %s", digest.guild_id, error)
            # Of one that is not posted in a closed channel, the settings panel says so.
            if error.code in (GONE if digest.message_id else SHUT_OUT):
                await self._digests.done(digest, 0)
            else:
                await self._digests.postpone(digest)
        except (*NO_ANSWER, NoAccess, CannotLook) as error:
            log.info("A digest has to wait: %s", error)
            await self._digests.postpone(digest)

    async def _post(self, page: DigestPage, theme: Theme) -> int:
        view, files = await self._message(page, theme)
        digest = page.digest
        message = await self.bot.get_partial_messageable(digest.channel_id).send(
            view=view,
            files=files,
            # Discord takes a nonce once within some minutes, so a success we did not hear of isn't doubled.
            nonce=f"{digest.guild_id:x}-d{digest.digest_id:x}",
        )
        return message.id

    async def _follow(self, page: DigestPage, theme: Theme) -> int:
        """Let a digest that stands say what it would say now; returns its message, 0 if it is gone."""
        digest = page.digest
        message = self.bot.get_partial_messageable(digest.channel_id).get_partial_message(digest.message_id)
        if page.is_empty:
            await message.delete()
            return 0
        view, files = await self._message(page, theme)
        await message.edit(view=view, attachments=files, allowed_mentions=discord.AllowedMentions.none())
        return digest.message_id

    async def _message(self, page: DigestPage, theme: Theme) -> tuple[Layout, list[discord.File]]:
        picture = await self._draw(page, theme) if page.most_reviewed else None
        view = pages.digest_page(page, picture)
        view.check()
        return view, [picture] if picture else []

    async def _draw(self, page: DigestPage, theme: Theme) -> discord.File:
        png = await self.bot.renderer.png(partial(pages.week_chart, page), theme)
        return picture(png, pages.PICTURE, pages.alt_text(page))
