"""The try-out: the real bot in a browser page, with a simulated Discord and sample data.

The simulation is the `simcord` package, which is young; everything that knows of it is in this module. The
server, its channels and members have the same numbers every time, so the data of one try-out fit the next.
"""

import asyncio
import webbrowser
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import discord
import simcord

from bot import app
from bot.client import Encore
from bot.domain.actors import Actor, Right
from bot.domain.drafts import ReviewDraft
from bot.domain.errors import Refusal
from bot.domain.ratings import Target
from bot.sample import SampleReview, sample_ratings, sample_reviews, sample_shows
from bot.settings import Settings
from bot.store.database import only_process

DATABASE = Path("data") / "tryout" / "encore.db"
COMMANDS = DATABASE.with_name("commands.json")
GUILD_ID = 1_456_789_012_345_678_848
MODERATOR = "mira"
MEMBERS = {"mira": "Mira", "jonas": "Jonas", "aiko": "Aiko", "tomas": "Tomas"}
MODERATOR_RIGHTS = discord.Permissions(manage_guild=True, manage_messages=True, pin_messages=True)


@dataclass(frozen=True, slots=True)
class World:
    """The simulated server. `clock` is its time in Unix milliseconds."""

    env: simcord.Env
    reviews: simcord.ChannelHandle
    members: Mapping[str, simcord.MemberActor]

    @classmethod
    def build(cls, bot: Encore) -> "World":
        """A server with two channels and four members, one of them a moderator."""
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
        return cls(env, reviews, members)

    def set_time(self, now: int) -> None:
        """Move the simulated time on to `now` (Unix ms); it never goes back."""
        ahead = now / 1000 - self.env.now().timestamp()
        if ahead > 0:
            self.env.backend.advance_clock(ahead)

    def actor(self, name: str) -> Actor:
        """A member as the services know them, with a fresh key for one write."""
        return Actor(GUILD_ID, self.members[name].id, self.env.backend.snowflake())


async def run(*, port: int | None, open_browser: bool, fresh: bool) -> None:
    """Serve the try-out until Ctrl-C, SIGTERM, or until the page's session is ended.

    Raises `Refusal` when another try-out is running on the same data, or when the port is taken.
    """
    await app.until_stopped(_run(port, open_browser, fresh))


async def _run(port: int | None, open_browser: bool, fresh: bool) -> None:
    _make_ready(fresh)
    world: World | None = None

    def clock() -> int:
        return round(world.env.now().timestamp() * 1000) if world else app.system_clock()

    async with app.open_bot(Settings(database_url=f"sqlite:///{DATABASE}"), clock, shard_count=1) as bot:
        world = World.build(bot)
        await _fill(world, bot)
        lost = await bot.services.delivery.forget_cards(GUILD_ID)  # the simulated Discord starts empty
        await world.env.start()
        try:
            with world.env.time_context():
                await _post_cards(world, bot, lost)
                await _serve(world, port, open_browser)
        finally:
            await world.env.shutdown()


def _make_ready(fresh: bool) -> None:
    """Forget what the simulated Discord of the last time knew, and if `fresh` the data as well."""
    DATABASE.parent.mkdir(parents=True, exist_ok=True)
    try:
        with only_process(DATABASE):
            COMMANDS.unlink(missing_ok=True)
            for suffix in ("", "-wal", "-shm") if fresh else ():
                Path(f"{DATABASE}{suffix}").unlink(missing_ok=True)
    except Refusal:
        raise Refusal(
            f"A try-out is open on {DATABASE.parent} already. Close it first, or start this one elsewhere."
        ) from None


async def _fill(world: World, bot: Encore) -> None:
    """Put the sample data into an empty database, as members would: through the services."""
    services = bot.services
    if await services.shows.suggest(world.actor(MODERATOR), ""):
        return
    mira = Actor(GUILD_ID, world.members[MODERATOR].id, 0, frozenset(Right))
    for sample in sample_shows():
        await services.shows.add(world.actor(MODERATOR), sample.title, sample.facts)
    for sample in sample_shows():
        show = await services.shows.find(mira, sample.title)
        await services.shows.link(mira, show.show_id, sample.facts.also_read)
    entries = sorted([*sample_reviews(), *sample_ratings()], key=lambda entry: entry.at)
    for entry in entries:
        world.set_time(entry.at)
        actor = world.actor(entry.author)
        show = await services.shows.find(actor, entry.show)
        if isinstance(entry, SampleReview):
            await _post(world, bot, entry, show.show_id)
        else:
            target = Target(show.show_id, entry.season, entry.episode)
            await services.ratings.rate(actor, target, entry.stars)


async def _post(world: World, bot: Encore, review: SampleReview, show_id: int) -> None:
    reviews, words = bot.services.reviews, review.words
    draft = ReviewDraft(
        review.show, review.stars, show_id, review.season, words.headline, words.body, words.spoilers
    )
    posted = await reviews.post(world.actor(review.author), draft, world.reviews.id)
    for voter in review.helpful:
        await reviews.toggle_helpful(world.actor(voter), posted.reviewed.review.review_id, None)


async def _post_cards(world: World, bot: Encore, reviews: Sequence[tuple[int, int]]) -> None:
    """Post the cards of reviews, (number, time) each, at the time of the review."""
    await world.env.settle()
    for review_id, written_at in reviews:
        world.set_time(written_at)
        await bot.services.delivery.post_anew(GUILD_ID, review_id, world.reviews.id)
        bot.dispatch("outbox")
        await world.env.settle()
    world.set_time(app.system_clock())


async def _serve(world: World, port: int | None, open_browser: bool) -> None:
    ticking = asyncio.create_task(_tick(world))
    viewers = [world.members["jonas"], *(each for name, each in world.members.items() if name != "jonas")]
    try:
        async with world.env.preview(world.reviews, viewers=viewers, layout="channel", port=port) as preview:
            print(f"\nEncore is open at {preview.url}\n")
            print("Try /review in #reviews. Ctrl-C ends it; your data stay.", flush=True)
            if open_browser:
                with suppress(webbrowser.Error):
                    webbrowser.open(preview.url)
            await preview.wait_closed()
    except OSError as error:
        raise Refusal(f"The page can't be served: {error.strerror}. Try another --port.") from error
    finally:
        ticking.cancel()


async def _tick(world: World) -> None:
    """Let the simulated time follow the real one."""
    while True:
        await asyncio.sleep(1)
        world.set_time(app.system_clock())
