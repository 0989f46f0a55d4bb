"""The weekly digest: noted when its time has come, and gathered when it is posted."""

from collections.abc import Sequence

from bot.domain.delivery.outbox import pause_after
from bot.domain.ids import Millis
from bot.domain.ratings.top import Ranking, periods_of
from bot.domain.reviews.review import Reviewed
from bot.domain.server.digest import LATE, REVIEWS, SHOWS, DigestPage, DueDigest
from bot.domain.server.settings import Theme
from bot.services.lookup import known_show
from bot.services.service import Service, reads, reads_all, writes_all, writes_freely
from bot.store.engine.transaction import AllServers, Tx
from bot.store.ratings import top
from bot.store.server import digest as digests
from bot.store.server import guilds

AT_ONCE = 20


class Digest(Service):
    """The verbs of the digest."""

    async def note_due(self) -> None:
        """Note the digests whose time has come, each in the transaction that plans the next one.

        One that is much too late, or for a week in which nothing happened, is skipped.
        """
        if await self.database.read_all(digests.planned, 1):
            await self._note_due()

    @writes_all
    def _note_due(self, tx: AllServers) -> None:
        for guild_id, plan, from_at, due_at in digests.planned(tx, AT_ONCE):
            server, late = tx.server(guild_id), tx.now - due_at > LATE
            if not late and digests.anything_since(server, from_at):
                digests.note(server, plan, from_at, due_at)
            digests.move_on(server, plan, from_at if late else due_at)

    @reads_all
    def due(self, tx: AllServers) -> Sequence[DueDigest]:
        """The digests that are to be posted, or to follow, now, of all servers."""
        return digests.due(tx, AT_ONCE)

    @reads
    def page(self, tx: Tx, digest: DueDigest, *, with_restricted: bool) -> tuple[DigestPage, Theme]:
        """What stands in a digest at this moment, and how the server's pictures look."""
        week = digest.from_at, digest.until_at
        best = digests.best_new(tx, *week, REVIEWS, with_restricted=with_restricted)
        count, most = digests.most_reviewed(tx, *week, SHOWS, with_restricted=with_restricted)
        month = periods_of(Millis(digest.until_at - 1))[2]
        best_rated = top.ranked(tx, Ranking.BEST, month, with_restricted=with_restricted, limit=SHOWS)
        shown = tuple(Reviewed(review, known_show(tx, review.target.show_id)) for review in best)
        page = DigestPage(digest, shown, count, tuple(most), month, tuple(best_rated))
        return page, guilds.settings(tx).theme

    @writes_freely
    def done(self, tx: Tx, digest: DueDigest, message_id: int) -> None:
        """A digest stands as it should be as a message, or does not, or was given up (0)."""
        digests.done(tx, digest.digest_id, message_id, digest.due_at)

    @writes_freely
    def postpone(self, tx: Tx, digest: DueDigest) -> None:
        """Try again later, after growing pauses; give up posting one when it would come much too late."""
        due_at = tx.now + pause_after(digest.attempts)
        if not digest.message_id and due_at > digest.until_at + LATE:
            digests.done(tx, digest.digest_id, 0, digest.due_at)
        else:
            digests.postpone(tx, digest.digest_id, Millis(due_at))
