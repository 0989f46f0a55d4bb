"""Twenty times `kill -9` while members post: what was acknowledged is there, once, with one card."""

import asyncio
import os
from dataclasses import dataclass, field
from random import Random
from typing import Any, Literal, NamedTuple

from discord_components import Payload, text
from discord_state import User
from real_bot import (
    A_LOOK,
    CALLBACK,
    CATALOGUE,
    MESSAGE,
    MESSAGES,
    ORIGINAL,
    UNKNOWN_INTERACTION,
    Way,
    World,
    acknowledged,
    card_numbers,
    helpful,
)

from tests.waiting import HANGS

SEED = int(os.environ.get("KILL_SEED", "20"))
ROUNDS = 20
MEMBERS = ("ann", "ben", "cleo", "dan", "eve", "finn")
SOON = 0.3  # seconds within which members do most of what they do

Act = Way | Literal["again", "like", "delete"]
ACTS: tuple[Act, ...] = ("text", "text", "file", "file", "form", "again", "again", "again", "like", "delete")


class Moment(NamedTuple):
    """A request in which the bot is killed, or at last when nothing is left to do."""

    method: str
    path: str
    before: int = 0  # at most so many others of the kind come first


MOMENTS = (
    Moment("POST", CALLBACK, before=10),  # the command's answer
    Moment("PATCH", ORIGINAL, before=2),  # the answer after a deferral
    Moment("GET", MESSAGES),  # the outbox looks for a card
    Moment("POST", MESSAGES),  # the outbox posts one
    Moment("PATCH", MESSAGE),  # the outbox changes one
    None,  # any time
)


@dataclass(frozen=True)
class Step:
    """What a member does in a round, drawn beforehand, so that a seed gives the same again."""

    member: User
    act: Act
    after: float  # seconds
    show: str
    pick: float  # of what there is to choose from, from 0 to 1


@dataclass
class Story:
    """What members did in all rounds, and what they were told.

    `texts` are those of each target, (member, show, season), in order, with whether they were acknowledged.
    As many of them as `may_be_erased` says went with a review that was deleted, or may have.
    """

    world: World
    random: Random
    texts: dict[tuple[str, str, int], list[tuple[str, bool]]] = field(
        default_factory=dict[tuple[str, str, int], list[tuple[str, bool]]]
    )
    may_be_erased: dict[tuple[str, str, int], int] = field(default_factory=dict[tuple[str, str, int], int])
    deleted: set[int] = field(default_factory=set[int])
    fatal: list[str] = field(default_factory=list[str])

    async def round(self, number: int) -> None:
        """Members do something at the same time, and in the midst of it the bot is killed and started."""
        world, random = self.world, self.random
        moment = MOMENTS[number % len(MOMENTS)]
        plans = [[self._step(name) for _ in range(2)] for name in MEMBERS]
        # Some answers fail, so that the outbox has something to post as well.
        skip = random.randrange(4)
        world.server.inject("POST", CALLBACK, status=404, code=UNKNOWN_INTERACTION, skip=skip, times=2)
        lost: Any = random.choice(["request", "answer"])
        latest = random.uniform(0, SOON)
        if moment is not None:
            skip, latest = random.randint(0, moment.before), HANGS
            world.server.inject(moment.method, moment.path, lose=lost, skip=skip, call=self._kill)
        acting = [asyncio.create_task(self._follow(number, plan)) for plan in plans]

        def done() -> bool:
            return all(each.done() for each in acting) and not world.bot.noted()

        await world.server.until(lambda: not world.bot.running or done(), latest, A_LOOK)
        if world.bot.running:
            await world.bot.kill()
        await asyncio.gather(*acting)
        world.server.heal()
        await world.bot.start()

    async def _kill(self) -> None:
        await self.world.bot.kill()

    def _step(self, name: str) -> Step:
        random = self.random
        member, act, after = self.world.server.member(name), random.choice(ACTS), random.uniform(0, SOON / 4)
        return Step(member, act, after, random.choice(CATALOGUE), random.random())

    async def _follow(self, number: int, plan: list[Step]) -> None:
        for step in plan:
            await asyncio.sleep(step.after)
            await self._act(number, step)

    async def _act(self, number: int, step: Step) -> None:
        own, others = self._cards(step.member)
        cards = own if step.act == "delete" else others
        if step.act not in ("like", "delete"):
            await self._review(number, step)
        elif cards:
            card = cards[int(step.pick * len(cards))]
            await (self._delete(step.member, card) if step.act == "delete" else self._like(step.member, card))

    async def _review(self, number: int, step: Step) -> None:
        name, show, season, way = step.member.name, step.show, number + 1, step.act
        before = [target for target in self.texts if target[0] == name]
        words = f"{name} in round {number} by {way} after {sum(map(len, self.texts.values()))}"
        if way == "again" and before:
            _, show, season = before[int(step.pick * len(before))]
        answer = await self.world.bot.review(
            step.member,
            self.world.reviews,
            words,
            show,
            way=way if way in ("text", "file", "form") else "text",
            season=season,
        )
        self.texts.setdefault((name, show, season), []).append((words, acknowledged(answer)))

    async def _like(self, member: User, card: Payload) -> None:
        if self.world.server.state.message(int(card["channel_id"]), int(card["id"])):
            await self.world.press(member, card, "review:helpful")

    async def _delete(self, member: User, card: Payload) -> None:
        (number,) = card_numbers(card)
        for target, tries in self.texts.items():
            if any(words in text(card) for words, _ in tries):
                self.may_be_erased[target] = len(tries)
        message: Payload | None = card
        for address in ("review:more", "review:delete", "review:erase"):
            answer = await self.world.press(member, message, address)
            message = answer.message
            if not answer.answered or message is None or "not there any more" in text(message):
                return
        self.deleted.add(number)

    def _cards(self, member: User) -> tuple[list[Payload], list[Payload]]:
        """A member's own cards, and those of others."""
        cards = [card for cards in self.world.cards().values() for card in cards]
        own = [card for card in cards if f"<@{member.id}>" in text(card)]
        return own, [card for card in cards if card not in own]

    # ------------------------------------------------------------------------------------------ at the end

    def assert_nothing_is_lost(self) -> None:
        """Whatever was acknowledged is stored once, and is what is shown unless something newer is."""
        bodies = self.world.bot.bodies()
        live = {review.review_id: review for review in self.world.bot.reviews()}
        shown = [review.words.body for review in live.values()]
        assert not self.deleted & live.keys()
        for target, tries in self.texts.items():
            erased = self.may_be_erased.get(target, 0)
            for words, told in tries[erased:]:
                assert bodies.count(words) == 1 or (not told and words not in bodies), words
            told = [index for index, (_, told) in enumerate(tries) if told]
            if told and told[-1] >= erased:
                later = [words for words, _ in tries[told[-1] :]]
                assert sum(shown.count(words) for words in later) == 1, tries


async def test_twenty_kills_lose_and_double_nothing(world: World) -> None:
    print(f"KILL_SEED={SEED}")  # noqa: T201  pytest shows it when this fails
    story = Story(world, Random(SEED))
    for number in range(ROUNDS):
        await story.round(number)
    await world.bot.deliver()

    tries = [told for tries in story.texts.values() for _, told in tries]
    assert 0.2 < sum(tries) / len(tries) < 1, "of both kinds there should be many"
    story.assert_nothing_is_lost()
    world.assert_one_card_each()

    reader = world.server.member("somebody new")
    for number, (card,) in world.cards().items():
        before = helpful(card)
        for address in ("review:helpful", "review:read", "show:open", "review:more"):
            answer = await world.press(reader, card, address)
            assert answer.answered, f"{address} of review {number}"
            assert answer.message is not None
            assert "went wrong" not in text(answer.message)
        assert helpful(world.cards()[number][0]) == before + 1
    await world.bot.stop()
