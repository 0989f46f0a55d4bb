"""The bot: how requests reach the cogs and are answered, how errors are told, when commands are synced.

What every cog needs is to be had from here; the bot itself is in `bot.client.bot`.
"""

from bot.client.base import Cog, Interaction
from bot.client.commands import command, menu
from bot.client.periodic import every
from bot.client.request import Request
from bot.client.routing import Fields, on_press, on_submit

__all__ = ["Cog", "Fields", "Interaction", "Request", "command", "every", "menu", "on_press", "on_submit"]
