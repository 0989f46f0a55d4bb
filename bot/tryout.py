"""The try-out: the real bot in a browser page, with a simulated Discord and sample data.

The simulation is the `simcord` package, which is young; everything that knows of it is in this module. The
server, its channels and members have the same numbers every time, so the data of one try-out fit the next.
"""

import asyncio
import webbrowser
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import discord
import simcord

from bot import app
from bot.client.bot import Encore
from bot.domain.actors import Actor, Right
from bot.domain.delivery.outbox import OutboxKind
from bot.domain.errors import Refusal
from bot.domain.ids import GuildId, Millis, ReviewId, ShowId, UserId
from bot.domain.ratings.rating import Target
from bot.domain.reviews.drafts import ReviewDraft
from bot.sample.loader import SampleReview, sample_ratings, sample_reviews, sample_shows
from bot.services import Services
from bot.services.reviews.reviews import Reviews
from bot.settings import Settings
from bot.store.engine.connections import only_process
from bot.store.upkeep.migrate import OtherTables, check_version

DATABASE = Path("data") / "tryout" / "encore.db"
COMMANDS = DATABASE.with_name("commands.json")
SAMPLE_IS_IN = DATABASE.with_name("sample-is-in")
"""A file that says that all of the sample data is in the database."""
GUILD_ID = 1_456_789_012_345_678_848
HALL = "hall-of-fame"
FAME_VOTES = 3
MODERATOR = "mira"
MEMBERS = {"mira": "Mira", "jonas": "Jonas", "aiko": "Aiko", "tomas": "Tomas", "lena": "Lena"}
"""Lena is new here: she has rated nothing yet."""
MODERATOR_RIGHTS = discord.Permissions(manage_guild=True, manage_messages=True, pin_messages=True)


@dataclass(slots=True)
class World:
    """The simulated server. `written_at` is the time of the sample being written (Unix ms), else None."""

    env: simcord.Env
    reviews: simcord.ChannelHandle
    hall: simcord.ChannelHandle
    members: Mapping[str, simcord.MemberActor]
    written_at: Millis | None = None

    @classmethod
    def build(cls, bot: Encore) -> "World":
        """A server with three channels and five members, one of them a moderator."""
        env = simcord.Env(bot, check_errors=False)
        env.backend.bot_user.name = "Encore"
        guild = env.create_guild("The Screening Room", id=GUILD_ID)
        reviews = guild.create_text_channel("reviews", topic="What we watched, and what we made of it")
        guild.create_text_channel("general")
        moderators = guild.create_role("Moderators", permissions=MODERATOR_RIGHTS)
        members = {
            name: guild.add_member(
                env.create_user(name, global_name=shown), roles=[moderators] if name == MODERATOR else []
            )
            for name, shown in MEMBERS.items()
        }
        hall = guild.create_text_channel(HALL, topic="What nearly all of us found helpful")
        return cls(env, reviews, hall, members)

    def now(self) -> int:
        """The time for the bot, in Unix milliseconds."""
        return self.written_at or round(self.env.now().timestamp() * 1000)

    def set_time(self, now: Millis) -> None:
        """Move the simulated Discord's time on to `now` (Unix ms); it never goes back."""
        ahead = now / 1000 - self.env.now().timestamp()
        if ahead > 0:
            self.env.backend.advance_clock(ahead)

    def actor(self, name: str) -> Actor:
        """A member as the services know them, with a fresh key for one write."""
        return Actor(GuildId(GUILD_ID), UserId(self.members[name].id), self.env.backend.snowflake())


async def run(*, port: int | None, open_browser: bool, fresh: bool, channel: str = "reviews") -> None:
    """Serve the try-out until Ctrl-C, SIGTERM, or until the page's session is ended.

    The page shows one channel: that of the reviews, or the hall of fame.

    Raises `Refusal` when another try-out is running on the same data, or when the port is taken.
    """
    await app.until_stopped(_run(port, open_browser, fresh, channel))


async def _run(port: int | None, open_browser: bool, fresh: bool, channel: str) -> None:
    _make_ready(fresh)
    world: World | None = None

    def clock() -> Millis:
        return Millis(world.now() if world else app.system_clock())

    settings = Settings(database_url=f"sqlite:///{DATABASE}", metadata_provider="none")
    async with app.open_bot(settings, clock, shard_count=1) as bot:
        world = World.build(bot)
        if not SAMPLE_IS_IN.exists():
            await _fill(world, bot.services)
            SAMPLE_IS_IN.touch()
        # The simulated Discord starts empty.
        lost = await bot.services.delivery.forget_cards(GuildId(GUILD_ID))
        await world.env.start()
        del bot.tree.on_error  # simcord's, which calls a refusal an error of the bot, in red
        try:
            with world.env.time_context():
                await _post_cards(world, bot, lost)
                await _serve(world, port, open_browser, world.hall if channel == HALL else world.reviews)
        finally:
            await world.env.shutdown()


def _make_ready(fresh: bool) -> None:
    """Forget what the simulated Discord of the last time knew, and the data if `fresh` or of no use now."""
    DATABASE.parent.mkdir(parents=True, exist_ok=True)
    try:
        lock = only_process(DATABASE)
    except Refusal:
        raise Refusal(
            f"A try-out is open on {DATABASE.parent} already. Close it first, or start this one elsewhere."
        ) from None
    with lock:
        COMMANDS.unlink(missing_ok=True)
        if fresh or not SAMPLE_IS_IN.exists() or not _tables_fit():
            SAMPLE_IS_IN.unlink(missing_ok=True)
            for suffix in ("", "-wal", "-shm"):
                Path(f"{DATABASE}{suffix}").unlink(missing_ok=True)


def _tables_fit() -> bool:
    """Whether this bot can work with the tables of the last time."""
    try:
        check_version(DATABASE)
    except OtherTables:
        return False
    return True


async def _fill(world: World, services: Services) -> None:
    """Put the sample data into an empty database, as members would: through the services."""
    mira = Actor(GuildId(GUILD_ID), UserId(world.members[MODERATOR].id), 0, frozenset(Right))
    for sample in sample_shows():
        await services.shows.add(world.actor(MODERATOR), sample.title, sample.facts)
    for sample in sample_shows():
        show = await services.shows.find(mira, sample.title)
        await services.shows.link(mira, show.show_id, sample.facts.also_read)
    chosen = Actor(GuildId(GUILD_ID), mira.user_id, world.env.backend.snowflake(), mira.rights)
    await services.settings.change(
        chosen, lambda before: replace(before, fame_channel=world.hall.id, fame_votes=FAME_VOTES)
    )
    for entry in sorted([*sample_reviews(), *sample_ratings()], key=lambda entry: entry.at):
        world.written_at = entry.at
        actor = world.actor(entry.author)
        show = await services.shows.find(actor, entry.show)
        if isinstance(entry, SampleReview):
            await _review(world, services.reviews, entry, show.show_id)
        else:
            target = Target(show.show_id, entry.season, entry.episode)
            await services.ratings.rate(actor, target, entry.stars)
    world.written_at = None


async def _review(world: World, reviews: Reviews, sample: SampleReview, show_id: ShowId) -> None:
    words = sample.words
    draft = ReviewDraft(
        sample.show, sample.stars, show_id, sample.season, words.headline, words.body, words.spoilers
    )
    posted = await reviews.post(world.actor(sample.author), draft, world.reviews.id)
    for voter in sample.helpful:
        await reviews.toggle_helpful(world.actor(voter), posted.reviewed.review.review_id, None)


async def _post_cards(world: World, bot: Encore, reviews: Sequence[tuple[int, int]]) -> None:
    """Post the cards of reviews, (number, time) each, at the time of the review."""
    delivery = bot.services.delivery
    await world.env.settle()
    for review_id, written_at in reviews:
        world.set_time(Millis(written_at))
        await delivery.post_anew(GuildId(GUILD_ID), ReviewId(review_id), world.reviews.id)
        while (
            entry := await delivery.entry(GuildId(GUILD_ID), OutboxKind.CARD, ReviewId(review_id))
        ) and not entry.attempts:
            pass  # while this reads, the outbox is at work
    world.set_time(Millis(app.system_clock()))


async def _serve(world: World, port: int | None, open_browser: bool, shown: simcord.ChannelHandle) -> None:
    viewers = [world.members["jonas"], *(each for name, each in world.members.items() if name != "jonas")]
    try:
        async with world.env.preview(
            shown, viewers=viewers, layout="channel", timezone=_time_zone(), port=port
        ) as preview:
            print(f"\nEncore is open at {preview.url}\n")
            print(f"Try /review in #{shown.name}. Ctrl-C ends it; your data stay.", flush=True)
            if open_browser:
                with suppress(webbrowser.Error):
                    webbrowser.open(preview.url)
            ticking = asyncio.create_task(_tick(world, preview))
            try:
                await preview.wait_closed()
            finally:
                ticking.cancel()
    except simcord.SetupError as error:
        raise Refusal(f"The page can't be opened: {error}. Choose another --port, or none.") from error


async def _tick(world: World, preview: simcord.Preview) -> None:
    """Let the simulated time follow the real one, and the page say from it how long ago something was.

    What the bot does by itself begins with a member's next action: done in between, it would change under
    somebody's finger what they are about to press.
    """
    while True:
        await asyncio.sleep(1)
        world.set_time(Millis(app.system_clock()))
        preview.capture_time = world.env.now()


def _time_zone() -> str:
    """The name of this machine's time zone, or UTC if it can't be found out."""
    name = str(Path("/etc/localtime").resolve()).partition("/zoneinfo/")[2]
    try:
        return ZoneInfo(name).key
    except (ValueError, ZoneInfoNotFoundError):
        return "UTC"
