"""Searching: what comes first, what is shown of it, and what never is."""

from dataclasses import replace

import pytest

from bot.domain.discovery.pages import SearchPage
from bot.domain.discovery.search import A_PAGE, SearchTerms
from bot.domain.errors import Refusal
from bot.domain.ids import ReviewId, ShowId, UserId
from bot.domain.ratings.rating import Stars
from bot.services.discovery import search as searching
from tests.services.server import ANN, BOB, DAY, ELSEWHERE, Server, draft_of
from tests.store.samples import full_text


async def numbers(server: Server, typed: str, show_id: ShowId = ShowId(0)) -> list[int]:
    """The numbers of the reviews on the first page."""
    return numbers_of(await server.services.search.search(server.bob, SearchTerms(typed, show_id)))


def numbers_of(page: SearchPage) -> list[int]:
    return [found.review.review_id for found in page.found]


async def post(
    server: Server, user_id: UserId, headline: str, body: str, show_id: ShowId = ShowId(1), **more: bool
) -> int:
    draft = draft_of(show_id, headline=headline, body=body, **more)
    return (await server.post(server.member(user_id), draft)).reviewed.review.review_id


async def test_the_best_match_comes_first(server: Server) -> None:
    await server.add_show()
    apart = await post(server, UserId(21), "", "The heart is not of glass.")
    together = await post(server, UserId(22), "", "A glass heart it is, and that is all. " * 9)
    headline = await post(server, UserId(23), "Of heart and glass", "Nothing else.")
    best = await post(server, UserId(24), "Glass heart!", "Nothing else.")
    await post(server, UserId(25), "Glass", "Nothing else.")
    assert await numbers(server, "glass heart") == [best, headline, together, apart]


async def test_helpful_votes_decide_between_what_is_alike(server: Server) -> None:
    await server.add_show()
    first = await post(server, UserId(21), "", "Loud drums.")
    second = await post(server, UserId(22), "", "Loud drums.")
    assert await numbers(server, "drums") == [second, first]
    await server.services.reviews.toggle_helpful(server.ann, ReviewId(first), None)
    assert await numbers(server, "drums") == [first, second]


async def test_when_nothing_has_all_words_most_of_them_will_do(server: Server) -> None:
    await server.add_show()
    two = await post(server, UserId(21), "", "Loud and tender.")
    one = await post(server, UserId(22), "", "Loud.")
    page = await server.services.search.search(server.bob, SearchTerms("loud tender drums"))
    assert (page.partly, numbers_of(page)) == (True, [two])
    page = await server.services.search.search(server.bob, SearchTerms("loud drums"))
    assert (page.partly, set(numbers_of(page))) == (True, {one, two})
    page = await server.services.search.search(server.bob, SearchTerms('"tender and loud"'))
    assert (page.partly, numbers_of(page)) == (True, [two])
    page = await server.services.search.search(server.bob, SearchTerms("drums guitars"))
    assert (page.partly, page.count, page.found) == (True, 0, ())


@pytest.mark.parametrize(
    "typed", ['"', "a AND", "x-y", "O'Brien", "NEAR(a b)", "*", "😀", "drums" * 40, "' OR 1=1 --"]
)
async def test_whatever_is_typed_is_answered(server: Server, typed: str) -> None:
    await server.add_show()
    await post(server, ANN, "", "Loud.")
    assert (await server.services.search.search(server.bob, SearchTerms(typed))).count == 0


async def test_of_a_spoiling_review_nothing_is_told(server: Server) -> None:
    await server.add_show()
    number = await post(server, ANN, "He dies", "The drummer dies.", spoilers=True)
    page = await server.services.search.search(server.bob, SearchTerms("drummer"))
    assert numbers_of(page) == [number]
    assert (page.found[0].headline, page.found[0].snippet) == ((), ())


async def test_deleted_reviews_and_those_of_other_servers_are_not_found(server: Server) -> None:
    await server.add_show()
    number = await post(server, ANN, "", "Loud drums.")
    there = server.member(BOB, guild_id=ELSEWHERE)
    assert (await server.services.search.search(there, SearchTerms("drums"))).count == 0
    await server.services.reviews.delete(server.ann, ReviewId(number))
    assert await numbers(server, "drums") == []


async def test_a_merged_shows_reviews_are_found_by_the_entry_that_stays_also_in_an_old_search(
    server: Server,
) -> None:
    beck, gone = await server.add_show("Beck"), await server.add_show("Bekc")
    for user_id in range(21, 30):
        await post(server, UserId(user_id), "", "Loud drums.", gone)
    old = await server.services.search.search(server.bob, SearchTerms("drums", gone))
    merge = await server.services.merging.merge(server.mod, gone, beck)
    assert len(await numbers(server, "drums", show_id=beck)) == A_PAGE
    page = await server.services.search.page(server.bob, old.search_id, 1)
    assert (page.count, page.show and page.show.show_id) == (9, beck)
    await server.services.merging.undo(server.mod, merge.merge_id)
    assert await numbers(server, "drums", show_id=beck) == []
    assert len(await numbers(server, "drums", show_id=gone)) == A_PAGE


async def test_pages_are_kept_for_a_day_and_for_the_one_who_searched(server: Server) -> None:
    await server.add_show()
    posted = [await post(server, UserId(user_id), "", "Loud drums.") for user_id in range(21, 28)]
    search = SearchTerms(" drums\n", least=Stars(7))
    first = await server.services.search.search(server.bob, search)
    assert (first.count, numbers_of(first), first.search.typed) == (7, posted[: 7 - A_PAGE - 1 : -1], "drums")
    second = await server.services.search.page(server.bob, first.search_id, 1)
    assert (second.page, numbers_of(second)) == (1, posted[1::-1])
    assert await server.services.search.page(server.bob, first.search_id, 99) == second
    with pytest.raises(Refusal, match="somebody else's search"):
        await server.services.search.page(server.ann, first.search_id, 1)
    with pytest.raises(Refusal, match="forgotten that search"):
        await server.services.search.page(server.member(BOB, guild_id=ELSEWHERE), first.search_id, 1)
    server.clock.now += DAY + 1
    await server.services.delivery.tidy()
    with pytest.raises(Refusal, match="forgotten that search"):
        await server.services.search.page(server.bob, first.search_id, 1)
    assert await server.rows("SELECT * FROM searches") == []


async def test_a_search_with_one_page_is_not_kept(server: Server) -> None:
    await server.add_show()
    await post(server, ANN, "", "Loud drums.")
    assert (await server.services.search.search(server.bob, SearchTerms("drums"))).search_id == 0
    assert await server.rows("SELECT * FROM searches") == []


async def test_no_more_than_the_best_are_shown(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MOST", 6)
    await server.add_show()
    for user_id in range(21, 30):
        await post(server, UserId(user_id), "", "Loud drums.")
    page = await server.services.search.search(server.bob, SearchTerms("drums"))
    assert page.count == 6
    last = await server.services.search.page(server.bob, page.search_id, 1)
    assert len(last.found) == 1


async def test_shows_for_adults_are_left_out_and_refused(server: Server) -> None:
    show_id = await server.add_show()
    await post(server, ANN, "", "Loud drums.")
    inside = replace(server.mod, sees_restricted=True)
    await server.services.editing.restrict(inside, show_id, True)
    assert await numbers(server, "drums") == []
    with pytest.raises(Refusal, match="for adults"):
        await server.services.search.search(server.bob, SearchTerms("drums", show_id))
    inside = replace(server.bob, sees_restricted=True)
    assert (await server.services.search.search(inside, SearchTerms("drums", show_id))).count == 1


async def test_a_server_that_is_forgotten_leaves_no_words(server: Server) -> None:
    await server.add_show()
    await post(server, ANN, "Loud", "Loud drums.")
    await server.services.privacy.forget_server(server.bob.guild_id)
    assert await server.database.read_all(full_text) == []
    assert await server.rows("SELECT * FROM text_servers") == []
