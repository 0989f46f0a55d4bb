"""What moderators do with reviews: look at reports, hide reviews, and bring them back."""

from collections.abc import Callable
from dataclasses import replace

from bot.domain.actors import Actor
from bot.domain.delivery.outbox import OutboxKind
from bot.domain.errors import Refusal
from bot.domain.moderation.cases import Case, Queue
from bot.domain.moderation.records import Hiding, News, Resolution, Subject
from bot.domain.reviews.review import CardPlace, Pin, Reviewed
from bot.domain.text import clean_text
from bot.services.lookup import require_moderator, the_show
from bot.services.service import Service
from bot.store.delivery import outbox
from bot.store.engine.counters import first_time
from bot.store.engine.transaction import Tx
from bot.store.moderation import audit, hiding, notices, pins, reports
from bot.store.reviews import reviews

GONE = "This review is not there any more. Its author has deleted it."
HIDDEN = "This review is hidden already. Another moderator may have done it."
NOT_HIDDEN = (
    "This review is not hidden, so there is nothing to bring back. Another moderator may have done it."
)
NOTHING_OPEN = "Nothing is open about this review any more. Another moderator may have dealt with it."
REPORTS_SHOWN = 4
QUEUE_LIMIT = 500


class Moderation(Service):
    """The verbs of moderators.

    All raise `Refusal` without the right, and when the review is gone.
    """

    async def queue(self, actor: Actor, index: int) -> Queue:
        """The case at `index` of those that wait; an index past the ends gives the last or the first."""

        def queue(tx: Tx) -> Queue:
            require_moderator(tx, actor)
            here, elsewhere = (reports.waiting(tx, restricted, QUEUE_LIMIT) for restricted in (False, True))
            if actor.sees_restricted:
                here, elsewhere = [*here, *elsewhere], []
            at = max(0, min(index, len(here) - 1))
            case = _case(tx, actor, here[at]) if here else None
            return Queue(case, at, len(here), len(elsewhere))

        return await self.database.read(actor.guild_id, queue)

    async def case(self, actor: Actor, review_id: int) -> Case:
        """A live or hidden review with what is open about it."""

        def case(tx: Tx) -> Case:
            require_moderator(tx, actor)
            return _case(tx, actor, review_id)

        return await self.database.read(actor.guild_id, case)

    async def hide(self, actor: Actor, review_id: int, reason: str) -> Reviewed:
        """Hide a review for a reason that its author gets to see; its card and pin go.

        Raises `Refusal` without a reason, and when it is hidden already.
        """
        reason = clean_text(reason).strip()

        def hide(tx: Tx, case: Case, now: int) -> None:
            review = case.reviewed.review
            if case.hiding:
                raise Refusal(HIDDEN, typed=reason)
            if not reason:
                raise Refusal("Say why, in a few words: the author gets to see it.")
            card = outbox.place(tx, review_id) or outbox.get(tx, OutboxKind.CARD, review_id)
            why = Hiding(reason, actor.user_id, now, card.channel_id if card else 0)
            if pin := pins.get(tx, review_id):
                why = replace(why, pinned_by=pin.pinned_by, pinned_at=pin.pinned_at)
            hiding.hide(tx, review, why)
            pins.drop(tx, review_id)
            outbox.note_change(tx, review_id, due_at=now)
            _resolve(tx, actor, review_id, Resolution.HIDDEN)
            notices.put(tx, review, News.HIDDEN)

        return await self._act(actor, review_id, "hide", reason, hide)

    async def restore(self, actor: Actor, review_id: int) -> Reviewed:
        """Bring a hidden review back, its card to where it stood, and its pin as soon as the card stands.

        Raises `Refusal` when it isn't hidden.
        """

        def restore(tx: Tx, case: Case, now: int) -> None:
            review = case.reviewed.review
            if case.hiding is None:
                raise Refusal(NOT_HIDDEN)
            hiding.restore(tx, review)
            if channel_id := case.hiding.channel_id:
                outbox.note(tx, OutboxKind.CARD, review_id, channel_id, due_at=now)
                if pinned_at := case.hiding.pinned_at:
                    nowhere_yet = CardPlace(channel_id, 0)
                    pin = Pin(review_id, nowhere_yet, case.hiding.pinned_by, pinned_at)
                    pins.put(tx, pin)
                    outbox.note(tx, OutboxKind.PIN, review_id, channel_id, due_at=now)
            outbox.note_change(tx, review_id, due_at=now)  # wherever else it was
            notices.put(tx, review, News.RESTORED)

        return await self._act(actor, review_id, "restore", "", restore)

    async def keep_hidden(self, actor: Actor, review_id: int) -> Reviewed:
        """Answer an author who asked for another look: it stays hidden."""

        def keep_hidden(tx: Tx, case: Case, now: int) -> None:
            if not (case.hiding and hiding.looked(tx, review_id)):
                raise Refusal(NOTHING_OPEN)
            notices.put(tx, case.reviewed.review, News.KEPT)

        return await self._act(actor, review_id, "keep hidden", "", keep_hidden)

    async def dismiss(self, actor: Actor, review_id: int, seen: int) -> Reviewed:
        """Close the open reports of a review that were made up to `seen`; the review stays as it is."""

        def dismiss(tx: Tx, _: Case, now: int) -> None:
            if not _resolve(tx, actor, review_id, Resolution.DISMISSED, seen=seen):
                raise Refusal(NOTHING_OPEN)

        return await self._act(actor, review_id, "dismiss", "", dismiss)

    async def ask_spoilers(self, actor: Actor, review_id: int, seen: int) -> Reviewed:
        """Ask a review's author to mark its spoilers, and close the reports that were made up to `seen`.

        Raises `Refusal` when it is marked already, hidden, or by no member.
        """

        def ask_spoilers(tx: Tx, case: Case, now: int) -> None:
            review = case.reviewed.review
            if case.hiding:
                raise Refusal(HIDDEN)
            if review.is_article:
                raise Refusal("No member wrote this article, so there is nobody to ask.")
            if review.words.spoilers:
                raise Refusal("Its author has marked it as containing spoilers already.")
            _resolve(tx, actor, review_id, Resolution.ASKED, seen=seen)
            notices.put(tx, review, News.SPOILERS)

        return await self._act(actor, review_id, "ask for spoiler mark", "", ask_spoilers)

    async def _act(
        self,
        actor: Actor,
        review_id: int,
        action: str,
        details: str,
        change: Callable[[Tx, Case, int], None],
    ) -> Reviewed:
        """Do something to a review, once, and note it in the audit."""
        now = self.clock()

        def act(tx: Tx) -> tuple[Reviewed, int]:
            require_moderator(tx, actor)
            case = _case(tx, actor, review_id)
            if first_time(tx, actor.key):
                change(tx, case, now)
                about = (Subject.REVIEW, review_id, details)
                audit.record(tx, actor.user_id, action, *about, now)
            reviewed = _case(tx, actor, review_id).reviewed
            return reviewed, reviews.count_of_show(tx, reviewed.show.show_id)

        reviewed, count = await self.database.write(actor.guild_id, act)
        return reviewed


def _case(tx: Tx, actor: Actor, review_id: int) -> Case:
    review = reviews.kept(tx, review_id)
    if review is None:
        raise Refusal(GONE)
    return Case(
        Reviewed(review, the_show(tx, actor, review.target.show_id)),
        tuple(reports.of_review(tx, review_id, REPORTS_SHOWN)),
        reports.count_open(tx, review_id),
        hiding.get(tx, review_id),
    )


def _resolve(tx: Tx, actor: Actor, review_id: int, became: Resolution, *, seen: int | None = None) -> int:
    seen = tx.now if seen is None else seen
    return reports.resolve(tx, review_id, became, actor.user_id, seen=seen)
