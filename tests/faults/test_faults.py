"""Discord fails, the line breaks, the process is stopped: every review is kept, and has one card."""

import asyncio
import sqlite3
from typing import Any

import pytest
from bot_process import BotProcess
from discord_components import text
from discord_faults import Call
from discord_server import DiscordServer
from discord_state import Channel, User
from real_bot import (
    CALLBACK,
    MESSAGES,
    ORIGINAL,
    RealBot,
    Way,
    acknowledged,
    assert_one_card_each,
    cards,
    control,
    helpful,
)

UNKNOWN_INTERACTION = 10062
UNKNOWN_CHANNEL = 10003
MISSING_ACCESS = 50001
EDITED_TOO_OFTEN = 30046


@pytest.fixture
def ann(server: DiscordServer) -> User:
    return server.member("ann")


@pytest.fixture
def channel(server: DiscordServer) -> Channel:
    return server.channel("reviews")


def sent(server: DiscordServer, method: str, ending: str) -> list[Call]:
    return [call for call in server.calls if call.method == method and call.path.endswith(ending)]


# -------------------------------------------------------------------------------------- the command's answer


@pytest.mark.parametrize("lost", ["request", "answer"])
@pytest.mark.parametrize("way", ["text", "form"])
async def test_the_line_breaks_at_the_answer(
    way: Way, lost: Any, server: DiscordServer, bot: RealBot, ann: User, channel: Channel
) -> None:
    server.inject("POST", CALLBACK, lose=lost, skip=1 if way == "form" else 0)
    answer = await bot.review(ann, channel, "loud and lovely", way=way)
    assert acknowledged(answer), "by its card, or in words"
    await bot.deliver()
    assert_one_card_each(bot, channel)
    assert len(sent(server, "POST", "/messages")) == (lost == "request"), "a card that stands is found"
    await bot.stop()


@pytest.mark.parametrize("lost", ["request", "answer"])
async def test_the_line_breaks_at_the_answer_to_a_file(
    lost: Any, server: DiscordServer, bot: RealBot, ann: User, channel: Channel
) -> None:
    server.inject("PATCH", ORIGINAL, lose=lost)
    answer = await bot.review(ann, channel, "loud and lovely", way="file")
    await bot.deliver()
    assert acknowledged(answer)
    assert_one_card_each(bot, channel)
    assert len(sent(server, "POST", "/messages")) == (lost == "request")


async def test_an_answer_that_arrives_after_its_line_broke_is_no_second_card(
    server: DiscordServer, bot: RealBot, ann: User, channel: Channel
) -> None:
    server.inject("POST", CALLBACK, lose="line", delay=1)
    await bot.review(ann, channel, "loud and lovely")
    await bot.deliver()
    assert_one_card_each(bot, channel)


@pytest.mark.parametrize("lost", [None, "answer"])
async def test_discord_is_unwell_for_longer_than_an_interaction_lives(
    lost: Any, server: DiscordServer, bot: RealBot, ann: User, channel: Channel
) -> None:
    server.inject("POST", CALLBACK, status=502, times=2, lose=lost)
    await bot.review(ann, channel, "loud and lovely")
    assert await server.until(lambda: bool(sent(server, "GET", "/messages")), 6), "after 4 seconds of trying"
    await bot.deliver()
    assert_one_card_each(bot, channel)


async def test_an_answer_after_three_seconds(
    server: DiscordServer, bot: RealBot, ann: User, channel: Channel
) -> None:
    server.inject("POST", CALLBACK, delay=3.1)
    await bot.review(ann, channel, "loud and lovely")
    await server.until(lambda: bool(sent(server, "POST", "/messages")), 3)
    await bot.deliver()
    assert_one_card_each(bot, channel)


async def test_discord_asks_to_wait_everywhere(
    server: DiscordServer, bot: RealBot, ann: User, channel: Channel
) -> None:
    server.inject("POST", CALLBACK, status=429)
    server.inject("PATCH", ORIGINAL, status=429)
    server.inject("POST", MESSAGES, status=429, times=2)
    server.inject("POST", CALLBACK, status=404, code=UNKNOWN_INTERACTION, skip=2)
    await bot.review(ann, channel, "loud and lovely")
    await bot.review(ann, channel, "tender and true", "Shrinking", way="file")
    await bot.review(ann, channel, "slow and sweet", "Midnight Diner")
    await bot.deliver()
    assert len(bot.reviews()) == 3
    assert_one_card_each(bot, channel)
    assert len(sent(server, "POST", "/messages")) == 3, "twice told to wait"


# -------------------------------------------------------------------------------------------- the outbox


def fail_answers(server: DiscordServer, times: int = 1) -> None:
    """Let cards not be posted as answers, so that the outbox posts them at once."""
    server.inject("POST", CALLBACK, status=404, code=UNKNOWN_INTERACTION, times=times)


@pytest.mark.parametrize("lost", ["request", "answer"])
@pytest.mark.parametrize("remembered", [True, False])
async def test_the_outbox_does_not_hear_whether_it_posted(
    remembered: bool, lost: Any, server: DiscordServer, bot: RealBot, ann: User, channel: Channel
) -> None:
    async def forget() -> None:
        if not remembered:
            server.state.forget_nonces()

    fail_answers(server)
    server.inject("POST", MESSAGES, lose=lost, call=forget)
    await bot.review(ann, channel, "loud and lovely")
    await bot.deliver()
    assert_one_card_each(bot, channel)
    await bot.stop()


async def test_a_card_that_cannot_be_found_again_is_not_posted_twice_within_minutes(
    server: DiscordServer, bot: RealBot, ann: User, channel: Channel
) -> None:
    fail_answers(server)
    server.inject("POST", MESSAGES, lose="answer")
    server.inject("GET", MESSAGES, status=403, code=MISSING_ACCESS, times=99)
    await bot.review(ann, channel, "loud and lovely")
    await bot.deliver()
    assert_one_card_each(bot, channel)
    assert len(sent(server, "POST", "/messages")) == 2, "the nonce told that it stands"


@pytest.mark.parametrize(("status", "code"), [(403, MISSING_ACCESS), (404, UNKNOWN_CHANNEL)])
async def test_a_channel_that_is_closed_to_the_bot_is_given_up_without_a_storm(
    status: int, code: int, server: DiscordServer, bot: RealBot, ann: User, channel: Channel
) -> None:
    fail_answers(server)
    server.inject("*", f"/channels/{channel.id}*", status=status, code=code, times=99)
    await bot.review(ann, channel, "loud and lovely")
    await bot.deliver(timeout=3)
    assert len([call for call in server.calls if call.path.startswith(f"/channels/{channel.id}")]) <= 2
    assert [review.words.body for review in bot.reviews()] == ["loud and lovely"], "the review is kept"


async def test_a_card_that_was_edited_too_often_follows_later(
    server: DiscordServer, bot: RealBot, ann: User, channel: Channel
) -> None:
    await bot.review(ann, channel, "loud")
    server.inject("PATCH", "/channels/*", status=400, code=EDITED_TOO_OFTEN)
    edited = await bot.review(ann, channel, "lovely", rating=4)
    assert acknowledged(edited)
    await bot.deliver()
    assert_one_card_each(bot, channel)


async def test_trouble_with_the_database_does_not_end_the_outbox(
    server: DiscordServer, bot: RealBot, ann: User, channel: Channel
) -> None:
    def rename(old: str, new: str) -> None:
        with sqlite3.connect(bot.database) as connection:
            connection.execute(f"ALTER TABLE {old} RENAME TO {new}")

    fail_answers(server)
    server.inject("GET", MESSAGES, lose="request", times=4)  # aiohttp asks again
    await bot.review(ann, channel, "loud and lovely")
    rename("outbox", "elsewhere")
    assert await server.until(lambda: "no such table: outbox" in bot.logs, 6)
    rename("elsewhere", "outbox")
    await bot.deliver()
    assert_one_card_each(bot, channel)


# ------------------------------------------------------------------------------------------- the gateway


async def test_what_was_missed_in_an_outage_is_kept_if_it_has_words_and_dropped_if_late(
    server: DiscordServer, bot: RealBot, ann: User, channel: Channel
) -> None:
    first = await bot.review(ann, channel, "loud and lovely")
    assert first.message is not None
    async with server.gateway_outage():
        liked = control(first.message, "review:helpful")["custom_id"]
        await server.press(server.member("ben"), first.message, liked)
        await bot.review(ann, channel, "tender and true", "Shrinking")
        await server.slash(ann, channel, "rate", show="Glass Heart", rating=1)
        await asyncio.sleep(3)
    await server.until(lambda: len(bot.reviews()) == 2, 5)
    await bot.deliver()
    assert_one_card_each(bot, channel)
    assert helpful(cards(server, channel)[1][0]) == 0, "a press that is over counts for nothing"
    assert [str(review.stars) for review in bot.reviews()] == ["3.5 ★★★½"] * 2

    pressed = await server.press(server.member("ben"), first.message, liked)
    assert pressed.answered, "the replay is over"
    assert helpful(cards(server, channel)[1][0]) == 1


# ------------------------------------------------------------------------------------------- the process


async def test_sigterm_in_the_middle_of_things_ends_it_cleanly(
    server: DiscordServer, bot: RealBot, ann: User, channel: Channel
) -> None:
    async def stop() -> None:
        await bot.stop()

    fatal = server.inject("POST", CALLBACK, lose="answer", call=stop)
    await bot.review(ann, channel, "loud and lovely")
    await server.until(lambda: fatal.hits == 1, 6)
    assert not bot.running
    assert "Traceback" not in bot.logs
    await bot.start()
    await bot.deliver()
    assert_one_card_each(bot, channel)
    await bot.stop()


async def test_sigterm_ends_it_while_discord_does_not_answer(server: DiscordServer, bot: RealBot) -> None:
    server.inject("GET", "/gateway/bot", delay=60, times=99)
    async with server.gateway_outage():
        await bot.stop()
        await bot.spawn()
        await server.until(lambda: bot.logs.count("logging in") == 2, 5)
        await bot.stop()


async def test_a_second_process_on_the_same_data_is_refused(
    server: DiscordServer, bot: RealBot, ann: User, channel: Channel
) -> None:
    second = BotProcess(server, bot.data_dir)
    await second.spawn()
    assert await server.until(lambda: not second.running, 5)
    assert second.exit_code == 1
    assert "Another process already runs on" in bot.logs
    assert "Traceback" not in bot.logs
    assert acknowledged(await bot.review(ann, channel, "loud and lovely")), "the first one goes on"


@pytest.mark.parametrize("level", ["INFO", "DEBUG"])
async def test_no_token_is_ever_logged(
    level: str, server: DiscordServer, bot: RealBot, ann: User, channel: Channel
) -> None:
    await bot.stop()
    bot.env["LOG_LEVEL"] = level
    await bot.start()
    for fault in ({"status": 429}, {"status": 500}, {"status": 400}, {"lose": "request"}):
        server.inject("POST", CALLBACK, **fault)
        await bot.review(ann, channel, "loud and lovely")
        server.inject("PATCH", ORIGINAL, **fault)
        await bot.review(ann, channel, "tender and true", "Shrinking", way="file")
        server.inject("POST", MESSAGES, **fault)
        server.inject("POST", "/webhooks/*", **fault)
    assert (" DEBUG " in bot.logs) == (level == "DEBUG")
    for token in (bot.env["DISCORD_TOKEN"], *server.state.interactions.tokens):
        assert token not in bot.logs
