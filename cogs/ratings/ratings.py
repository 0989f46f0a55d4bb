"""`/rate`, the Rate button of a show's page, and undoing."""

from discord import app_commands

from bot.client import Cog, Request, command, on_press
from bot.domain.ids import ShowId
from bot.domain.ratings.rating import Stars, Target
from bot.ui.pages.ratings.ratings import ask_rating, rated
from cogs.options import RATING_CHOICES, ShowArgument


class RatingsCog(Cog):
    """Rating without words."""

    @command(takes_new=True)
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
        ask: Request,
        show: ShowArgument,
        rating: float,
        season: app_commands.Range[int, 1, 10_000] | None = None,
        episode: app_commands.Range[int, 1, 10_000] | None = None,
    ) -> None:
        """Rate a show, a season or an episode, without a review"""
        target, stars = Target.of(show.show_id, season, episode), Stars.from_number(rating)
        outcome = await ask.services.ratings.rate(ask.actor, target, stars)
        await ask.show(rated(outcome))

    @on_press("rating:undo")
    async def undo(self, ask: Request, change_id: int) -> None:
        """Take the change back that the answer told of."""
        outcome = await ask.services.ratings.undo(ask.actor, change_id)
        await ask.show(rated(outcome, undone=True))

    @on_press("show:rate")
    async def ask(self, ask: Request, show_id: ShowId) -> None:
        """The Rate button of a show's page: offer the ten ratings."""
        page = await ask.services.shows.page(ask.actor, show_id)
        await ask.send(ask_rating(page))

    @on_press("rating:give")
    async def give(self, ask: Request, show_id: ShowId) -> None:
        """A rating was chosen from the ten."""
        stars = Stars(int(ask.chosen[0]))
        outcome = await ask.services.ratings.rate(ask.actor, Target(show_id), stars)
        await ask.show(rated(outcome))

    @on_press("rating:remove")
    async def remove(self, ask: Request, show_id: ShowId, season: int) -> None:
        """Take the rating away that a deleted review left."""
        outcome = await ask.services.ratings.remove(ask.actor, Target(show_id, season))
        await ask.show(rated(outcome, undone=True))
