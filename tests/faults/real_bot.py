"""The real bot in its process: what it has stored, which cards stand, and members who post reviews."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Concatenate, Literal, ParamSpec, TypeVar

from bot_process import BotProcess
from discord_components import Payload, controls, text
from discord_interactions import Answer
from discord_server import DiscordServer
from discord_state import Channel, Guild, User

from bot.app import make_services, system_clock
from bot.domain.actors import Actor
from bot.domain.outbox import Entry
from bot.domain.reviews import Review
from bot.domain.shows import Facts
from bot.store import backup, outbox, reviews
from bot.store.database import Tx, connect_reader, open_database

P = ParamSpec("P")
T = TypeVar("T")

Way = Literal["text", "file", "form"]
CATALOGUE = ("Glass Heart", "Midnight Diner", "Shrinking")
CALLBACK = "/interactions/*/callback"
ORIGINAL = "/webhooks/*/messages/@original"
MESSAGES = "/channels/*/messages"  # POST posts a card, GET looks for one
MESSAGE = "/channels/*/messages/*"
CARD_MARK = "review:more:"
SAVED = ("Your review is saved", "is updated")
DELIVERED = 12.0  # seconds within which the outbox is empty: ready after 2, a look every 5


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
        async with open_database(self.env["DATABASE_URL"]) as database:
            shows = make_services(database, system_clock).shows
            for title in titles:
                await shows.add(Actor(guild_id, 1, next(keys), frozenset()), title, Facts())

    # ---------------------------------------------------------------------------------------- what is stored

    def read(self, work: Callable[Concatenate[Tx, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """What a function of the store reads, beside the running bot."""
        with closing(connect_reader(self.database)) as connection:
            return work(Tx(connection), *args, **kwargs)

    def reviews(self, guild: Guild | None = None) -> list[Review]:
        """Every live review, oldest first."""
        guild_id = (guild or self.discord.guild).id

        def live(tx: Tx) -> list[Review]:
            found = (reviews.get(tx, guild_id, number) for number, _ in reviews.all_live(tx, guild_id))
            return [review for review in found if review is not None]

        return self.read(live)

    def bodies(self) -> list[str]:
        """The text of every version of every review that was ever saved."""
        return self.read(lambda tx: [row["body"] for row in tx.all("SELECT body FROM review_versions")])

    def noted(self) -> list[Entry]:
        """What is still to be told to Discord, due or not."""
        return self.read(outbox.due, 2**62, 1_000)

    async def deliver(self, timeout: float = DELIVERED) -> None:
        """Wait until Discord has been told of everything."""
        done = await self.discord.until(lambda: not self.noted(), timeout)
        assert done, f"still to be told: {self.noted()}\n{self.logs}"

    async def stop(self) -> None:
        """SIGTERM, and a look at what is left: a sound database that nobody holds any more."""
        assert await self.terminate(timeout=5) == 0, self.logs
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


def cards(server: DiscordServer, channel: Channel) -> dict[int, list[Payload]]:
    """The messages that everybody sees as cards, by the number of their review."""
    found: dict[int, list[Payload]] = {}
    for message in server.messages(channel):
        for number in card_numbers(message):
            found.setdefault(number, []).append(message)
    return found


def card_numbers(message: Payload) -> list[int]:
    """The number of the review whose card this message is, if it is one."""
    ids: list[str] = [control["custom_id"] for control in controls(message)]
    return [int(name.removeprefix(CARD_MARK)) for name in ids if name.startswith(CARD_MARK)]


def acknowledged(answer: Answer) -> bool:
    """Whether a member was told that the review is saved: by its card, or in words."""
    if not answer.answered or answer.modal is not None:
        return False
    seen = [*([answer.message] if answer.message else []), *answer.followups]
    return any(card_numbers(message) or any(words in text(message) for words in SAVED) for message in seen)


def assert_one_card_each(bot: RealBot, *channels: Channel) -> None:
    """Each live review has exactly one card, as the review is now; there are no others."""
    standing: dict[int, list[Payload]] = {}
    for channel in channels:
        for number, messages in cards(bot.discord, channel).items():
            standing.setdefault(number, []).extend(messages)
    live = {review.review_id: review for review in bot.reviews()}
    counted = {number: len(messages) for number, messages in standing.items()}
    assert counted == dict.fromkeys(live, 1), bot.logs
    for number, review in live.items():
        card = standing[number][0]
        assert review.words.body in text(card)
        assert str(review.stars) in text(card).replace("**", "")
        assert helpful(card) == review.helpful


def helpful(card: Payload) -> int:
    """The number on a card's button."""
    label: str = control(card, "review:helpful")["label"]
    return int(label.removeprefix("Helpful") or 0)


def control(message: Payload, address: str) -> Payload:
    """The one control of a message whose custom_id is of this address."""
    (found,) = (each for each in controls(message) if each["custom_id"].startswith(f"{address}:"))
    return found
