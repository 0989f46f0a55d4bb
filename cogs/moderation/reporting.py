"""Reporting a review: the message menu, and the button behind ⋯."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Encore, Fields, Interaction, on_press, on_submit
from bot.client.funnel import keep_words
from bot.domain.reviews.review import CardPlace
from bot.ui import forms, replies
from cogs._shared import actor_of, services


class Reporting(commands.Cog):
    """What every member may tell the moderators."""

    def __init__(self, bot: Encore) -> None:
        self._bot = bot
        self._menu = app_commands.ContextMenu(name="Report review", callback=self.report_card)

    async def cog_load(self) -> None:
        """Add the menu: discord.py has no decorator for it in a cog."""
        self._menu.guild_only = True
        self._bot.tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the menu away."""
        self._bot.tree.remove_command(self._menu.name, type=self._menu.type)

    async def report_card(self, interaction: Interaction, message: discord.Message) -> None:
        """Ask what is wrong with the review whose card this message is."""
        place = CardPlace(message.channel.id, message.id)
        reviewed = await services(interaction).reports.reportable_at(actor_of(interaction), place)
        await replies.open_form(interaction, forms.report_form(reviewed.review.review_id))

    @on_press("review:report")
    async def report(self, interaction: Interaction, review_id: int) -> None:
        """Ask what is wrong with it."""
        await services(interaction).reports.reportable(actor_of(interaction), review_id)
        await replies.open_form(interaction, forms.report_form(review_id))

    @on_submit("review:reported")
    async def reported(self, interaction: Interaction, fields: Fields, review_id: int) -> None:
        """Record the report."""
        reason = fields.text("reason")
        keep_words(interaction, reason)
        await services(interaction).reports.report(actor_of(interaction), review_id, reason)
        thanks = "Thank you. Your report is recorded for this server's moderators; nobody else sees it."
        await replies.answer(interaction, replies.note(thanks), private=True)
