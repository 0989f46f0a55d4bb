"""The real bot asks for time while others hold its database, and answers everybody in the end."""

import asyncio
import sqlite3
from collections.abc import Awaitable
from contextlib import closing
from pathlib import Path

import pytest
from discord_components import text
from discord_interactions import Answer
from real_bot import CALLBACK, World, control, helpful, open_world

ASKED_FOR_TIME = (5, 6)
SOON, AT_ONCE = ({"FAULTS_ASK_FOR_TIME_AFTER": each} for each in ("200", "-2000"))


def asking(world: World, since: int) -> list[int]:
    """The first answers since so many calls: their types."""
    calls = [call for call in world.server.calls[since:] if call.path.endswith("/callback")]
    return [call.json["type"] for call in calls]


async def test_while_the_database_is_held_everybody_is_told_to_wait_and_then_answered(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        server, reviews = world.server, world.reviews
        card = await world.card(world.mod)
        form = await server.slash(world.ben, reviews, "review", show="Shrinking", rating=2)
        assert form.modal is not None
        await world.bot.stop()
        world.bot.env |= SOON
        await world.bot.start()
        since = len(server.calls)
        with closing(sqlite3.connect(world.bot.database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            asked: list[asyncio.Task[Answer]] = [
                asyncio.create_task(doing)
                for doing in (
                    world.bot.review(world.ann, reviews, "loud and lovely"),
                    server.slash(world.ann, reviews, "rate", show="Shrinking", rating=4),
                    server.slash(world.ann, reviews, "watchlist add", show="Shrinking"),
                    server.slash(world.ann, reviews, "mydata visibility", profile=1),
                    server.slash(world.ann, reviews, "review", show="Nobody Knows It", rating=4, text="Hm."),
                    server.press(world.ben, card, control(card, "review:helpful")["custom_id"]),
                    server.submit(world.ben, form.modal["custom_id"], {"body": "slow and sweet"}),
                )
            ]
            await world.until(lambda: len(asking(world, since)) == len(asked))
            assert set(asking(world, since)) <= {*ASKED_FOR_TIME}
            *words, press, sent_in = asked  # to who presses, a deferral without a sign is the answer
            assert not any(each.done() for each in (*words, sent_in)), press
            other.execute("ROLLBACK")
        answers = await asyncio.gather(*asked)
        assert all(each.answered for each in answers), world.bot.logs
        told = [text(each.message) for each in answers if each.message]
        assert not [each for each in told if "went wrong" in each]
        await world.bot.deliver()
        assert {review.words.body for review in world.bot.reviews()} >= {"loud and lovely", "slow and sweet"}
        assert helpful(world.cards()[1][0]) == 1
        world.assert_one_card_each()


def seen(answer: Answer) -> list[str]:
    """What somebody sees of the answer by now."""
    return [text(each) for each in (answer.message, *answer.followups) if each]


@pytest.mark.parametrize("lost", ["answer", "request", "line"])
async def test_a_deferral_of_which_nothing_is_heard_ends_in_one_answer(tmp_path: Path, lost: str) -> None:
    async with open_world(tmp_path, env=AT_ONCE) as world:
        card = await world.card(world.mod)

        async def asked(doing: Awaitable[Answer], sentence: str) -> None:
            fault = world.server.inject("POST", CALLBACK, lose=lost)
            answer = await doing
            assert fault.hits == 1
            await world.until(lambda: any(sentence in each for each in seen(answer)))
            assert not any("went wrong" in each for each in seen(answer))

        rating = world.server.slash(world.ann, world.reviews, "rate", show="Shrinking", rating=4)
        await asked(rating, "You rated")
        await asked(world.press(world.ben, card, "review:helpful"), "loud and lovely")
        await asked(world.press(world.ben, card, "review:more"), "Is something wrong")
        await world.until(lambda: helpful(world.cards()[1][0]) == 1)
