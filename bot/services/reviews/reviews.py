"""What members do with reviews: post, read, find helpful, delete."""

from dataclasses import replace

from bot.domain.actors import Actor
from bot.domain.delivery.outbox import OutboxKind
from bot.domain.errors import Refusal
from bot.domain.ids import Millis, ReviewId, ShowId
from bot.domain.moderation.records import Subject
from bot.domain.ratings.rating import Stars, Target
from bot.domain.reviews.drafts import ReviewDraft
from bot.domain.reviews.pages import Posted, ReviewsPage
from bot.domain.reviews.replacing import MuchWouldGo, loses_much
from bot.domain.reviews.review import BODY_LIMIT, HEADLINE_LIMIT, CardPlace, Order, Review, Reviewed, Words
from bot.domain.server.settings import GuildSettings
from bot.domain.text import clean_line, clean_text
from bot.services.delivery.destinations import bound_for
from bot.services.guards import guard_review
from bot.services.lookup import refuse_restricted, shown_show, the_show
from bot.services.reviews import holding
from bot.services.rights import require_moderator
from bot.services.service import Service, reads, writes, writes_freely
from bot.store.catalog import merges
from bot.store.delivery import fame, outbox
from bot.store.engine.transaction import Tx
from bot.store.moderation import audit, hiding, keeping, notices, pins, reports
from bot.store.ratings import ratings
from bot.store.reviews import drafts, reviews, votes
from bot.store.server import guilds
from bot.store.totals import events
from bot.store.upkeep import erasing

PRESS_LEASE = 5_000
"""How long (ms) a press has for showing on its card what it changed; Discord waits for 3 seconds."""

GONE = "This review is not there any more. Its author may have deleted it."


def checked(words: Words) -> Words:
    """The words as they are stored; raises `Refusal`, giving them back, when they are too long."""
    headline, body = clean_line(words.headline), clean_text(words.body)
    if len(body) > BODY_LIMIT:
        raise Refusal(
            f"A review can have {BODY_LIMIT:,} characters, and this one has {len(body):,}. "
            "Shorten it a little and post it again; your text is attached.",
            typed=body,
        )
    if len(headline) > HEADLINE_LIMIT:
        raise Refusal(
            f"A headline can have {HEADLINE_LIMIT} characters, and this one has {len(headline)}. "
            "Shorten it and post again; your words are attached.",
            typed=f"{headline}\n\n{body}",
        )
    return Words(headline, body if body.strip() else "", words.spoilers)


class Reviews(Service):
    """The verbs of reviews."""

    @reads
    def own(self, tx: Tx, actor: Actor, target: Target) -> Review | None:
        """The review this member already has of the target, even if it is hidden."""
        return reviews.kept_of_member(tx, target, actor.user_id)

    @reads
    def get(self, tx: Tx, actor: Actor, review_id: ReviewId) -> Reviewed:
        """A review with its show; raises `Refusal` when it is gone."""
        return _seen(tx, actor, review_id)

    @writes
    def post(self, tx: Tx, actor: Actor, draft: ReviewDraft, channel_id: int, draft_id: int = 0) -> Posted:
        """Save a review and its rating, or edit the one (live or hidden) this member has of the same target.

        The card to be posted in `channel_id`, or where the server wants it, is noted with it, and the draft
        `draft_id` it came from is dropped. Raises `Refusal` when the words are too long, the show is gone, or
        a guard of this server says no, and `MuchWouldGo` when the author is to be asked first.
        """
        if draft.stars is None:
            raise Refusal("A review needs a rating. Choose one from half a star to five.")
        # The draft may be older than a merge of two entries.
        target = Target(merges.followed(tx, draft.show_id), draft.season)
        show, settings = the_show(tx, actor, target.show_id), guilds.settings(tx)
        old = reviews.kept_of_member(tx, target, actor.user_id)
        review = old
        if not tx.repeated:
            review = _save(tx, actor, settings, target, old, draft, draft.stars, channel_id)
        if draft_id:
            drafts.drop(tx, draft_id)
        if review is None:
            raise Refusal(GONE)
        if review.hidden:  # it has no card
            why, held = hiding.get(tx, review.review_id), not (old and old.hidden)
            return Posted(Reviewed(review, show), None, 0, why, held=held)
        known = outbox.shown(tx, review.review_id) if old else outbox.NOWHERE
        place, noted = known.places.get(OutboxKind.CARD), known.notes.get(OutboxKind.CARD)
        note_id = noted.note_id if noted else 0
        if not tx.repeated:
            note_id = outbox.note_card(tx, review.review_id, channel_id, due_at=tx.now, known=known)
        bound = place.channel_id if place else bound_for(tx, settings, target.show_id, channel_id)
        return Posted(Reviewed(review, show), place, note_id, bound_for=bound or channel_id)

    @writes
    def toggle_helpful(
        self,
        tx: Tx,
        actor: Actor,
        review_id: ReviewId,
        seen_at: CardPlace | None,
        kind: OutboxKind = OutboxKind.CARD,
    ) -> tuple[Reviewed, int]:
        """Count this member's helpful vote, or take it back; raises `Refusal` on one's own review.

        `seen_at` is the message it was pressed on. If that is the card (or the message of another `kind`), it
        is about to show the new number: say so to `helpful_shown` with the number returned. Whatever else
        shows the review is noted to follow at once. Enough votes bring a review into the hall of fame.
        """
        seen = _seen(tx, actor, review_id)
        if seen.review.user_id == actor.user_id:
            raise Refusal("This is your own review. Whether it is helpful is for the others to say.")
        if tx.repeated:
            return seen, 0
        by = votes.toggle(tx, review_id, actor.user_id)
        review = replace(seen.review, helpful=seen.review.helpful + by)
        if by > 0:
            _reach_fame(tx, review)
        known = outbox.shown(tx, review_id)
        here = known.places.get(kind) == seen_at
        due_at = tx.now + PRESS_LEASE if here else tx.now
        note_id = outbox.note_change(tx, review_id, due_at=Millis(due_at), kind=kind, known=known)
        return Reviewed(review, seen.show), note_id if here else 0

    @writes_freely
    def helpful_shown(self, tx: Tx, shown: Review, note_id: int, kind: OutboxKind = OutboxKind.CARD) -> None:
        """A press has let its message show `shown`; if that is not the latest any more, it follows."""
        if note_id:
            outbox.done(tx, kind, shown.review_id, note_id)
        review = reviews.get(tx, shown.review_id)
        if review and review != shown:
            outbox.note_change(tx, shown.review_id, due_at=tx.now)

    @writes
    def delete(self, tx: Tx, actor: Actor, review_id: ReviewId) -> Reviewed:
        """Delete a review of one's own, whose rating stays, or as a moderator an article by no member.

        Its words are erased at once, unless it is hidden or an open report is about it: then moderators keep
        it for a while. The card's removal is noted with it.
        """
        reviewed = _deletable(tx, actor, review_id)
        review = reviewed.review
        if review.is_article:
            audit.record(tx, actor.user_id, "delete", Subject.REVIEW, review_id, "")
        take_away(tx, review)
        return reviewed

    @reads
    def own_review(self, tx: Tx, actor: Actor, review_id: ReviewId) -> Reviewed:
        """A review of one's own, for editing.

        Raises `Refusal` when it is somebody else's, gone, or about a show that may not be seen here.
        """
        found = own(tx, actor, reviews.kept(tx, review_id))
        refuse_restricted(tx, actor, found.show.show_id)
        return found

    @reads
    def deletable(self, tx: Tx, actor: Actor, review_id: ReviewId) -> Reviewed:
        """A review that this person may delete; raises `Refusal` when they may not, or when it is gone."""
        return _deletable(tx, actor, review_id)

    @reads
    def browse(self, tx: Tx, actor: Actor, show_id: ShowId, order: Order, index: int) -> ReviewsPage:
        """The review at `index` of a show's reviews; an index past the ends gives the last or the first."""
        show = the_show(tx, actor, show_id)
        at = max(0, min(index, show.review_count - 1))
        found = reviews.of_show(tx, show_id, order, at)
        return ReviewsPage(show, order, at, show.review_count, found[0] if found else None)


def _save(
    tx: Tx,
    actor: Actor,
    settings: GuildSettings,
    target: Target,
    old: Review | None,
    draft: ReviewDraft,
    stars: Stars,
    channel_id: int,
) -> Review | None:
    """Save the words and stars as the member's review of the target, in place of the `old` one."""
    words = checked(draft.words(old.words if old else None))
    if old is None or words != old.words:
        guard_review(tx, actor, settings, words, is_new=old is None)
    if old is None:
        with events.at_once(tx):
            ratings.change(tx, target, actor.user_id, stars)
            return holding.add(tx, target, actor.user_id, words, stars, channel_id=channel_id)
    if draft.seen != old.version and loses_much(old.words, words):
        raise MuchWouldGo(old, words)
    return rewrite(tx, old, words, stars)


def rewrite(tx: Tx, old: Review, words: Words, stars: Stars) -> Review | None:
    """Put words and stars in the place of those that a member's review has; it stays hidden if it is."""
    if old.hidden:
        holding.edit(tx, old, words, stars)
        return reviews.kept(tx, old.review_id)  # another rating may stand, if two shows have become one
    with events.at_once(tx):
        ratings.change(tx, old.target, old.user_id, stars)
        notices.drop(tx, old.review_id)
        return holding.edit(tx, old, words, stars)


def take_away(tx: Tx, review: Review) -> None:
    """Delete a review, whose rating stays; the removal of its card is noted with it.

    Its words are erased at once, with what was typed of it and not posted, unless it is hidden or an open
    report is about it: then moderators keep it for a while.
    """
    review_id = review.review_id
    reviews.delete(tx, review)
    outbox.note_change(tx, review_id, due_at=tx.now)
    pins.drop(tx, review_id)
    notices.drop(tx, review_id)
    if review.hidden:
        hiding.looked(tx, review_id)  # its author waits for nothing any more
    if review.hidden or reports.count_open(tx, review_id):
        keeping.keep(tx, review_id)
    else:
        erasing.erase_review(tx, review_id)


def own(tx: Tx, actor: Actor, review: Review | None) -> Reviewed:
    """A live or hidden review of one's own; raises `Refusal` when it is somebody else's or gone."""
    if review is None or (review.hidden and review.user_id != actor.user_id):
        raise Refusal(GONE)
    if review.user_id != actor.user_id:
        raise Refusal("Only its author can do that with a review.")
    return Reviewed(review, shown_show(tx, actor, review.target.show_id))


def _reach_fame(tx: Tx, review: Review) -> None:
    """Let a review into the hall of fame if it has the votes that its server asks for; it stays there."""
    chosen = guilds.settings(tx)
    if chosen.fame_channel and 0 < chosen.fame_votes <= review.helpful:
        fame.enter(tx, review.review_id, chosen.fame_channel)


def _seen(tx: Tx, actor: Actor, review_id: ReviewId) -> Reviewed:
    """A review that may be seen where this person asks; raises `Refusal` when it is gone or may not."""
    review = reviews.get(tx, review_id)
    if review is None:
        raise Refusal(GONE)
    return Reviewed(review, the_show(tx, actor, review.target.show_id))


def _deletable(tx: Tx, actor: Actor, review_id: ReviewId) -> Reviewed:
    review = reviews.kept(tx, review_id)
    if review is None or review.hidden or not review.is_article:
        return own(tx, actor, review)
    require_moderator(tx, actor)
    return Reviewed(review, shown_show(tx, actor, review.target.show_id))
