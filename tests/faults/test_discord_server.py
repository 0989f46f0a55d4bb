"""The local Discord can be trusted: a small bot runs on it, dies on it, and meets every fault it has."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random
from typing import Any

import aiohttp
import discord
import pytest
from bot_process import BotProcess
from discord_components import controls, text
from discord_interactions import Answer
from discord_server import DiscordServer
from discord_state import check_simcord


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as server:
        yield server


@pytest.fixture
async def bot(server: DiscordServer, tmp_path: Path) -> AsyncIterator[BotProcess]:
    async with BotProcess(server, tmp_path / "data", module="tiny_bot") as bot:
        yield bot


def saved(bot: BotProcess) -> list[dict[str, Any]]:
    journal = bot.data_dir / "reviews.jsonl"
    return [json.loads(line) for line in journal.read_text().splitlines()] if journal.exists() else []


def test_simcord_is_the_one_this_was_written_for() -> None:
    check_simcord()


async def test_members_use_commands_buttons_modals_and_files(server: DiscordServer, bot: BotProcess) -> None:
    ann, reviews = server.member("ann"), server.channel("reviews")

    card = await server.slash(ann, reviews, "review", show="Glass Heart", rating=3.5, text="Loud.")
    assert card.answered
    assert card.kind == "message"
    assert card.message is not None
    assert text(card.message) == "Glass Heart 3.5: Loud."
    assert card.message["flags"] == discord.MessageFlags(components_v2=True).value

    button = controls(card.message)[0]["custom_id"]
    pressed = await server.press(server.member("ben"), card.message, button)
    assert pressed.kind == "update"
    assert pressed.message is not None
    assert text(pressed.message) == "liked 1"

    fetched = await server.slash(
        ann,
        reviews,
        "review",
        show="Glass Heart",
        rating=4,
        file=("na ïve 100%?.txt", "Späte Größe".encode()),
    )
    assert fetched.message is not None
    assert "Späte Größe" in text(fetched.message)

    opened = await server.slash(ann, reviews, "review", show="Glass Heart", rating=4)
    assert opened.kind == "modal"
    sent = await server.submit(ann, "review:write", {"file": ("a.txt", b"12345")})
    assert sent.message is not None
    assert text(sent.message) == "So far:  [5]"

    assert [message["id"] for message in server.messages(reviews)] == [
        answer.message["id"] for answer in (card, fetched, sent) if answer.message is not None
    ]
    with pytest.raises(AssertionError, match="no control"):
        await server.press(ann, card.message, "review:like:0")
    with pytest.raises(AssertionError, match="never shown"):
        await server.submit(server.member("ben"), "review:write", {})


async def test_old_buttons_and_open_modals_reach_the_next_process(
    server: DiscordServer, bot: BotProcess
) -> None:
    ann, reviews = server.member("ann"), server.channel("reviews")
    card = await server.slash(ann, reviews, "review", show="Glass Heart", rating=3.5, text="Loud.")
    await server.slash(ann, reviews, "review", show="Glass Heart", rating=3.5)

    await bot.kill()
    assert not bot.running
    unheard = await server.slash(ann, reviews, "review", show="Glass Heart", rating=3.5, text="Anybody?")
    assert not unheard.answered

    await bot.start()
    assert card.message is not None
    pressed = await server.press(ann, card.message, controls(card.message)[0]["custom_id"])
    assert pressed.message is not None
    assert text(pressed.message) == "liked 1"
    late = await server.submit(ann, "review:write", {"text": "Late."})
    assert late.message is not None
    assert text(late.message) == "Late. []"
    assert int(card.message["id"]) < int(late.message["id"])
    assert not unheard.answered
    assert await bot.terminate() != 0, "the small bot does not handle SIGTERM"


@pytest.mark.parametrize("lost", ["request", "answer"])
async def test_killed_at_the_very_moment(lost: Any, server: DiscordServer, bot: BotProcess) -> None:
    ann, reviews = server.member("ann"), server.channel("reviews")
    fatal = server.inject("POST", "/interactions/*/callback", skip=1, lose=lost, call=bot.kill)
    first = await server.slash(ann, reviews, "review", show="Glass Heart", rating=3.5, text="One.")
    second = await server.slash(ann, reviews, "review", show="Glass Heart", rating=3.5, text="Two.")
    assert await server.until(lambda: fatal.hits == 1)
    assert not bot.running
    assert first.answered
    assert second.answered == (lost == "answer"), "Discord knows of it exactly if the request arrived"
    assert [entry["text"] for entry in saved(bot)] == ["One.", "Two."]
    assert len(server.messages(reviews)) == 1 + second.answered


async def test_nothing_acknowledged_is_lost_over_kills(server: DiscordServer, bot: BotProcess) -> None:
    reviews, random = server.channel("reviews"), Random(2)
    answers: list[Answer] = []
    for number in range(4):
        lost: Any = random.choice(["request", "answer"])
        fatal = server.inject(
            "POST", "/interactions/*/callback", skip=random.randrange(5), lose=lost, call=bot.kill
        )
        asked = (
            server.slash(
                server.member(name), reviews, "review", show="Glass Heart", rating=4, text=f"{name}{number}"
            )
            for name in "abcde"
        )
        answers += await asyncio.gather(*asked)
        assert await server.until(lambda fatal=fatal: fatal.hits == 1)
        await bot.start()

    cards = sorted(text(message) for message in server.messages(reviews))
    acknowledged = sorted(text(answer.message) for answer in answers if answer.answered and answer.message)
    assert 0 < len(acknowledged) < len(answers)
    assert cards == acknowledged
    kept = [f"Glass Heart 4.0: {entry['text']}" for entry in saved(bot)]
    assert set(acknowledged) <= set(kept)
    assert len(kept) == len(set(kept))


async def test_a_lost_success_is_not_doubled_and_failures_are_met(
    server: DiscordServer, bot: BotProcess
) -> None:
    ann, general = server.member("ann"), server.channel("general")
    create = f"/channels/{general.id}/messages"

    async def announce(words: str, *, tries: int) -> list[int | None]:
        before = len(server.calls)
        await server.slash(ann, general, "announce", words=words)
        statuses: list[int | None] = []

        def done() -> bool:
            statuses[:] = [call.status for call in server.calls[before:] if call.path == create]
            return len(statuses) == tries and statuses[-1] is not None

        assert await server.until(done), bot.logs
        return statuses

    def posted() -> list[str]:
        return [message["content"] for message in server.messages(general)]

    server.inject("POST", create, lose="answer")
    assert await announce("a", tries=2) == [None, 200]
    server.inject("POST", create, lose="request")
    assert await announce("b", tries=2) == [None, 200]
    server.inject("POST", create, status=503, times=2)
    assert await announce("c", tries=3) == [503, 503, 200]
    server.inject("POST", create, status=429, retry_after=0.1)
    assert await announce("d", tries=2) == [429, 200]
    assert posted() == ["a", "b", "c", "d"]
    attached = server.messages(general)[-1]["attachments"][0]
    async with aiohttp.ClientSession() as client, client.get(attached["url"]) as file:
        assert await file.read() == b"d"

    server.inject("POST", create, lose="answer", call=forget(server))
    await announce("e", tries=2)
    assert posted() == ["a", "b", "c", "d", "e", "e"], "nobody remembers a nonce for ever"


def forget(server: DiscordServer) -> Any:
    async def call() -> None:
        server.state.forget_nonces()

    return call


async def test_an_answer_after_three_seconds_is_refused(server: DiscordServer, bot: BotProcess) -> None:
    server.inject("POST", "/interactions/*/callback", late=True)
    late = await server.slash(
        server.member("ann"),
        server.channel("reviews"),
        "review",
        show="Glass Heart",
        rating=3.5,
        text="Slow.",
    )
    await server.until(lambda: server.calls[-1].status is not None)
    assert server.calls[-1].status == 404
    assert not late.answered
    assert server.messages(server.channel("reviews")) == []


async def test_a_resumed_session_is_told_what_it_missed(server: DiscordServer, bot: BotProcess) -> None:
    ann, reviews = server.member("ann"), server.channel("reviews")
    await server.slash(ann, reviews, "review", show="Glass Heart", rating=3.5, text="One.")
    async with server.gateway_outage():
        missed = await server.slash(ann, reviews, "review", show="Glass Heart", rating=3.5, text="Two.")
        assert not missed.answered
    assert await server.until(lambda: missed.answered)
    assert [entry["text"] for entry in saved(bot)] == ["One.", "Two."]


async def test_what_this_discord_does_not_know_fails_the_test() -> None:
    async def ask() -> None:
        async with DiscordServer() as server, aiohttp.ClientSession() as client:
            await client.get(f"{server.bot_env()['FAULTS_DISCORD_API']}/guilds/1/nonsense")

    with pytest.raises(AssertionError, match=r"in vain.*guilds/1/nonsense"):
        await ask()


async def test_a_bot_that_ends_by_itself_is_reported_with_its_logs(
    server: DiscordServer, tmp_path: Path
) -> None:
    server.inject("GET", "/users/@me", status=401)
    with pytest.raises(AssertionError, match=r"ended by itself(.|\n)*LoginFailure"):
        await BotProcess(server, tmp_path, module="tiny_bot").start()
