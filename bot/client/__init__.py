"""The bot: how interactions reach the cogs, how errors reach people, when commands are synced."""

from bot.client.bot import Encore, Interaction
from bot.client.periodic import every
from bot.client.routing import Fields, chosen, on_press, on_submit

__all__ = ["Encore", "Fields", "Interaction", "chosen", "every", "on_press", "on_submit"]
