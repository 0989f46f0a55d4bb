"""The weekly digest, posted when its time has come."""

import logging
from functools import partial

import discord

from bot.client import Cog, every
from bot.client.base import BaseBot
from bot.client.channels import is_age_restricted
from bot.client.discord_errors import NO_ANSWER, SHUT_OUT
from bot.client.messages import find_marked
from bot.domain.server.digest import DigestPage, DueDigest
from bot.domain.server.settings import Theme
from bot.ui.files import picture
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
        """Post whatever is due."""
        await self._digests.note_due()
        for digest in await self._digests.due():
            await self._deliver(digest)

    async def _deliver(self, digest: DueDigest) -> None:
        channel = self.bot.get_channel(digest.channel_id)
        page, theme = await self._digests.page(digest, with_restricted=is_age_restricted(channel))
        if page.is_empty:
            await self._digests.done(digest, 0)
            return
        try:
            # A process may have been killed between posting and noting it.
            there = await find_marked(self.bot, digest.channel_id, digest.noted_at, pages.mark_of(page))
            await self._digests.done(digest, there or await self._post(page, theme))
        except discord.HTTPException as error:
            log.warning("Could not post a digest on server %d: %s", digest.guild_id, error)
            if error.code in SHUT_OUT:  # the settings panel says so
                await self._digests.done(digest, 0)
            else:
                await self._digests.postpone(digest)
        except NO_ANSWER as error:
            log.info("A digest has to wait: %s", error)
            await self._digests.postpone(digest)

    async def _post(self, page: DigestPage, theme: Theme) -> int:
        picture = await self._draw(page, theme) if page.most_reviewed else None
        view = pages.digest_page(page, picture)
        view.check()
        digest = page.digest
        message = await self.bot.get_partial_messageable(digest.channel_id).send(
            view=view,
            files=[picture] if picture else [],
            # Discord takes a nonce once within some minutes, so a success we did not hear of isn't doubled.
            nonce=f"{digest.guild_id:x}-d{digest.digest_id:x}",
        )
        return message.id

    async def _draw(self, page: DigestPage, theme: Theme) -> discord.File:
        png = await self.bot.renderer.png(partial(pages.week_chart, page), theme)
        return picture(png, pages.PICTURE, pages.alt_text(page))
