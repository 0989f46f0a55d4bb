"""Putting right what happened to pins in Discord, while the bot was away or behind its back."""

from collections.abc import Collection, Sequence

from bot.domain.delivery.outbox import OutboxKind
from bot.domain.ids import GuildId, Millis
from bot.domain.moderation.pins import Look
from bot.domain.reviews.review import Pin
from bot.services.service import Service, reads, reads_all, writes_freely
from bot.store.delivery import outbox
from bot.store.engine.transaction import AllServers, Tx
from bot.store.moderation import pins


class PinSweep(Service):
    """The verbs of the sweep over all pins."""

    @reads_all
    def next(self, tx: AllServers, before: int) -> Look | None:
        """The channel whose pins were not looked at since `before` (Unix ms), for the longest time."""
        found = pins.unchecked(tx, Millis(before))
        if found is None:
            return None
        guild_id, channel_id = found
        return pins.in_channel(tx.server(guild_id), channel_id)

    @reads
    def of_channel(self, tx: Tx, guild_id: GuildId, channel_id: int) -> Look | None:
        """The pins that there are said to be in a channel, if any."""
        look = pins.in_channel(tx, channel_id)
        return look if look.pins else None

    async def looked(self, look: Look, seen: Collection[int]) -> None:
        """What was found: the numbers of all messages that are pinned in the channel."""
        if gone := [pin for pin in look.pins if pin.place.message_id not in seen]:
            await self._forget_all(look, gone)

    @writes_freely
    def passed(self, tx: Tx, look: Look, before: int) -> None:
        """A channel's turn is over: `next` does not come to it again with the same `before`."""
        pins.set_checked(tx, look.channel_id, before)

    @writes_freely
    def forget(self, tx: Tx, guild_id: GuildId, pin: Pin) -> bool:
        """Somebody has unpinned a review in Discord: it counts as unpinned; False if we changed it since."""
        return _forget(tx, pin)

    @writes_freely
    def _forget_all(self, tx: Tx, look: Look, gone: Sequence[Pin]) -> None:
        for pin in gone:
            _forget(tx, pin)


def _forget(tx: Tx, pin: Pin) -> bool:
    """Drop a pin, unless it was changed since, or Discord is being told of it."""
    if pins.get(tx, pin.review_id) != pin or outbox.get(tx, OutboxKind.PIN, pin.review_id):
        return False
    return pins.drop(tx, pin.review_id)
