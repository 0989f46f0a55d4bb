"""`/pin`: the best reviews to pin, all pins with what is wrong with them, and ending one."""

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot.client import Cog, Interaction, Request, command, on_press
from bot.domain.errors import Refusal
from bot.domain.ids import ReviewId, ShowId
from bot.domain.moderation.pins import MOST_OFFERED
from bot.ui.layout import note
from bot.ui.pages.moderation.pins import candidates_page, pin_label, pins_page
from cogs.moderation.pins.menus import MAY_PIN
from cogs.moderation.pins.pinning import pin_review, unpin_review
from cogs.moderation.pins.trouble import looked_at
from cogs.options import ShowArgument


@app_commands.guild_only()
@app_commands.default_permissions(MAY_PIN)
class PinsCog(Cog, commands.GroupCog, group_name="pin", group_description="The best reviews, pinned"):
    """The commands of those who may pin."""

    @command()
    @app_commands.describe(show="Only reviews of this show", count="How many, five unless you say")
    async def top(
        self,
        ask: Request,
        show: ShowArgument | None = None,
        count: app_commands.Range[int, 1, MOST_OFFERED] = 5,
    ) -> None:
        """Pin the most helpful reviews that are not pinned yet"""
        actor, show_id = ask.actor, show.show_id if show else 0
        candidates = await ask.services.pins.candidates(actor, ShowId(show_id), count)
        await ask.show(candidates_page(candidates))

    @on_press("pin:add")
    async def add(self, ask: Request, review_id: ReviewId, show_id: ShowId, count: int) -> None:
        """Pin one of those that were offered."""
        await ask.think()
        said = await pin_review(ask, review_id)
        candidates = await ask.services.pins.candidates(ask.actor, show_id, count)
        await ask.show(candidates_page(candidates, said))

    @command(name="list")
    async def show_all(self, ask: Request) -> None:
        """All pinned reviews of this server, and what is wrong with them"""
        await self.turn(ask, 0, 0)

    @on_press("pin:list")
    async def turn(self, ask: Request, _: int, page: int) -> None:
        """Another page of the pins."""
        await ask.think()
        await self._conclude(ask, page)

    @on_press("pin:drop")
    async def drop(self, ask: Request, review_id: ReviewId, page: int) -> None:
        """Unpin one of those on the page."""
        await ask.think()
        said = await unpin_review(ask, review_id)
        await self._conclude(ask, page, said)

    @command()
    @app_commands.describe(review="Which pinned review?")
    async def remove(self, ask: Request, review: str) -> None:
        """Unpin a review"""
        if not review.isdecimal() or len(review) > 18:
            raise Refusal("Choose one of the pinned reviews that are offered as you type.")
        said = await unpin_review(ask, ReviewId(int(review)))
        await ask.show(note(said))

    @remove.autocomplete("review")
    async def _offer(self, interaction: Interaction, current: str) -> list[Choice[str]]:
        ask = Request(interaction)
        labels = {
            str(each.pin.review_id): pin_label(each, _name(ask.interaction.guild, each.pin.place.channel_id))
            for each in await ask.services.pins.latest(ask.actor)
        }
        words = current.casefold().split()
        found = [
            (label, value)
            for value, label in labels.items()
            if all(word in label.casefold() for word in words)
        ]
        return [Choice(name=label, value=value) for label, value in found[:25]]

    async def _conclude(self, ask: Request, page: int, said: str = "") -> None:
        found = await ask.services.pins.page(ask.actor, page)
        looked = await looked_at(ask, found)
        await ask.show(pins_page(looked, said))


def _name(guild: discord.Guild | None, channel_id: int) -> str:
    channel = guild.get_channel_or_thread(channel_id) if guild else None
    return f"#{channel.name}" if channel else ""
