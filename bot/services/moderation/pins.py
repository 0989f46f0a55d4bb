"""Pinning and unpinning reviews."""

from collections.abc import Callable, Sequence

from bot.domain.actors import Actor, Right
from bot.domain.delivery.outbox import OutboxEntry, OutboxKind
from bot.domain.errors import Refusal
from bot.domain.moderation.pins import MOST_OFFERED, Candidates, PinCandidate, Pinned, PinsPage
from bot.domain.moderation.records import Subject
from bot.domain.reviews.review import CardPlace, Pin, PinChange, Reviewed
from bot.domain.spans import MINUTE
from bot.services.lookup import known_show, the_show
from bot.services.service import Service
from bot.store.delivery import outbox
from bot.store.engine.counters import first_time
from bot.store.engine.transaction import Tx
from bot.store.moderation import audit, pins
from bot.store.reviews import reviews

NOT_A_CARD = "That message is not a review's card. Use this on a card that I posted after `/review`."

PER_PAGE = 6
CHOSEN_FROM = 200
"""How many of the latest pins can be chosen from by their title."""
LEASE = MINUTE
"""How long (ms) the command has for telling Discord before the outbox does it."""


class Pins(Service):
    """The verbs of those who may pin."""

    async def candidates(self, actor: Actor, show_id: int, count: int) -> Candidates:
        """The most helpful reviews that are not pinned yet, of one show or (0) of the server."""
        actor.require(Right.PIN)
        count = max(1, min(count, MOST_OFFERED))

        def candidates(tx: Tx) -> Candidates:
            show = the_show(tx, actor, show_id) if show_id else None
            numbers = pins.unpinned(tx, show_id, actor.sees_restricted, count)
            found = [
                PinCandidate(_reviewed(tx, actor, number), outbox.place(tx, number)) for number in numbers
            ]
            return Candidates(show, count, found)

        return await self.database.read(actor.guild_id, candidates)

    async def page(self, actor: Actor, page: int) -> PinsPage:
        """A page of the server's pins; a number past the ends gives the last or the first."""
        actor.require(Right.PIN)

        def pins_page(tx: Tx) -> PinsPage:
            count = pins.count(tx, actor.sees_restricted)
            last = max(count - 1, 0) // PER_PAGE
            at = max(0, min(page, last))
            return PinsPage(at, last, count, _pinned(tx, actor, at * PER_PAGE, PER_PAGE))

        return await self.database.read(actor.guild_id, pins_page)

    async def latest(self, actor: Actor) -> Sequence[Pinned]:
        """The latest pins of the server, to choose from; none for those who may not pin here."""
        if Right.PIN not in actor.rights:
            return []
        return await self.database.read(actor.guild_id, _pinned, actor, 0, CHOSEN_FROM)

    async def place(self, actor: Actor, review_id: int) -> CardPlace | None:
        """Where the card of a review stands; raises `Refusal` when the review is gone."""

        def place(tx: Tx) -> CardPlace | None:
            _reviewed(tx, actor, review_id)
            return outbox.place(tx, review_id)

        return await self.database.read(actor.guild_id, place)

    async def note_card(self, actor: Actor, review_id: int, channel_id: int) -> tuple[Reviewed, OutboxEntry]:
        """Note that the card of a review, which was deleted, is about to be posted anew in `channel_id`.

        The caller posts it. Raises `Refusal` without the right there, or when somebody else is posting it.
        """
        _require(actor, channel_id)
        now, key = self.clock(), (actor.guild_id, OutboxKind.CARD, review_id)

        def note_card(tx: Tx) -> tuple[Reviewed, OutboxEntry]:
            reviewed = _reviewed(tx, actor, review_id)
            the_show(tx, actor, reviewed.show.show_id)
            standing = outbox.place(tx, review_id) or outbox.get(tx, *key)
            outbox.note(tx, *key, channel_id, now, due_at=now + LEASE)
            entry = outbox.get(tx, *key)
            if standing or entry is None:
                raise Refusal("Its card is being posted anew just now. Try again in a moment.")
            return reviewed, entry

        return await self.database.write(actor.guild_id, note_card)

    async def pin(self, actor: Actor, place: CardPlace) -> PinChange:
        """Note that the card at `place` is to be pinned, and by whom; `actor` has their rights there.

        Raises `Refusal` without the right, on any other message, or when it is pinned already. One that
        Discord has not let the outbox pin may be tried again.
        """

        def pin(tx: Tx, review_id: int, now: int) -> None:
            pinned = pins.get(tx, review_id)
            noted = outbox.get(tx, OutboxKind.PIN, review_id)
            if pinned and not (noted and noted.attempts):
                by = f", by <@{pinned.pinned_by}>" if pinned.pinned_by else ""
                raise Refusal(f"This review is pinned already{by}.")
            pins.put(tx, Pin(review_id, place, actor.user_id, now))

        return await self._change(actor, place, "pin", pin)

    async def unpin(self, actor: Actor, place: CardPlace) -> PinChange:
        """Note that the card at `place` is to be unpinned. Raises `Refusal` like `pin`."""

        def unpin(tx: Tx, review_id: int, _: int) -> None:
            if not pins.drop(tx, review_id):
                raise Refusal("I have not pinned this review, so there is nothing to unpin.")

        return await self._change(actor, place, "unpin", unpin)

    async def _change(
        self, actor: Actor, place: CardPlace, action: str, change: Callable[[Tx, int, int], None]
    ) -> PinChange:
        _require(actor, place.channel_id)
        now = self.clock()

        def run(tx: Tx) -> PinChange:
            review_id = _review_at(tx, actor, place)
            before = pins.get(tx, review_id)
            note_id = 0
            if first_time(tx, actor.key):
                change(tx, review_id, now)
                audit.record(tx, actor.user_id, action, Subject.REVIEW, review_id, "")
                waiting = outbox.get(tx, OutboxKind.PIN, review_id)
                due_at = now + LEASE
                noted = outbox.note(tx, OutboxKind.PIN, review_id, place.channel_id, due_at=due_at)
                # Two at once may reach Discord in the other order: then the outbox settles it.
                note_id = 0 if waiting else noted
            return PinChange(review_id, action == "pin", before, note_id)

        return await self.database.write(actor.guild_id, run)

    async def done(self, actor: Actor, change: PinChange) -> None:
        """Discord has been told."""
        await self.database.write(
            actor.guild_id, outbox.done, OutboxKind.PIN, change.review_id, change.note_id
        )

    async def unsure(self, actor: Actor, change: PinChange) -> None:
        """Whether Discord has done it is not known: let the outbox see to it now."""
        await self.database.write(
            actor.guild_id, outbox.hurry, OutboxKind.PIN, change.review_id, self.clock()
        )

    async def take_back(self, actor: Actor, change: PinChange) -> None:
        """Discord refused: the review counts as pinned or not as it did before."""
        now = self.clock()

        def take_back(tx: Tx) -> None:
            if change.before:
                pins.put(tx, change.before)
            else:
                pins.drop(tx, change.review_id)
            action = "pin refused" if change.pinned else "unpin refused"
            audit.record(tx, actor.user_id, action, Subject.REVIEW, change.review_id, "")
            outbox.done(tx, OutboxKind.PIN, change.review_id, change.note_id)

        await self.database.write(actor.guild_id, take_back)


def _require(actor: Actor, channel_id: int) -> None:
    """Raise `Refusal` unless this person may pin in a channel, where `actor` has their rights."""
    if Right.PIN not in actor.rights:
        raise Refusal(
            f"You need the permission “Pin Messages” in <#{channel_id}> for that. "
            "Ask one of this server's moderators."
        )


def _pinned(tx: Tx, actor: Actor, offset: int, limit: int) -> list[Pinned]:
    found = pins.latest(tx, actor.sees_restricted, offset, limit)
    return [Pinned(pin, _reviewed(tx, actor, pin.review_id)) for pin in found]


def _reviewed(tx: Tx, actor: Actor, review_id: int) -> Reviewed:
    review = reviews.get(tx, review_id)
    if review is None:
        raise Refusal("This review is not there any more, so there is nothing to pin.")
    return Reviewed(review, known_show(tx, review.target.show_id))


def _review_at(tx: Tx, actor: Actor, place: CardPlace) -> int:
    review_id = outbox.review_at(tx, place)
    if review_id is None or reviews.get(tx, review_id) is None:
        raise Refusal(NOT_A_CARD)
    return review_id
