"""`/search`: reviews by what is in them."""

import discord
from discord import app_commands

from bot.client import Cog, Request, command, every, on_press
from bot.domain.discovery.search import TYPED_LIMIT, SearchTerms
from bot.domain.ids import ReviewId, ShowId, UserId
from bot.domain.ratings.rating import Stars
from bot.domain.spans import MINUTE, SECOND
from bot.ui.cards import review_text_page
from bot.ui.pages.discovery.search import search_page
from cogs.options import RATING_CHOICES, ShowArgument


class SearchCog(Cog):
    """Finding reviews by their words."""

    @every(MINUTE / SECOND, to="keep searches fast")
    async def tidy(self) -> None:
        """Keep searches fast."""
        await self.bot.services.search.tidy()

    @command()
    @app_commands.guild_only()
    @app_commands.describe(
        words="What should be in it? Put what must stand together between quotes",
        show="Only reviews of this show",
        by="Only reviews by this member",
        min_rating="Only reviews with so many stars or more",
    )
    @app_commands.choices(min_rating=RATING_CHOICES)
    async def search(
        self,
        ask: Request,
        words: app_commands.Range[str, 1, TYPED_LIMIT],
        show: ShowArgument | None = None,
        by: discord.User | None = None,
        min_rating: float | None = None,
    ) -> None:
        """Find reviews by the words in them, in any language"""
        least = Stars.from_number(min_rating) if min_rating is not None else None
        search = SearchTerms(words, ShowId(show.show_id if show else 0), UserId(by.id if by else 0), least)
        page = await ask.services.search.search(ask.actor, search)
        await ask.show(search_page(page, ask.actor))

    @on_press("search:page")
    async def page(self, ask: Request, search_id: int, page: int) -> None:
        """Another page of what was found."""
        found = await ask.services.search.page(ask.actor, search_id, page)
        await ask.show(search_page(found, ask.actor))

    @on_press("search:read")
    async def read(self, ask: Request, review_id: ReviewId) -> None:
        """The whole text of a review that was found, beside the list."""
        reviewed = await ask.services.reviews.get(ask.actor, review_id)
        await ask.send(review_text_page(reviewed, 0))
