"""A server without Discord: the services over a real database, with a clock that a test sets."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from bot.domain.actors import Actor, Right
from bot.domain.catalog.shows import Facts
from bot.domain.delivery.outbox import OutboxEntry
from bot.domain.ids import GuildId, Millis, ReviewId, ShowId, UserId
from bot.domain.ratings.rating import Stars
from bot.domain.reviews.drafts import ReviewDraft
from bot.domain.reviews.pages import Posted
from bot.domain.reviews.review import CardPlace
from bot.services import Services
from bot.store.engine.database import Database
from bot.store.engine.transaction import Row

GUILD, ELSEWHERE = GuildId(7001), GuildId(7002)
ANN, BOB, MOD = UserId(11), UserId(12), UserId(13)
CHANNEL = 501
SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 24 * 3_600_000


@dataclass(slots=True)
class Clock:
    """Tells `now` (Unix milliseconds), which stands still until a test moves it."""

    now: int = 1_700_000_000_000

    def __call__(self) -> Millis:
        return Millis(self.now)


@dataclass(slots=True)
class Server:
    """The services, their clock and their database. Every `member` comes with a fresh key."""

    services: Services
    database: Database
    clock: Clock
    _keys: Callable[[], int] = field(default_factory=lambda: count(1).__next__)

    def member(self, user_id: int, *rights: Right, guild_id: int = GUILD) -> Actor:
        """A member at the moment of a new request."""
        return Actor(GuildId(guild_id), UserId(user_id), self._keys(), frozenset(rights))

    @property
    def ann(self) -> Actor:
        return self.member(ANN)

    @property
    def bob(self) -> Actor:
        return self.member(BOB)

    @property
    def mod(self) -> Actor:
        return self.member(MOD, *Right)

    async def add_show(self, title: str = "Glass Heart", facts: Facts | None = None) -> ShowId:
        """Add a show; returns its number."""
        show, _ = await self.services.shows.add(self.mod, title, facts or Facts())
        return show.show_id

    async def post(self, actor: Actor, draft: ReviewDraft, draft_id: int = 0) -> Posted:
        """Post a review in the channel."""
        return await self.services.reviews.post(actor, draft, CHANNEL, draft_id)

    async def post_card(
        self, actor: Actor, draft: ReviewDraft, message_id: int = 900
    ) -> tuple[ReviewId, CardPlace]:
        """Post a review whose card Discord has taken; returns its number and where the card stands."""
        posted = await self.post(actor, draft)
        review_id, place = posted.reviewed.review.review_id, CardPlace(CHANNEL, message_id)
        await self.services.delivery.posted(actor.guild_id, review_id, posted.note_id, place)
        return review_id, place

    async def due(self, *, after: int = 0) -> list[OutboxEntry]:
        """What is due now, or some milliseconds later."""
        self.clock.now += after
        return list(await self.services.delivery.due())

    async def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What a query finds."""
        found: list[Row] = await self.database.read_all(lambda tx: tx.all(sql))
        return [tuple(row) for row in found]


def draft_of(
    show_id: ShowId, *, stars: int = 7, body: str | None = "Loud and tender.", **more: Any
) -> ReviewDraft:
    """A review ready to be posted; `stars` are half stars."""
    return replace(ReviewDraft("Glass Heart", Stars(stars), show_id, body=body), **more)
