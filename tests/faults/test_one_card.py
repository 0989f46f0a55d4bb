"""Orders of events that might lose a card, double it, or leave it showing something old."""

import asyncio
from functools import partial
from pathlib import Path
from typing import Any

import discord
from discord_components import text
from discord_server import DiscordServer
from real_bot import CALLBACK, MESSAGE, MESSAGES, RealBot, World, acknowledged, helpful, side_by_side

from bot.domain.delivery.outbox import WaitsFor

LIKE = "review:helpful"

# -------------------------------------------------------------------------- twice the same review, at once


async def test_reviewing_again_before_the_outbox_has_posted_the_card(world: World) -> None:
    world.server.inject("POST", MESSAGES, delay=0.5)
    await world.bot.review(world.ann, world.reviews, "loud")
    assert acknowledged(await world.bot.review(world.ann, world.reviews, "loud and lovely"))
    await world.bot.deliver()
    world.assert_one_card_each()


async def test_reviewing_again_hurries_a_card_that_was_put_off(world: World) -> None:
    world.server.inject("POST", MESSAGES, status=400)
    await world.bot.review(world.ann, world.reviews, "loud")
    await world.until(lambda: any(entry.attempts for entry in world.bot.noted()))
    world.bot.put_off()
    assert acknowledged(await world.bot.review(world.ann, world.reviews, "loud and lovely"))
    await world.bot.deliver()
    world.assert_one_card_each()


async def test_a_double_click_on_add_is_one_show_one_review_and_one_card(world: World) -> None:
    asked = await world.bot.review(world.ann, world.reviews, "loud and lovely", "Nobody Knows This One")
    assert asked.message is not None
    await asyncio.gather(*(world.press(world.ann, asked.message, "draft:add") for _ in range(3)))
    await world.bot.deliver()
    assert len(world.bot.reviews()) == 1
    world.assert_one_card_each()


# ------------------------------------------------------------------------------- the outbox and the command


async def test_servers_do_not_share_nonces(tmp_path: Path) -> None:
    async with DiscordServer() as server:
        other, ann = server.add_guild("Elsewhere"), server.member("ann")
        bot = RealBot(server, tmp_path)
        await bot.add_shows()
        await bot.add_shows(other)
        channels = [server.channel("reviews"), server.channel("reviews", other)]
        async with bot:
            for channel in channels:
                await bot.review(ann, channel, "loud and lovely")
            await bot.deliver()
        assert [len(server.messages(channel)) for channel in channels] == [1, 1]


async def test_a_review_deleted_while_its_card_is_changed_leaves_none(world: World) -> None:
    card = await world.card(world.ann)
    world.server.inject("PATCH", MESSAGE, delay=0.5)
    await world.bot.review(world.ann, world.reviews, "tender and true")
    await world.erase(world.ann, card)
    await world.bot.deliver()
    assert world.bot.reviews() == []
    assert world.cards() == {}


async def test_a_card_that_was_deleted_comes_back_when_reviewed_again(world: World) -> None:
    world.server.state.delete_message(await world.card(world.ann))
    assert acknowledged(await world.bot.review(world.ann, world.reviews, "tender and true"))
    await world.bot.deliver()
    world.assert_one_card_each()


# ---------------------------------------------------------------------------------------------- after a kill


async def killed_with_an_unknown_card(world: World) -> Any:
    """The card of a review that was posted as the bot died: its database does not know of it."""
    fatal = world.server.inject("POST", MESSAGES, lose="answer", call=world.bot.kill)
    await world.bot.review(world.ann, world.reviews, "loud")
    await world.until(lambda: fatal.hits == 1)
    await world.bot.start()
    return await world.posted("loud")


async def review_again(world: World) -> None:
    await killed_with_an_unknown_card(world)
    assert acknowledged(await world.bot.review(world.ann, world.reviews, "loud and lovely"))
    await world.bot.deliver()
    world.assert_one_card_each()


async def delete(world: World) -> None:
    await world.erase(world.ann, await killed_with_an_unknown_card(world))
    await world.bot.deliver()
    assert world.bot.reviews() == []
    assert world.cards() == {}


async def vote(world: World) -> None:
    await world.press(world.ben, await killed_with_an_unknown_card(world), "review:helpful")
    await world.bot.deliver()
    assert world.bot.reviews()[0].helpful == 1
    world.assert_one_card_each()


async def killed_while_voting(world: World, lost: Any) -> None:
    card = await world.card(world.ann)
    fatal = world.server.inject("POST", CALLBACK, lose=lost, call=world.bot.kill)
    await world.press(world.ben, card, "review:helpful")
    await world.until(lambda: fatal.hits == 1)
    await world.bot.start()
    await world.bot.deliver()
    assert world.bot.reviews()[0].helpful == 1
    world.assert_one_card_each()


async def killed_while_pinning(world: World) -> None:
    card = await world.card(world.ann)
    for command, pinned in (("Pin review", True), ("Unpin review", False)):
        fatal = world.server.inject("*", "/channels/*/messages/pins/*", lose="request", call=world.bot.kill)
        await world.server.menu(world.mod, card, command)
        await world.until(lambda fatal=fatal: fatal.hits == 1)
        await world.bot.start()
        await world.bot.deliver()
        assert world.server.messages(world.reviews)[0]["pinned"] == pinned


async def unsure_whether_it_is_pinned(world: World) -> None:
    card = await world.card(world.ann)
    for lost in ("request", "answer"):
        for command, pinned in (("Pin review", True), ("Unpin review", False)):
            world.server.inject("*", "/channels/*/messages/pins/*", lose=lost, times=2)
            told = await world.server.menu(world.mod, card, command)
            assert told.message is not None
            assert "in a moment" in text(told.message)
            await world.bot.deliver()
            assert world.server.messages(world.reviews)[0]["pinned"] == pinned


async def test_a_card_that_the_database_does_not_know_of_is_found_whatever_happens_next(
    tmp_path: Path,
) -> None:
    await side_by_side(tmp_path, review_again, delete, vote)


async def where_it_may_not_look_back(world: World, lost: Any) -> None:
    world.server.state.forbid(world.reviews, discord.Permissions(read_message_history=True))
    fatal = world.server.inject("POST", MESSAGES, lose=lost, call=world.bot.kill)
    await world.bot.review(world.ann, world.reviews, "loud")
    await world.until(lambda: fatal.hits == 1)
    world.server.state.forget_nonces()
    await world.bot.start()
    await world.until(lambda: [each.waits_for for each in world.bot.noted()] == [WaitsFor.PERSON])
    assert len(world.server.messages(world.reviews)) == (lost == "answer")


async def test_where_it_can_not_be_known_whether_a_card_stands_a_person_is_asked(tmp_path: Path) -> None:
    stories = (partial(where_it_may_not_look_back, lost=lost) for lost in ("request", "answer"))
    await side_by_side(tmp_path, *stories)


async def test_what_was_begun_is_carried_out_after_a_kill(tmp_path: Path) -> None:
    votes = (partial(killed_while_voting, lost=lost) for lost in ("request", "answer"))
    await side_by_side(tmp_path, *votes, killed_while_pinning, unsure_whether_it_is_pinned)


# ------------------------------------------------------------------------------------- what the card shows


async def test_a_rating_given_while_the_card_is_under_way_is_shown(world: World) -> None:
    world.server.inject("POST", MESSAGES, delay=0.5)
    first = asyncio.create_task(world.bot.review(world.ann, world.reviews, "loud and lovely", rating=3.5))
    await world.until(lambda: len(world.bot.reviews()) == 1)
    await world.server.slash(world.ann, world.reviews, "rate", show="Glass Heart", rating=5)
    await first
    await world.bot.deliver()
    world.assert_one_card_each()


async def test_an_older_change_by_the_outbox_does_not_hide_a_newer_vote(world: World) -> None:
    card = await world.card(world.ann)
    slow = world.server.inject("PATCH", MESSAGE, delay=0.5)
    await world.bot.review(world.ann, world.reviews, "tender and true")
    await world.until(lambda: slow.times == 0)
    await world.press(world.ben, card, LIKE)
    await world.bot.deliver()
    world.assert_one_card_each()


async def test_an_older_vote_does_not_hide_a_newer_change_by_the_outbox(world: World) -> None:
    card = await world.card(world.ann)
    slow = world.server.inject("POST", CALLBACK, delay=0.5)
    pressed = asyncio.create_task(world.press(world.ben, card, LIKE))
    await world.until(lambda: slow.times == 0)
    await world.bot.review(world.ann, world.reviews, "tender and true")
    await pressed
    await world.until(lambda: "tender" in text(world.cards()[1][0]))
    await world.bot.deliver()
    world.assert_one_card_each()


async def test_votes_at_the_same_time_add_up_on_the_card(world: World) -> None:
    card = await world.card(world.ann)
    world.server.inject("POST", CALLBACK, delay=0.3, skip=1)  # the second of them is overtaken
    voters = [world.server.member(f"voter {number}") for number in range(8)]
    await asyncio.gather(*(world.press(voter, card, LIKE) for voter in voters))
    await world.until(lambda: helpful(world.cards()[1][0]) == 8)
    await world.bot.deliver()
    world.assert_one_card_each()
