"""Whatever happens at the same time, sums agree with a recount, nothing is doubled, and no update is lost."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable
from dataclasses import dataclass, field

from bot.domain.actors import Actor, Right
from bot.domain.catalog.shows import Facts
from bot.domain.errors import Refusal
from bot.domain.ids import GuildId, ReviewId, ShowId, UserId
from bot.domain.ratings.rating import Stars, Target
from bot.domain.reviews.review import CardPlace
from bot.store.engine.transaction import AllServers, Tx
from bot.store.ratings import ratings
from bot.store.reviews import reviews
from bot.store.totals import events
from tests.services.server import ANN, BOB, CHANNEL, MOD, Server, draft_of

SCHEDULES = 1_000
AT_ONCE = 8
"""How many things are done at the same time in each."""
CARL = UserId(13)
MEMBERS = (ANN, BOB, CARL)
THINGS = (
    *("write", "write", "vote", "vote", "replay", "pin", "unpin"),
    *("hide", "restore", "restore", "delete", "rate", "report"),
)


@dataclass
class Schedule:
    """One server on which all of it happens at the same time, and what was not refused of it."""

    server: Server
    guild_id: GuildId
    chance: random.Random
    done: Counter[str] = field(default_factory=Counter[str])
    said: set[str] = field(default_factory=set[str])
    votes: Counter[tuple[int, int]] = field(default_factory=Counter[tuple[int, int]])

    def actor(self, user_id: UserId) -> Actor:
        rights = tuple(Right) if user_id == MOD else ()
        return self.server.member(user_id, *rights, guild_id=self.guild_id)

    async def prepare(self) -> None:
        """A show with the reviews 1 and 2, of Ann and Bob, and their cards."""
        await self.server.services.shows.add(self.actor(MOD), "Glass Heart", Facts())
        for number, user_id in ((1, ANN), (2, BOB)):
            await self.write(user_id)
            place = CardPlace(CHANNEL, 900 + number)
            await self.server.services.delivery.posted(self.guild_id, ReviewId(number), 0, place)

    async def write(self, user_id: UserId, actor: Actor | None = None, times: int = 1) -> None:
        words = f"Said {self.chance.random()}"
        actor, draft = (
            actor or self.actor(user_id),
            draft_of(ShowId(1), stars=self.chance.randint(1, 10), body=words),
        )
        await asyncio.gather(
            *(self.server.services.reviews.post(actor, draft, CHANNEL) for _ in range(times))
        )
        self.done["write"] += 1
        self.said.add(words)

    async def vote(self, user_id: UserId, review_id: ReviewId, times: int = 1) -> None:
        actor, toggle = self.actor(user_id), self.server.services.reviews.toggle_helpful
        await asyncio.gather(*(toggle(actor, review_id, None) for _ in range(times)))
        self.votes[review_id, user_id] += 1

    def thing(self) -> Awaitable[object]:
        """Something that a member or a moderator does to one of the reviews."""
        verbs, review_id = self.server.services, self.chance.choice((1, 2))
        place, member, mod = CardPlace(CHANNEL, 900 + review_id), self.chance.choice(MEMBERS), self.actor(MOD)
        match self.chance.choice(THINGS):
            case "write":
                return self.write(member)
            case "vote":
                return self.vote(member, ReviewId(review_id))
            case "replay":  # one press, or one form, that comes three times at once
                vote = self.chance.random() < 0.5
                return self.vote(CARL, ReviewId(review_id), 3) if vote else self.write(member, times=3)
            case "pin":
                return verbs.pins.pin(mod, place)
            case "unpin":
                return verbs.pins.unpin(mod, place)
            case "hide":
                return self.counted("hide", verbs.moderation.hide(mod, ReviewId(review_id), "Rude."))
            case "restore":
                return self.counted("restore", verbs.moderation.restore(mod, ReviewId(review_id)))
            case "delete":
                return self.counted(
                    "delete", verbs.reviews.delete(self.actor((ANN, BOB)[review_id - 1]), ReviewId(review_id))
                )
            case "rate":
                return verbs.ratings.rate(
                    self.actor(member), Target(ShowId(1)), Stars(self.chance.randint(1, 10))
                )
            case _:
                return verbs.reports.report(self.actor(member), ReviewId(review_id), "Rude.")

    async def counted(self, what: str, doing: Awaitable[object]) -> None:
        await doing
        self.done[what] += 1

    async def run(self) -> None:
        await self.prepare()
        outcomes = await asyncio.gather(*(self.thing() for _ in range(AT_ONCE)), return_exceptions=True)
        unexpected = [each for each in outcomes if each is not None and isinstance(each, Exception)]
        assert [each for each in unexpected if not isinstance(each, Refusal)] == []

    def check(self, tx: Tx) -> None:
        """No update is lost, and none was made twice."""
        bodies = [row["body"] for row in tx.all("SELECT body FROM review_versions WHERE guild_id = $1")]
        assert set(bodies) <= set(self.said)
        if not self.done["delete"]:  # which erases them, unless somebody has reported the review
            assert sorted(bodies) == sorted(self.said)
            numbers = tx.all("SELECT version, review_id FROM reviews WHERE guild_id = $1")
            assert sum(row["version"] for row in numbers) == self.done["write"]
        acted = Counter(row["action"] for row in tx.all("SELECT action FROM audit WHERE guild_id = $1"))
        assert (acted["hide"], acted["restore"]) == (self.done["hide"], self.done["restore"])
        assert acted["hide"] - acted["restore"] in (0, 1, 2)
        if not self.done["delete"]:
            rows = tx.all("SELECT review_id, user_id FROM helpful_votes WHERE guild_id = $1")
            given = {(row["review_id"], row["user_id"]) for row in rows}
            assert given == {each for each, presses in self.votes.items() if presses % 2}
        pins = {row["review_id"] for row in tx.all("SELECT review_id FROM pins WHERE guild_id = $1")}
        last = {
            row["subject"]: row["action"] == "pin"
            for row in tx.all(
                """
                SELECT subject, action FROM audit WHERE guild_id = $1 AND action IN ('pin', 'unpin')
                ORDER BY audit_id
                """
            )
        }
        live = tx.all("SELECT review_id FROM reviews WHERE guild_id = $1 AND state = 'live'")
        pinned = {row["review_id"] for row in live if last.get(row["review_id"])}
        assert pins == pinned, "a pin ends with its review, and comes back with it"


def derived_rows(tx: AllServers) -> dict[str, list[str]]:
    return {table: sorted(map(repr, map(tuple, tx.all(f"SELECT * FROM {table}")))) for table in events.TABLES}


async def test_a_thousand_random_schedules_of_things_done_at_the_same_time(server: Server) -> None:
    schedules = [Schedule(server, GuildId(10_000 + seed), random.Random(seed)) for seed in range(SCHEDULES)]
    for start in range(0, SCHEDULES, 20):
        await asyncio.gather(*(each.run() for each in schedules[start : start + 20]))

    def check(tx: AllServers) -> None:
        for each in schedules:
            each.check(tx.server(each.guild_id))
        assert (ratings.wrong_sums(tx), reviews.wrong_counts(tx)) == ([], [])
        doubled = tx.all("""
            SELECT guild_id, user_id, show_id, season FROM reviews WHERE state <> 'deleted'
            GROUP BY guild_id, user_id, show_id, season HAVING count(*) > 1
        """)
        assert doubled == []

    def rebuilt(tx: AllServers) -> None:
        kept = derived_rows(tx)
        events.rebuild(tx)
        assert derived_rows(tx) == kept

    await server.database.read_all(check)
    await server.database.write_all(rebuilt)
    total = sum((each.done for each in schedules), Counter[str]())
    assert all(total[what] > 50 for what in ("write", "hide", "restore", "delete")), total
