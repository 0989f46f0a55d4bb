"""For moderators: `/moderation reports`, and what can be done about a review."""

from functools import partial

from bot.client import Cog, Fields, Request, command, on_press, on_submit
from bot.client.delivery.following import follow
from bot.domain.ids import ReviewId
from bot.ui import forms
from bot.ui.pages.moderation import moderation as pages


class CasesCog(Cog):
    """The queue of reports, hiding and bringing back: part of the cog `ModerationCog`."""

    @command()
    async def reports(self, ask: Request) -> None:
        """See what members have reported, and who appeals"""
        await self.queue(ask, 0, 0)

    @on_press("moderation:queue")
    async def queue(self, ask: Request, _: int, index: int) -> None:
        """Another one of those that wait."""
        queue = await ask.services.moderation.queue(ask.actor, index)
        await ask.show(pages.queue_page(queue))

    @on_press("moderation:case")
    async def case(self, ask: Request, review_id: ReviewId) -> None:
        """One review, with what is open about it."""
        case = await ask.services.moderation.case(ask.actor, review_id)
        await ask.show(pages.case_page(case))

    @on_press("moderation:read")
    async def read(self, ask: Request, review_id: ReviewId, page: int) -> None:
        """The whole text, whatever its state."""
        case = await ask.services.moderation.case(ask.actor, review_id)
        await ask.show(pages.case_text(case, page))

    @on_press("moderation:hide")
    async def hide(self, ask: Request, review_id: ReviewId) -> None:
        """Ask for the reason."""
        await ask.services.moderation.case(ask.actor, review_id)
        await ask.open(forms.hide_form(review_id), "moderation:hide", review_id)

    @on_submit("moderation:hidden")
    async def hidden(self, ask: Request, fields: Fields, review_id: ReviewId) -> None:
        """Hide it for this reason."""
        reason = fields.text("reason")
        ask.keep(reason)
        reviewed = await ask.services.moderation.hide(ask.actor, review_id, reason)
        await follow(ask, [review_id], partial(pages.hidden_now, reviewed))

    @on_press("moderation:restore")
    async def restored(self, ask: Request, review_id: ReviewId, seen: int = 0) -> None:
        """Bring it back as it was seen."""
        reviewed = await ask.services.moderation.restore(ask.actor, review_id, seen)
        await follow(ask, [review_id], partial(pages.restored, reviewed))

    @on_press("moderation:keep")
    async def keep(self, ask: Request, review_id: ReviewId) -> None:
        """It stays hidden after another look."""
        await ask.services.moderation.keep_hidden(ask.actor, review_id)
        await ask.show(pages.dealt_with("It stays hidden, and its author is told so."))

    @on_press("moderation:dismiss")
    async def dismiss(self, ask: Request, review_id: ReviewId, seen: int) -> None:
        """Nothing is wrong with it."""
        reviewed = await ask.services.moderation.dismiss(ask.actor, review_id, seen)
        await ask.show(pages.dismissed(reviewed))

    @on_press("moderation:spoilers")
    async def spoilers(self, ask: Request, review_id: ReviewId, seen: int) -> None:
        """Its author should mark spoilers."""
        await ask.services.moderation.ask_spoilers(ask.actor, review_id, seen)
        sentence = "Its author is asked to mark spoilers, privately, when they use me next."
        await ask.show(pages.dealt_with(sentence))
