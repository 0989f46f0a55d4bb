"""What happened to pins in Discord while the bot was away, or by somebody's hand, is put right."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from simcord import ChannelHandle, ResponseMessage
from simcord.backend import Backend
from simcord.http import router

from bot.domain.ids import GuildId
from bot.store.engine.transaction import AllServers
from tests.scenarios.world import World

LISTS = "/channels/{}/messages/pins"
WHILE = 30.0
"""Seconds in which many channels can be looked at."""


def asked(world: World) -> list[int]:
    """The channels whose pins Discord was asked for, in order."""
    paths = [each.path.split("/") for each in world.env.http_requests if each.method == "GET"]
    return [int(path[2]) for path in paths if path[3:] == ["messages", "pins"]]


async def pass_time(world: World, seconds: float = WHILE) -> None:
    for _ in range(int(seconds)):
        await world.later(1)


async def pinned_in(world: World, channel: ChannelHandle, season: int) -> ResponseMessage:
    """A review's card in a channel, pinned."""
    posted = await world.ann.slash(
        channel, "review", show="Glass Heart", rating=4.0, text=f"Season {season}.", season=season
    )
    card = world.card(posted, channel)
    await world.mod.context_menu(channel, "Pin review", card)
    return card


@pytest.fixture
async def channels(world: World) -> list[ChannelHandle]:
    """Three channels with two pins each; the bot has been told of all of it, and is calm."""
    await world.add_show()
    channels = [world.reviews, world.general, world.guild.create_text_channel("third")]
    for number, channel in enumerate(channels):
        for season in (2 * number + 1, 2 * number + 2):
            await pinned_in(world, channel, season)
    await pass_time(world)
    return channels


async def pins(world: World) -> list[int]:
    """The reviews that count as pinned."""
    return sorted(row[1] for row in (await world.stored())["pins"])


async def test_what_was_unpinned_or_deleted_meanwhile_is_found_at_start(
    world: World, channels: list[ChannelHandle]
) -> None:
    backend = world.env.backend
    first, second, _ = channels
    first_message, other = (each for each in backend.messages[first.id].values() if each.pinned)
    first_message.pinned = False
    del backend.messages[second.id][min(backend.messages[second.id])]
    before = len(asked(world))

    await world.restart()
    await pass_time(world)

    assert await pins(world) == [2, 4, 5, 6]
    assert other.pinned
    assert sorted(asked(world)[before:]) == sorted(channel.id for channel in channels)
    await pass_time(world)
    assert len(asked(world)) == before + 3  # once for each start


async def test_a_channel_that_is_gone_takes_its_pins_with_it(
    world: World, channels: list[ChannelHandle]
) -> None:
    del world.env.backend.channels[channels[0].id]
    world.env.backend.get_guild(world.guild.id).channel_ids.remove(channels[0].id)
    await world.restart()
    await pass_time(world)
    assert await pins(world) == [3, 4, 5, 6]
    assert len((await world.stored())["cards"]) == 4


@pytest.mark.parametrize(("status", "code"), [(403, 50001), (500, 0)])
async def test_what_discord_does_not_tell_changes_nothing(
    world: World, channels: list[ChannelHandle], status: int, code: int
) -> None:
    path = LISTS.format(channels[0].id)
    world.env.inject_error("GET", path, status=status, code=code, times=None)
    await world.restart()
    await pass_time(world)
    assert await pins(world) == [1, 2, 3, 4, 5, 6]
    assert set(asked(world)) >= {channel.id for channel in channels}


async def test_it_asks_once_a_second_and_goes_on_where_it_was_stopped(
    world: World, channels: list[ChannelHandle]
) -> None:
    before = len(asked(world))
    for number in range(1, 4):
        await world.restart()  # it asks for the first channel at once
        assert len(asked(world)) == before + number
        await world.later(0.4)
        assert len(asked(world)) == before + number
    assert sorted(asked(world)[before:]) == sorted(channel.id for channel in channels)


async def test_somebody_unpins_by_hand(world: World, channels: list[ChannelHandle]) -> None:
    first = channels[0]
    message_id = min(world.env.backend.messages[first.id])
    world.env.backend.set_pinned(first.id, message_id, False)
    await pass_time(world, 5)
    assert await pins(world) == [2, 3, 4, 5, 6]


async def test_a_pin_on_its_way_to_discord_is_left_alone(world: World, channels: list[ChannelHandle]) -> None:
    first = channels[0]
    for message in world.env.backend.messages[first.id].values():
        message.pinned = False

    def note(tx: AllServers) -> None:
        tx.execute(
            "INSERT INTO outbox (guild_id, kind, review_id, channel_id, note_id, noted_at, due_at) "
            "VALUES ($1, 'pin', 1, $2, 99, $3, $3 + 20000)",
            world.guild.id,
            first.id,
            world.clock(),
        )

    await world.database.write_all(note)
    look = await world.services.pin_sweep.of_channel(GuildId(world.guild.id), first.id)
    assert look is not None
    assert [pin.review_id for pin in look.pins] == [2]
    await world.services.pin_sweep.looked(look, set())
    assert await pins(world) == [1, 3, 4, 5, 6]


async def test_many_pins_come_in_pages(
    world: World, channels: list[ChannelHandle], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = channels[0]
    for number in range(60):
        message = await world.ann.send(first, f"Number {number}")
        world.env.backend.set_pinned(first.id, message.id, True)
    await pass_time(world)
    world.env.backend.messages[first.id][min(world.env.backend.messages[first.id])].pinned = False
    deliver, pages = router.dispatch, list[int]()

    def in_pages(backend: Backend, method: str, path: str, **sent: Any) -> Any:
        """Discord gives no more than asked for, the latest first; simcord gives all."""
        answered = deliver(backend, method, path, **sent)
        if method != "GET" or not path.endswith("/messages/pins"):
            return answered
        asked_for, first_day = sent["params"], datetime(2026, 1, 1, tzinfo=UTC)
        oldest_first = sorted(answered["items"], key=lambda item: int(item["message"]["id"]))
        items = [
            {**item, "pinned_at": (first_day + timedelta(days=number)).isoformat()}
            for number, item in enumerate(oldest_first)
        ][::-1]
        earlier = [item for item in items if item["pinned_at"] < asked_for.get("before", "9")]
        page = earlier[: int(asked_for["limit"])]
        pages.append(len(page))
        return {"items": page, "has_more": len(earlier) > len(page)}

    monkeypatch.setattr(router, "dispatch", in_pages)
    await world.restart()
    await pass_time(world)
    assert sorted(pages) == [2, 2, 11, 50]
    assert await pins(world) == [2, 3, 4, 5, 6]
