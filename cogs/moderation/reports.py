"""Reporting a review: the message menu, and the button behind ⋯."""

import discord

from bot.client import Cog, Fields, Request, menu, on_press, on_submit
from bot.domain.ids import ReviewId
from bot.domain.reviews.review import CardPlace
from bot.ui import forms
from bot.ui.layout import note


class ReportsCog(Cog):
    """What every member may tell the moderators."""

    @menu("Report review")
    async def report_card(self, ask: Request, message: discord.Message) -> None:
        """Ask what is wrong with the review whose card this message is."""
        place = CardPlace(message.channel.id, message.id)
        reviewed = await ask.services.reports.reportable_at(ask.actor, place)
        review_id = reviewed.review.review_id
        await ask.open(forms.report_form(review_id), "review:report", review_id)

    @on_press("review:report")
    async def report(self, ask: Request, review_id: ReviewId) -> None:
        """Ask what is wrong with it."""
        await ask.services.reports.reportable(ask.actor, review_id)
        await ask.open(forms.report_form(review_id), "review:report", review_id)

    @on_submit("review:reported")
    async def reported(self, ask: Request, fields: Fields, review_id: ReviewId) -> None:
        """Record the report."""
        reason = fields.text("reason")
        ask.keep(reason)
        await ask.services.reports.report(ask.actor, review_id, reason)
        thanks = "Thank you. Your report is recorded for this server's moderators; nobody else sees it."
        await ask.send(note(thanks))
