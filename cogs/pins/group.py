"""`/pin`: the best reviews to pin, all pins with what is wrong with them, and ending one."""

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.client import Interaction, on_press
from bot.domain.catalog.shows import Show
from bot.domain.errors import Refusal
from bot.domain.moderation.pins import MOST_OFFERED
from bot.ui import replies, waiting
from bot.ui.pages.moderation.pins import candidates_page, pin_label, pins_page
from cogs._shared import ShowOption, actor_of, services
from cogs.pins.looking import looked_at
from cogs.pins.menus import MAY_PIN
from cogs.pins.telling import pin_review, unpin_review


@app_commands.guild_only()
@app_commands.default_permissions(MAY_PIN)
class PinGroup(commands.GroupCog, group_name="pin", group_description="The best reviews, pinned"):
    """The commands of those who may pin."""

    @app_commands.command()
    @app_commands.describe(show="Only reviews of this show", count="How many, five unless you say")
    async def top(
        self,
        interaction: Interaction,
        show: app_commands.Transform[Show, ShowOption] | None = None,
        count: app_commands.Range[int, 1, MOST_OFFERED] = 5,
    ) -> None:
        """Pin the most helpful reviews that are not pinned yet"""
        actor, show_id = actor_of(interaction), show.show_id if show else 0
        candidates = await services(interaction).pins.candidates(actor, show_id, count)
        await replies.answer(interaction, candidates_page(candidates), private=True)

    @on_press("pin:add")
    async def add(self, interaction: Interaction, review_id: int, show_id: int, count: int) -> None:
        """Pin one of those that were offered."""
        await waiting.think(interaction)
        said = await pin_review(interaction, review_id)
        candidates = await services(interaction).pins.candidates(actor_of(interaction), show_id, count)
        await waiting.conclude(interaction, candidates_page(candidates, said))

    @app_commands.command(name="list")
    async def show_all(self, interaction: Interaction) -> None:
        """All pinned reviews of this server, and what is wrong with them"""
        await self._show(interaction, 0)

    @on_press("pin:list")
    async def turn(self, interaction: Interaction, _: int, page: int) -> None:
        """Another page of the pins."""
        await self._show(interaction, page)

    @on_press("pin:drop")
    async def drop(self, interaction: Interaction, review_id: int, page: int) -> None:
        """Unpin one of those on the page."""
        await waiting.think(interaction)
        said = await unpin_review(interaction, review_id)
        await self._conclude(interaction, page, said)

    @app_commands.command()
    @app_commands.describe(review="Which pinned review?")
    async def remove(self, interaction: Interaction, review: str) -> None:
        """Unpin a review"""
        if not review.isdecimal() or len(review) > 18:
            raise Refusal("Choose one of the pinned reviews that are offered as you type.")
        said = await unpin_review(interaction, int(review))
        await replies.answer(interaction, replies.note(said), private=True)

    @remove.autocomplete("review")
    async def _offer(self, interaction: Interaction, current: str) -> list[Choice[str]]:
        labels = {
            str(each.pin.review_id): pin_label(each, _name(interaction.guild, each.pin.place.channel_id))
            for each in await services(interaction).pins.latest(actor_of(interaction))
        }
        words = current.casefold().split()
        found = [
            (label, value)
            for value, label in labels.items()
            if all(word in label.casefold() for word in words)
        ]
        return [Choice(name=label, value=value) for label, value in found[:25]]

    async def _show(self, interaction: Interaction, page: int) -> None:
        await waiting.think(interaction)
        await self._conclude(interaction, page)

    async def _conclude(self, interaction: Interaction, page: int, said: str = "") -> None:
        found = await services(interaction).pins.page(actor_of(interaction), page)
        looked = await looked_at(interaction, found)
        await waiting.conclude(interaction, pins_page(looked, said))


def _name(guild: discord.Guild | None, channel_id: int) -> str:
    channel = guild.get_channel_or_thread(channel_id) if guild else None
    return f"#{channel.name}" if channel else ""
