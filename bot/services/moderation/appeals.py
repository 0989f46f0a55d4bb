"""What the author of a review hears of moderators, and can do about it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.actors import Actor
from bot.domain.errors import Refusal
from bot.domain.ids import ReviewId
from bot.domain.moderation.cases import More, OwnHidden, Told
from bot.domain.moderation.records import News, Notice
from bot.domain.reviews.review import Reviewed
from bot.services.lookup import shown_show, the_show
from bot.services.reviews import holding
from bot.services.reviews.reviews import GONE
from bot.services.rights import moderates
from bot.services.service import Service, reads, writes, writes_freely
from bot.store.delivery import outbox, waiting
from bot.store.engine.transaction import Tx
from bot.store.moderation import hiding, notices
from bot.store.reviews import reviews

NOT_HIDDEN = "This review is not hidden any more, so there is nothing to ask for."
TOLD_AT_ONCE = 3
HIDDEN_LISTED = 25


class Appeals(Service):
    """The verbs of authors whose reviews moderators have looked at."""

    @reads
    def more(self, tx: Tx, actor: Actor, review_id: ReviewId) -> More:
        """What this person may do with a review; raises `Refusal` when it is gone, or hidden from them."""
        review = reviews.kept(tx, review_id)
        moderator = moderates(tx, actor)
        own = review is not None and review.user_id == actor.user_id
        if review is None or (review.hidden and not own and not moderator):
            raise Refusal(GONE)
        reviewed = Reviewed(review, the_show(tx, actor, review.target.show_id))
        why = hiding.get(tx, review_id)
        news = notices.of_review(tx, review_id) if own else None
        return More(reviewed, own, moderator, why, news)

    @reads
    def hidden(self, tx: Tx, actor: Actor, review_id: ReviewId) -> OwnHidden:
        """A hidden review of one's own; raises `Refusal` when it isn't one."""
        return _own_hidden(tx, actor, review_id)

    @reads
    def all_hidden(self, tx: Tx, actor: Actor) -> Sequence[OwnHidden]:
        """One's hidden reviews, the latest first."""
        numbers = hiding.of_member(tx, actor.user_id, actor.sees_restricted, HIDDEN_LISTED)
        return [_own_hidden(tx, actor, number) for number in numbers]

    @writes
    def ask_again(self, tx: Tx, actor: Actor, review_id: ReviewId) -> OwnHidden:
        """Ask moderators for another look at a hidden review of one's own, once for each version of it."""
        own = _own_hidden(tx, actor, review_id)
        review = own.reviewed.review
        if tx.repeated:
            return own
        if not hiding.ask_again(tx, review):
            raise Refusal(
                "You have appealed against hiding this version already. "
                "Change the review first, then you can appeal again."
            )
        return replace(own, hiding=replace(own.hiding, asked_version=review.version, asked_at=tx.now))

    @writes
    def mark_spoilers(self, tx: Tx, actor: Actor, review_id: ReviewId) -> Reviewed:
        """Mark one's review as containing spoilers; its card follows."""
        review = reviews.kept(tx, review_id)
        if review is None:
            raise Refusal(GONE)
        if review.user_id != actor.user_id:
            raise Refusal("Only its author can do that with a review.")
        if not tx.repeated and not review.words.spoilers:
            words = replace(review.words, spoilers=True)
            holding.edit(tx, review, words, review.stars)
            outbox.note_change(tx, review_id, due_at=tx.now)
            if not review.hidden:
                notices.drop(tx, review_id)
            review = replace(review, words=words)
        return Reviewed(review, shown_show(tx, actor, review.target.show_id))

    async def news(self, actor: Actor) -> Sequence[tuple[Notice, Told]]:
        """What this person is to be told now, each once: it counts as told, unless `not_told` says no."""
        # Whoever uses the bot comes by here, and nearly nobody is to be told anything: that takes no write.
        return await self._tell(actor) if await self._untold(actor) else ()

    @writes_freely
    def not_told(self, tx: Tx, actor: Actor, notice: Notice) -> None:
        """Discord did not take a notice: it is told another time."""
        notices.set_told(tx, notice, None)

    @reads
    def _untold(self, tx: Tx, actor: Actor) -> Sequence[Notice]:
        return notices.untold(tx, actor.user_id, actor.sees_restricted, TOLD_AT_ONCE)

    @writes_freely
    def _tell(self, tx: Tx, actor: Actor) -> Sequence[tuple[Notice, Told]]:
        found: list[tuple[Notice, Told]] = []
        for notice in notices.untold(tx, actor.user_id, actor.sees_restricted, TOLD_AT_ONCE):
            notices.set_told(tx, notice, tx.now)
            if notice.news is News.UNSURE and not waiting.asks_person(tx, notice.review_id):
                continue
            if review := reviews.kept(tx, notice.review_id):
                reviewed = Reviewed(review, shown_show(tx, actor, review.target.show_id))
                why = hiding.get(tx, notice.review_id)
                found.append((notice, Told(notice.news, reviewed, why)))
        return found


def _own_hidden(tx: Tx, actor: Actor, review_id: ReviewId) -> OwnHidden:
    review, why = reviews.kept(tx, review_id), hiding.get(tx, review_id)
    if review is None or review.user_id != actor.user_id:
        raise Refusal(GONE)
    if why is None:
        raise Refusal(NOT_HIDDEN)
    return OwnHidden(Reviewed(review, the_show(tx, actor, review.target.show_id)), why)
