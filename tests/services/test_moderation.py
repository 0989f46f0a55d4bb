"""Hiding reviews and bringing them back."""

import pytest

from bot.domain.errors import Refusal
from bot.domain.outbox import Kind
from bot.domain.ratings import Stars, Target
from bot.domain.reviews import CardPlace, Pin
from bot.store import pins, ratings, reviews
from tests.services.server import CHANNEL, GUILD, MINUTE, MOD, Server, draft_of

RUDE = "Rude to the cast."


@pytest.fixture
async def review_id(server: Server) -> int:
    """Ann's review with its card, found helpful by Bob, of a show that Bob rates too."""
    show_id = await server.add_show()
    number, _ = await server.post_card(server.ann, draft_of(show_id, stars=10))
    await server.services.reviews.toggle_helpful(server.bob, number, None)
    await server.services.ratings.rate(server.bob, Target(show_id), Stars(4))
    for entry in await server.due():
        await server.services.delivery.done(entry)
    return number


async def check_sums(server: Server) -> None:
    assert await server.database.read(ratings.wrong_sums) == []
    assert await server.database.read(reviews.wrong_counts) == []


async def test_a_hidden_review_leaves_every_page_and_average_and_comes_back_with_all_it_had(
    server: Server, review_id: int
) -> None:
    before = await server.services.shows.page(server.bob, 1)
    assert (before.review_count, before.spread.count, before.spread.average) == (1, 2, "3.5")
    await server.database.write(pins.put, GUILD, Pin(review_id, CardPlace(CHANNEL, 900), MOD, 1))
    server.clock.now += MINUTE

    await server.services.moderation.hide(server.mod, review_id, f" {RUDE} ")

    page = await server.services.shows.page(server.ann, 1)
    assert (page.review_count, page.spread.average, page.own, page.best) == (0, "2.0", None, None)
    with pytest.raises(Refusal, match="not there any more"):
        await server.services.reviews.get(server.bob, review_id)
    wanted = await server.services.delivery.wanted(GUILD, review_id)
    assert (wanted.reviewed, wanted.pinned) == (None, False)
    (entry,) = await server.due()
    assert (entry.kind, entry.review_id) == (Kind.CARD, review_id)
    await server.services.delivery.removed(GUILD, review_id)
    await server.services.delivery.done(entry)
    await check_sums(server)

    server.clock.now += MINUTE
    await server.services.moderation.restore(server.mod, review_id)

    assert await server.services.shows.page(server.bob, 1) == before
    assert await server.rows("SELECT rated_at FROM ratings WHERE user_id = 11") == [
        (server.clock.now - 2 * MINUTE,)
    ]
    (entry,) = await server.due()
    assert (entry.kind, entry.review_id, entry.channel_id) == (Kind.CARD, review_id, CHANNEL)
    await check_sums(server)
    assert await server.rows(
        "SELECT user_id, action, subject, details FROM audit WHERE subject_kind = 'review'"
    ) == [
        (MOD, "hide", review_id, RUDE),
        (MOD, "restore", review_id, ""),
    ]


async def test_who_posts_a_hidden_review_again_edits_it_and_it_stays_hidden(
    server: Server, review_id: int
) -> None:
    await server.services.moderation.hide(server.mod, review_id, RUDE)
    for entry in await server.due():
        await server.services.delivery.done(entry)

    posted = await server.post(server.ann, draft_of(1, stars=3, body="Kinder."))

    assert posted.hiding is not None
    assert (posted.hiding.reason, posted.hiding.hidden_by) == (RUDE, MOD)
    review = posted.reviewed.review
    assert (review.review_id, review.version, review.words.body, review.stars) == (
        review_id,
        2,
        "Kinder.",
        Stars(3),
    )
    assert await server.due(after=2 * MINUTE) == [], "no card"
    page = await server.services.shows.page(server.ann, 1)
    assert (page.review_count, page.spread.average, page.own) == (0, "2.0", None)
    await server.services.moderation.restore(server.mod, review_id)
    page = await server.services.shows.page(server.ann, 1)
    assert (page.review_count, page.spread.average, page.own) == (1, "1.8", Stars(3))
    await check_sums(server)


async def test_what_is_hidden_can_not_be_rated(server: Server, review_id: int) -> None:
    change = (await server.services.ratings.rate(server.ann, Target(1), Stars(9))).change_id
    await server.services.moderation.hide(server.mod, review_id, RUDE)
    (hidden_as,) = await server.rows("SELECT max(change_id) FROM rating_changes")
    for verb in (
        server.services.ratings.rate(server.ann, Target(1), Stars(1)),
        server.services.ratings.undo(server.ann, hidden_as[0]),
    ):
        with pytest.raises(Refusal, match="A moderator has hidden your review of this"):
            await verb
    with pytest.raises(Refusal, match="changed this rating since"):
        await server.services.ratings.undo(server.ann, change)
    await server.services.ratings.rate(server.ann, Target(1, 1), Stars(1))
    assert (await server.services.shows.page(server.bob, 1)).spread.count == 1


async def test_its_author_may_delete_a_hidden_review_and_nobody_else_sees_it(
    server: Server, review_id: int
) -> None:
    await server.services.moderation.hide(server.mod, review_id, RUDE)
    for verb in (
        server.services.reviews.delete(server.bob, review_id),
        server.services.reviews.own_review(server.mod, review_id),
    ):
        with pytest.raises(Refusal, match="not there any more"):
            await verb
    assert (await server.services.reviews.own_review(server.ann, review_id)).review.hidden
    await server.services.reviews.delete(server.ann, review_id)
    with pytest.raises(Refusal, match="author has deleted it"):
        await server.services.moderation.restore(server.mod, review_id)
    await check_sums(server)
    posted = await server.post(server.ann, draft_of(1))
    assert posted.reviewed.review.review_id != review_id


async def test_nobody_without_the_right_hides_or_restores(server: Server, review_id: int) -> None:
    stored = await server.rows("SELECT * FROM reviews")
    for actor in (server.ann, server.bob):
        with pytest.raises(Refusal, match="Manage Messages"):
            await server.services.moderation.hide(actor, review_id, RUDE)
    assert await server.rows("SELECT * FROM reviews") == stored
    await server.services.moderation.hide(server.mod, review_id, RUDE)
    stored = await server.rows("SELECT * FROM reviews")
    with pytest.raises(Refusal, match="Manage Messages"):
        await server.services.moderation.restore(server.ann, review_id)
    assert await server.rows("SELECT * FROM reviews") == stored


async def test_twice_is_refused_and_a_replay_changes_nothing(server: Server, review_id: int) -> None:
    moderation = server.services.moderation
    with pytest.raises(Refusal, match="Say why"):
        await moderation.hide(server.mod, review_id, "  ")
    with pytest.raises(Refusal, match="not hidden"):
        await moderation.restore(server.mod, review_id)
    press = server.mod
    first = await moderation.hide(press, review_id, RUDE)
    assert await moderation.hide(press, review_id, "Another reason.") == first
    with pytest.raises(Refusal, match="hidden already"):
        await moderation.hide(server.mod, review_id, "Another reason.")
    assert await server.rows("SELECT reason FROM hidings") == [(RUDE,)]
    back = server.mod
    await moderation.restore(back, review_id)
    await moderation.hide(server.mod, review_id, RUDE)
    assert (await moderation.restore(back, review_id)).review.hidden, "a replay of what was done before"
