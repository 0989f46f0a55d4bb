"""Putting right what happened to pins in Discord, while the bot was away or behind its back."""

from collections.abc import Collection

from bot.domain.delivery.outbox import OutboxKind
from bot.domain.moderation.pins import Look
from bot.domain.reviews.review import Pin
from bot.services.service import Service
from bot.store.delivery import outbox
from bot.store.engine.transaction import Tx
from bot.store.moderation import pins


class PinSweep(Service):
    """The verbs of the sweep over all pins."""

    async def next(self, before: int) -> Look | None:
        """The channel whose pins were not looked at since `before` (Unix ms), for the longest time."""

        def following(tx: Tx) -> Look | None:
            found = pins.unchecked(tx, before)
            return pins.in_channel(tx, *found) if found else None

        return await self.database.read_all(following)

    async def of_channel(self, guild_id: int, channel_id: int) -> Look | None:
        """The pins that there are said to be in a channel, if any."""
        look = await self.database.read(guild_id, pins.in_channel, channel_id)
        return look if look.pins else None

    async def looked(self, look: Look, seen: Collection[int]) -> None:
        """What was found: the numbers of all messages that are pinned in the channel."""
        gone = [pin for pin in look.pins if pin.place.message_id not in seen]

        def looked(tx: Tx) -> None:
            for pin in gone:
                _forget(tx, pin)

        if gone:
            await self.database.write_all(looked)

    async def passed(self, look: Look, before: int) -> None:
        """A channel's turn is over: `next` does not come to it again with the same `before`."""
        await self.database.write(look.guild_id, pins.set_checked, look.channel_id, before)

    async def forget(self, guild_id: int, pin: Pin) -> bool:
        """Somebody has unpinned a review in Discord: it counts as unpinned; False if we changed it since."""
        return await self.database.write(guild_id, _forget, pin)


def _forget(tx: Tx, pin: Pin) -> bool:
    """Drop a pin, unless it was changed since, or Discord is being told of it."""
    if pins.get(tx, pin.review_id) != pin or outbox.get(tx, OutboxKind.PIN, pin.review_id):
        return False
    return pins.drop(tx, pin.review_id)
