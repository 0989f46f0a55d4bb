"""The world of a scenario: who is there, and how to read what they see."""

from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import discord
import simcord
from discord import app_commands
from simcord import ChannelHandle, GuildHandle, InteractionResult, MemberActor, ResponseMessage

from bot.app import make_services
from bot.client.bot import Encore
from bot.domain.actors import Actor, Right
from bot.domain.catalog.shows import Facts, Show
from bot.domain.errors import Refusal
from bot.domain.ids import GuildId, Millis, ShowId, UserId
from bot.domain.ratings.rating import Target
from bot.domain.reviews.review import Review
from bot.domain.text import unescape
from bot.metadata import NoProvider, Provider
from bot.services import Services
from bot.store.engine.after_commit import AfterCommit
from bot.store.engine.database import Database
from bot.store.engine.transaction import AllServers
from bot.store.upkeep.opening import open_database
from tests.databases import lay_tables
from tests.samples import GLASS_HEART
from tests.store.samples import tables
from tests.waiting import HANGS, until

MODERATOR = discord.Permissions(manage_guild=True, manage_messages=True, pin_messages=True)

NOT_STORED = {"counters", "drafts", "requests", "searches"}
"""Tables that fill without anything having been posted, rated or voted."""

Message = discord.Message | ResponseMessage


@dataclass(slots=True)
class World:
    """A server with two channels, two members (ann, bob), a moderator (mod) and the bot.

    Facts about shows come from `provider`.
    `expected` takes the types of errors, beside refusals, that a test provokes on purpose.
    """

    env: simcord.Env
    bot: Encore
    database: Database
    state_dir: Path
    guild: GuildHandle
    reviews: ChannelHandle
    general: ChannelHandle
    ann: MemberActor
    bob: MemberActor
    mod: MemberActor
    provider: Provider = field(default_factory=NoProvider)
    expected: tuple[type[BaseException], ...] = field(default=())

    @property
    def services(self) -> Services:
        """The bot's own services."""
        return self.bot.services

    def clock(self) -> Millis:
        """The simulated time in Unix milliseconds."""
        return Millis(round(self.env.now().timestamp() * 1000))

    def actor(self, member: MemberActor, *rights: Right) -> Actor:
        """A member as the services know them, with a fresh key."""
        return Actor(
            GuildId(self.guild.id), UserId(member.id), self.env.backend.snowflake(), frozenset(rights)
        )

    async def add_show(self, title: str = "Glass Heart", facts: Facts = GLASS_HEART) -> Show:
        """A show in the catalogue."""
        show, _ = await self.services.shows.add(self.actor(self.mod), title, facts)
        return show

    async def post(self, member: MemberActor, rating: float = 3.5, **options: Any) -> ResponseMessage:
        """The card of a review that a member posts in #reviews, of Glass Heart unless told otherwise."""
        options = {"show": "Glass Heart", "rating": rating, **options}
        if "file" not in options:
            options.setdefault("text", f"Words of {member.name}.")
        told = answer(await member.slash(self.reviews, "review", **options))
        assert told.ephemeral, "what was typed stands behind a public answer"
        return self.card(told)

    def card(
        self, told: Message | InteractionResult, channel: ChannelHandle | None = None
    ) -> ResponseMessage:
        """The card, in #reviews or another channel, of the review that an answer tells of; as it is now."""
        channel = channel or self.reviews
        review_id = custom_id(told, "review:edit").rpartition(":")[2]
        more = f"review:more:{review_id}"
        found = [
            message
            for message in self.env.backend.messages[channel.id].values()
            if any(each.get("custom_id") == more for each in _walk(message.components))
        ]
        assert len(found) == 1, f"{len(found)} cards of review {review_id}: {text(told)}"
        return ResponseMessage(self.env, found[0])

    def live(self, message: discord.Message) -> ResponseMessage:
        """A message as it is whenever it is looked at."""
        return ResponseMessage(self.env, self.env.backend.messages[message.channel.id][message.id])

    async def own(self, member: MemberActor, show_id: ShowId = ShowId(1), season: int = 0) -> Review | None:
        """A member's review as it is stored."""
        return await self.services.reviews.own(self.actor(member), Target(show_id, season))

    async def stored(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row that members' doings leave behind, by table."""

        def stored(tx: AllServers) -> dict[str, list[tuple[Any, ...]]]:
            names = {*tables(tx)} - NOT_STORED
            return {name: [tuple(row) for row in tx.all(f"SELECT * FROM {name}")] for name in names}

        return await self.database.read_all(stored)

    def show_moderation(self) -> None:
        """Everybody sees `/moderation`, as a server's *Integrations* can have it."""
        command = self.env.backend.find_command("moderation", self.guild.id)
        assert command is not None
        self.guild.set_command_permissions(int(command["id"]), {self.guild.default_role: True})

    async def later(self, seconds: float) -> None:
        """Time passes in one step, which is quicker than `env.advance_time`; what fell due is done."""
        self.env.backend.advance_clock(seconds)
        await self.env.settle()
        await self.delivered()

    async def delivered(self) -> None:
        """Wait until the bot has looked at all that is due: simcord knows nothing of what a service began."""

        async def looked() -> bool:
            return not await self.services.delivery.due()

        await until(looked)
        await self.bot.finish(HANGS)

    def die(self) -> None:
        """From here on nobody hears of what is committed, as when the process is killed right after it."""
        self.database.after_commit = AfterCommit()

    async def restart(self) -> None:
        """A new bot, as after a restart: it remembers nothing but the database and its command list."""
        self.die()
        services = make_services(self.database, self.provider)
        bot = Encore(services, self.clock, self.state_dir, shard_count=1)
        await self.env.restart_bot(bot)
        self.bot = bot


@asynccontextmanager
async def open_world(folder: Path, provider: Provider | None = None) -> AsyncGenerator[World]:
    """A world whose database is in `folder`. At its end, any error that nobody expected is raised."""
    provider = provider or NoProvider()
    world: World | None = None

    def clock() -> Millis:
        return world.clock() if world else Millis(0)

    lay_tables(folder / "encore.db")
    async with open_database(f"sqlite:///{folder / 'encore.db'}", clock) as database:
        bot = Encore(make_services(database, provider), clock, folder, shard_count=1)
        env = simcord.Env(bot, check_errors=False)
        await env.start()
        try:
            guild = env.create_guild("Screening Room")
            moderators = guild.create_role("Moderators", permissions=MODERATOR)
            world = World(
                env,
                bot,
                database,
                folder,
                guild,
                guild.create_text_channel("reviews"),
                guild.create_text_channel("general"),
                guild.add_member(env.create_user("ann")),
                guild.add_member(env.create_user("bob")),
                guild.add_member(env.create_user("mod"), roles=[moderators]),
                provider,
            )
            yield world
            await world.bot.finish(HANGS)
        finally:
            await env.shutdown()
    unexpected = [error for error in env.errors if not isinstance(_cause(error), (Refusal, *world.expected))]
    if unexpected:
        raise ExceptionGroup("the bot raised errors", [e for e in unexpected if isinstance(e, Exception)])


def _cause(error: BaseException) -> BaseException:
    if isinstance(error, app_commands.CommandInvokeError):
        return error.original
    if isinstance(error, app_commands.TransformerError) and error.__cause__:
        return error.__cause__
    return error


def answer(result: InteractionResult) -> ResponseMessage:
    """What the bot answered: the response, or the first message after it was taken away."""
    message = result.response or next(iter(result.followups), None)
    assert message is not None, f"no answer: {result}"
    return message


def components(message: Message) -> Iterator[dict[str, Any]]:
    """Every component of a message, at any depth."""
    tops: list[dict[str, Any]] = (
        message.components
        if isinstance(message, ResponseMessage)
        else [component.to_dict() for component in message.components]  # type: ignore[misc]
    )
    yield from _walk(tops)


def _walk(found: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for component in found:
        yield component
        yield from _walk(component.get("components", []))
        for inner in ("accessory", "component"):
            if component.get(inner):
                yield from _walk([component[inner]])


def text(message: Message | InteractionResult) -> str:
    """All text somebody sees in a message, as it was sent."""
    if isinstance(message, InteractionResult):
        message = answer(message)
    return "\n".join(each["content"] for each in components(message) if each["type"] == 10)


def buttons(message: Message | InteractionResult) -> dict[str, str]:
    """The buttons of a message that can be pressed: custom_id → label."""
    if isinstance(message, InteractionResult):
        message = answer(message)
    return {
        each["custom_id"]: each.get("label", "")
        for each in components(message)
        if each["type"] == 2 and each.get("custom_id") and not each.get("disabled")
    }


def custom_id(message: Message | InteractionResult, start: str) -> str:
    """The custom_id of the one control of a message that begins with `start`."""
    if isinstance(message, InteractionResult):
        message = answer(message)
    found = [
        each["custom_id"] for each in components(message) if str(each.get("custom_id")).startswith(start)
    ]
    assert len(found) == 1, f"{start}: {found}"
    return found[0]


def cards(channel: ChannelHandle) -> list[discord.Message]:
    """The review cards that everybody sees in a channel, oldest first."""
    return [
        message
        for message in channel.history()
        if any(custom_id.startswith("review:more:") for custom_id in buttons(message))
    ]


def menu(message: Message | InteractionResult) -> dict[str, str]:
    """The options of a message's one select: label → value."""
    if isinstance(message, InteractionResult):
        message = answer(message)
    (select,) = [each for each in components(message) if each["type"] == 3]
    return {option["label"]: option["value"] for option in select["options"]}


def fields(form: InteractionResult) -> dict[str, Any]:
    """What a form that opened is filled in with, by its fields' custom_ids."""
    assert form.modal is not None, f"no form: {form}"
    inputs = [each for each in _walk(form.modal["components"]) if "custom_id" in each]
    return {each["custom_id"]: _filled(each) for each in inputs}


def _filled(field: dict[str, Any]) -> Any:
    if "options" in field:
        return [option["value"] for option in field["options"] if option.get("default")]
    return field.get("value", field.get("default"))


async def file_of(message: Message | InteractionResult) -> str:
    """The text of the one file attached to a message."""
    if isinstance(message, InteractionResult):
        message = answer(message)
    (file,) = message.attachments
    return (await file.read()).decode()


async def read_whole(reader: MemberActor, card: Message) -> list[str]:
    """The pages of *Read it all*, as their reader sees them, of a review without a headline."""
    page = await reader.click(card, label="Read it all")
    pages: list[str] = []
    while True:
        assert answer(page).ephemeral
        _, words, *_ = (each["content"] for each in components(answer(page)) if each["type"] == 10)
        pages.append(unescape(words))
        if "›" not in buttons(page).values():
            return pages
        page = await reader.click(answer(page), label="›")
