"""Where the cards of reviews go: what a server has set, and which thread each show has."""

from collections.abc import Sequence

from bot.domain.ids import GuildId, ReviewId, ShowId
from bot.domain.server.settings import Destination, GuildSettings
from bot.services.service import Service, reads, writes_freely
from bot.store.catalog import merges
from bot.store.delivery import threads
from bot.store.engine.transaction import Tx
from bot.store.server import guilds


def bound_for(tx: Tx, settings: GuildSettings, show_id: ShowId, written_in: int) -> int:
    """The channel or thread that the card of a new review goes to; 0 if it stays where it is written."""
    there = settings.destination_channel
    match settings.goes_to:
        case Destination.HERE:
            return 0
        case Destination.CHANNEL:
            pass
        case Destination.FORUM | Destination.THREADS:
            there = threads.get(tx, show_id, there) or there
    return 0 if there == written_in else there


class Destinations(Service):
    """The verbs of those who post cards."""

    @reads
    def settings(self, tx: Tx, guild_id: GuildId) -> GuildSettings:
        """What a server has set."""
        return guilds.settings(tx)

    @reads
    def thread(self, tx: Tx, guild_id: GuildId, show_id: ShowId, channel_id: int) -> int:
        """The thread of a show in a channel; 0 if there is none yet."""
        return threads.get(tx, show_id, channel_id)

    @reads
    def channel_of(self, tx: Tx, guild_id: GuildId, thread_id: int) -> int:
        """The channel that a show's thread is in; 0 if it is no show's thread."""
        return threads.channel_of(tx, thread_id)

    @reads
    def may_hold(self, tx: Tx, guild_id: GuildId, review_id: ReviewId) -> Sequence[int]:
        """Where a review's card may have been posted beside where it was written."""
        settings = guilds.settings(tx)
        chosen = [settings.destination_channel] if settings.goes_to is Destination.CHANNEL else []
        return [*chosen, *threads.of_review(tx, review_id)]

    @reads
    def thread_name(self, tx: Tx, guild_id: GuildId, thread_id: int) -> str | None:
        """How a show's thread was named last; None if it is no show's thread."""
        return threads.name_of(tx, thread_id)

    @writes_freely
    def thread_named(self, tx: Tx, guild_id: GuildId, thread_id: int, name: str) -> None:
        """Mark that a show's thread has this name now."""
        threads.set_name(tx, thread_id, name)

    @writes_freely
    def thread_made(
        self, tx: Tx, guild_id: GuildId, show_id: ShowId, channel_id: int, thread_id: int, name: str
    ) -> None:
        """Mark that a show has a thread in a channel; if the show went into another one, that one has it."""
        into = merges.followed(tx, show_id)
        if into == show_id or not threads.get(tx, into, channel_id):
            threads.put(tx, into, channel_id, thread_id, name)

    @writes_freely
    def thread_gone(self, tx: Tx, guild_id: GuildId, thread_id: int) -> None:
        """Mark that a thread is not there any more: the show's next review makes a new one."""
        threads.forget(tx, thread_id)
