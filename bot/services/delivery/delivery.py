"""Making Discord look as the tables say: what is due, and what came of it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from bot.domain.actors import Actor
from bot.domain.catalog.merging import UNDO_WITHIN
from bot.domain.delivery.outbox import (
    LONGEST_PAUSE,
    Followed,
    OutboxEntry,
    OutboxKind,
    Waiting,
    WaitsFor,
    Wanted,
    pause_after,
)
from bot.domain.errors import Refusal
from bot.domain.happenings import CardDue
from bot.domain.ids import GuildId, Millis, ReviewId, ShowId
from bot.domain.moderation.records import News
from bot.domain.reviews.review import CardPlace, Reviewed
from bot.domain.spans import DAY
from bot.services.rights import for_moderators, require_moderator
from bot.services.service import Service, reads, reads_all, writes, writes_all, writes_freely
from bot.store.catalog import merges, shows
from bot.store.delivery import fame, outbox, threads, waiting
from bot.store.discovery import search
from bot.store.engine import counters
from bot.store.engine.transaction import AllServers, Tx
from bot.store.moderation import blocks, holds, notices, pins
from bot.store.reviews import drafts, reviews
from bot.store.server import digest
from bot.store.totals import events

STUCK_LIMIT = 200
"""How many waiting messages moderators are shown at most."""
_SHOWN = (OutboxKind.CARD, OutboxKind.FAME)
"""What a message of ours may show of a review."""


class Delivery(Service):
    """The outbox's verbs."""

    def when_due(self, wake: Callable[[], object]) -> Callable[[], None]:
        """Call `wake` after every commit by which Discord has to be told something now.

        It must not wait. Returns what ends that.
        """
        return self.database.after_commit.listen(CardDue, lambda _: wake())

    @reads_all
    def due(self, tx: AllServers, limit: int = 50, busy: Collection[int] = ()) -> Sequence[OutboxEntry]:
        """What should be told to Discord now, of all servers, oldest first, except in the `busy` channels."""
        return outbox.due(tx, limit, busy)

    @reads
    def entry(self, tx: Tx, guild_id: GuildId, kind: OutboxKind, review_id: ReviewId) -> OutboxEntry | None:
        """What is still to be told about one review."""
        return outbox.get(tx, kind, review_id)

    @reads
    def wanted(
        self, tx: Tx, guild_id: GuildId, review_id: ReviewId, kind: OutboxKind = OutboxKind.CARD
    ) -> Wanted:
        """How Discord should look as regards one review, and its card or its message of another `kind`."""
        review = reviews.get(tx, review_id)
        if kind is OutboxKind.FAME and fame.channel_of(tx, review_id) is None:
            review = None
        show = shows.get(tx, review.target.show_id) if review else None
        return Wanted(
            Reviewed(review, show) if review and show else None,
            outbox.place(tx, review_id, kind),
            pins.get(tx, review_id) is not None,
        )

    @writes_freely
    def posted(
        self,
        tx: Tx,
        guild_id: GuildId,
        review_id: ReviewId,
        note_id: int,
        place: CardPlace,
        kind: OutboxKind = OutboxKind.CARD,
    ) -> None:
        """Mark that the message stands at `place` and shows what was noted up to `note_id`.

        Now a pin that waited for its card is due, which was restored with it.
        """
        outbox.put_place(tx, review_id, place, kind)
        outbox.done(tx, kind, review_id, note_id)
        pin = pins.get(tx, review_id) if kind is OutboxKind.CARD else None
        if pin and pin.place != place:
            pins.put(tx, replace(pin, place=place))
            outbox.note(tx, OutboxKind.PIN, review_id, place.channel_id, due_at=tx.now)

    @writes_freely
    def done(self, tx: Tx, entry: OutboxEntry) -> None:
        """Strike an entry off, unless something newer was noted meanwhile."""
        outbox.done(tx, entry.kind, entry.review_id, entry.note_id)

    @writes_freely
    def removed(
        self, tx: Tx, guild_id: GuildId, review_id: ReviewId, kind: OutboxKind = OutboxKind.CARD
    ) -> None:
        """Mark that the message is not there any more (and so not pinned)."""
        _forget(tx, review_id, kind)

    async def message_gone(self, guild_id: GuildId, place: CardPlace) -> None:
        """A message was deleted in Discord: if it was a card, that card is gone.

        Who deletes a message of the hall of fame takes the review out of it for good.
        """
        # Every deletion on every server comes by here, and nearly none is of a card.
        if await self._shown_at(guild_id, place):
            await self._message_gone(guild_id, place)

    @reads
    def _shown_at(self, tx: Tx, guild_id: GuildId, place: CardPlace) -> Sequence[tuple[OutboxKind, ReviewId]]:
        return _shown_at(tx, place)

    @writes_freely
    def _message_gone(self, tx: Tx, guild_id: GuildId, place: CardPlace) -> None:
        for kind, review_id in _shown_at(tx, place):
            _forget(tx, review_id, kind)
            if kind is OutboxKind.FAME:
                fame.dismiss(tx, review_id)

    @writes_freely
    def mark_changed(self, tx: Tx, guild_id: GuildId, channel_id: int) -> None:
        """A channel is age-restricted now, or not any more: cards of shows for adults follow, and digests."""
        for each in (channel_id, *threads.of_channel(tx, channel_id)):
            outbox.note_restricted(tx, each)
        events.restricted_changed(tx)

    @writes_freely
    def channel_gone(self, tx: Tx, guild_id: GuildId, channel_id: int) -> None:
        """A channel or thread was deleted in Discord: so are all messages, pins and the hall in it."""
        outbox.forget_channel(tx, channel_id)
        pins.drop_channel(tx, channel_id)
        fame.leave_channel(tx, channel_id)
        threads.forget(tx, channel_id)

    @writes_freely
    def guild_gone(self, tx: Tx, guild_id: GuildId) -> None:
        """The bot has left a server, or the server is gone: nothing there can be told or pinned any more."""
        waiting.drop_all(tx)
        pins.drop_all(tx)

    @writes_freely
    def guild_back(self, tx: Tx, guild_id: GuildId) -> None:
        """The bot is on a server again: what should have gone meanwhile still stands there."""
        for review_id in waiting.orphans(tx):
            outbox.note_change(tx, review_id, due_at=tx.now)

    @reads
    def followed(self, tx: Tx, guild_id: GuildId, review_ids: Collection[ReviewId]) -> Followed:
        """What has become of the messages that show these reviews."""
        return waiting.of_reviews(tx, review_ids)

    @reads
    def shown_of_member(self, tx: Tx, actor: Actor) -> Sequence[ReviewId]:
        """The reviews of a member that messages show, or are to show."""
        return waiting.shown_of_member(tx, actor.user_id)

    @reads
    def shown_of_show(self, tx: Tx, guild_id: GuildId, show_id: ShowId) -> Sequence[ReviewId]:
        """The reviews of a show that messages show, or are to show."""
        return waiting.shown_of_show(tx, show_id)

    @reads
    @for_moderators
    def stuck(self, tx: Tx, actor: Actor) -> Sequence[Waiting]:
        """What waits on a server for access or for a person, oldest first, for moderators.

        Raises `Refusal` without the right.
        """
        return waiting.stuck(tx, STUCK_LIMIT)

    @reads
    def count_stuck(self, tx: Tx, guild_id: GuildId) -> int:
        """How many messages wait on a server for access or for a person."""
        return waiting.count_stuck(tx)

    @writes
    def post_again(self, tx: Tx, actor: Actor, review_id: ReviewId) -> ReviewId:
        """Post the card of a review of which somebody says that it does not stand; returns its number.

        Raises `Refusal` when this person is neither its author nor a moderator, and when nobody was asked.
        """
        review = reviews.kept(tx, review_id)
        if review is None or review.user_id != actor.user_id:
            require_moderator(tx, actor)
        if not waiting.post_again(tx, review_id) and not tx.repeated:
            raise Refusal("This card stands already, or is being posted just now.")
        return review_id

    @writes_freely
    def pin_failed(self, tx: Tx, entry: OutboxEntry) -> None:
        """Mark that Discord does not let us pin: the review counts as not pinned."""
        pins.drop(tx, entry.review_id)
        outbox.done(tx, entry.kind, entry.review_id, entry.note_id)

    @writes_freely
    def hurry(self, tx: Tx, guild_id: GuildId, review_id: ReviewId, kind: OutboxKind) -> None:
        """Whoever was to bring a message up to date could not: let the outbox do it now."""
        outbox.hurry(tx, kind, review_id, tx.now)

    @writes_freely
    def postpone(self, tx: Tx, entry: OutboxEntry, *, unsure: bool = False) -> None:
        """Try an entry again later, after growing pauses; its message may have been posted if `unsure`."""
        outbox.postpone(tx, entry, Millis(tx.now + pause_after(entry.attempts)), unsure=unsure)

    @writes_freely
    def refused(self, tx: Tx, entry: OutboxEntry, code: int, pause: int, *, posting: bool) -> None:
        """A channel is closed to us: whatever is to be posted (or changed) there waits for access.

        It is tried again in `pause` milliseconds.
        """
        waiting.refused(tx, entry.channel_id, code, Millis(tx.now + pause), posting=posting)

    @writes_freely
    def unsure(self, tx: Tx, entry: OutboxEntry, *, goes: bool) -> None:
        """It can't be looked up whether a message stands: a person is to say so, or access is waited for.

        What is to go (`goes`) waits for access, and nobody is asked.
        """
        if goes:
            waiting.wait_for_access(tx, entry, Millis(tx.now + LONGEST_PAUSE))
        elif review := reviews.get(tx, entry.review_id):
            waiting.ask_person(tx, entry)
            notices.put(tx, review, News.UNSURE)

    async def access_changed(self, guild_id: GuildId) -> None:
        """What the bot may do on a server has changed: try what waits there."""
        # Every thread that is opened comes by here, and nearly nowhere anything waits: that takes no write.
        if await self.count_stuck(guild_id):
            await self._access_changed(guild_id)

    @writes_freely
    def _access_changed(self, tx: Tx, guild_id: GuildId) -> None:
        waiting.access_changed(tx)

    @writes_all
    def start_over(self, tx: AllServers) -> None:
        """At start, before any command: nobody else is posting, so whatever is noted is due now."""
        outbox.start_over(tx)

    @reads_all
    def stuck_everywhere(self, tx: AllServers) -> Sequence[tuple[GuildId, int, WaitsFor, int]]:
        """(server, channel, what it waits for, how many messages) of all that is stuck, for the host."""
        return waiting.stuck_everywhere(tx)

    @writes_freely
    def forget_cards(self, tx: Tx, guild_id: GuildId) -> Sequence[tuple[ReviewId, Millis]]:
        """Every message of ours on a server is gone, and none is on its way.

        Returns (number, when it was written) of each review, oldest first.
        """
        live = reviews.all_live(tx)
        for review_id, _ in live:
            for kind in _SHOWN:
                _forget(tx, review_id, kind)
                if entry := outbox.get(tx, kind, review_id):
                    outbox.done(tx, kind, review_id, entry.note_id)
        return live

    @writes_freely
    def post_anew(self, tx: Tx, guild_id: GuildId, review_id: ReviewId, channel_id: int) -> None:
        """Note that a review's card is to be posted in `channel_id` now, and wherever else it was shown."""
        outbox.note_card(tx, review_id, channel_id, due_at=tx.now)

    @writes_all
    def tidy(self, tx: AllServers) -> None:
        """Forget drafts of a week ago, searches and idempotency keys of a day ago, and what has ended."""
        drafts.drop_before(tx, Millis(tx.now - 7 * DAY))
        search.drop_before(tx, Millis(tx.now - DAY))
        counters.forget_requests(tx, Millis(tx.now - DAY))
        digest.drop_before(tx, Millis(tx.now - 90 * DAY))
        merges.drop_before(tx, Millis(tx.now - UNDO_WITHIN))
        blocks.drop_ended(tx)
        holds.drop_ended(tx)


def _shown_at(tx: Tx, place: CardPlace) -> list[tuple[OutboxKind, ReviewId]]:
    found = [(kind, outbox.review_at(tx, place, kind)) for kind in _SHOWN]
    return [(kind, review_id) for kind, review_id in found if review_id is not None]


def _forget(tx: Tx, review_id: ReviewId, kind: OutboxKind) -> None:
    outbox.forget_place(tx, review_id, kind)
    if kind is OutboxKind.CARD:
        pins.drop(tx, review_id)
