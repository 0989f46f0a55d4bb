"""What a person asks for, by a command, a press or a form: who asks, what they chose, and every answer."""

import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, cast

import discord
from discord import ui

from bot.client.answer import Answer
from bot.client.base import BaseBot, Interaction
from bot.client.delivery.channels import is_age_restricted
from bot.client.discord_errors import UNREACHABLE
from bot.domain.actors import Actor, Right
from bot.domain.errors import Refusal
from bot.domain.ids import GuildId, Millis, UserId
from bot.services import Services
from bot.ui.charts.renderer import Chart
from bot.ui.files import picture
from bot.ui.layout import Layout
from bot.ui.pages.errors import too_late, write_it

log = logging.getLogger(__name__)


class Request:
    """A command, a press or a form, from when it comes in until it is answered.

    `interaction` is what Discord sent, for what only Discord has. Several requests may be made of it: what
    they must know of each other is kept there.
    """

    def __init__(self, interaction: Interaction) -> None:
        self.interaction = interaction

    async def begin(self, *, even_if_late: bool) -> bool:
        """Take it up, from its own task: it is finished before the bot closes, and answered in time.

        What comes so late that Discord takes no answer is not done, unless words come with it: False then.
        """
        self.bot.finish_before_closing()
        late = self.bot.is_late(self.interaction)
        completing = self.interaction.type is discord.InteractionType.autocomplete
        if late and (completing or not even_if_late):
            log.info("Dropped something that came too late")
            if not completing:
                # Mostly Discord refuses. If it is our time that is wrong, its answer mends that.
                with suppress(*UNREACHABLE):
                    await self.send(too_late())
            return False
        self._answer.in_time(self.bot.time_left(self.interaction))
        return True

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
        here, joined = asked.permissions, getattr(asked.user, "joined_at", None)
        pins = {Right.PIN} if here.pin_messages or here.administrator else set[Right]()
        return Actor(
            GuildId(asked.guild_id),
            UserId(asked.user.id),
            asked.id,
            rights_of(asked.user) | pins,
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

    async def think(self) -> None:
        """Ask for time at once, where it will surely be needed; after a moment that is done anyway."""
        await self._answer.defer()

    async def show(self, page: Layout, files: Sequence[discord.File] = ()) -> None:
        """Show a page, with its pictures, to the person who asks and nobody else.

        It takes the place of the private page that something was pressed on, or of “thinking …”, or of the
        page that was shown before; else it is a new message.
        """
        await self._answer.show(page, files)

    async def update(self, page: Layout, files: Sequence[discord.File] = ()) -> None:
        """Put a page, and its files, in the place of the message that something was pressed on."""
        page.check()
        await self._answer.update(page, files)

    async def amend(self, page: Layout) -> None:
        """Put a page in the place of the one that was shown, whenever that was: it works for 15 minutes."""
        await self._answer.amend(page)

    async def relabel(self, fresh: ui.Button[Any]) -> bool:
        """Give a private page's button of the same custom_id its fresh label.

        False, with nothing done, if it was not a private page that something was pressed on.
        """
        if self.message is None or not self.message.flags.ephemeral:
            return False
        view = ui.LayoutView.from_message(self.message, timeout=None)
        for item in view.walk_children():
            if isinstance(item, ui.Button) and item.custom_id == fresh.custom_id:
                item.label = fresh.label
        view.stop()
        await self._answer.update(view, None)
        return True

    async def open(self, form: ui.Modal, address: str, *ids: int) -> None:
        """Answer with a form, which must wait for no write: within three seconds Discord takes it, or never.

        If it is too late, a private page is sent with a button that leads to `address` with `ids`, where the
        same form is opened. discord.py is not to keep it: `bot.client.routing` knows what to do with it.
        """
        form.stop()
        await self._answer.open(form, write_it(address, *ids))

    async def send(self, page: Layout, files: Sequence[discord.File] = ()) -> None:
        """Answer, first or later, with a private message of its own."""
        await self._answer.send(page, files)

    async def draw(self, chart: Callable[[], Chart], name: str, alt: str) -> discord.File:
        """A picture in this server's theme, for a page that names it; `alt` is for those who can't see it."""
        theme = await self.services.settings.theme(self.actor)
        return picture(await self.bot.renderer.png(chart, theme), name, alt)

    @property
    def _answer(self) -> Answer:
        return Answer.to(self.interaction)


def rights_of(user: discord.User | discord.Member) -> frozenset[Right]:
    """What somebody may do in the whole server, by their roles: a channel's exceptions count for nothing."""
    if not isinstance(user, discord.Member):  # they have left
        return frozenset()
    theirs = user.guild_permissions
    allowed = {Right.MANAGE: theirs.manage_guild, Right.MODERATE: theirs.manage_messages}
    return frozenset(right for right, has in allowed.items() if has)
