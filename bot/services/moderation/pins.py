"""Pinning and unpinning reviews."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.actors import Actor, Right
from bot.domain.delivery.outbox import OutboxEntry, OutboxKind
from bot.domain.errors import Refusal
from bot.domain.ids import Millis, ReviewId, ShowId
from bot.domain.moderation.pins import MOST_OFFERED, Candidates, PinCandidate, Pinned, PinsPage
from bot.domain.moderation.records import Subject
from bot.domain.reviews.review import CardPlace, Pin, PinChange, Review, Reviewed
from bot.domain.spans import MINUTE
from bot.services.delivery.destinations import bound_for
from bot.services.lookup import NO_REVIEW_THERE, review_shown_at, shown_show, the_show
from bot.services.service import Service, reads, writes, writes_freely
from bot.store.delivery import outbox
from bot.store.engine.transaction import Tx
from bot.store.moderation import audit, pins
from bot.store.reviews import reviews
from bot.store.server import guilds

NOT_PINNED = "I have not pinned this review, so there is nothing to unpin."

PER_PAGE = 6
CHOSEN_FROM = 200
"""How many of the latest pins can be chosen from by their title."""
LEASE = MINUTE
"""How long (ms) the command has for telling Discord before the outbox does it."""


class Pins(Service):
    """The verbs of those who may pin."""

    @reads
    def candidates(self, tx: Tx, actor: Actor, show_id: ShowId, count: int) -> Candidates:
        """The most helpful reviews that are not pinned yet, of one show or (0) of the server."""
        actor.require(Right.PIN)
        count = max(1, min(count, MOST_OFFERED))
        show = the_show(tx, actor, show_id) if show_id else None
        numbers = pins.unpinned(tx, show_id, actor.sees_restricted, count)
        found = [PinCandidate(_reviewed(tx, actor, number), outbox.place(tx, number)) for number in numbers]
        return Candidates(show, count, found)

    @reads
    def page(self, tx: Tx, actor: Actor, page: int) -> PinsPage:
        """A page of the server's pins; a number past the ends gives the last or the first."""
        actor.require(Right.PIN)
        count = pins.count(tx, actor.sees_restricted)
        last = max(count - 1, 0) // PER_PAGE
        at = max(0, min(page, last))
        return PinsPage(at, last, count, _pinned(tx, actor, at * PER_PAGE, PER_PAGE))

    @reads
    def latest(self, tx: Tx, actor: Actor) -> Sequence[Pinned]:
        """The latest pins of the server, to choose from; none for those who may not pin here."""
        return _pinned(tx, actor, 0, CHOSEN_FROM) if Right.PIN in actor.rights else []

    @reads
    def place(self, tx: Tx, actor: Actor, review_id: ReviewId) -> CardPlace | None:
        """Where the card of a review stands; raises `Refusal` when the review is gone."""
        _review(tx, review_id)
        return outbox.place(tx, review_id)

    @reads
    def waits_in(self, tx: Tx, actor: Actor, review_id: ReviewId) -> int:
        """The channel in which a review is pinned as soon as its card stands there; 0 if it doesn't wait."""
        pin = pins.get(tx, review_id)
        return pin.place.channel_id if pin and not pin.place.message_id else 0

    @reads
    def shown_at(self, tx: Tx, actor: Actor, place: CardPlace) -> ReviewId:
        """The review that a message shows; raises `Refusal` if it shows none."""
        review_id = review_shown_at(tx, place)
        if review_id is None:
            raise Refusal(NO_REVIEW_THERE)
        return review_id

    @reads
    def bound_for(self, tx: Tx, actor: Actor, review_id: ReviewId, asked_in: int) -> int:
        """The channel or thread that a review's next card goes to; raises `Refusal` when it is gone."""
        return bound_for(tx, guilds.settings(tx), _review(tx, review_id).target.show_id, asked_in) or asked_in

    @writes
    def pin_anew(self, tx: Tx, actor: Actor, review_id: ReviewId, channel_id: int, written_in: int) -> None:
        """Note that a review without a card gets one in `channel_id`, and is pinned as soon as it stands.

        `actor` has their rights there. A forum's card goes to a post of its own, so it is noted as if it was
        `written_in` another channel. Raises `Refusal` without the right, and when it is pinned already.
        """
        require_pin(actor, channel_id)
        review = _review(tx, review_id)
        the_show(tx, actor, review.target.show_id)
        if tx.repeated:
            return
        if outbox.place(tx, review_id):
            raise Refusal("Its card was posted just now. Try again, to pin that.")
        refuse_pinned(pins.get(tx, review_id))
        note_with_card(tx, Pin(review_id, CardPlace(channel_id, 0), actor.user_id, tx.now), written_in)
        audit.record(tx, actor.user_id, "pin", Subject.REVIEW, review_id, "")

    @writes
    def unpin_waiting(self, tx: Tx, actor: Actor, review_id: ReviewId, channel_id: int) -> None:
        """Let a review that waits for its card in `channel_id` be pinned no more, once that stands.

        `actor` has their rights there. Raises `Refusal` without the right, and when it doesn't wait there.
        """
        require_pin(actor, channel_id)
        pin = pins.get(tx, review_id)
        if tx.repeated:
            return
        if pin is None or pin.place != CardPlace(channel_id, 0):
            raise Refusal(NOT_PINNED)
        pins.drop(tx, review_id)
        audit.record(tx, actor.user_id, "unpin", Subject.REVIEW, review_id, "")

    @writes
    def pin(self, tx: Tx, actor: Actor, place: CardPlace) -> PinChange:
        """Note that the card at `place` is to be pinned, and by whom; `actor` has their rights there.

        Raises `Refusal` without the right, on any other message, or when it is pinned already. One that
        Discord has not let the outbox pin may be tried again.
        """
        change = _change(tx, actor, place, pinned=True)
        if tx.repeated:
            return change
        waiting = outbox.get(tx, OutboxKind.PIN, change.review_id)
        if not (waiting and waiting.attempts):
            refuse_pinned(change.before)
        pins.put(tx, Pin(change.review_id, place, actor.user_id, tx.now))
        return _noted(tx, actor, place, change, waiting)

    @writes
    def unpin(self, tx: Tx, actor: Actor, place: CardPlace) -> PinChange:
        """Note that the card at `place` is to be unpinned. Raises `Refusal` like `pin`."""
        change = _change(tx, actor, place, pinned=False)
        if tx.repeated:
            return change
        if not pins.drop(tx, change.review_id):
            raise Refusal(NOT_PINNED)
        return _noted(tx, actor, place, change, outbox.get(tx, OutboxKind.PIN, change.review_id))

    @writes_freely
    def done(self, tx: Tx, actor: Actor, change: PinChange) -> None:
        """Discord has been told."""
        outbox.done(tx, OutboxKind.PIN, change.review_id, change.note_id)

    @writes_freely
    def unsure(self, tx: Tx, actor: Actor, change: PinChange) -> None:
        """Whether Discord has done it is not known: let the outbox see to it now."""
        outbox.hurry(tx, OutboxKind.PIN, change.review_id, tx.now)

    @writes
    def take_back(self, tx: Tx, actor: Actor, change: PinChange) -> None:
        """Discord refused: the review counts as pinned or not as it did before."""
        if change.before:
            pins.put(tx, change.before)
        else:
            pins.drop(tx, change.review_id)
        action = "pin refused" if change.pinned else "unpin refused"
        audit.record(tx, actor.user_id, action, Subject.REVIEW, change.review_id, "")
        outbox.done(tx, OutboxKind.PIN, change.review_id, change.note_id)


def require_pin(actor: Actor, channel_id: int) -> None:
    """Raise `Refusal` unless this person may pin in a channel, where `actor` has their rights."""
    if Right.PIN not in actor.rights:
        raise Refusal(
            f"You need the permission “Pin Messages” in <#{channel_id}> for that. "
            "Ask one of this server's moderators."
        )


def refuse_pinned(pin: Pin | None) -> None:
    """Raise `Refusal` if a review is pinned, saying by whom."""
    if pin:
        by = f", by <@{pin.pinned_by}>" if pin.pinned_by else ""
        raise Refusal(f"This review is pinned already{by}.")


def note_with_card(tx: Tx, pin: Pin, card_in: int) -> None:
    """Note a pin (of message 0) and the card that it waits for, which is posted first."""
    outbox.note_card(tx, pin.review_id, card_in, due_at=tx.now)
    pins.put(tx, pin)
    outbox.note(tx, OutboxKind.PIN, pin.review_id, pin.place.channel_id, due_at=tx.now)


def _change(tx: Tx, actor: Actor, place: CardPlace, *, pinned: bool) -> PinChange:
    """What is to become of the card at `place`, of which nothing is noted yet."""
    require_pin(actor, place.channel_id)
    review_id = outbox.review_at(tx, place)
    if review_id is None or reviews.get(tx, review_id) is None:
        raise Refusal(NO_REVIEW_THERE)
    return PinChange(review_id, pinned, pins.get(tx, review_id), note_id=0)


def _noted(
    tx: Tx, actor: Actor, place: CardPlace, change: PinChange, waiting: OutboxEntry | None
) -> PinChange:
    """Record a change, and note that Discord has to be told of it; `waiting` is the note before."""
    action = "pin" if change.pinned else "unpin"
    audit.record(tx, actor.user_id, action, Subject.REVIEW, change.review_id, "")
    due_at = tx.now + LEASE
    note_id = outbox.note(tx, OutboxKind.PIN, change.review_id, place.channel_id, due_at=Millis(due_at))
    # Two at once may reach Discord in the other order: then the outbox settles it.
    return change if waiting else replace(change, note_id=note_id)


def _pinned(tx: Tx, actor: Actor, offset: int, limit: int) -> list[Pinned]:
    found = pins.latest(tx, actor.sees_restricted, offset, limit)
    return [Pinned(pin, _reviewed(tx, actor, pin.review_id)) for pin in found]


def _reviewed(tx: Tx, actor: Actor, review_id: ReviewId) -> Reviewed:
    review = _review(tx, review_id)
    return Reviewed(review, shown_show(tx, actor, review.target.show_id))


def _review(tx: Tx, review_id: ReviewId) -> Review:
    review = reviews.get(tx, review_id)
    if review is None:
        raise Refusal("This review is not there any more, so there is nothing to pin.")
    return review
