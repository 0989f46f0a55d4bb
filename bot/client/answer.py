"""How one interaction is answered: by one at a time, and in time, whatever its answer waits for."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import discord
from discord import ui
from discord.utils import MISSING

from bot.client.base import Interaction
from bot.client.discord_errors import UNREACHABLE, ErrorCode
from bot.ui.files import attach
from bot.ui.layout import Layout

log = logging.getLogger(__name__)

Callback = Awaitable[discord.InteractionCallbackResponse[Any] | None]

NO_MENTIONS = discord.AllowedMentions.none()
ORIGINAL = 0
"""Stands for the number of the answer itself; after a press without a sign, of the message pressed on."""


class Answer:
    """What an interaction is answered with. Only the person who asked sees it.

    Discord takes one first answer, within three seconds. When nothing was answered for a while, time is asked
    for (`in_time`), and what would have been the first answer goes another way then: there is one lock.
    """

    def __init__(self, interaction: Interaction) -> None:
        self._interaction = interaction
        self._lock = asyncio.Lock()
        self._asking: asyncio.Task[None] | None = None  # kept, or it might be collected before its end
        self._asked = False  # for time, whether or not Discord heard of it
        self._thinking = False  # “thinking …” stands where the answer goes
        self._page: int | None = None  # the message that `show` put a page into

    @classmethod
    def to(cls, interaction: Interaction) -> "Answer":
        """The answer to an interaction, which is kept there: it has one."""
        found = interaction.extras.get("answer")
        if not isinstance(found, cls):
            found = interaction.extras["answer"] = cls(interaction)
        return found

    def in_time(self, within: float) -> None:
        """While the task that calls this is at work: ask for time if `within` seconds bring no answer.

        Autocomplete can't be put off: it is given up, and offers nothing.
        """
        work, loop = asyncio.current_task(), asyncio.get_running_loop()
        if work is None:
            return

        def ask() -> None:
            self._asking = loop.create_task(self._ask_for_time(work))

        if within <= 0:
            ask()
        else:
            timer = loop.call_later(within, ask)
            work.add_done_callback(lambda _: timer.cancel())

    async def defer(self) -> None:
        """Ask for time, unless there is an answer: “thinking …” is shown, or after a press nothing."""
        async with self._lock:
            if self._asked or self._interaction.response.is_done():
                return
            try:
                await self._defer()
            except discord.HTTPException as error:
                if error.code != ErrorCode.ALREADY_ANSWERED:  # by this, though we never heard
                    raise

    async def show(self, page: Layout, files: Sequence[discord.File]) -> None:
        """Show a page in the place of the private one that it came from, or of the one shown before."""
        page.check()
        async with self._lock:
            own = self._from_own_page
            if await self._first(lambda: self._edit(page, files) if own else self._send(page, files)):
                self._page = ORIGINAL
            elif self._page is None and not self._thinking and not own:
                self._page = (await self._follow_up(page, files)).id
            else:
                await self._replace(page, files)

    async def send(self, page: Layout, files: Sequence[discord.File]) -> None:
        """Send a message of its own, or in the place of “thinking …”."""
        attach(page, files)
        page.check()
        async with self._lock:
            if await self._first(lambda: self._send(page, files)):
                self._page = ORIGINAL
            else:
                await self._send_later(page, files)

    async def update(self, view: ui.LayoutView, files: Sequence[discord.File] | None) -> None:
        """Put a page in the place of the message that something was pressed on; None leaves its files."""
        async with self._lock:
            if not await self._first(lambda: self._edit(view, files)):
                await self._replace(view, files)

    async def amend(self, page: Layout) -> None:
        """Put a page in the place of the one that was shown, for 15 minutes; its files stay."""
        page.check()
        async with self._lock:
            await self._replace(page, None)

    async def open(self, form: ui.Modal, instead: Layout) -> None:
        """Open a form; once time was asked for, Discord takes none, so send a page `instead`."""
        async with self._lock:
            if not await self._first(lambda: self._interaction.response.send_modal(form)):
                await self._send_later(instead, ())

    # -------------------------------------------------------------------------- each with the lock held

    async def _first(self, answer: Callable[[], Callback]) -> discord.InteractionCallbackResponse[Any] | None:
        """Give the first answer; None if Discord has one, be it a deferral of which we never heard."""
        if self._interaction.response.is_done():
            return None
        try:
            return await answer()
        except discord.HTTPException as error:
            if error.code == ErrorCode.ALREADY_ANSWERED and self._asked:
                return None
            raise

    async def _defer(self) -> None:
        # What will be shown takes the place of a private page: then that is not to be followed by a sign.
        silent = self._interaction.type is discord.InteractionType.component or self._from_own_page
        self._asked, self._thinking = True, not silent  # first: Discord may take it though we never hear
        await self._interaction.response.defer(ephemeral=True, thinking=not silent)

    def _send(self, page: Layout, files: Sequence[discord.File]) -> Callback:
        return self._interaction.response.send_message(view=page, ephemeral=True, files=list(files))

    def _edit(self, view: ui.LayoutView, files: Sequence[discord.File] | None) -> Callback:
        return self._interaction.response.edit_message(
            view=view, attachments=_kept_or(files), allowed_mentions=NO_MENTIONS
        )

    async def _send_later(self, page: Layout, files: Sequence[discord.File]) -> None:
        if self._thinking:
            await self._replace(page, files)
        else:
            await self._follow_up(page, files)

    async def _replace(self, view: ui.LayoutView, files: Sequence[discord.File] | None) -> None:
        """Put a page in the place of “thinking …”, of the page shown before, or of what was pressed on."""
        _rewind(files)
        kept = _kept_or(files)
        if self._page and not self._thinking:
            edit = partial(self._interaction.followup.edit_message, self._page)
        else:
            edit, self._thinking, self._page = self._interaction.edit_original_response, False, ORIGINAL
        await edit(view=view, attachments=kept, allowed_mentions=NO_MENTIONS)

    async def _follow_up(self, page: Layout, files: Sequence[discord.File]) -> discord.WebhookMessage:
        _rewind(files)
        return await self._interaction.followup.send(view=page, ephemeral=True, files=list(files), wait=True)

    # ---------------------------------------------------------------------------------------------------

    async def _ask_for_time(self, work: asyncio.Task[Any]) -> None:
        response = self._interaction.response
        with suppress(*UNREACHABLE):  # then the answer may still come in time
            if self._interaction.type is not discord.InteractionType.autocomplete:
                await self.defer()
            elif not response.is_done():
                work.cancel()
                await response.autocomplete([])

    @property
    def _from_own_page(self) -> bool:
        """Whether something was pressed, or a form opened, on a message that only this person sees."""
        message = self._interaction.message
        return message is not None and message.flags.ephemeral


def _kept_or(files: Sequence[discord.File] | None) -> list[discord.File]:
    """The files that a message is to have; None: those that it has."""
    return MISSING if files is None else list(files)


def _rewind(files: Sequence[discord.File] | None) -> None:
    """Files that went along with an answer that Discord did not take were read to their end."""
    for file in files or ():
        file.reset()
