"""For moderators: `/moderation reports`, and what can be done about a review."""

from discord import app_commands
from discord.ext import commands

from bot.client import Fields, Interaction, on_press, on_submit
from bot.client.funnel import keep_words
from bot.ui import forms, replies
from bot.ui.pages.moderation import moderation as pages
from cogs._shared import actor_of, services, turn_to


class Reports(commands.Cog):
    """The queue of reports, hiding and bringing back: part of the cog `Moderation`."""

    @app_commands.command()
    async def reports(self, interaction: Interaction) -> None:
        """See what members have reported, and who asks for another look"""
        await self.queue(interaction, 0, 0)

    @on_press("moderation:queue")
    async def queue(self, interaction: Interaction, _: int, index: int) -> None:
        """Another one of those that wait."""
        queue = await services(interaction).moderation.queue(actor_of(interaction), index)
        await turn_to(interaction, pages.queue_page(queue))

    @on_press("moderation:case")
    async def case(self, interaction: Interaction, review_id: int) -> None:
        """One review, with what is open about it."""
        case = await services(interaction).moderation.case(actor_of(interaction), review_id)
        await turn_to(interaction, pages.case_page(case))

    @on_press("moderation:read")
    async def read(self, interaction: Interaction, review_id: int, page: int) -> None:
        """The whole text, whatever its state."""
        case = await services(interaction).moderation.case(actor_of(interaction), review_id)
        await turn_to(interaction, pages.case_text(case, page))

    @on_press("moderation:hide")
    async def hide(self, interaction: Interaction, review_id: int) -> None:
        """Ask for the reason."""
        await services(interaction).moderation.case(actor_of(interaction), review_id)
        await replies.open_form(interaction, forms.hide_form(review_id))

    @on_submit("moderation:hidden")
    async def hidden(self, interaction: Interaction, fields: Fields, review_id: int) -> None:
        """Hide it for this reason."""
        reason = fields.text("reason")
        keep_words(interaction, reason)
        reviewed = await services(interaction).moderation.hide(actor_of(interaction), review_id, reason)
        interaction.client.dispatch("outbox")
        await turn_to(interaction, pages.hidden_now(reviewed))

    @on_press("moderation:restore")
    async def restored(self, interaction: Interaction, review_id: int) -> None:
        """Bring it back."""
        reviewed = await services(interaction).moderation.restore(actor_of(interaction), review_id)
        interaction.client.dispatch("outbox")
        await turn_to(interaction, pages.restored(reviewed))

    @on_press("moderation:keep")
    async def keep(self, interaction: Interaction, review_id: int) -> None:
        """It stays hidden after another look."""
        await services(interaction).moderation.keep_hidden(actor_of(interaction), review_id)
        await turn_to(interaction, pages.dealt_with("It stays hidden, and its author is told so."))

    @on_press("moderation:dismiss")
    async def dismiss(self, interaction: Interaction, review_id: int, seen: int) -> None:
        """Nothing is wrong with it."""
        await services(interaction).moderation.dismiss(actor_of(interaction), review_id, seen)
        await turn_to(interaction, pages.dealt_with("Dismissed. The review stays as it is."))

    @on_press("moderation:spoilers")
    async def spoilers(self, interaction: Interaction, review_id: int, seen: int) -> None:
        """Its author should mark spoilers."""
        await services(interaction).moderation.ask_spoilers(actor_of(interaction), review_id, seen)
        sentence = "Its author is asked to mark spoilers, privately, when they use me next."
        await turn_to(interaction, pages.dealt_with(sentence))
