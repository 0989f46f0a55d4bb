"""The bot: how requests reach the cogs and are answered, how errors are told, when commands are synced."""

from bot.client.base import BaseBot, Cog, Interaction
from bot.client.bot import Encore
from bot.client.commands import command, menu
from bot.client.periodic import every
from bot.client.request import Request
from bot.client.routing import Fields, on_press, on_submit

__all__ = [
    "BaseBot",
    "Cog",
    "Encore",
    "Fields",
    "Interaction",
    "Request",
    "command",
    "every",
    "menu",
    "on_press",
    "on_submit",
]
