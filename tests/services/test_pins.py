"""Pinning and unpinning."""

import asyncio

import pytest

from bot.domain.actors import Right
from bot.domain.delivery.outbox import OutboxKind
from bot.domain.errors import Refusal
from bot.domain.ids import ReviewId, ShowId
from bot.domain.reviews.review import CardPlace
from tests.services.server import ANN, CHANNEL, ELSEWHERE, GUILD, MINUTE, MOD, Server, draft_of

Card = tuple[int, CardPlace]


@pytest.fixture
async def card(server: Server) -> Card:
    """A review of Ann's and where its card stands."""
    return await server.post_card(server.ann, draft_of(ShowId(await server.add_show())))


async def pinned(server: Server, review_id: ReviewId) -> bool:
    return (await server.services.delivery.wanted(GUILD, review_id)).pinned


async def audit(server: Server) -> list[tuple[int, str, int]]:
    return await server.rows("SELECT user_id, action, subject FROM audit ORDER BY audit_id")


async def test_a_pin_is_recorded_and_noted_until_discord_is_told(server: Server, card: Card) -> None:
    review_id, place = card
    change = await server.services.pins.pin(server.mod, place)
    assert (change.review_id, change.pinned, change.before) == (review_id, True, None)
    assert await pinned(server, ReviewId(review_id))
    assert await audit(server) == [(MOD, "pin", review_id)]
    assert await server.due() == []  # the command has its time
    assert [(entry.kind, entry.review_id) for entry in await server.due(after=MINUTE)] == [
        (OutboxKind.PIN, review_id)
    ]
    await server.services.pins.done(server.mod, change)
    assert await server.due() == []


async def test_unpinning_undoes_it(server: Server, card: Card) -> None:
    review_id, place = card
    first = await server.services.pins.pin(server.mod, place)
    await server.services.pins.done(server.mod, first)
    change = await server.services.pins.unpin(server.mod, place)
    assert change.before is not None
    assert (change.before.pinned_by, change.before.place) == (MOD, place)
    assert not await pinned(server, ReviewId(review_id))
    assert [action for _, action, _ in await audit(server)] == ["pin", "unpin"]


async def test_the_right_is_asked_for_again(server: Server, card: Card) -> None:
    review_id, place = card
    for actor in (server.ann, server.member(MOD, Right.MANAGE)):
        for verb in (server.services.pins.pin, server.services.pins.unpin):
            with pytest.raises(Refusal, match="You need the permission “Pin Messages”"):
                await verb(actor, place)
    assert not await pinned(server, ReviewId(review_id))
    assert await audit(server) == []


async def test_only_a_reviews_card_can_be_pinned(server: Server, card: Card) -> None:
    review_id, place = card
    elsewhere = server.member(MOD, *Right, guild_id=ELSEWHERE)
    for actor, message in (
        (server.mod, CardPlace(CHANNEL, 1)),
        (server.mod, CardPlace(CHANNEL + 1, place.message_id)),
        (elsewhere, place),
    ):
        with pytest.raises(Refusal, match="shows no review"):
            await server.services.pins.pin(actor, message)
    await server.services.reviews.delete(server.ann, ReviewId(review_id))
    with pytest.raises(Refusal, match="shows no review"):
        await server.services.pins.pin(server.mod, place)


async def test_what_is_as_it_should_be_is_told_so(server: Server, card: Card) -> None:
    _, place = card
    with pytest.raises(Refusal, match="nothing to unpin"):
        await server.services.pins.unpin(server.mod, place)
    await server.services.pins.pin(server.mod, place)
    with pytest.raises(Refusal, match=f"pinned already, by <@{MOD}>"):
        await server.services.pins.pin(server.member(ANN, Right.PIN), place)
    assert len(await audit(server)) == 1


async def test_of_two_at_once_one_pins_and_the_other_is_told(server: Server, card: Card) -> None:
    review_id, place = card
    both = [server.mod, server.member(ANN, Right.PIN)]
    told = await asyncio.gather(
        *(server.services.pins.pin(actor, place) for actor in both), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in told) == ["PinChange", "Refusal"]
    assert await pinned(server, ReviewId(review_id))
    assert len(await audit(server)) == 1


async def test_the_same_request_again_changes_nothing(server: Server, card: Card) -> None:
    review_id, place = card
    mod = server.mod
    first = await server.services.pins.pin(mod, place)
    again = await server.services.pins.pin(mod, place)
    await server.services.pins.done(mod, again)
    assert await pinned(server, ReviewId(review_id))
    assert len(await audit(server)) == 1
    await server.services.pins.done(mod, first)
    assert await server.due(after=MINUTE * 5) == []


async def test_when_discord_refuses_it_is_as_before_and_recorded(server: Server, card: Card) -> None:
    review_id, place = card
    pins = server.services.pins
    change = await pins.pin(server.mod, place)
    await pins.take_back(server.mod, change)
    assert not await pinned(server, ReviewId(review_id))
    assert await server.due(after=MINUTE * 5) == []
    assert [action for _, action, _ in await audit(server)] == ["pin", "pin refused"]

    await pins.done(server.mod, await pins.pin(server.mod, place))
    change = await pins.unpin(server.mod, place)
    await pins.take_back(server.mod, change)
    assert await pinned(server, ReviewId(review_id))
    assert [action for _, action, _ in await audit(server)][-1] == "unpin refused"
    with pytest.raises(Refusal, match=f"pinned already, by <@{MOD}>"):
        await pins.pin(server.mod, place)


async def test_a_pin_and_an_unpin_at_once_are_settled_by_the_outbox(server: Server, card: Card) -> None:
    review_id, place = card
    pins = server.services.pins
    pin = await pins.pin(server.mod, place)
    unpin = await pins.unpin(server.mod, place)
    await pins.done(server.mod, unpin)
    await pins.done(server.mod, pin)
    assert [(entry.kind, entry.review_id) for entry in await server.due()] == [(OutboxKind.PIN, review_id)]
    assert not await pinned(server, ReviewId(review_id))
