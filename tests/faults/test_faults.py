"""Discord fails, the line breaks, the process is stopped: every review is kept, and has one card."""

import asyncio
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from bot_process import BotProcess
from real_bot import CALLBACK, MESSAGES, ORIGINAL, World, acknowledged, helpful, open_world, side_by_side

from bot.domain.ratings.rating import Stars

# -------------------------------------------------------------------------------------------- the outbox


async def unsure_whether_it_posted(world: World, lost: Any) -> None:
    async def forget() -> None:
        world.server.state.forget_nonces()

    world.server.inject("POST", MESSAGES, lose=lost, call=forget)
    await world.bot.review(world.ann, world.reviews, "loud and lovely")
    await world.bot.deliver()
    world.assert_one_card_each()
    await world.bot.stop()


async def deleted_unnoticed(world: World) -> None:
    async def forget() -> None:
        world.server.state.forget_nonces()

    card = await world.card(world.ann)
    await world.bot.kill()
    world.server.state.delete_message(card)
    await world.bot.start()
    world.server.inject("POST", MESSAGES, lose="answer", call=forget)
    assert acknowledged(await world.bot.review(world.ann, world.reviews, "tender and true"))
    await world.bot.deliver()
    world.assert_one_card_each()


async def posted_long_after_it_was_noted(world: World) -> None:
    async def forget() -> None:
        world.server.state.forget_nonces()

    world.server.inject("POST", MESSAGES, status=400)
    await world.bot.review(world.ann, world.reviews, "loud and lovely")
    await world.until(lambda: any(entry.attempts for entry in world.bot.noted()))
    for number in range(600):
        world.server.state.say(world.ben, world.reviews, f"chatter {number}")
    world.server.inject("POST", MESSAGES, lose="answer", call=forget)
    assert acknowledged(await world.bot.review(world.ann, world.reviews, "tender and true"))
    await world.bot.deliver()
    world.assert_one_card_each()


async def unable_to_answer_a_press(world: World) -> None:
    """Nor to read the outbox for a while, which must not end the loop that shows the vote in the end."""

    def rename(old: str, new: str) -> None:
        with closing(sqlite3.connect(world.bot.database)) as connection:
            connection.execute(f"ALTER TABLE {old} RENAME TO {new}")

    card = await world.card(world.ann)
    world.server.inject("POST", CALLBACK, lose="request", times=2)
    await world.press(world.ben, card, "review:helpful")
    rename("outbox", "elsewhere")
    await world.until(lambda: "no such table: outbox" in world.bot.logs)
    rename("elsewhere", "outbox")
    await world.bot.deliver()
    assert world.bot.reviews()[0].helpful == 1
    world.assert_one_card_each()


async def test_the_outbox_tries_again_and_posts_once(tmp_path: Path) -> None:
    unsure = [partial(unsure_whether_it_posted, lost=lost) for lost in ("request", "answer")]
    await side_by_side(
        tmp_path, *unsure, deleted_unnoticed, posted_long_after_it_was_noted, unable_to_answer_a_press
    )


# ------------------------------------------------------------------------------------------- the gateway


@pytest.mark.parametrize("ahead", [0, -60, 60], ids=["right", "host a minute ahead", "host a minute behind"])
async def test_what_was_missed_in_an_outage_is_kept_if_it_has_words_and_dropped_if_late(
    tmp_path: Path, ahead: float
) -> None:
    async with open_world(tmp_path, ahead=ahead, env={"FAULTS_ANSWER_WITHIN": "3000"}) as world:
        await missed_in_an_outage(world)


async def missed_in_an_outage(world: World) -> None:
    first = await world.card(world.ann)
    opened = await world.server.slash(world.ben, world.reviews, "review", show="Glass Heart", rating=2)
    assert opened.modal is not None
    async with world.server.gateway_outage():
        await world.server.submit(world.ben, opened.modal["custom_id"], {"body": "slow and sweet"})
        await world.bot.review(world.ann, world.reviews, "from a file", "Midnight Diner", way="file")
        await world.press(world.ben, first, "review:helpful")
        await world.bot.review(world.ann, world.reviews, "tender and true", "Shrinking")
        await world.server.slash(world.ann, world.reviews, "rate", show="Glass Heart", rating=1)
        await asyncio.sleep(4)
    await world.until(lambda: len(world.bot.reviews()) == 4)
    await world.bot.deliver()
    world.assert_one_card_each()
    assert helpful(world.cards()[1][0]) == 0, "a press that is over counts for nothing"
    assert Stars.from_number(1) not in [review.stars for review in world.bot.reviews()]

    pressed = await world.press(world.ben, first, "review:helpful")
    assert pressed.answered, "the replay is over"
    assert helpful(world.cards()[1][0]) == 1


# ------------------------------------------------------------------------------------------- the process


async def stopped_in_the_middle(world: World) -> None:
    """What a member has just asked for is finished first."""
    slow = world.server.inject("POST", CALLBACK, delay=0.5)
    posting = asyncio.create_task(world.bot.review(world.ann, world.reviews, "loud and lovely"))
    await world.until(lambda: slow.times == 0)
    await world.bot.stop()
    assert acknowledged(await posting)
    assert "Traceback" not in world.bot.logs
    assert world.bot.noted() == []
    world.assert_one_card_each()


async def stopped_while_discord_does_not_answer(world: World) -> None:
    """It does not wait for ever, and finds the card at its next start."""
    fatal = world.server.inject("POST", CALLBACK, lose="answer", call=world.bot.stop)
    await world.bot.review(world.ann, world.reviews, "loud and lovely")
    await world.until(lambda: fatal.hits == 1)
    assert "Traceback" not in world.bot.logs
    await world.bot.start()
    await world.bot.deliver()
    world.assert_one_card_each()
    await world.bot.stop()


async def stopped_in_an_outage(world: World) -> None:
    async with world.server.gateway_outage():
        await asyncio.sleep(0.2)  # it has noticed, and calls again
        await world.bot.stop()
        await world.bot.spawn()
    await world.card(world.ann)
    await world.bot.stop()


async def test_sigterm_ends_it_soon_and_cleanly(tmp_path: Path) -> None:
    await side_by_side(
        tmp_path, stopped_in_the_middle, stopped_while_discord_does_not_answer, stopped_in_an_outage
    )


async def test_a_second_process_on_the_same_data_is_refused(world: World) -> None:
    second = BotProcess(world.server, world.bot.data_dir)
    await second.spawn()
    await world.until(lambda: not second.running)
    assert second.exit_code == 1
    assert "Another process already runs on" in world.bot.logs
    assert "Traceback" not in world.bot.logs
    assert acknowledged(await world.bot.review(world.ann, world.reviews, "loud and lovely"))


async def fail_in_every_way(world: World, level: str) -> None:
    await world.bot.stop()
    world.bot.env["LOG_LEVEL"] = level
    await world.bot.start()
    faults: tuple[dict[str, Any], ...] = (
        {"status": 429},
        {"status": 500},
        {"status": 400},
        {"lose": "request"},
    )
    for fault in faults:
        for method, path in (("POST", CALLBACK), ("PATCH", ORIGINAL), ("POST", "/webhooks/*")):
            world.server.inject(method, path, **fault)
        await world.bot.review(world.ann, world.reviews, "loud and lovely")
        await world.bot.review(world.ann, world.reviews, "tender and true", "Shrinking", way="file")
    assert (" DEBUG " in world.bot.logs) == (level == "DEBUG")
    tokens = world.server.state.interactions.tokens
    assert len(tokens) >= 8
    for token in (world.bot.env["DISCORD_TOKEN"], *tokens):
        assert token not in world.bot.logs


async def test_no_token_is_ever_logged(tmp_path: Path) -> None:
    await side_by_side(tmp_path, *(partial(fail_in_every_way, level=level) for level in ("INFO", "DEBUG")))
