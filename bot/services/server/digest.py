"""The weekly digest: noted when its time has come, and gathered when it is posted."""

from collections.abc import Sequence

from bot.domain.delivery.outbox import pause_after
from bot.domain.ratings.top import Ranking, periods_of
from bot.domain.reviews.review import Reviewed
from bot.domain.server.digest import LATE, REVIEWS, SHOWS, DigestPage, DueDigest
from bot.domain.server.settings import Theme
from bot.services.lookup import known_show
from bot.services.service import Service
from bot.store.engine.transaction import AllServers, Tx
from bot.store.ratings import top as ranking
from bot.store.server import digest as digests
from bot.store.server import guilds

AT_ONCE = 20


class Digest(Service):
    """The verbs of the digest."""

    async def note_due(self) -> None:
        """Note the digests whose time has come, each in the transaction that plans the next one.

        One that is much too late, or for a week in which nothing happened, is skipped.
        """
        now = self.clock()
        if await self.database.read_all(digests.planned, 1):
            await self.database.write_all(_note_due)

    async def due(self) -> Sequence[DueDigest]:
        """The digests that are to be posted now, of all servers."""
        return await self.database.read_all(digests.due, AT_ONCE)

    async def page(self, digest: DueDigest, *, with_restricted: bool) -> tuple[DigestPage, Theme]:
        """What stands in a digest at this moment, and how the server's pictures look."""

        def page(tx: Tx) -> tuple[DigestPage, Theme]:
            week = digest.guild_id, digest.from_at, digest.until_at
            best = digests.best_new(tx, *week, REVIEWS, with_restricted=with_restricted)
            count, most = digests.most_reviewed(tx, *week, SHOWS, with_restricted=with_restricted)
            month = periods_of(digest.until_at - 1)[2]
            top = ranking.ranked(tx, Ranking.BEST, month, with_restricted=with_restricted, limit=SHOWS)
            shown = tuple(Reviewed(review, known_show(tx, review.target.show_id)) for review in best)
            theme = guilds.settings(tx).theme
            return DigestPage(digest, shown, count, tuple(most), month, tuple(top)), theme

        return await self.database.read_all(page)

    async def done(self, digest: DueDigest, message_id: int) -> None:
        """A digest was posted, or was given up (0)."""
        await self.database.write(digest.guild_id, digests.done, digest.digest_id, message_id)

    async def postpone(self, digest: DueDigest) -> None:
        """Try again later, after growing pauses; give up when it would come much too late."""
        due_at = self.clock() + pause_after(digest.attempts)
        if due_at > digest.until_at + LATE:
            await self.done(digest, 0)
        else:
            await self.database.write(digest.guild_id, digests.postpone, digest.digest_id, due_at)


def _note_due(tx: AllServers) -> None:
    for guild_id, plan, from_at, due_at in digests.planned(tx, AT_ONCE):
        late = tx.now - due_at > LATE
        if not late and digests.anything_since(tx, from_at):
            digests.note(tx, plan, from_at, due_at)
        digests.move_on(tx, plan, from_at if late else due_at)
