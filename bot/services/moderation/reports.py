"""Reporting reviews to the moderators."""

from bot.domain.actors import Actor
from bot.domain.errors import Refusal
from bot.domain.reviews.review import CardPlace, Reviewed
from bot.domain.text import clean_text
from bot.services.lookup import the_show
from bot.services.moderation.pins import NOT_A_CARD
from bot.services.reviews.reviews import GONE
from bot.services.service import Service
from bot.store.delivery import outbox
from bot.store.engine.counters import first_time
from bot.store.engine.transaction import Tx
from bot.store.moderation import reports
from bot.store.reviews import reviews


class Reports(Service):
    """The verbs of members who find a review against the rules."""

    async def reportable(self, actor: Actor, review_id: int) -> Reviewed:
        """A review that this person may report; raises `Refusal` on one's own, and when it is gone."""
        return await self.database.read(actor.guild_id, _reportable, actor, review_id)

    async def reportable_at(self, actor: Actor, place: CardPlace) -> Reviewed:
        """The review whose card is at `place`, for reporting it; raises `Refusal` on any other message."""

        def reportable_at(tx: Tx) -> Reviewed:
            review_id = outbox.review_at(tx, place)
            if review_id is None or reviews.get(tx, review_id) is None:
                raise Refusal(NOT_A_CARD)
            return _reportable(tx, actor, review_id)

        return await self.database.read(actor.guild_id, reportable_at)

    async def report(self, actor: Actor, review_id: int, reason: str) -> None:
        """Record that a member finds a review against the rules; reporting again replaces the reason."""
        now, reason = self.clock(), clean_text(reason).strip()

        def report(tx: Tx) -> None:
            review = _reportable(tx, actor, review_id).review
            if not reason:
                raise Refusal("Say what is wrong with it, in a few words, so that moderators can judge.")
            if first_time(tx, actor.key):
                reports.put(tx, review, actor.user_id, reason)

        await self.database.write(actor.guild_id, report)


def _reportable(tx: Tx, actor: Actor, review_id: int) -> Reviewed:
    review = reviews.get(tx, review_id)
    if review is None:
        raise Refusal(GONE)
    if review.user_id == actor.user_id:
        raise Refusal("This is your own review: edit or delete it with the ⋯ button.")
    return Reviewed(review, the_show(tx, actor, review.target.show_id))
