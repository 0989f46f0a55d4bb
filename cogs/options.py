"""Options that several commands have: a show, and a rating."""

from typing import Any

from discord import app_commands
from discord.app_commands import Choice

from bot.client import Interaction, Request
from bot.domain.catalog.shows import Show
from bot.domain.ratings.rating import ALL_HALVES, Stars
from bot.services.catalog.shows import UnknownShow
from bot.ui.words import label

Suggestions = list[Choice[str | int | float]]
RATING_CHOICES = [Choice(name=str(stars), value=stars.number) for stars in map(Stars, reversed(ALL_HALVES))]


async def suggest_shows(interaction: Interaction, current: str) -> Suggestions:
    """Autocomplete for a show: titles as people know them, values that name the show exactly."""
    ask = Request(interaction)
    found = await ask.services.shows.suggest(ask.actor, current)
    return [Choice(name=label(name), value=value) for value, name in found]


class ShowOption(app_commands.Transformer[Any]):
    """A show as an option: autocompleted, and resolved before the command runs."""

    async def transform(self, interaction: Interaction, value: str, /) -> Show | UnknownShow:
        """The show meant. If that is not known, what is known of it: then `command` asks."""
        ask = Request(interaction)
        try:
            return await ask.services.shows.find(ask.actor, value)
        except UnknownShow as unknown:
            return unknown

    async def autocomplete(self, interaction: Interaction, value: str | float, /) -> Suggestions:
        """Shows for what has been typed so far."""
        return await suggest_shows(interaction, str(value))


ShowArgument = app_commands.Transform[Show, ShowOption]
