"""What the author of a review that moderators have hidden can do about it."""

from bot.client import Cog, Request, on_press
from bot.domain.ids import ReviewId
from bot.ui.layout import note
from bot.ui.pages.moderation import appeals as pages


class AppealsCog(Cog):
    """The buttons of its author."""

    @on_press("hidden:open")
    async def open(self, ask: Request, review_id: ReviewId) -> None:
        """The review and the reason."""
        own = await ask.services.appeals.hidden(ask.actor, review_id)
        await ask.show(pages.hidden_page(own))

    @on_press("hidden:pick")
    async def pick(self, ask: Request, _: int) -> None:
        """One of the list."""
        await self.open(ask, ReviewId(int(ask.chosen[0])))

    @on_press("hidden:read")
    async def read(self, ask: Request, review_id: ReviewId, page: int) -> None:
        """The whole text."""
        own = await ask.services.appeals.hidden(ask.actor, review_id)
        await ask.show(pages.own_text(own, page))

    @on_press("hidden:ask")
    async def ask(self, ask: Request, review_id: ReviewId) -> None:
        """Ask moderators for another look."""
        own = await ask.services.appeals.ask_again(ask.actor, review_id)
        await ask.show(pages.hidden_page(own, pages.ASKED))

    @on_press("review:spoilers")
    async def spoilers(self, ask: Request, review_id: ReviewId) -> None:
        """Mark one's review as containing spoilers."""
        await ask.services.appeals.mark_spoilers(ask.actor, review_id)
        await ask.show(note("Marked. Its words are shown only to those who ask for them."))
