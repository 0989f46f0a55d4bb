"""The weekly digest: on its day and hour, exactly once, and not when nothing happened."""

from dataclasses import replace

import discord
import pytest
from simcord import ChannelHandle

from bot.domain.actors import Right
from bot.domain.ids import GuildId, Millis, ReviewId, ShowId, UserId
from bot.domain.server.digest import WEEK
from bot.domain.server.settings import GuildSettings
from bot.store.members import profiles
from bot.store.server.digest import drop_before
from cogs.server.digest import DigestCog
from tests.scenarios.test_age_restricted import mark
from tests.scenarios.world import World, answer, text
from tests.store.samples import everywhere

HOUR, DAY = 3_600, 24 * 3_600


@pytest.fixture
async def news(world: World) -> ChannelHandle:
    """A channel to which the digest comes on Mondays at 18:00 UTC. The simulation begins on a Thursday."""
    channel = world.guild.create_text_channel("news")
    await choose(world, digest_channel=channel.id)
    return channel


async def choose(world: World, **changed: object) -> None:
    """A moderator sets something of the digest."""

    def change(settings: GuildSettings) -> GuildSettings:
        return replace(settings, **changed)  # type: ignore[arg-type]  of mixed types

    await world.services.settings.change(world.actor(world.mod, Right.MANAGE), change)


async def until(world: World, weekday: int, hour: int) -> None:
    """Time passes until that moment, and a minute more, in which the bot looks."""
    now = world.env.now()
    ahead = ((weekday - now.weekday()) % 7) * DAY + (hour - now.hour) * HOUR - now.minute * 60 - now.second
    await world.later(ahead % (7 * DAY) + 1)
    await world.later(60)
    await world.later(60)


def digests(channel: ChannelHandle) -> list[discord.Message]:
    return [message for message in channel.history() if "This week’s reviews" in text(message)]


async def test_it_comes_on_its_day_with_what_was_best(world: World, news: ChannelHandle) -> None:
    await world.add_show()
    await world.add_show("Beck")
    card = await world.post(world.ann, text="Loud and tender.")
    await world.bob.click(card, label="Helpful")
    await world.post(world.bob, show="Beck", rating=5.0, text="||They split.|| I wept.", spoilers=True)
    await world.later(HOUR)
    assert digests(news) == []

    await until(world, 0, 18)

    (digest,) = digests(news)
    said = text(digest)
    assert "2 new reviews" in said
    assert said.index("Loud and tender.") < said.index("Beck")
    assert "1 found it helpful" in said
    assert "This review contains spoilers." in said
    assert "split" not in said
    assert "Glass Heart · 2025 – 1 review" in said
    (picture,) = digest.attachments
    assert (picture.filename, picture.content_type) == ("week.png", "image/png")
    assert picture.description == ("New reviews this week. Glass Heart (2025): 1; Beck (2025): 1.")

    opened = await world.ann.click(digest, label="Read it all", custom_id="review:read:1.0")
    assert answer(opened).ephemeral
    month = await world.ann.click(digest, label="The month’s ranking")
    assert "January 2026" in text(month)


async def test_it_comes_once_whatever_restarts_and_again_a_week_later(
    world: World, news: ChannelHandle
) -> None:
    await world.add_show()
    await world.post(world.ann)
    await until(world, 0, 18)
    for _ in range(2):
        await world.restart()
        await world.later(120)
    assert len(digests(news)) == 1

    await world.post(world.bob)
    await until(world, 0, 18)
    first, second = digests(news)
    assert "Words of ann." in text(first)
    assert "Words of ann." not in text(second)
    assert "Words of bob." in text(second)


async def test_one_that_was_posted_but_not_noted_is_found_again(world: World, news: ChannelHandle) -> None:
    await world.add_show()
    await world.post(world.ann)
    await until(world, 0, 18)
    await world.database.write_all(
        lambda tx: everywhere(tx).execute("UPDATE digests SET due_at = noted_at, message_id = 0")
    )
    await world.restart()
    await world.later(120)
    assert len(digests(news)) == 1
    ((*_, message_id),) = (await world.stored())["digests"]
    assert message_id == digests(news)[0].id


async def test_a_week_without_anything_is_skipped(world: World, news: ChannelHandle) -> None:
    await world.add_show()
    await until(world, 0, 18)
    assert digests(news) == []
    await world.post(world.ann)
    await until(world, 0, 18)
    await until(world, 0, 18)
    assert len(digests(news)) == 1


async def test_a_digest_that_was_missed_by_days_does_not_come_late(world: World, news: ChannelHandle) -> None:
    await world.add_show()
    await world.post(world.ann)
    world.database.clock = lambda: Millis(world.clock() + 2 * WEEK)
    await world.services.digest.note_due()
    assert (await world.stored())["digests"] == []


async def test_switched_off_nothing_comes(world: World, news: ChannelHandle) -> None:
    await world.add_show()
    await world.post(world.ann)
    await choose(world, digest_channel=0)
    await until(world, 0, 18)
    assert digests(news) == []
    assert (await world.stored())["digest_plans"] == []


async def test_another_day_hour_and_zone(world: World, news: ChannelHandle) -> None:
    await choose(world, digest_weekday=5, digest_hour=9, digest_zone="Asia/Tokyo")
    await world.add_show()
    await world.post(world.ann)
    await until(world, 4, 23)
    assert digests(news) == []
    await until(world, 5, 0)
    assert len(digests(news)) == 1


async def test_hidden_reviews_and_hidden_members_are_not_in_it(world: World, news: ChannelHandle) -> None:
    await world.add_show()
    await world.post(world.ann, text="Of a hidden member.")
    await world.post(world.bob, text="Seen by everybody.")
    await world.database.write(GuildId(world.guild.id), profiles.set_hidden, UserId(world.ann.id), True)
    await until(world, 0, 18)
    (digest,) = digests(news)
    assert "Seen by everybody." in text(digest)
    assert "Of a hidden member." not in text(digest)
    assert world.ann.mention not in text(digest)


async def test_shows_for_adults_are_left_out(world: World, news: ChannelHandle) -> None:
    await world.add_show()
    await world.add_show("Beck")
    await world.post(world.ann, show="Beck", text="For everybody.")
    await world.post(world.ann, text="For adults.")
    await world.mod.slash(world.general, "catalog restrict", show="Glass Heart")
    await until(world, 0, 18)
    (digest,) = digests(news)
    assert "Glass Heart" not in text(digest)
    assert "For everybody." in text(digest)


async def test_discord_refuses_for_a_while(world: World, news: ChannelHandle) -> None:
    await world.add_show()
    await world.post(world.ann)
    world.env.inject_error("POST", f"/channels/{news.id}/messages", status=400, code=0)
    await until(world, 0, 18)
    await world.later(300)
    await world.later(60)
    assert len(digests(news)) == 1


async def test_a_channel_that_is_gone_ends_it(world: World, news: ChannelHandle) -> None:
    await world.add_show()
    await world.post(world.ann)
    world.env.inject_error("POST", f"/channels/{news.id}/messages", status=404, code=10003)
    await until(world, 0, 18)
    await world.later(120)
    assert digests(news) == []
    ((*_, due_at, _attempts, message_id),) = (await world.stored())["digests"]
    assert (due_at, message_id) == (None, 0)


async def followed(world: World) -> None:
    """The bot looks what is due."""
    cog = world.bot.get_cog("DigestCog")
    assert isinstance(cog, DigestCog)
    await cog.work(world.bot)
    await world.env.settle()


async def posted_digest(world: World, news: ChannelHandle) -> discord.Message:
    await world.add_show()
    await world.add_show("Beck")
    await world.post(world.ann, text="Loud and tender.")
    await world.post(world.bob, show="Beck", text="Quiet words.")
    await until(world, 0, 18)
    (digest,) = digests(news)
    assert "Loud and tender." in text(digest)
    assert "Quiet words." in text(digest)
    return digest


async def test_what_it_quotes_goes_with_a_review_that_is_hidden(world: World, news: ChannelHandle) -> None:
    digest = await posted_digest(world, news)
    await world.services.moderation.hide(world.actor(world.mod, Right.MODERATE), ReviewId(1), "Rude.")
    await followed(world)
    said = text(world.live(digest))
    assert "Loud and tender." not in said
    assert world.ann.mention not in said
    assert "Quiet words." in said


async def test_or_edited_or_deleted_however_long_ago_it_was(world: World, news: ChannelHandle) -> None:
    digest = await posted_digest(world, news)
    await world.database.write_all(drop_before, Millis(world.clock() + 180 * DAY * 1_000))
    form = await world.ann.slash(world.reviews, "review", show="Glass Heart", rating=4.0)
    await world.ann.submit_modal(form, {"headline": "", "body": "Kind words."})
    await followed(world)
    assert "Loud and tender." not in text(world.live(digest))
    assert "Kind words." in text(world.live(digest))
    await world.services.reviews.delete(world.actor(world.ann), ReviewId(1))
    await followed(world)
    said = text(world.live(digest))
    assert "Kind words." not in said
    assert world.ann.mention not in said


async def test_it_goes_when_nothing_is_left_of_it(world: World, news: ChannelHandle) -> None:
    await posted_digest(world, news)
    for show_id in (ShowId(1), ShowId(2)):
        await world.services.editing.restrict(world.actor(world.mod, Right.MODERATE), show_id, True)
        await followed(world)
    assert digests(news) == []


async def test_it_names_no_show_that_is_for_adults_since(world: World, news: ChannelHandle) -> None:
    digest = await posted_digest(world, news)
    await world.services.editing.restrict(world.actor(world.mod, Right.MODERATE), ShowId(2), True)
    await followed(world)
    assert "Beck" not in text(world.live(digest))


async def test_nor_once_its_channel_is_for_everybody(world: World, news: ChannelHandle) -> None:
    await mark(world, news)
    digest = await posted_digest(world, news)
    await world.services.editing.restrict(world.actor(world.mod, Right.MODERATE), ShowId(2), True)
    await followed(world)
    assert "Beck" in text(world.live(digest))
    await mark(world, news, nsfw=False)
    await followed(world)
    assert "Beck" not in text(world.live(digest))


async def test_it_waits_for_access_and_is_not_given_up(world: World, news: ChannelHandle) -> None:
    digest = await posted_digest(world, news)
    world.env.inject_error("PATCH", f"/channels/{news.id}/messages/{digest.id}", status=403, code=50001)
    await world.services.reviews.delete(world.actor(world.ann), ReviewId(1))
    await followed(world)
    assert "Loud and tender." in text(world.live(digest))
    await world.database.write_all(lambda tx: tx.execute("UPDATE digests SET due_at = 1 WHERE attempts = 1"))
    await followed(world)
    assert "Loud and tender." not in text(world.live(digest))
