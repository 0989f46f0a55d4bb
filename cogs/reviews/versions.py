"""What becomes of a text when another is to take its place: asked before, and undone after."""

from dataclasses import replace
from functools import partial

from bot.client import Cog, Request, on_press
from bot.client.delivery.following import follow
from bot.domain.ids import ReviewId
from bot.domain.reviews.drafts import ReviewDraft
from bot.domain.reviews.versions import Undoing
from bot.ui.files import text_file
from bot.ui.layout import note
from bot.ui.pages.ratings.ratings import rated
from bot.ui.pages.reviews import versions as pages
from cogs.reviews.posting import post

STAYS = "Your old text stays. What you typed is attached."
DELETED_SINCE = "You have deleted your review since, so there is no old text. What you typed is attached."


class VersionsCog(Cog):
    """Replace, Add below and Keep the old text; Undo, and the earlier versions of one's own reviews."""

    @on_press("replace:all")
    async def replace_all(self, ask: Request, draft_id: int, seen: int) -> None:
        """The new text takes the place of the one that was `seen`; if it is another by now, ask again."""
        draft = await _kept(ask, draft_id)
        await post(ask, replace(draft, seen=seen), draft_id)

    @on_press("replace:below")
    async def add_below(self, ask: Request, draft_id: int) -> None:
        """The new text comes below the one that is there."""
        draft = await _kept(ask, draft_id)
        await post(ask, replace(draft, below=True), draft_id)

    @on_press("replace:keep")
    async def keep_old(self, ask: Request, draft_id: int) -> None:
        """The text that is there stays; the rating is taken."""
        actor, services = ask.actor, ask.services
        draft = await _kept(ask, draft_id)
        own = await services.reviews.own(actor, draft.target)
        if own and own.hidden:  # it has its own rating, which counts nowhere
            await post(ask, ReviewDraft(draft.title, draft.stars, draft.show_id, draft.season), draft_id)
        elif draft.stars:
            outcome = await services.ratings.rate(actor, draft.target, draft.stars)
            await services.drafts.drop(actor, draft_id)
            await ask.show(rated(outcome))
        ask.keep("")
        if draft.body:
            await ask.send(note(STAYS if own else DELETED_SINCE), [text_file(draft.body)])

    @on_press("review:undo")
    async def undo(self, ask: Request, review_id: ReviewId, version: int) -> None:
        """Undo a new review or an edit, which made this version, unless there is a newer one."""
        undone = await ask.services.versions.undo(ask.actor, review_id, version)
        if undone.came is Undoing.BACK:
            await follow(ask, [review_id], partial(pages.brought_back, undone.reviewed))
        elif undone.came is Undoing.GONE:
            await follow(ask, [review_id], partial(pages.taken_back, undone))
        else:
            await ask.send(pages.not_undone(undone))

    @on_press("versions:open")
    async def earlier(self, ask: Request, review_id: ReviewId, index: int, text_page: int, *_: int) -> None:
        """A version of one's own review, or another page of it."""
        own = await ask.services.versions.earlier(ask.actor, review_id, index)
        await ask.show(pages.own_version_page(own, text_page))

    @on_press("versions:back")
    async def bring_back(self, ask: Request, review_id: ReviewId, version: int) -> None:
        """Make an earlier version the newest."""
        reviewed = await ask.services.versions.bring_back(ask.actor, review_id, version)
        await follow(ask, [review_id], partial(pages.brought_back, reviewed))


async def _kept(ask: Request, draft_id: int) -> ReviewDraft:
    """What was typed, which comes back with a button to try again if anything goes wrong."""
    draft = await ask.services.drafts.review(ask.actor, draft_id)
    ask.keep(draft.body or "", draft_id)
    return draft
