"""What moderators do with reviews: pin and unpin."""

from collections.abc import Callable

from bot.domain.actors import Actor, Right
from bot.domain.errors import Refusal
from bot.domain.outbox import Kind
from bot.domain.reviews import CardPlace, Pin
from bot.store import outbox, pins, reviews
from bot.store.counters import first_time
from bot.store.database import Database, Tx

NOT_A_CARD = "That message is not a review's card. Use this on a card that I posted after `/review`."


class Moderation:
    """The verbs of moderators. `clock` tells the time in Unix milliseconds."""

    def __init__(self, database: Database, clock: Callable[[], int]) -> None:
        self._database = database
        self._clock = clock

    async def pin(self, actor: Actor, place: CardPlace) -> int:
        """Note that the card at `place` is to be pinned; returns its review's number.

        Who does it is recorded. Raises `Refusal` without the right, on any other message, or when it is
        pinned already.
        """
        actor.require(Right.PIN)
        now = self._clock()

        def pin(tx: Tx) -> int:
            review_id = _review_at(tx, actor, place)
            if first_time(tx, actor.guild_id, actor.key, now):
                pinned = pins.get(tx, actor.guild_id, review_id)
                if pinned:
                    raise Refusal(f"This review is pinned already, by <@{pinned.pinned_by}>.")
                pins.put(tx, actor.guild_id, Pin(review_id, place, actor.user_id, now))
                _note(tx, actor, "pin", review_id, place, now)
            return review_id

        return await self._database.write(pin)

    async def unpin(self, actor: Actor, place: CardPlace) -> int:
        """Note that the card at `place` is to be unpinned; returns its review's number. Like `pin`."""
        actor.require(Right.PIN)
        now = self._clock()

        def unpin(tx: Tx) -> int:
            review_id = _review_at(tx, actor, place)
            if first_time(tx, actor.guild_id, actor.key, now):
                if not pins.drop(tx, actor.guild_id, review_id):
                    raise Refusal("This review is not pinned by me. Nothing was changed.")
                _note(tx, actor, "unpin", review_id, place, now)
            return review_id

        return await self._database.write(unpin)

    async def pinned(self, guild_id: int, review_id: int) -> Pin | None:
        """The pin of a review, if it has one."""
        return await self._database.read(pins.get, guild_id, review_id)


def _review_at(tx: Tx, actor: Actor, place: CardPlace) -> int:
    review_id = outbox.review_at(tx, actor.guild_id, place)
    if review_id is None or reviews.get(tx, actor.guild_id, review_id) is None:
        raise Refusal(NOT_A_CARD)
    return review_id


def _note(tx: Tx, actor: Actor, action: str, review_id: int, place: CardPlace, now: int) -> None:
    pins.record(tx, actor.guild_id, actor.user_id, action, review_id, now)
    outbox.note(tx, actor.guild_id, Kind.PIN, review_id, place.channel_id, now, due_at=now)
