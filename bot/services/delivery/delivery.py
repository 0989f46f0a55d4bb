"""Making Discord look as the tables say: what is due, and what came of it."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.domain.catalog.merging import UNDO_WITHIN
from bot.domain.delivery.outbox import OutboxEntry, OutboxKind, Wanted, pause_after
from bot.domain.reviews.review import CardPlace, Reviewed
from bot.domain.spans import DAY
from bot.services.service import Service
from bot.store.catalog import merges, shows
from bot.store.delivery import fame, outbox, threads
from bot.store.discovery import search
from bot.store.engine import counters
from bot.store.engine.transaction import Tx
from bot.store.moderation import blocks, pins
from bot.store.reviews import drafts, reviews
from bot.store.server import digest


class Delivery(Service):
    """The outbox's verbs. `clock` tells the time in Unix milliseconds."""

    async def due(self, limit: int = 50, busy: Collection[int] = ()) -> Sequence[OutboxEntry]:
        """What should be told to Discord now, of all servers, oldest first, except in the `busy` channels."""
        return await self.database.read_all(outbox.due, limit, busy)

    async def entry(self, guild_id: int, kind: OutboxKind, review_id: int) -> OutboxEntry | None:
        """What is still to be told about one review."""
        return await self.database.read(guild_id, outbox.get, kind, review_id)

    async def wanted(self, guild_id: int, review_id: int, kind: OutboxKind = OutboxKind.CARD) -> Wanted:
        """How Discord should look as regards one review, and its card or its message of another `kind`."""

        def wanted(tx: Tx) -> Wanted:
            review = reviews.get(tx, review_id)
            if kind is OutboxKind.FAME and fame.channel_of(tx, review_id) is None:
                review = None
            show = shows.get(tx, review.target.show_id) if review else None
            return Wanted(
                Reviewed(review, show) if review and show else None,
                outbox.place(tx, review_id, kind),
                pins.get(tx, review_id) is not None,
            )

        return await self.database.read(guild_id, wanted)

    async def posted(
        self,
        guild_id: int,
        review_id: int,
        note_id: int,
        place: CardPlace,
        kind: OutboxKind = OutboxKind.CARD,
    ) -> None:
        """Mark that the message stands at `place` and shows what was noted up to `note_id`.

        Now a pin that waited for its card is due, which was restored with it.
        """

        def posted(tx: Tx) -> None:
            now = self.clock()
            outbox.put_place(tx, review_id, place, kind)
            outbox.done(tx, kind, review_id, note_id)
            pin = pins.get(tx, review_id) if kind is OutboxKind.CARD else None
            if pin and pin.place != place:
                pins.put(tx, replace(pin, place=place))
                outbox.note(tx, OutboxKind.PIN, review_id, place.channel_id, due_at=now)

        await self.database.write(guild_id, posted)

    async def done(self, entry: OutboxEntry) -> None:
        """Strike an entry off, unless something newer was noted meanwhile."""

        def done(tx: Tx) -> None:
            outbox.done(tx, entry.kind, entry.review_id, entry.note_id)

        await self.database.write(entry.guild_id, done)

    async def removed(self, guild_id: int, review_id: int, kind: OutboxKind = OutboxKind.CARD) -> None:
        """Mark that the message is not there any more (and so not pinned)."""
        await self.database.write(guild_id, _forget, review_id, kind)

    async def message_gone(self, guild_id: int, place: CardPlace) -> None:
        """A message was deleted in Discord: if it was a card, that card is gone.

        Who deletes a message of the hall of fame takes the review out of it for good.
        """

        def shown_at(tx: Tx) -> list[tuple[OutboxKind, int]]:
            found = [(kind, outbox.review_at(tx, place, kind)) for kind in (OutboxKind.CARD, OutboxKind.FAME)]
            return [(kind, review_id) for kind, review_id in found if review_id is not None]

        def message_gone(tx: Tx) -> None:
            for kind, review_id in shown_at(tx):
                _forget(tx, review_id, kind)
                if kind is OutboxKind.FAME:
                    fame.dismiss(tx, review_id)

        # Every deletion on every server comes by here, and nearly none is of a card.
        if await self.database.read(guild_id, shown_at):
            await self.database.write(guild_id, message_gone)

    async def mark_changed(self, guild_id: int, channel_id: int) -> None:
        """A channel is age-restricted now, or not any more: the cards of shows for adults follow."""

        def mark_changed(tx: Tx) -> None:
            for each in (channel_id, *threads.of_channel(tx, channel_id)):
                outbox.note_restricted(tx, each)

        await self.database.write(guild_id, mark_changed)

    async def channel_gone(self, guild_id: int, channel_id: int) -> None:
        """A channel or thread was deleted in Discord: so are all messages, pins and the hall in it."""

        def channel_gone(tx: Tx) -> None:
            outbox.forget_channel(tx, channel_id)
            pins.drop_channel(tx, channel_id)
            fame.leave_channel(tx, channel_id)
            threads.forget(tx, channel_id)

        await self.database.write(guild_id, channel_gone)

    async def guild_gone(self, guild_id: int) -> None:
        """The bot has left a server, or the server is gone: nothing there is pinned by us any more."""
        await self.database.write(guild_id, pins.drop_all)

    async def pin_failed(self, entry: OutboxEntry) -> None:
        """Mark that Discord does not let us pin: the review counts as not pinned."""

        def pin_failed(tx: Tx) -> None:
            pins.drop(tx, entry.review_id)
            outbox.done(tx, entry.kind, entry.review_id, entry.note_id)

        await self.database.write(entry.guild_id, pin_failed)

    async def failed(self, guild_id: int, review_id: int, wait: int) -> None:
        """The command could not post the card itself: let the outbox do it in `wait` milliseconds."""
        await self.database.write(guild_id, outbox.hurry, OutboxKind.CARD, review_id, self.clock() + wait)

    async def postpone(self, entry: OutboxEntry) -> None:
        """Try an entry again later, after growing pauses."""
        await self.database.write(outbox.postpone, entry, self.clock() + pause_after(entry.attempts))

    async def start_over(self) -> None:
        """At start, before any command: nobody else is posting, so whatever is noted is due now."""
        await self.database.write_all(outbox.hurry_all)

    async def forget_cards(self, guild_id: int) -> Sequence[tuple[int, int]]:
        """Every message of ours on a server is gone, and none is on its way.

        Returns (number, when it was written) of each review, oldest first.
        """

        def forget_cards(tx: Tx) -> list[tuple[int, int]]:
            live = reviews.all_live(tx)
            for review_id, _ in live:
                for kind in (OutboxKind.CARD, OutboxKind.FAME):
                    _forget(tx, review_id, kind)
                    if entry := outbox.get(tx, kind, review_id):
                        outbox.done(tx, kind, review_id, entry.note_id)
            return live

        return await self.database.write(guild_id, forget_cards)

    async def post_anew(self, guild_id: int, review_id: int, channel_id: int) -> None:
        """Note that a review's card is to be posted in `channel_id` now, and wherever else it was shown."""
        now = self.clock()

        def post_anew(tx: Tx) -> None:
            outbox.note(tx, OutboxKind.CARD, review_id, channel_id, due_at=now)
            outbox.note_change(tx, review_id, due_at=now)

        await self.database.write(guild_id, post_anew)

    async def tidy(self) -> None:
        """Forget drafts of a week ago, searches and idempotency keys of a day ago, and what has ended."""

        def tidy(tx: Tx) -> None:
            drafts.drop_before(tx, self.clock() - 7 * DAY)
            search.drop_before(tx, self.clock() - DAY)
            counters.forget_requests(tx, self.clock() - DAY)
            digest.drop_before(tx, self.clock() - 90 * DAY)
            merges.drop_before(tx, self.clock() - UNDO_WITHIN)
            blocks.drop_ended(tx)

        await self.database.write_all(tidy)


def _forget(tx: Tx, review_id: int, kind: OutboxKind) -> None:
    outbox.forget_place(tx, review_id, kind)
    if kind is OutboxKind.CARD:
        pins.drop(tx, review_id)
