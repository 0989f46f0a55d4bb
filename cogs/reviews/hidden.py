"""One's own reviews that moderators have hidden."""

from discord.ext import commands

from bot.client import Interaction, chosen, on_press
from bot.ui import replies
from bot.ui.pages.moderation import hidden as pages
from cogs._shared import actor_of, services, turn_to


class HiddenReviews(commands.Cog):
    """The buttons of their author."""

    @on_press("hidden:open")
    async def open(self, interaction: Interaction, review_id: int) -> None:
        """The review and the reason."""
        own = await services(interaction).appeals.hidden(actor_of(interaction), review_id)
        await turn_to(interaction, pages.hidden_page(own))

    @on_press("hidden:pick")
    async def pick(self, interaction: Interaction, _: int) -> None:
        """One of the list."""
        await self.open(interaction, int(chosen(interaction)[0]))

    @on_press("hidden:read")
    async def read(self, interaction: Interaction, review_id: int, page: int) -> None:
        """The whole text."""
        own = await services(interaction).appeals.hidden(actor_of(interaction), review_id)
        await turn_to(interaction, pages.own_text(own, page))

    @on_press("hidden:ask")
    async def ask(self, interaction: Interaction, review_id: int) -> None:
        """Ask moderators for another look."""
        own = await services(interaction).appeals.ask_again(actor_of(interaction), review_id)
        await turn_to(interaction, pages.hidden_page(own, pages.ASKED))

    @on_press("review:spoilers")
    async def spoilers(self, interaction: Interaction, review_id: int) -> None:
        """Mark one's review as containing spoilers."""
        await services(interaction).appeals.mark_spoilers(actor_of(interaction), review_id)
        interaction.client.dispatch("outbox")
        await turn_to(
            interaction, replies.note("Marked. Its words are shown only to those who ask for them.")
        )
