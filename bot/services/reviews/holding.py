"""The one way by which members' words are saved: for everybody to see, or hidden while a hold says so.

Whatever writes a member's review goes through here (`tests/test_architecture.py` sees to it), so that nobody
gets around a moderator who has hidden one: by posting it once more, for another season, or as a change of one
that stands.
"""

from dataclasses import replace

from bot.domain.delivery.outbox import OutboxKind
from bot.domain.ids import NOBODY, Millis, UserId
from bot.domain.moderation.records import Hiding, Hold, News
from bot.domain.ratings.rating import Stars, Target
from bot.domain.reviews.review import Review, Words
from bot.store.delivery import outbox
from bot.store.engine.transaction import Tx
from bot.store.moderation import hiding, holds, notices, pins
from bot.store.reviews import reviews


def add(
    tx: Tx,
    target: Target,
    user_id: UserId,
    words: Words,
    stars: Stars,
    *,
    channel_id: int = 0,
    written_at: Millis | None = None,
) -> Review:
    """Add a member's review, whose rating stands already, and return it: hidden, while a hold says so.

    It counts as written now, or at `written_at`; `channel_id` is where its card comes to when it is seen.
    """
    added = reviews.add(tx, target, user_id, words, stars, written_at=written_at)
    return _hide_held(tx, added, channel_id)


def edit(
    tx: Tx, review: Review, words: Words, stars: Stars | None, *, edited_at: Millis | None = None
) -> Review:
    """Replace the words of a member's review, whose rating stands already, and return it.

    A hidden one stays hidden, and keeps the stars itself. Other words hide a live one while a hold says so.
    It counts as edited now, or at `edited_at`.
    """
    if review.hidden:
        return hiding.edit(tx, review, words, stars)
    edited = reviews.edit(tx, review, words, stars, edited_at=edited_at)
    says_the_same = replace(words, spoilers=review.words.spoilers) == review.words
    return edited if says_the_same else _hide_held(tx, edited, 0)


def hide_held(tx: Tx, review: Review, since: Millis) -> None:
    """Hide a live review that a merge of shows, or undoing it, puts where a hold later than `since` is."""
    hold = None if review.is_article else holds.get(tx, review.target.show_id, review.user_id)
    if hold and hold.held_at >= since:
        notices.put(tx, hide(tx, review, hold, held=True), News.HIDDEN)


def hide(tx: Tx, review: Review, hold: Hold, *, channel_id: int = 0, held: bool = False) -> Review:
    """Hide a live review and return it. Its card and pin go, to come back where they stood.

    A card that stood nowhere comes to `channel_id`. `held` says that no moderator has looked at it.
    """
    known = outbox.shown(tx, review.review_id)
    card = known.places.get(OutboxKind.CARD) or known.notes.get(OutboxKind.CARD)
    pin = pins.get(tx, review.review_id)
    why = Hiding(
        hold.reason,
        hold.held_by,
        tx.now,
        card.channel_id if card else channel_id,
        pinned_by=pin.pinned_by if pin else NOBODY,
        pinned_at=pin.pinned_at if pin else None,
        held=held,
    )
    hidden = hiding.hide(tx, review, why)
    pins.drop(tx, review.review_id)
    outbox.note_change(tx, review.review_id, due_at=tx.now, known=known)
    return hidden


def _hide_held(tx: Tx, review: Review, channel_id: int) -> Review:
    hold = holds.get(tx, review.target.show_id, review.user_id)
    return hide(tx, review, hold, channel_id=channel_id, held=True) if hold else review
