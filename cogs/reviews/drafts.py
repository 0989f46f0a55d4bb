"""Going on with a review that needs an answer first: which show, or the words once more."""

from dataclasses import replace

from discord.ext import commands

from bot.client import Interaction, chosen, on_press
from cogs._shared import actor_of, ask_words, go_on, services


class Drafts(commands.Cog):
    """The buttons that lead back to a draft."""

    @on_press("draft:open")
    async def open(self, interaction: Interaction, draft_id: int) -> None:
        """Open the form with everything that was typed."""
        draft = await services(interaction).reviews.draft(actor_of(interaction), draft_id)
        await (ask_words if draft.show_id else go_on)(interaction, draft, draft_id)

    @on_press("draft:pick")
    async def pick(self, interaction: Interaction, draft_id: int) -> None:
        """The show that was meant was picked from the nearest titles."""
        await self._go_on(interaction, draft_id, int(chosen(interaction)[0]))

    @on_press("draft:add")
    async def add(self, interaction: Interaction, draft_id: int) -> None:
        """The show is a new one: add it, and go on."""
        actor, verbs = actor_of(interaction), services(interaction)
        draft = await verbs.reviews.draft(actor, draft_id)
        show = await verbs.shows.add_bare(actor, draft.title)
        await self._go_on(interaction, draft_id, show.show_id)

    async def _go_on(self, interaction: Interaction, draft_id: int, show_id: int) -> None:
        actor, verbs = actor_of(interaction), services(interaction)
        show = await verbs.shows.get(actor, show_id)
        draft = replace(await verbs.reviews.draft(actor, draft_id), show_id=show_id, title=show.title)
        await verbs.reviews.update_draft(actor, draft_id, draft)
        await go_on(interaction, draft, draft_id)
