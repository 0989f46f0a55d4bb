"""The outbox's verbs, and what is forgotten."""

import pytest

from bot.domain.delivery.outbox import FIRST_PAUSE, LONGEST_PAUSE, OutboxEntry, OutboxKind
from bot.domain.errors import Refusal
from bot.domain.ids import ShowId
from bot.domain.reviews.pages import Posted
from bot.domain.reviews.review import CardPlace
from tests.services.server import BOB, CHANNEL, DAY, GUILD, HOUR, MINUTE, SECOND, Server, draft_of

PLACE = CardPlace(CHANNEL, 900)


@pytest.fixture
async def posted(server: Server) -> Posted:
    """A review of Ann's whose card is not posted yet."""
    return await server.post(server.ann, draft_of(ShowId(await server.add_show())))


async def the_due_one(server: Server, *, after: int = 0) -> OutboxEntry:
    (entry,) = await server.due(after=after)
    return entry


async def test_the_card_of_a_review_is_due_at_once(server: Server, posted: Posted) -> None:
    entry = await the_due_one(server)
    assert (entry.kind, entry.review_id, entry.channel_id, entry.note_id) == (
        OutboxKind.CARD,
        posted.reviewed.review.review_id,
        CHANNEL,
        posted.note_id,
    )


async def test_a_posted_card_is_due_no_more(server: Server, posted: Posted) -> None:
    review_id = posted.reviewed.review.review_id
    await server.services.delivery.posted(GUILD, review_id, posted.note_id, PLACE)
    assert await server.due(after=DAY) == []
    wanted = await server.services.delivery.wanted(GUILD, review_id)
    assert (wanted.reviewed, wanted.place, wanted.pinned) == (posted.reviewed, PLACE, False)


async def test_at_start_everything_is_due(server: Server, posted: Posted) -> None:
    await server.services.delivery.start_over()
    await the_due_one(server)


async def test_who_delivers_is_woken_when_something_is_due_and_until_they_stop(
    server: Server, posted: Posted
) -> None:
    delivery, review_id = server.services.delivery, posted.reviewed.review.review_id
    looks: list[str] = []
    stop = delivery.when_due(lambda: looks.append("look"))
    await delivery.posted(GUILD, review_id, posted.note_id, PLACE)
    assert looks == []
    await server.post(server.ann, draft_of(posted.reviewed.show.show_id, body="Better said."))
    assert looks == ["look"]
    await delivery.postpone(await the_due_one(server))
    assert looks == ["look"]
    await delivery.hurry(GUILD, review_id, OutboxKind.CARD)
    assert looks == ["look", "look"]
    stop()
    await delivery.post_anew(GUILD, review_id, CHANNEL)
    assert looks == ["look", "look"]


async def test_an_edit_of_a_card_that_had_been_put_off_wakes_who_delivers(
    server: Server, posted: Posted
) -> None:
    await server.services.delivery.postpone(await the_due_one(server))
    looks: list[str] = []
    server.services.delivery.when_due(lambda: looks.append("look"))
    again = await server.post(server.ann, draft_of(posted.reviewed.show.show_id, body="Better said."))
    assert again.note_id > posted.note_id
    await the_due_one(server)
    assert looks == ["look"]


async def test_pauses_double_from_five_seconds_to_an_hour(server: Server, posted: Posted) -> None:
    entry = await the_due_one(server)
    pause = FIRST_PAUSE
    for attempts in range(1, 20):
        await server.services.delivery.postpone(entry)
        assert await server.due(after=pause - 1) == []
        entry = await the_due_one(server, after=1)
        assert entry.attempts == attempts
        pause = min(2 * pause, LONGEST_PAUSE)
    assert (FIRST_PAUSE, pause) == (5 * SECOND, HOUR)


async def test_an_edit_while_the_card_is_posted_is_delivered_after_it(server: Server, posted: Posted) -> None:
    entry = await the_due_one(server)
    await server.post(server.ann, draft_of(posted.reviewed.show.show_id, body="Better said."))
    await server.services.delivery.posted(GUILD, entry.review_id, entry.note_id, PLACE)
    later = await the_due_one(server)
    assert later.note_id > entry.note_id
    await server.services.delivery.done(later)
    assert await server.due(after=DAY) == []


async def test_a_card_deleted_in_discord_stands_nowhere_and_is_not_pinned(server: Server) -> None:
    show_id = await server.add_show()
    review_id, place = await server.post_card(server.ann, draft_of(show_id))
    await server.services.pins.pin(server.mod, place)
    await server.services.delivery.message_gone(GUILD, CardPlace(CHANNEL, 1))
    assert (await server.services.delivery.wanted(GUILD, review_id)).pinned
    await server.services.delivery.message_gone(GUILD, place)
    wanted = await server.services.delivery.wanted(GUILD, review_id)
    assert (wanted.place, wanted.pinned) == (None, False)
    assert wanted.reviewed is not None


async def test_a_removed_card_is_marked(server: Server) -> None:
    review_id, _ = await server.post_card(server.ann, draft_of(ShowId(await server.add_show())))
    await server.services.reviews.delete(server.ann, review_id)
    entry = await the_due_one(server)
    await server.services.delivery.removed(GUILD, review_id)
    await server.services.delivery.done(entry)
    assert (await server.services.delivery.wanted(GUILD, review_id)).place is None
    assert await server.due(after=DAY) == []


async def test_where_the_bot_may_not_pin_nothing_counts_as_pinned(server: Server) -> None:
    review_id, place = await server.post_card(server.ann, draft_of(ShowId(await server.add_show())))
    await server.services.pins.pin(server.mod, place)
    entry = await the_due_one(server, after=MINUTE)
    await server.services.delivery.pin_failed(entry)
    assert not (await server.services.delivery.wanted(GUILD, review_id)).pinned
    assert await server.due(after=DAY) == []


async def test_cards_can_be_posted_anew_on_another_discord(server: Server) -> None:
    show_id = await server.add_show()
    first, place = await server.post_card(server.ann, draft_of(show_id))
    written = server.clock.now
    server.clock.now += HOUR
    second = (await server.post(server.bob, draft_of(show_id))).reviewed.review.review_id
    await server.services.pins.pin(server.mod, place)
    assert await server.services.delivery.forget_cards(GUILD) == [(first, written), (second, written + HOUR)]
    for review_id in (first, second):
        wanted = await server.services.delivery.wanted(GUILD, review_id)
        assert (wanted.place, wanted.pinned) == (None, False)
        assert await server.services.delivery.entry(GUILD, OutboxKind.CARD, review_id) is None
    await server.services.delivery.post_anew(GUILD, first, 777)
    cards = [entry for entry in await server.due() if entry.kind is OutboxKind.CARD]
    assert [(entry.review_id, entry.channel_id) for entry in cards] == [(first, 777)]


async def test_drafts_are_kept_for_a_week_and_keys_for_a_day(server: Server) -> None:
    show_id = await server.add_show()
    bob, draft = server.bob, draft_of(show_id)
    await server.post(bob, draft)
    draft_id = await server.services.drafts.keep(server.member(BOB), draft)
    for days, kept in ((0, True), (6, True), (1, True), (1, False)):
        server.clock.now += days * DAY
        await server.services.delivery.tidy()
        if kept:
            assert await server.services.drafts.review(server.bob, draft_id) == draft
    with pytest.raises(Refusal, match="more than a week old"):
        await server.services.drafts.review(server.bob, draft_id)
    assert await server.rows("SELECT count(*) FROM requests") == [(0,)]
