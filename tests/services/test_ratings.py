"""Rating and taking it back."""

import pytest

from bot.domain.errors import Refusal
from bot.domain.ids import ShowId
from bot.domain.ratings.rating import Spread, Stars, Target
from tests.services.server import ANN, ELSEWHERE, MINUTE, Server, draft_of


@pytest.fixture
async def show(server: Server) -> Target:
    return Target(ShowId(await server.add_show()))


async def test_a_rating_is_answered_with_how_the_show_stands_now(server: Server, show: Target) -> None:
    await server.services.ratings.rate(server.bob, show, Stars(4))
    rated = await server.services.ratings.rate(server.ann, show, Stars(7))
    assert (rated.stars, rated.before, rated.target, rated.show.title) == (
        Stars(7),
        None,
        show,
        "Glass Heart",
    )
    assert (rated.spread.count, rated.spread.average) == (2, "2.8")
    again = await server.services.ratings.rate(server.ann, show, Stars(10))
    assert (again.stars, again.before) == (Stars(10), Stars(7))
    assert (again.spread.count, again.spread.average) == (2, "3.5")


async def test_the_same_request_again_changes_nothing(server: Server, show: Target) -> None:
    ann = server.ann
    first = await server.services.ratings.rate(ann, show, Stars(7))
    assert await server.services.ratings.rate(ann, show, Stars(2)) == first
    assert await server.rows("SELECT count(*) FROM rating_changes") == [(1,)]


async def test_a_season_and_an_episode_are_rated_by_themselves(server: Server, show: Target) -> None:
    for target, stars in ((show, 7), (Target(show.show_id, 2), 1), (Target(show.show_id, 2, 3), 10)):
        rated = await server.services.ratings.rate(server.ann, target, Stars(stars))
        assert (rated.spread.count, rated.spread.total) == (1, stars)
    page = await server.services.shows.page(server.ann, show.show_id)
    assert (page.own, page.spread.count) == (Stars(7), 1)


async def test_what_is_not_there_can_not_be_rated(server: Server) -> None:
    with pytest.raises(Refusal, match="not in this server's catalogue"):
        await server.services.ratings.rate(server.ann, Target(ShowId(99)), Stars(7))
    show_id = await server.add_show()
    with pytest.raises(Refusal, match="not in this server's catalogue"):
        await server.services.ratings.rate(server.member(ANN, guild_id=ELSEWHERE), Target(show_id), Stars(7))


async def test_undoing_brings_back_what_was_before(server: Server, show: Target) -> None:
    ratings = server.services.ratings
    first = await ratings.rate(server.ann, show, Stars(7))
    second = await ratings.rate(server.ann, show, Stars(2))
    undone = await ratings.undo(server.ann, second.change_id)
    assert (undone.stars, undone.spread.total) == (Stars(7), 7)
    with pytest.raises(Refusal, match="You have changed this rating since"):
        await ratings.undo(server.ann, second.change_id)
    with pytest.raises(Refusal, match="You have changed this rating since"):
        await ratings.undo(server.ann, first.change_id)


async def test_undoing_the_first_rating_leaves_none(server: Server, show: Target) -> None:
    ratings = server.services.ratings
    rated = await ratings.rate(server.ann, show, Stars(7))
    ann = server.ann
    for _ in range(2):  # the same press, twice
        undone = await ratings.undo(ann, rated.change_id)
        assert (undone.stars, undone.spread) == (None, Spread())
    assert (await server.services.shows.page(server.ann, show.show_id)).own is None


async def test_only_the_one_who_rated_can_undo(server: Server, show: Target) -> None:
    rated = await server.services.ratings.rate(server.ann, show, Stars(7))
    for actor in (server.bob, server.mod, server.member(ANN, guild_id=ELSEWHERE)):
        with pytest.raises(Refusal, match="Only the one who rated"):
            await server.services.ratings.undo(actor, rated.change_id)
    with pytest.raises(Refusal, match="Only the one who rated"):
        await server.services.ratings.undo(server.ann, 99)


async def test_a_rating_that_a_review_shows_stays(server: Server, show: Target) -> None:
    ratings = server.services.ratings
    rated = await ratings.rate(server.ann, show, Stars(7))
    assert rated.before is None
    await server.post(server.ann, draft_of(show.show_id, stars=7))
    ((change_id,),) = await server.rows("SELECT max(change_id) FROM rating_changes")
    assert (await ratings.undo(server.ann, change_id)).stars == Stars(7)  # 7 before the review, too
    with pytest.raises(Refusal, match="Your review shows this rating, so it stays"):
        await ratings.remove(server.ann, show)


async def test_the_rating_that_came_with_a_review_stays_too(server: Server, show: Target) -> None:
    await server.post(server.ann, draft_of(show.show_id))
    ((change_id,),) = await server.rows("SELECT max(change_id) FROM rating_changes")
    with pytest.raises(Refusal, match="Your review shows this rating, so it stays"):
        await server.services.ratings.undo(server.ann, change_id)


async def test_an_episodes_rating_is_not_what_a_seasons_review_shows(server: Server, show: Target) -> None:
    await server.post(server.ann, draft_of(show.show_id, season=2))
    episode = Target(show.show_id, 2, 3)
    rated = await server.services.ratings.rate(server.ann, episode, Stars(9))
    assert (await server.services.ratings.undo(server.ann, rated.change_id)).stars is None
    await server.services.ratings.rate(server.ann, episode, Stars(9))
    assert (await server.services.ratings.remove(server.ann, episode)).stars is None


async def test_after_the_review_is_deleted_its_rating_can_go_too(server: Server, show: Target) -> None:
    review_id, _ = await server.post_card(server.ann, draft_of(show.show_id))
    await server.services.reviews.delete(server.ann, review_id)
    ann = server.ann
    for _ in range(2):  # the same press, twice
        removed = await server.services.ratings.remove(ann, show)
        assert (removed.stars, removed.spread) == (None, Spread())


@pytest.mark.parametrize("season", [0, 2])
async def test_a_reviews_card_follows_its_authors_rating(server: Server, show: Target, season: int) -> None:
    review_id, _ = await server.post_card(server.ann, draft_of(show.show_id, season=season))
    await server.services.ratings.rate(server.ann, Target(show.show_id, 2, 3), Stars(1))
    await server.services.ratings.rate(server.ann, Target(show.show_id, 5), Stars(1))
    await server.services.ratings.rate(server.bob, Target(show.show_id, season), Stars(1))
    assert await server.due(after=MINUTE * 5) == []
    rated = await server.services.ratings.rate(server.ann, Target(show.show_id, season), Stars(1))
    assert [entry.review_id for entry in await server.due()] == [review_id]
    assert (await server.services.reviews.get(server.bob, review_id)).review.stars == Stars(1)
    await server.services.ratings.undo(server.ann, rated.change_id)
    assert (await server.services.reviews.get(server.bob, review_id)).review.stars == Stars(7)
