"""The earlier versions of one's own reviews: read, brought back, and an edit undone."""

from bot.domain.actors import Actor
from bot.domain.errors import Refusal
from bot.domain.ids import ReviewId
from bot.domain.moderation.history import Version
from bot.domain.ratings.rating import Stars
from bot.domain.reviews.drafts import ReviewDraft
from bot.domain.reviews.review import Review, Reviewed
from bot.domain.reviews.versions import OwnVersion, Undoing, Undone
from bot.services.guards import guard_review
from bot.services.lookup import RESTRICTED
from bot.services.reviews.reviews import GONE, own, rewrite, take_away
from bot.services.service import Service, reads, writes
from bot.store.delivery import outbox
from bot.store.engine.transaction import Tx
from bot.store.moderation import history
from bot.store.ratings import ratings
from bot.store.reviews import drafts, reviews
from bot.store.server import guilds
from bot.store.totals import events

NOT_KEPT = "That version is not kept any more."
GONE_ALREADY = "This review is deleted already, so there is nothing to undo."


class Versions(Service):
    """The verbs of authors who look back. Nothing is lost: what comes back is a version of its own."""

    @reads
    def earlier(self, tx: Tx, actor: Actor, review_id: ReviewId, index: int) -> OwnVersion:
        """The version at `index` of one's own review; past the ends it is the last or the first."""
        reviewed = _own(tx, actor, reviews.kept(tx, review_id))
        count = history.count(tx, review_id)
        at = max(0, min(index, count - 1))
        found = history.versions(tx, review_id, at, 1)
        if not found:
            raise Refusal(NOT_KEPT)
        return OwnVersion(reviewed, found[0], at, count)

    @writes
    def bring_back(self, tx: Tx, actor: Actor, review_id: ReviewId, number: int) -> Reviewed:
        """Make the words of an earlier version of one's own review the newest, and its stars.

        A rating that was given anew since the last edit stays. A hidden review stays hidden. Raises `Refusal`
        when the version isn't kept, and when a guard of this server says no to its words.
        """
        reviewed = _own(tx, actor, reviews.kept(tx, review_id))
        version = _kept(tx, review_id, number)
        if tx.repeated:
            return reviewed
        stars = _stars(reviewed.review, _change_with(tx, reviewed.review), version.stars)
        return _bring_back(tx, actor, reviewed, version, stars)

    @writes
    def undo(self, tx: Tx, actor: Actor, review_id: ReviewId, number: int) -> Undone:
        """Undo what made version `number` of one's own review, if that is still the newest.

        A review that was new (1) is deleted; its words are kept as a draft, and the rating is what it was
        before. Of an edit, the version before comes back, as with `bring_back`.
        """
        review = reviews.kept(tx, review_id)
        if review is None:
            raise Refusal(GONE_ALREADY)
        reviewed = _own(tx, actor, review)
        if review.version != number:
            return Undone(reviewed, _why_not(tx, review, number), review.stars)
        if number == 1:
            return _take_back(tx, actor, reviewed)
        before = _kept(tx, review_id, number - 1)
        change = _change_with(tx, review)
        stars = _stars(review, change, change.before if change else before.stars)
        return Undone(_bring_back(tx, actor, reviewed, before, stars), Undoing.BACK, stars)


def _own(tx: Tx, actor: Actor, review: Review | None) -> Reviewed:
    """A review of one's own, where it may be spoken of; raises `Refusal` elsewhere, as for any other's."""
    reviewed = own(tx, actor, review)
    if reviewed.show.restricted and not actor.sees_restricted:
        raise Refusal(RESTRICTED)
    return reviewed


def _kept(tx: Tx, review_id: ReviewId, number: int) -> Version:
    version = history.version(tx, review_id, number)
    if version is None:
        raise Refusal(NOT_KEPT)
    return version


def _why_not(tx: Tx, review: Review, number: int) -> Undoing:
    """Why what made a version is not undone, where another is the newest."""
    before = history.version(tx, review.review_id, number - 1)
    return Undoing.ALREADY if before and before.words == review.words else Undoing.NEWER


def _change_with(tx: Tx, review: Review) -> ratings.Change | None:
    """How the newest version changed its author's rating; None if they have rated anew since."""
    if review.hidden:
        return None
    change = ratings.latest_change(tx, review.target, review.user_id)
    newest = history.version(tx, review.review_id, review.version)
    return change if change and newest and change.changed_at == newest.saved_at else None


def _stars(review: Review, change: ratings.Change | None, then: Stars | None) -> Stars:
    """The stars that come back: those of `then`, unless the author has rated anew since the last edit."""
    stars = (then if review.hidden or change else None) or review.stars
    if stars is None:
        raise Refusal(GONE)
    return stars


def _bring_back(tx: Tx, actor: Actor, reviewed: Reviewed, version: Version, stars: Stars) -> Reviewed:
    review = reviewed.review
    if (version.words, stars) == (review.words, review.stars):
        return reviewed
    if version.words != review.words:
        guard_review(tx, actor, guilds.settings(tx), version.words, is_new=False)
    after = rewrite(tx, review, version.words, stars)
    if after is None:
        raise Refusal(GONE)
    if not after.hidden:
        outbox.note_change(tx, review.review_id, due_at=tx.now)
    return Reviewed(after, reviewed.show)


def _take_back(tx: Tx, actor: Actor, reviewed: Reviewed) -> Undone:
    """Delete a review that was new, with the rating that came with it; its words become a draft."""
    review, words, draft_id = reviewed.review, reviewed.review.words, 0
    change = _change_with(tx, review)
    with events.at_once(tx):
        take_away(tx, review)
        if change:
            ratings.change(tx, review.target, review.user_id, change.before)
    if words.headline or words.body:
        target = review.target
        draft = ReviewDraft(
            reviewed.show.title,
            review.stars,
            target.show_id,
            target.season,
            words.headline,
            words.body,
            words.spoilers,
        )
        draft_id = drafts.add(tx, actor.user_id, draft)
    stars = ratings.current(tx, review.target, review.user_id)
    return Undone(reviewed, Undoing.GONE, stars, draft_id)
