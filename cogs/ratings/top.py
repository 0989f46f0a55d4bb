"""`/top`: what this server likes best, writes most about, and can't agree on."""

from functools import partial

from discord import app_commands
from discord.app_commands import Choice

from bot.client import Cog, Interaction, Request, command, on_press
from bot.domain.catalog.shows import Kind
from bot.domain.ratings.top import TopChoice, TopPage, When
from bot.ui.pages.ratings import top as pages
from bot.ui.words import plain


class TopCog(Cog):
    """Rankings of this server's shows."""

    @command()
    @app_commands.guild_only()
    @app_commands.describe(
        period="Which ratings count? (all of them, if you leave this out)",
        kind="Only series, films or specials?",
        genre="Only shows of one genre?",
    )
    @app_commands.choices(
        period=[Choice(name=when.value, value=when.value) for when in When],
        kind=[Choice(name=name, value=kind.value) for kind, name in pages.KINDS.items()],
    )
    async def top(self, ask: Request, period: str = "all time", kind: str = "", genre: str = "") -> None:
        """See this server's best shows, the most reviewed, the most divisive, rising ones and hidden gems"""
        actor = ask.actor
        page = await ask.services.top.named(actor, When(period), Kind(kind), genre)
        await _show(ask, page)

    @top.autocomplete("genre")
    async def genres(self, interaction: Interaction, current: str) -> list[Choice[str]]:
        """Genres of this server's shows for what has been typed so far."""
        ask = Request(interaction)
        found = await ask.services.top.suggest_genres(ask.actor, current)
        return [Choice(name=plain(genre.name, 100), value=genre.name[:100]) for genre in found]

    @on_press("top:open")
    async def open(self, ask: Request, order: int, period: int, kind: int, genre: int, page: int) -> None:
        """Another page of a ranking."""
        choice = TopChoice.of(order, period, kind, genre, page)
        await _show(ask, await ask.services.top.top(ask.actor, choice))

    @on_press("top:ranking")
    async def order(self, ask: Request, period: int, kind: int, genre: int) -> None:
        """Another ranking was chosen."""
        await self.open(ask, int(ask.chosen[0]), period, kind, genre, 0)

    @on_press("top:period")
    async def period(self, ask: Request, order: int, kind: int, genre: int) -> None:
        """Another period was chosen."""
        await self.open(ask, order, int(ask.chosen[0]), kind, genre, 0)


async def _show(ask: Request, page: TopPage) -> None:
    if not page.ranked:
        await ask.show(pages.top_page(page, None))
        return
    picture = await ask.draw(partial(pages.top_chart, page), pages.PICTURE, pages.alt_text(page))
    await ask.show(pages.top_page(page, picture), [picture])
