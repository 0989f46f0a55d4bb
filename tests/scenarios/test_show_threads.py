"""The thread, or post, of a show: its name follows the title, and in an archived one cards follow, too."""

import discord
import pytest
from simcord import ChannelHandle

from bot.domain.actors import Right
from bot.domain.catalog.shows import Facts
from bot.domain.ids import ShowId
from bot.domain.server.settings import Destination
from tests.scenarios.test_destinations import BOTH, review, send_to
from tests.scenarios.world import World, answer, cards, text


async def retitle(world: World, title: str) -> None:
    """The moderator changes the title of the one show."""
    form = await world.mod.slash(world.general, "catalog titles", show="Glass Heart")
    edited = await world.mod.submit_modal(form, {"title": title})
    assert title in text(edited)
    await world.later(3)
    await delivered(world)


async def delivered(world: World) -> None:
    """The outbox has done what was due; what has to wait, waits."""
    await world.delivered()
    await world.env.settle()


async def thread_of_show(world: World, kind: Destination) -> ChannelHandle:
    """The thread with the card of Ann's review."""
    await world.add_show()
    channel = await send_to(world, kind)
    await review(world)
    (thread,) = channel.threads
    assert thread.name == "Glass Heart (2025)"
    return thread


def set_archived(world: World, thread: ChannelHandle, *, archived: bool = True) -> None:
    world.env.backend.edit_channel(thread.id, {}, thread_metadata={"archived": archived})


def is_archived(world: World, thread: ChannelHandle) -> bool:
    found = world.env.backend.get_thread(thread.id)
    assert found is not None
    assert found.thread_metadata is not None
    return found.thread_metadata.archived


def name_now(world: World, thread: ChannelHandle) -> str:
    found = world.env.backend.get_thread(thread.id)
    assert found is not None
    return found.name or ""


@BOTH
async def test_a_thread_is_named_as_its_show_is_called(world: World, kind: Destination) -> None:
    thread = await thread_of_show(world, kind)
    await retitle(world, "Glass Heart: Encore")
    assert name_now(world, thread) == "Glass Heart: Encore (2025)"
    assert "Glass Heart: Encore" in text(cards(thread)[0])
    asked = len(world.env.http_requests)
    await review(world, "Changed.")
    renames = [each for each in world.env.http_requests[asked:] if each.path == f"/channels/{thread.id}"]
    assert renames == [], "once is enough"


@BOTH
async def test_the_thread_of_a_show_for_adults_names_it_no_more(world: World, kind: Destination) -> None:
    thread = await thread_of_show(world, kind)
    await world.services.editing.restrict(world.actor(world.mod, *Right), ShowId(1), True)
    await world.env.settle()
    await world.delivered()
    assert cards(thread) == []
    assert name_now(world, thread) == "a show for adults (number 1)"


async def test_a_name_that_somebody_gave_it_in_discord_stays(world: World) -> None:
    thread = await thread_of_show(world, Destination.THREADS)
    world.env.backend.edit_channel(thread.id, {"name": "The band show"})
    await world.env.settle()
    await retitle(world, "Glass Heart: Encore")
    assert name_now(world, thread) == "The band show"


@pytest.mark.parametrize(("status", "code"), [(429, 20028), (500, 0), (403, 50013)])
async def test_what_discord_does_not_rename_now_is_renamed_later(
    world: World, status: int, code: int
) -> None:
    thread = await thread_of_show(world, Destination.THREADS)
    world.env.inject_error("PATCH", f"/channels/{thread.id}", status=status, code=code, times=1)
    await retitle(world, "Glass Heart: Encore")
    assert "Glass Heart: Encore" in text(cards(thread)[0])
    await world.restart()
    await world.later(3_600)
    await delivered(world)
    assert name_now(world, thread) == "Glass Heart: Encore (2025)"
    assert (await world.stored())["outbox"] == []
    assert len(cards(thread)) == 1


@BOTH
async def test_in_an_archived_thread_cards_follow_and_it_is_archived_again(
    world: World, kind: Destination
) -> None:
    thread = await thread_of_show(world, kind)
    set_archived(world, thread)
    (card,) = cards(thread)
    message = f"/channels/{thread.id}/messages/{card.id}"
    world.env.inject_error("PATCH", message, status=400, code=50083)  # as Discord does; simcord takes it
    await review(world, "Changed.")
    assert "Changed." in text(cards(thread)[0])
    assert is_archived(world, thread)

    world.env.inject_error("DELETE", message, status=400, code=50083)
    own = await world.own(world.ann)
    assert own is not None
    await world.services.reviews.delete(world.actor(world.ann), own.review_id)
    await delivered(world)
    assert cards(thread) == []
    assert is_archived(world, thread)


async def test_a_thread_that_the_bot_may_not_open_is_waited_for(world: World) -> None:
    thread = await thread_of_show(world, Destination.THREADS)
    set_archived(world, thread)
    (card,) = cards(thread)
    world.env.inject_error("PATCH", f"/channels/{thread.id}/messages/{card.id}", status=400, code=50083)
    world.env.inject_error("PATCH", f"/channels/{thread.id}", status=403, code=50013)
    world.expected = (discord.HTTPException,)
    await review(world, "Changed.")
    assert "Changed." not in text(cards(thread)[0])
    assert is_archived(world, thread)

    set_archived(world, thread, archived=False)
    await world.later(1)
    assert "Changed." in text(cards(thread)[0])
    assert (await world.stored())["outbox"] == []


@BOTH
async def test_the_thread_of_a_merged_show_is_named_as_the_other_and_back(
    world: World, kind: Destination
) -> None:
    thread = await thread_of_show(world, kind)
    await world.add_show("Glasherz", Facts(year=2025))
    merged = await world.mod.slash(world.general, "catalog merge", show="Glass Heart", into="Glasherz")
    page = await world.mod.click(answer(merged), label="Merge")
    await delivered(world)
    assert name_now(world, thread) == "Glasherz (2025)"
    await world.mod.click(answer(page), label="Undo")
    await delivered(world)
    assert name_now(world, thread) == "Glass Heart (2025)"
