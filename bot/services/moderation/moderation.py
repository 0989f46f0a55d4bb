"""What moderators do with reviews: look at reports, hide reviews, and bring them back."""

from dataclasses import replace

from bot.domain.actors import Actor
from bot.domain.catalog.shows import Show
from bot.domain.errors import Refusal
from bot.domain.ids import Millis, ReviewId, ShowId, UserId
from bot.domain.moderation.cases import Case, Queue
from bot.domain.moderation.records import Hiding, Hold, News, Resolution, Subject, with_show
from bot.domain.reviews.review import CardPlace, Pin, Reviewed
from bot.domain.text import clean_text
from bot.services.lookup import the_show
from bot.services.moderation.pins import note_with_card
from bot.services.reviews import holding
from bot.services.rights import for_moderators, require_impartial
from bot.services.service import Service, reads, writes
from bot.store.delivery import outbox
from bot.store.engine.transaction import Tx
from bot.store.moderation import audit, hiding, holds, notices, reports
from bot.store.reviews import reviews

GONE = "This review is not there any more. Its author has deleted it."
HIDDEN = "This review is hidden already. Another moderator may have done it."
NOT_HIDDEN = (
    "This review is not hidden, so there is nothing to bring back. Another moderator may have done it."
)
CHANGED = (
    "Its author has changed it since you looked. Look at it again with `/moderation reports` or "
    "`/moderation history` before you bring it back."
)
NOTHING_OPEN = "Nothing is open about this review any more. Another moderator may have dealt with it."
OWN_CASE = (
    "This is your own review, so another moderator has to look at it. You can edit or delete it with ⋯."
)
OWN_HOLD = "These would be your own reviews, so another moderator has to decide."
NONE_HIDDEN = "No review of theirs of this show is hidden, so there is nothing to bring back."
STILL_HIDDEN = "A review of theirs of this show is hidden. Bring it back with `/moderation restore`."
REPORTS_SHOWN = 4
QUEUE_LIMIT = 500


class Moderation(Service):
    """The verbs of moderators.

    All raise `Refusal` without the right, about one's own review, and when the review is gone.
    """

    @reads
    @for_moderators
    def queue(self, tx: Tx, actor: Actor, index: int) -> Queue:
        """The case at `index` of those that wait; an index past the ends gives the last or the first."""
        here, elsewhere = (reports.waiting(tx, restricted, QUEUE_LIMIT) for restricted in (False, True))
        if actor.sees_restricted:
            here, elsewhere = [*here, *elsewhere], []
        others = [review_id for review_id, author in here if author != actor.user_id]
        at = max(0, min(index, len(others) - 1))
        case = _case(tx, _reviewed(tx, actor, others[at])) if others else None
        return Queue(case, at, len(others), len(elsewhere), own=len(here) - len(others))

    @reads
    @for_moderators
    def case(self, tx: Tx, actor: Actor, review_id: ReviewId) -> Case:
        """A review with what is open about it: live, hidden, or deleted and kept."""
        return _case(tx, _judged(tx, actor, review_id))

    @writes
    @for_moderators
    def hide(self, tx: Tx, actor: Actor, review_id: ReviewId, reason: str) -> Reviewed:
        """Hide a review for a reason that its author gets to see; its card and pin go.

        Raises `Refusal` without a reason, and when it is hidden already.
        """
        reason, reviewed = clean_text(reason).strip(), _moderated(tx, actor, review_id)
        if tx.repeated:
            return reviewed
        if reviewed.review.hidden:
            raise Refusal(HIDDEN, typed=reason)
        if not reason:
            raise Refusal("Say why, in a few words: the author gets to see it.")
        hidden = holding.hide(tx, reviewed.review, Hold(reason, actor.user_id, tx.now))
        reports.resolve(tx, review_id, Resolution.HIDDEN, actor.user_id, seen=tx.now)
        notices.put(tx, reviewed.review, News.HIDDEN)
        audit.record(tx, actor.user_id, "hide", Subject.REVIEW, review_id, reason)
        return replace(reviewed, review=hidden)

    @writes
    @for_moderators
    def restore(self, tx: Tx, actor: Actor, review_id: ReviewId, seen: int | None = None) -> Reviewed:
        """Bring a hidden review back, its card to where it stood, and its pin as soon as the card stands.

        Raises `Refusal` when it isn't hidden, and when the moderator has `seen` another version of it.
        """
        reviewed = _moderated(tx, actor, review_id)
        if tx.repeated:
            return reviewed
        if reviewed.review.hidden and seen not in (None, reviewed.review.version):
            raise Refusal(CHANGED)
        restored = hiding.restore(tx, reviewed.review)
        if restored is None:
            raise Refusal(NOT_HIDDEN)
        review, why = restored
        _note_return(tx, review_id, why)
        notices.put(tx, reviewed.review, News.RESTORED)
        audit.record(tx, actor.user_id, "restore", Subject.REVIEW, review_id, "")
        return replace(reviewed, review=review)

    @writes
    @for_moderators
    def lift(self, tx: Tx, actor: Actor, show_id: ShowId, user_id: UserId) -> Show:
        """Let everybody see what a member writes about a show, after a hidden review of theirs has gone.

        Raises `Refusal` while one of theirs is there, to be brought back, and when nothing keeps it hidden.
        """
        require_impartial(actor, user_id, OWN_HOLD)
        show = the_show(tx, actor, show_id)
        if tx.repeated:
            return show
        if hiding.has_hidden(tx, show_id, user_id):
            raise Refusal(STILL_HIDDEN)
        if not holds.lift(tx, show_id, user_id):
            raise Refusal(NONE_HIDDEN)
        audit.record(tx, actor.user_id, "stop hiding reviews of", Subject.MEMBER, user_id, with_show(show))
        return show

    @writes
    @for_moderators
    def keep_hidden(self, tx: Tx, actor: Actor, review_id: ReviewId) -> Reviewed:
        """Answer an author who asked for another look: it stays hidden."""
        reviewed = _moderated(tx, actor, review_id)
        if tx.repeated:
            return reviewed
        if not (reviewed.review.hidden and hiding.looked(tx, review_id)):
            raise Refusal(NOTHING_OPEN)
        review, why = reviewed.review, hiding.get(tx, review_id)
        if why:  # whatever else its author writes stays hidden by this moderator's word
            hold = Hold(why.reason, actor.user_id, tx.now)
            holds.put(tx, review.target.show_id, review.user_id, hold)
        notices.put(tx, review, News.KEPT)
        audit.record(tx, actor.user_id, "keep hidden", Subject.REVIEW, review_id, "")
        return reviewed

    @writes
    @for_moderators
    def dismiss(self, tx: Tx, actor: Actor, review_id: ReviewId, seen: int) -> Reviewed:
        """Close the open reports of a review that were made up to `seen`; the review stays as it is."""
        reviewed = _judged(tx, actor, review_id)
        closed = reports.resolve(tx, review_id, Resolution.DISMISSED, actor.user_id, seen=Millis(seen))
        if not (closed or tx.repeated):
            raise Refusal(NOTHING_OPEN)
        audit.record(tx, actor.user_id, "dismiss", Subject.REVIEW, review_id, "")
        return reviewed

    @writes
    @for_moderators
    def ask_spoilers(self, tx: Tx, actor: Actor, review_id: ReviewId, seen: int) -> Reviewed:
        """Ask a review's author to mark its spoilers, and close the reports that were made up to `seen`.

        Raises `Refusal` when it is marked already, hidden, or by no member.
        """
        reviewed = _moderated(tx, actor, review_id)
        review = reviewed.review
        if tx.repeated:
            return reviewed
        if review.hidden:
            raise Refusal(HIDDEN)
        if review.is_article:
            raise Refusal("No member wrote this article, so there is nobody to ask.")
        if review.words.spoilers:
            raise Refusal("Its author has marked it as containing spoilers already.")
        reports.resolve(tx, review_id, Resolution.ASKED, actor.user_id, seen=Millis(seen))
        notices.put(tx, review, News.SPOILERS)
        audit.record(tx, actor.user_id, "ask for spoiler mark", Subject.REVIEW, review_id, "")
        return reviewed


def _moderated(tx: Tx, actor: Actor, review_id: ReviewId) -> Reviewed:
    """A live or hidden review that this moderator may judge; raises `Refusal` for their own."""
    reviewed = _judged(tx, actor, review_id)
    if reviewed.review.deleted:
        raise Refusal(GONE)
    return reviewed


def _judged(tx: Tx, actor: Actor, review_id: ReviewId) -> Reviewed:
    """The same, or one that its author has deleted and moderators keep."""
    reviewed = _reviewed(tx, actor, review_id)
    require_impartial(actor, reviewed.review.user_id, OWN_CASE)
    return reviewed


def _reviewed(tx: Tx, actor: Actor, review_id: ReviewId) -> Reviewed:
    review = reviews.moderated(tx, review_id)
    if review is None:
        raise Refusal(GONE)
    return Reviewed(review, the_show(tx, actor, review.target.show_id))


def _case(tx: Tx, reviewed: Reviewed) -> Case:
    review_id = reviewed.review.review_id
    return Case(
        reviewed,
        tuple(reports.of_review(tx, review_id, REPORTS_SHOWN)),
        reports.count_open(tx, review_id),
        hiding.get(tx, review_id),
    )


def _note_return(tx: Tx, review_id: ReviewId, why: Hiding) -> None:
    """Note that a card comes back to where it stood, with its pin, and wherever else the review was shown."""
    if not why.channel_id:
        outbox.note_change(tx, review_id, due_at=tx.now)
        return
    if why.pinned_at:
        pin = Pin(review_id, CardPlace(why.channel_id, 0), why.pinned_by, why.pinned_at)
        note_with_card(tx, pin, why.channel_id)
    else:
        outbox.note_card(tx, review_id, why.channel_id, due_at=tx.now)
