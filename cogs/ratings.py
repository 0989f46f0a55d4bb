"""`/rate`, the Rate button of a show's page, and undoing."""

from discord import app_commands
from discord.ext import commands

from bot.client import Encore, Interaction, chosen, on_press
from bot.domain.catalog.shows import Show
from bot.domain.ratings.rating import Stars, Target
from bot.ui import replies
from cogs._shared import RATING_CHOICES, ShowOption, actor_of, services, turn_to


class Ratings(commands.Cog):
    """Rating without words."""

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.describe(
        show="Which show?",
        rating="From half a star to five",
        season="Only one season of it",
        episode="Only one episode of that season",
    )
    @app_commands.choices(rating=RATING_CHOICES)
    async def rate(
        self,
        interaction: Interaction,
        show: app_commands.Transform[Show, ShowOption],
        rating: float,
        season: app_commands.Range[int, 1, 10_000] | None = None,
        episode: app_commands.Range[int, 1, 10_000] | None = None,
    ) -> None:
        """Rate a show, a season or an episode, without a review"""
        target, stars = Target.of(show.show_id, season, episode), Stars.from_number(rating)
        outcome = await services(interaction).ratings.rate(actor_of(interaction), target, stars)
        interaction.client.dispatch("outbox")
        await replies.answer(interaction, replies.rated(outcome), private=True)

    @on_press("rating:undo")
    async def undo(self, interaction: Interaction, change_id: int) -> None:
        """Take the change back that the answer told of."""
        outcome = await services(interaction).ratings.undo(actor_of(interaction), change_id)
        interaction.client.dispatch("outbox")
        await turn_to(interaction, replies.rated(outcome, undone=True))

    @on_press("show:rate")
    async def ask(self, interaction: Interaction, show_id: int) -> None:
        """The Rate button of a show's page: offer the ten ratings."""
        page = await services(interaction).shows.page(actor_of(interaction), show_id)
        await replies.answer(interaction, replies.ask_rating(page), private=True)

    @on_press("rating:give")
    async def give(self, interaction: Interaction, show_id: int) -> None:
        """A rating was chosen from the ten."""
        stars = Stars(int(chosen(interaction)[0]))
        outcome = await services(interaction).ratings.rate(actor_of(interaction), Target(show_id), stars)
        interaction.client.dispatch("outbox")
        await turn_to(interaction, replies.rated(outcome))

    @on_press("rating:remove")
    async def remove(self, interaction: Interaction, show_id: int, season: int) -> None:
        """Take the rating away that a deleted review left."""
        outcome = await services(interaction).ratings.remove(actor_of(interaction), Target(show_id, season))
        await turn_to(interaction, replies.rated(outcome, undone=True))


async def setup(bot: Encore) -> None:
    """Add the cog."""
    await bot.add_cog(Ratings())
