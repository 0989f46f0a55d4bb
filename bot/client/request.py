"""What a person asks for, by a command, a press or a form: who asks, what they chose, and every answer."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, cast

import discord
from discord import ui
from discord.utils import MISSING

from bot.client.base import BaseBot, Interaction
from bot.client.channels import is_age_restricted
from bot.domain.actors import Actor, Right
from bot.domain.errors import Refusal
from bot.domain.ids import GuildId, Millis, UserId
from bot.services import Services
from bot.ui.charts.renderer import Chart
from bot.ui.files import attach, picture
from bot.ui.layout import Layout, note

NO_MENTIONS = discord.AllowedMentions.none()


class Request:
    """A command, a press or a form, from when it comes in until it is answered.

    `interaction` is what Discord sent, for what only Discord has. Several requests may be made of it: what
    they must know of each other is kept there.
    """

    def __init__(self, interaction: Interaction) -> None:
        self.interaction = interaction

    @property
    def bot(self) -> BaseBot:
        """The bot that was asked."""
        return self.interaction.client

    @property
    def services(self) -> Services:
        """What can be done."""
        return self.bot.services

    @property
    def actor(self) -> Actor:
        """Who asks, and what they may do where they ask; raises `Refusal` outside a server."""
        asked = self.interaction
        if asked.guild_id is None:
            raise Refusal("I work in servers only. Use this command in a server's channel.")
        permissions, joined = asked.permissions, getattr(asked.user, "joined_at", None)
        allowed = {
            Right.PIN: permissions.pin_messages,
            Right.MANAGE: permissions.manage_guild,
            Right.MODERATE: permissions.manage_messages,
        }
        return Actor(
            GuildId(asked.guild_id),
            UserId(asked.user.id),
            asked.id,
            frozenset(right for right, has in allowed.items() if has or permissions.administrator),
            sees_restricted=is_age_restricted(asked.channel),
            joined_at=Millis(round(joined.timestamp() * 1000) if joined else 0),
            role_ids=frozenset(role.id for role in getattr(asked.user, "roles", ())),
        )

    @property
    def in_server(self) -> bool:
        """Whether it is asked on a server: else there is no `actor`."""
        return self.interaction.guild_id is not None

    @property
    def channel_id(self) -> int:
        """Where it is asked."""
        return self.interaction.channel_id or 0

    @property
    def message(self) -> discord.Message | None:
        """The message with the button, the select, or the button that opened the form; None for a command."""
        return self.interaction.message

    @property
    def chosen(self) -> list[str]:
        """The values chosen in the select that was used."""
        data = cast("dict[str, Any]", self.interaction.data or {})
        return [str(value) for value in data.get("values", [])]

    @property
    def kept(self) -> tuple[str, int]:
        """The words that are handed back if anything goes wrong, and the draft they are in (0: in none)."""
        return self.interaction.extras.get("kept", ("", 0))

    def keep(self, words: str, draft_id: int = 0) -> None:
        """From here on, whatever goes wrong, hand these words back to the person who typed them.

        If they are kept in a draft as well, the person gets a button to try again with it.
        """
        self.interaction.extras["kept"] = words, draft_id

    async def think(self, *, private: bool = True) -> None:
        """Ask for time: after a press without a sign, else with “thinking …”, which `private` is about."""
        if self.interaction.type is discord.InteractionType.component:
            await self.interaction.response.defer()
        else:
            await self.interaction.response.defer(ephemeral=private, thinking=True)
            self.interaction.extras["public"] = not private

    async def show(self, page: Layout, files: Sequence[discord.File] = ()) -> None:
        """Show a page, with its pictures, to the person who asks and nobody else.

        It takes the place of the private page that something was pressed on, or of “thinking …”, or of the
        page that was shown before; else, as after a public answer, it is a new message.
        """
        asked = self.interaction
        if not asked.response.is_done() and self._in_private:
            await self.update(page, files)
        elif not asked.response.is_done() or asked.extras.get("public"):
            await self.send(page, files)
        else:
            page.check()
            await asked.edit_original_response(
                view=page, attachments=list(files) or MISSING, allowed_mentions=NO_MENTIONS
            )
            asked.extras["answered"] = True

    async def update(self, page: Layout, files: Sequence[discord.File] = ()) -> None:
        """Put a page, and its files, in the place of the message that something was pressed on."""
        page.check()
        await self.interaction.response.edit_message(
            view=page, attachments=list(files), allowed_mentions=NO_MENTIONS
        )

    async def amend(self, page: Layout) -> None:
        """Put a page in the place of the last answer, whenever that was: Discord allows it for 15 minutes."""
        page.check()
        asked = self.interaction
        if message_id := asked.extras.get("sent"):
            await asked.followup.edit_message(message_id, view=page, allowed_mentions=NO_MENTIONS)
        else:
            await asked.edit_original_response(view=page, allowed_mentions=NO_MENTIONS)

    async def relabel(self, fresh: ui.Button[Any]) -> bool:
        """Give a private page's button of the same custom_id its fresh label.

        False, with nothing done, if it was not a private page that something was pressed on.
        """
        if self.message is None or not self._in_private:
            return False
        view = ui.LayoutView.from_message(self.message, timeout=None)
        for item in view.walk_children():
            if isinstance(item, ui.Button) and item.custom_id == fresh.custom_id:
                item.label = fresh.label
        view.stop()
        await self.interaction.response.edit_message(view=view, allowed_mentions=NO_MENTIONS)
        return True

    async def open(self, form: ui.Modal) -> None:
        """Answer with a form. discord.py is not to keep it: `bot.client.routing` knows what to do with it."""
        form.stop()
        await self.interaction.response.send_modal(form)

    async def send(self, page: Layout, files: Sequence[discord.File] = (), *, private: bool = True) -> None:
        """Answer, first or later, with a message of its own.

        After a deferral the first answer takes the place of “thinking …”. Who sees that is fixed with the
        deferral, so for a private answer it is finished first, then taken away.
        """
        attach(page, files)
        page.check()
        asked = self.interaction
        if not asked.response.is_done():
            await asked.response.send_message(view=page, ephemeral=private, files=list(files))
            asked.extras["public"] = not private
            return
        thinking = asked.response.type is discord.InteractionResponseType.deferred_channel_message
        replaced = thinking and not asked.extras.get("answered")
        if replaced and not private:
            await asked.edit_original_response(view=page, attachments=list(files))
            asked.extras["answered"] = True
            return
        if replaced:
            # Taken away unfinished, it made Discord answer "Unknown Message" next (discord-api-docs 3087).
            await asked.edit_original_response(view=note("-# Answered privately."))
            asked.extras["answered"] = True
        message = await asked.followup.send(view=page, ephemeral=private, files=list(files), wait=True)
        if replaced:
            with suppress(discord.HTTPException):  # a line left standing does no harm
                await asked.delete_original_response()
        asked.extras["sent"] = message.id

    async def draw(self, chart: Callable[[], Chart], name: str, alt: str) -> discord.File:
        """A picture in this server's theme, for a page that names it; `alt` is for those who can't see it."""
        theme = await self.services.settings.theme(self.actor)
        return picture(await self.bot.renderer.png(chart, theme), name, alt)

    @property
    def _in_private(self) -> bool:
        """Whether something was pressed on a message that only the person who pressed sees."""
        return self.message is not None and self.message.flags.ephemeral
