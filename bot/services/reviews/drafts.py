"""What members wanted to do and have not done yet: kept, so that it can go on."""

from bot.domain.actors import Actor
from bot.domain.errors import Refusal
from bot.domain.reviews.drafts import CommandDraft, ReviewDraft, Unfinished
from bot.services.lookup import refuse_restricted
from bot.services.service import Service, reads, writes_freely
from bot.store.catalog import merges
from bot.store.engine.transaction import Tx
from bot.store.reviews import drafts

DRAFT_GONE = "This draft is not there any more: it was posted or deleted, or is more than a week old."
SOMEBODY_ELSES = "This is somebody else's draft. Start your own with `/review`."


class Drafts(Service):
    """The verbs of drafts. Nobody gets at those of others."""

    @writes_freely
    def keep(self, tx: Tx, actor: Actor, draft: Unfinished, draft_id: int = 0) -> int:
        """Keep what a member has given so far, under its number if it has one; returns the number.

        Raises `Refusal` when the draft of that number is gone or not one's own.
        """
        if not draft_id:
            return drafts.add(tx, actor.user_id, draft)
        _own(tx, actor, draft_id)
        drafts.replace(tx, draft_id, draft)
        return draft_id

    @reads
    def get(self, tx: Tx, actor: Actor, draft_id: int) -> Unfinished:
        """A draft of one's own.

        Raises `Refusal` when it is gone, not one's own, or about a show that may not be seen here.
        """
        return _seen(tx, actor, draft_id)

    @reads
    def review(self, tx: Tx, actor: Actor, draft_id: int) -> ReviewDraft:
        """A draft of one's own that is a review; raises `Refusal` like `get`."""
        draft = _seen(tx, actor, draft_id)
        if not isinstance(draft, ReviewDraft):
            raise Refusal(DRAFT_GONE)
        return draft

    @writes_freely
    def drop(self, tx: Tx, actor: Actor, draft_id: int) -> None:
        """Forget a draft of one's own that went on; doing it again changes nothing."""
        stored = drafts.get(tx, draft_id)
        if stored and stored.user_id == actor.user_id:
            drafts.drop(tx, draft_id)


def _seen(tx: Tx, actor: Actor, draft_id: int) -> Unfinished:
    draft = _own(tx, actor, draft_id)
    if isinstance(draft, ReviewDraft):
        refuse_restricted(tx, actor, merges.followed(tx, draft.show_id), typed=draft.body or "")
    return draft


def _own(tx: Tx, actor: Actor, draft_id: int) -> Unfinished:
    stored = drafts.get(tx, draft_id)
    if stored is None or not isinstance(stored.draft, ReviewDraft | CommandDraft):
        raise Refusal(DRAFT_GONE)
    if stored.user_id != actor.user_id:
        raise Refusal(SOMEBODY_ELSES)
    return stored.draft
