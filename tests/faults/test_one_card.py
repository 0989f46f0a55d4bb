"""Orders of events that might lose a card, double it, or leave it showing something old."""

import asyncio
from pathlib import Path

import pytest
from discord_components import Payload, controls, text
from discord_server import DiscordServer
from discord_state import Channel, User
from real_bot import (
    CALLBACK,
    MESSAGE,
    MESSAGES,
    RealBot,
    acknowledged,
    assert_one_card_each,
    cards,
    control,
    helpful,
)

UNKNOWN_INTERACTION = 10062


@pytest.fixture
def ann(server: DiscordServer) -> User:
    return server.member("ann")


@pytest.fixture
def ben(server: DiscordServer) -> User:
    return server.member("ben")


@pytest.fixture
def channel(server: DiscordServer) -> Channel:
    return server.channel("reviews")


async def until_saved(bot: RealBot, count: int = 1) -> None:
    assert await bot.discord.until(lambda: len(bot.reviews()) == count, 5)


async def posted(bot: RealBot, member: User, channel: Channel, words: str = "loud and lovely") -> Payload:
    """The card of a review by this member."""
    answer = await bot.review(member, channel, words)
    assert answer.message is not None
    return answer.message


async def erase(server: DiscordServer, member: User, card: Payload) -> None:
    """Delete one's own review: ⋯, Delete, Delete it."""
    more = await server.press(member, card, control(card, "review:more")["custom_id"])
    assert more.message is not None
    asked = await server.press(member, more.message, control(more.message, "review:delete")["custom_id"])
    assert asked.message is not None
    await server.press(member, asked.message, control(asked.message, "review:erase")["custom_id"])


# -------------------------------------------------------------------------- twice the same review, at once


async def test_reviewing_again_while_the_first_card_is_under_way(
    server: DiscordServer, bot: RealBot, ann: User, channel: Channel
) -> None:
    server.inject("POST", CALLBACK, delay=0.5)
    first = asyncio.create_task(bot.review(ann, channel, "loud"))
    await until_saved(bot)
    second = await bot.review(ann, channel, "loud and lovely", rating=4)
    assert acknowledged(second)
    assert acknowledged(await first)
    await bot.deliver()
    assert_one_card_each(bot, channel)


async def test_reviewing_again_before_the_outbox_has_posted_the_card(
    server: DiscordServer, bot: RealBot, ann: User, channel: Channel
) -> None:
    server.inject("POST", CALLBACK, status=404, code=UNKNOWN_INTERACTION)
    server.inject("POST", MESSAGES, delay=0.5)
    await bot.review(ann, channel, "loud")
    assert acknowledged(await bot.review(ann, channel, "loud and lovely"))
    await bot.deliver()
    assert_one_card_each(bot, channel)


async def test_reviewing_again_after_a_kill_finds_the_card_that_nobody_knows_of(
    server: DiscordServer, bot: RealBot, ann: User, channel: Channel
) -> None:
    fatal = server.inject("POST", CALLBACK, lose="answer", call=bot.kill)
    await bot.review(ann, channel, "loud")
    await server.until(lambda: fatal.hits == 1, 5)
    await bot.start()
    assert acknowledged(await bot.review(ann, channel, "loud and lovely"))
    await bot.deliver()
    assert_one_card_each(bot, channel)


async def test_reviewing_again_hurries_a_card_that_was_put_off(
    server: DiscordServer, bot: RealBot, ann: User, channel: Channel
) -> None:
    server.inject("POST", CALLBACK, status=404, code=UNKNOWN_INTERACTION)
    server.inject("POST", MESSAGES, status=400)
    await bot.review(ann, channel, "loud")
    assert await server.until(lambda: any(entry.attempts for entry in bot.noted()), 5)
    assert acknowledged(await bot.review(ann, channel, "loud and lovely"))
    await bot.deliver(timeout=2)
    assert_one_card_each(bot, channel)


async def test_a_double_click_on_add_is_one_show_one_review_and_one_card(
    server: DiscordServer, bot: RealBot, ann: User, channel: Channel
) -> None:
    asked = await bot.review(ann, channel, "loud and lovely", "Nobody Knows This One")
    assert asked.message is not None
    add = control(asked.message, "draft:add")["custom_id"]
    await asyncio.gather(*(server.press(ann, asked.message, add) for _ in range(3)))
    await bot.deliver()
    assert len(bot.reviews()) == 1
    assert_one_card_each(bot, channel)


# ------------------------------------------------------------------------------- the outbox and the command


async def test_starting_does_not_hurry_a_card_that_a_command_is_posting(
    server: DiscordServer, bot: RealBot, ann: User, channel: Channel
) -> None:
    server.inject("POST", CALLBACK, delay=2.5)  # discord.py is ready after 2 seconds
    await bot.review(ann, channel, "loud and lovely")
    await bot.deliver()
    assert_one_card_each(bot, channel)


async def test_servers_do_not_share_nonces(server: DiscordServer, tmp_path: Path, ann: User) -> None:
    other = server.add_guild("Elsewhere")
    channels = [server.channel("reviews"), server.channel("reviews", other)]
    bot = RealBot(server, tmp_path)
    await bot.add_shows()
    await bot.add_shows(other)
    async with bot:
        server.inject("POST", CALLBACK, status=404, code=UNKNOWN_INTERACTION, times=2)
        for channel in channels:
            await bot.review(ann, channel, "loud and lovely")
        await bot.deliver()
    assert [len(server.messages(channel)) for channel in channels] == [1, 1]


async def test_a_review_deleted_while_its_card_is_being_posted_leaves_none(
    server: DiscordServer, bot: RealBot, ann: User, channel: Channel
) -> None:
    card = await posted(bot, ann, channel, "loud")
    server.inject("PATCH", MESSAGE, delay=0.5)
    await bot.review(ann, channel, "loud and lovely")
    await erase(server, ann, card)
    await bot.deliver()
    assert bot.reviews() == []
    assert cards(server, channel) == {}


async def test_a_review_deleted_before_anybody_knows_of_its_card_leaves_none(
    server: DiscordServer, bot: RealBot, ann: User, channel: Channel
) -> None:
    fatal = server.inject("POST", CALLBACK, lose="answer", call=bot.kill)
    answer = await bot.review(ann, channel, "loud and lovely")
    await server.until(lambda: fatal.hits == 1, 5)
    await bot.start()
    assert answer.message is not None
    await erase(server, ann, answer.message)
    await bot.deliver()
    assert cards(server, channel) == {}


async def test_a_card_that_a_moderator_deleted_comes_back_when_reviewed_again(
    server: DiscordServer, bot: RealBot, ann: User, channel: Channel
) -> None:
    for known in (True, False):
        card = cards(server, channel).get(1, [None])[0] or await posted(bot, ann, channel)
        if not known:
            await bot.kill()
        server.state.delete_message(card)
        if not known:
            await bot.start()
        await bot.review(ann, channel, "tender and true")
        await bot.deliver()
        assert_one_card_each(bot, channel)


# ------------------------------------------------------------------------------------- what the card shows


async def test_a_rating_given_while_the_card_is_under_way_is_shown(
    server: DiscordServer, bot: RealBot, ann: User, channel: Channel
) -> None:
    server.inject("POST", CALLBACK, delay=0.5)
    first = asyncio.create_task(bot.review(ann, channel, "loud and lovely", rating=3.5))
    await until_saved(bot)
    await server.slash(ann, channel, "rate", show="Glass Heart", rating=5)
    await first
    await bot.deliver()
    assert_one_card_each(bot, channel)


@pytest.mark.parametrize("lost", ["request", "answer"])
async def test_the_number_of_helpful_votes_follows_after_a_kill(
    lost: str, server: DiscordServer, bot: RealBot, ann: User, ben: User, channel: Channel
) -> None:
    card = await posted(bot, ann, channel)
    fatal = server.inject("POST", CALLBACK, lose=lost, call=bot.kill)
    await server.press(ben, card, control(card, "review:helpful")["custom_id"])
    await server.until(lambda: fatal.hits == 1, 5)
    await bot.start()
    await bot.deliver()
    await asyncio.sleep(0.1)
    assert bot.reviews()[0].helpful == 1
    assert_one_card_each(bot, channel)


async def test_the_number_of_helpful_votes_follows_when_the_press_cannot_be_answered(
    server: DiscordServer, bot: RealBot, ann: User, ben: User, channel: Channel
) -> None:
    card = await posted(bot, ann, channel)
    server.inject("POST", CALLBACK, lose="request")
    await server.press(ben, card, control(card, "review:helpful")["custom_id"])
    await bot.deliver()
    await asyncio.sleep(0.1)
    assert bot.reviews()[0].helpful == 1
    assert_one_card_each(bot, channel)


async def test_an_older_change_by_the_outbox_does_not_hide_a_newer_vote(
    server: DiscordServer, bot: RealBot, ann: User, ben: User, channel: Channel
) -> None:
    card = await posted(bot, ann, channel, "loud")
    slow = server.inject("PATCH", MESSAGE, delay=0.5)
    await bot.review(ann, channel, "loud and lovely")
    assert await server.until(lambda: slow.times == 0, 5), "the outbox is at it"
    await server.press(ben, card, control(card, "review:helpful")["custom_id"])
    await bot.deliver()
    assert_one_card_each(bot, channel)


async def test_votes_at_the_same_time_add_up_on_the_card(
    server: DiscordServer, bot: RealBot, ann: User, channel: Channel
) -> None:
    card = await posted(bot, ann, channel)
    server.inject("POST", CALLBACK, delay=0.3, skip=1)  # the second of them is overtaken
    like = control(card, "review:helpful")["custom_id"]
    voters = [server.member(f"voter {number}") for number in range(8)]
    await asyncio.gather(*(server.press(voter, card, like) for voter in voters))
    await bot.deliver()
    assert helpful(cards(server, channel)[1][0]) == 8
    assert_one_card_each(bot, channel)


# ----------------------------------------------------------------------------------------------- the pin


async def test_a_pin_is_carried_out_after_a_kill(
    server: DiscordServer, bot: RealBot, ann: User, channel: Channel
) -> None:
    mod = server.moderator("mod")
    card = await posted(bot, ann, channel)
    for command, pinned in (("Pin review", True), ("Unpin review", False)):
        fatal = server.inject("*", "/channels/*/messages/pins/*", lose="request", call=bot.kill)
        await server.menu(mod, card, command)
        await server.until(lambda fatal=fatal: fatal.hits == 1, 5)
        await bot.start()
        await bot.deliver()
        assert [message["pinned"] for message in server.messages(channel)] == [pinned]
        assert text(server.messages(channel)[0]) == text(card)
        assert controls(server.messages(channel)[0]) == controls(card)
