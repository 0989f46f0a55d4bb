"""Reporting reviews to the moderators."""

from bot.domain.actors import Actor
from bot.domain.errors import Refusal
from bot.domain.ids import ReviewId
from bot.domain.reviews.review import CardPlace, Reviewed
from bot.domain.text import clean_text
from bot.services.lookup import NO_REVIEW_THERE, review_shown_at, the_show
from bot.services.reviews.reviews import GONE
from bot.services.service import Service, reads, writes
from bot.store.engine.transaction import Tx
from bot.store.moderation import reports
from bot.store.reviews import reviews


class Reports(Service):
    """The verbs of members who find a review against the rules."""

    @reads
    def reportable(self, tx: Tx, actor: Actor, review_id: ReviewId) -> Reviewed:
        """A review that this person may report; raises `Refusal` on one's own, and when it is gone."""
        return _reportable(tx, actor, review_id, GONE)

    @reads
    def reportable_at(self, tx: Tx, actor: Actor, place: CardPlace) -> Reviewed:
        """The review that a message shows, like `reportable`; raises `Refusal` if it shows none."""
        return _reportable(tx, actor, review_shown_at(tx, place), NO_REVIEW_THERE)

    @writes
    def report(self, tx: Tx, actor: Actor, review_id: ReviewId, reason: str) -> None:
        """Record that a member finds a review against the rules; reporting again replaces the reason."""
        review, reason = _reportable(tx, actor, review_id, GONE).review, clean_text(reason).strip()
        if not reason:
            raise Refusal("Say what is wrong with it, in a few words, so that moderators can judge.")
        reports.put(tx, review, actor.user_id, reason)


def _reportable(tx: Tx, actor: Actor, review_id: ReviewId | None, gone: str) -> Reviewed:
    review = reviews.get(tx, review_id) if review_id else None
    if review is None:
        raise Refusal(gone)
    if review.user_id == actor.user_id:
        raise Refusal("This is your own review: edit or delete it with the ⋯ button.")
    return Reviewed(review, the_show(tx, actor, review.target.show_id))
