"""The real bot in its process: what it has stored, which cards stand, and members who post reviews."""

import asyncio
import sqlite3
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Concatenate, Literal, ParamSpec, TypeVar

import discord
from bot_process import BotProcess
from discord_components import Payload, controls, text
from discord_interactions import Answer
from discord_server import DiscordServer
from discord_state import Channel, Guild, User

from bot.app import make_services, system_clock
from bot.domain.actors import Actor
from bot.domain.catalog.shows import Facts
from bot.domain.delivery.outbox import OutboxEntry
from bot.domain.ids import GuildId, Millis, UserId
from bot.domain.reviews.review import Review
from bot.store.delivery import outbox
from bot.store.engine.connections import connect_reader
from bot.store.engine.transaction import AllServers, Tx
from bot.store.reviews import reviews
from bot.store.upkeep import backup
from bot.store.upkeep.opening import open_database
from tests.databases import lay_tables

P = ParamSpec("P")
T = TypeVar("T")

Way = Literal["text", "file", "form"]
CATALOGUE = ("Glass Heart", "Midnight Diner", "Shrinking")
CALLBACK = "/interactions/*/callback"
ORIGINAL = "/webhooks/*/messages/@original"
MESSAGES = "/channels/*/messages"  # POST posts a card, GET looks for one
MESSAGE = "/channels/*/messages/*"
CARD_MARK = "review:more:"
SAVED = ("is saved", "is updated", "is posted")
UNKNOWN_INTERACTION = 10062
A_LOOK = 0.05  # seconds between two looks into the database, which cost more than others


class RealBot(BotProcess):
    """Encore's own `python -m bot run` on the local Discord, with three shows in its catalogue."""

    def __init__(
        self, discord: DiscordServer, data_dir: Path, *, env: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(discord, data_dir, env=env)
        self.database = self.data_dir / "encore.db"

    async def add_shows(self, guild: Guild | None = None, titles: Sequence[str] = CATALOGUE) -> None:
        """Put shows into the catalogue; the bot must not be running."""
        guild_id, keys = (guild or self.discord.guild).id, count(1)
        if not self.database.exists():
            self.data_dir.mkdir(parents=True, exist_ok=True)
            lay_tables(self.database)
        async with open_database(self.env["DATABASE_URL"], system_clock) as database:
            shows = make_services(database).shows
            for title in titles:
                await shows.add(Actor(GuildId(guild_id), UserId(1), next(keys), frozenset()), title, Facts())

    # ---------------------------------------------------------------------------------------- what is stored

    def read(
        self, guild_id: GuildId, work: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """What a function of the store reads of a server, beside the running bot."""
        return self.read_all(lambda tx: work(tx.server(guild_id), *args, **kwargs))

    def read_all(self, work: Callable[[AllServers], T]) -> T:
        """What a function of the store reads of all servers, beside the running bot, at the end of time."""
        with closing(connect_reader(self.database)) as connection:
            return work(AllServers(connection, now=Millis(2**62)))

    def reviews(self, guild: Guild | None = None) -> list[Review]:
        """Every live review, oldest first."""
        guild_id = (guild or self.discord.guild).id

        def live(tx: Tx) -> list[Review]:
            found = (reviews.get(tx, number) for number, _ in reviews.all_live(tx))
            return [review for review in found if review is not None]

        return self.read(GuildId(guild_id), live)

    def bodies(self) -> list[str]:
        """The text of every version of every review that was ever saved."""
        return self.read_all(lambda tx: [row["body"] for row in tx.all("SELECT body FROM review_versions")])

    def noted(self) -> list[OutboxEntry]:
        """What is still to be told to Discord, due or not."""
        return self.read_all(lambda tx: outbox.due(tx, 1_000))

    def put_off(self) -> None:
        """Let a day pass before the outbox tries again what is noted."""
        with closing(sqlite3.connect(self.database)) as connection, connection:
            connection.execute("UPDATE outbox SET due_at = due_at + 86400000")

    async def deliver(self) -> None:
        """Wait until Discord has been told of everything."""
        done = await self.discord.until(lambda: not self.noted(), pause=A_LOOK)
        assert done, f"still to be told: {self.noted()}\n{self.logs}"

    async def stop(self) -> None:
        """SIGTERM, and a look at what is left: a sound database that nobody holds any more."""
        assert await self.terminate() == 0, self.logs
        assert not self.database.with_name("encore.db-wal").exists(), "the database was not closed"
        assert backup.health(self.database) == []

    # ------------------------------------------------------------------------------------- what members do

    async def review(
        self,
        member: User,
        channel: Channel,
        words: str,
        show: str = CATALOGUE[0],
        *,
        way: Way = "text",
        season: int = 0,
        rating: float = 3.5,
    ) -> Answer:
        """Post a review in one of three ways; returns the last answer."""
        target = {"show": show, "rating": rating, **({"season": season} if season else {})}
        if way == "text":
            return await self.discord.slash(member, channel, "review", **target, text=words)
        if way == "file":
            file = ("review.txt", words.encode())
            return await self.discord.slash(member, channel, "review", **target, file=file)
        opened = await self.discord.slash(member, channel, "review", **target)
        if opened.modal is None:
            return opened
        return await self.discord.submit(member, opened.modal["custom_id"], {"body": words})


@dataclass
class World:
    """A Discord with the bot, a channel for reviews, two members and a moderator."""

    server: DiscordServer
    bot: RealBot
    reviews: Channel
    ann: User
    ben: User
    mod: User

    async def card(self, member: User, words: str = "loud and lovely") -> Payload:
        """The card of a member's review."""
        assert acknowledged(await self.bot.review(member, self.reviews, words))
        return await self.posted(words)

    async def posted(self, words: str, channel: Channel | None = None) -> Payload:
        """The card that shows these words, as soon as it stands."""
        found: list[Payload] = []

        def stands() -> bool:
            messages = self.server.messages(channel or self.reviews)
            found[:] = [each for each in messages if card_numbers(each) and words in text(each)]
            return bool(found)

        await self.until(stands)
        return found[0]

    async def press(self, member: User, message: Payload, address: str) -> Answer:
        """Press the one button of a message that leads to `address`."""
        return await self.server.press(member, message, control(message, address)["custom_id"])

    async def erase(self, member: User, card: Payload) -> Answer:
        """Delete a review: ⋯, Delete, Delete it."""
        for address in ("review:more", "review:delete"):
            answer = await self.press(member, card, address)
            assert answer.message is not None
            card = answer.message
        return await self.press(member, card, "review:erase")

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for `condition`; raises AssertionError with the bot's logs when it does not come true."""
        assert await self.server.until(condition), self.bot.logs

    def cards(self) -> dict[int, list[Payload]]:
        """The messages that everybody sees as cards, by the number of their review."""
        found: dict[int, list[Payload]] = {}
        for message in self.server.messages(self.reviews):
            for number in card_numbers(message):
                found.setdefault(number, []).append(message)
        return found

    def assert_one_card_each(self) -> None:
        """Each live review has exactly one card, as the review is now; there are no others."""
        live = {review.review_id: review for review in self.bot.reviews()}
        standing = self.cards()
        counted = {number: len(messages) for number, messages in standing.items()}
        assert counted == dict.fromkeys(live, 1), self.bot.logs
        for number, review in live.items():
            card = standing[number][0]
            assert review.words.body[:60] in text(card)
            assert str(review.stars) in text(card).replace("**", "")
            assert helpful(card) == review.helpful


@asynccontextmanager
async def open_world(
    folder: Path, *, ahead: float = 0, env: Mapping[str, str] | None = None
) -> AsyncGenerator[World]:
    """A world whose bot runs in `folder` and has never run before; Discord's clock is `ahead` (seconds)."""
    async with DiscordServer(ahead=ahead) as server:
        bot = RealBot(server, folder, env=env)
        await bot.add_shows()
        may_pin = discord.Permissions(pin_messages=True)
        async with bot:
            yield World(
                server,
                bot,
                server.channel("reviews"),
                server.member("ann"),
                server.member("ben"),
                server.member("mod", may_pin),
            )


async def side_by_side(folder: Path, *stories: Callable[[World], Awaitable[None]]) -> None:
    """Let each story happen in a world of its own, all at the same time: they mostly wait."""

    async def tell(number: int, story: Callable[[World], Awaitable[None]]) -> None:
        try:
            async with open_world(folder / str(number)) as world:
                await story(world)
        except BaseException as error:
            error.add_note(f"in story {number}: {story}")
            raise

    async with asyncio.TaskGroup() as group:
        for number, story in enumerate(stories):
            group.create_task(tell(number, story))


def card_numbers(message: Payload) -> list[int]:
    """The number of the review whose card this message is, if it is one."""
    ids: list[str] = [control["custom_id"] for control in controls(message)]
    return [int(name.removeprefix(CARD_MARK)) for name in ids if name.startswith(CARD_MARK)]


def acknowledged(answer: Answer) -> bool:
    """Whether a member was told that the review is saved."""
    if not answer.answered or answer.modal is not None:
        return False
    seen = [*([answer.message] if answer.message else []), *answer.followups]
    return any(words in text(message) for message in seen for words in SAVED)


def helpful(card: Payload) -> int:
    """The number on a card's button."""
    label: str = control(card, "review:helpful")["label"]
    return int(label.removeprefix("Helpful") or 0)


def control(message: Payload, address: str) -> Payload:
    """The one control of a message whose custom_id is of this address."""
    (found,) = (each for each in controls(message) if each["custom_id"].startswith(f"{address}:"))
    return found
