"""Pinning and unpinning reviews."""

from collections.abc import Callable

from bot.domain.actors import Actor, Right
from bot.domain.errors import Refusal
from bot.domain.moderation import Subject
from bot.domain.outbox import Kind
from bot.domain.reviews import CardPlace, Pin, PinChange
from bot.store import audit, outbox, pins, reviews
from bot.store.counters import first_time
from bot.store.database import Database, Tx

NOT_A_CARD = "That message is not a review's card. Use this on a card that I posted after `/review`."

LEASE = 60_000
"""How long (ms) the command has for telling Discord before the outbox does it."""


class Pins:
    """The verbs of those who may pin. `clock` tells the time in Unix milliseconds."""

    def __init__(self, database: Database, clock: Callable[[], int]) -> None:
        self._database = database
        self._clock = clock

    async def pin(self, actor: Actor, place: CardPlace) -> PinChange:
        """Note that the card at `place` is to be pinned, and by whom.

        Raises `Refusal` without the right, on any other message, or when it is pinned already.
        """

        def pin(tx: Tx, review_id: int, now: int) -> None:
            pinned = pins.get(tx, actor.guild_id, review_id)
            if pinned:
                raise Refusal(f"This review is pinned already, by <@{pinned.pinned_by}>.")
            pins.put(tx, actor.guild_id, Pin(review_id, place, actor.user_id, now))

        return await self._change(actor, place, "pin", pin)

    async def unpin(self, actor: Actor, place: CardPlace) -> PinChange:
        """Note that the card at `place` is to be unpinned. Raises `Refusal` like `pin`."""

        def unpin(tx: Tx, review_id: int, _: int) -> None:
            if not pins.drop(tx, actor.guild_id, review_id):
                raise Refusal("I have not pinned this review, so there is nothing to unpin.")

        return await self._change(actor, place, "unpin", unpin)

    async def _change(
        self, actor: Actor, place: CardPlace, action: str, change: Callable[[Tx, int, int], None]
    ) -> PinChange:
        actor.require(Right.PIN)
        now = self._clock()

        def run(tx: Tx) -> PinChange:
            review_id = _review_at(tx, actor, place)
            before = pins.get(tx, actor.guild_id, review_id)
            note_id = 0
            if first_time(tx, actor.guild_id, actor.key, now):
                change(tx, review_id, now)
                audit.record(tx, actor.guild_id, actor.user_id, action, Subject.REVIEW, review_id, "", now)
                waiting = outbox.get(tx, actor.guild_id, Kind.PIN, review_id)
                due_at = now + LEASE
                noted = outbox.note(
                    tx, actor.guild_id, Kind.PIN, review_id, place.channel_id, now, due_at=due_at
                )
                # Two at once may reach Discord in the other order: then the outbox settles it.
                note_id = 0 if waiting else noted
            return PinChange(review_id, action == "pin", before, note_id)

        return await self._database.write(run)

    async def done(self, actor: Actor, change: PinChange) -> None:
        """Discord has been told."""
        await self._database.write(
            outbox.done, actor.guild_id, Kind.PIN, change.review_id, change.note_id, self._clock()
        )

    async def unsure(self, actor: Actor, change: PinChange) -> None:
        """Whether Discord has done it is not known: let the outbox see to it now."""
        await self._database.write(outbox.hurry, actor.guild_id, Kind.PIN, change.review_id, self._clock())

    async def take_back(self, actor: Actor, change: PinChange) -> None:
        """Discord refused: the review counts as pinned or not as it did before."""
        now = self._clock()

        def take_back(tx: Tx) -> None:
            if change.before:
                pins.put(tx, actor.guild_id, change.before)
            else:
                pins.drop(tx, actor.guild_id, change.review_id)
            action = "pin refused" if change.pinned else "unpin refused"
            audit.record(tx, actor.guild_id, actor.user_id, action, Subject.REVIEW, change.review_id, "", now)
            outbox.done(tx, actor.guild_id, Kind.PIN, change.review_id, change.note_id, now)

        await self._database.write(take_back)


def _review_at(tx: Tx, actor: Actor, place: CardPlace) -> int:
    review_id = outbox.review_at(tx, actor.guild_id, place)
    if review_id is None or reviews.get(tx, actor.guild_id, review_id) is None:
        raise Refusal(NOT_A_CARD)
    return review_id
