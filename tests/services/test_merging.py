"""Merging two entries of one show, and undoing that: who may, what is found afterwards, and how long."""

import pytest

from bot.domain.catalog.merging import UNDO_WITHIN, Overlap
from bot.domain.catalog.shows import Facts
from bot.domain.errors import Refusal
from bot.domain.ids import ShowId
from bot.domain.ratings.rating import Stars, Target
from bot.domain.reviews.review import Order
from bot.services.catalog.shows import UnknownShow
from bot.store.catalog import editing
from bot.store.ratings import ratings
from bot.store.reviews import reviews
from tests.services.server import DAY, ELSEWHERE, GUILD, MOD, Server, draft_of


async def two_entries(server: Server) -> tuple[int, int]:
    """Galss Heart with a review by Ann, and Glass Heart with one by Bob."""
    gone, into = await server.add_show("Galss Heart", Facts(network="Netflix")), await server.add_show()
    await server.post(server.ann, draft_of(gone, stars=6))
    await server.post(server.bob, draft_of(into, stars=8))
    return gone, into


async def suggested(server: Server, typed: str) -> list[int]:
    return [name.show_id for _, name in await server.services.shows.suggest(server.ann, typed)]


async def check_sums(server: Server) -> None:
    assert await server.database.read_all(ratings.wrong_sums) == []
    assert await server.database.read_all(reviews.wrong_counts) == []


async def test_what_will_happen_is_told_first(server: Server) -> None:
    gone, into = await two_entries(server)
    await server.services.ratings.rate(server.ann, Target(ShowId(into)), Stars(9))

    plan = await server.services.merging.plan(server.mod, ShowId(gone), ShowId(into))

    assert (plan.gone.title, plan.into.title) == ("Galss Heart", "Glass Heart")
    assert plan.overlap == Overlap(1, 1, 1, 0)
    assert plan.changes == ("Other titles: nothing → Galss Heart", "Network: nothing → Netflix")
    assert await suggested(server, "galss heart") == [gone, into], "nothing has happened yet"


async def test_the_other_entry_is_found_by_both_titles_and_has_all(server: Server) -> None:
    gone, into = await two_entries(server)
    assert gone in await suggested(server, "galss")

    merge = await server.services.merging.merge(server.mod, ShowId(gone), ShowId(into))

    assert (merge.user_id, merge.gone_name, merge.into_name) == (MOD, "Galss Heart", "Glass Heart")
    assert await suggested(server, "galss") == [into]
    assert (await server.services.shows.find(server.ann, "galss heart")).show_id == into
    page = await server.services.shows.page(server.ann, ShowId(into))
    assert (page.review_count, page.spread.count, page.own) == (2, 2, Stars(6))
    await check_sums(server)
    assert await server.rows("SELECT action, subject, user_id FROM audit") == [("merge", gone, MOD)]


async def test_undoing_makes_them_two_again(server: Server) -> None:
    gone, into = await two_entries(server)
    assert gone in await suggested(server, "galss")
    merge = await server.services.merging.merge(server.mod, ShowId(gone), ShowId(into))
    assert await suggested(server, "galss") == [into]

    undone = await server.services.merging.undo(server.mod, merge.merge_id)

    assert undone.gone_show == gone
    assert (await server.services.shows.find(server.ann, "galss heart")).show_id == gone
    assert (await suggested(server, "galss heart"))[0] == gone
    for show_id in (gone, into):
        assert (await server.services.reviews.browse(server.ann, ShowId(show_id), Order.NEWEST, 0)).count == 1
    await check_sums(server)
    actions = await server.rows("SELECT action FROM audit ORDER BY audit_id")
    assert actions == [("merge",), ("unmerge",)]


async def test_a_draft_of_the_entry_that_went_becomes_a_review_of_the_other(server: Server) -> None:
    gone, into = await two_entries(server)
    third = await server.add_show("Class Heart")
    (value, _), *_ = await server.services.shows.suggest(server.ann, "galss")
    draft_id = await server.services.drafts.keep(server.bob, draft_of(ShowId(gone), body="Begun before."))
    await server.services.merging.merge(server.mod, ShowId(gone), ShowId(into))
    second = await server.services.merging.merge(server.mod, ShowId(into), third)

    draft = await server.services.drafts.review(server.bob, draft_id)
    posted = await server.post(server.bob, draft, draft_id)

    assert posted.reviewed.show.show_id == third
    assert posted.reviewed.review.words.body == "Begun before."
    assert (await server.services.shows.find(server.ann, value)).show_id == third
    await server.services.merging.undo(server.mod, second.merge_id)
    assert (await server.services.shows.find(server.ann, value)).show_id == into


async def test_repeating_changes_nothing(server: Server) -> None:
    gone, into = await two_entries(server)
    press = server.mod
    first = await server.services.merging.merge(press, ShowId(gone), ShowId(into))
    assert await server.services.merging.merge(press, ShowId(gone), ShowId(into)) == first
    assert await server.services.merging.merge(server.mod, ShowId(gone), ShowId(into)) == first, (
        "a double click"
    )

    again = server.mod
    await server.services.merging.undo(again, first.merge_id)
    await server.services.merging.undo(again, first.merge_id)
    await server.services.merging.undo(server.mod, first.merge_id)

    with pytest.raises(Refusal):
        await server.services.merging.merge(press, ShowId(gone), ShowId(into))  # replayed after it was undone
    assert (await server.services.shows.get(server.ann, ShowId(gone))).title == "Galss Heart"
    assert len(await server.rows("SELECT 1 FROM audit")) == 2


async def test_members_may_neither_merge_nor_undo_nor_look(server: Server) -> None:
    gone, into = await two_entries(server)
    merge = await server.services.merging.merge(server.mod, ShowId(gone), ShowId(into))
    verbs = server.services.merging
    for asked in (
        verbs.plan(server.ann, ShowId(gone), ShowId(into)),
        verbs.merge(server.ann, ShowId(gone), ShowId(into)),
        verbs.undo(server.ann, merge.merge_id),
        verbs.recent(server.ann),
    ):
        with pytest.raises(Refusal, match="Only moderators"):
            await asked


async def test_another_servers_shows_and_merges_are_out_of_reach(server: Server) -> None:
    gone, into = await two_entries(server)
    merge = await server.services.merging.merge(server.mod, ShowId(gone), ShowId(into))
    stranger = server.member(MOD, *server.mod.rights, guild_id=ELSEWHERE)
    with pytest.raises(Refusal):
        await server.services.merging.undo(stranger, merge.merge_id)
    with pytest.raises(Refusal, match="not in this server's catalogue"):
        await server.services.merging.merge(stranger, ShowId(into), ShowId(gone))
    assert await server.services.merging.recent(stranger) == []


async def test_an_entry_is_not_merged_with_itself_nor_with_what_is_gone_or_waits(server: Server) -> None:
    gone, into = await two_entries(server)
    for one, other, why in ((gone, gone, "one and the same"), (gone, 99, "not in this server's catalogue")):
        with pytest.raises(Refusal, match=why):
            await server.services.merging.plan(server.mod, ShowId(one), ShowId(other))
        with pytest.raises(Refusal, match=why):
            await server.services.merging.merge(server.mod, ShowId(one), ShowId(other))
    await server.database.write(GUILD, editing.set_pending, ShowId(into), True)
    with pytest.raises(Refusal, match="waits for approval"):
        await server.services.merging.merge(server.mod, ShowId(gone), ShowId(into))


async def test_a_merge_can_be_undone_for_thirty_days(server: Server) -> None:
    gone, into = await two_entries(server)
    merge = await server.services.merging.merge(server.mod, ShowId(gone), ShowId(into))
    server.clock.now += UNDO_WITHIN
    await server.services.delivery.tidy()
    assert await server.services.merging.recent(server.mod) == [merge]
    server.clock.now += 1
    assert await server.services.merging.recent(server.mod) == []
    with pytest.raises(Refusal, match="for 30 days"):
        await server.services.merging.undo(server.mod, merge.merge_id)

    server.clock.now += DAY
    await server.services.delivery.tidy()
    assert await server.rows("SELECT * FROM show_merges") == []


async def test_what_was_done_since_stays_with_the_other_entry(server: Server) -> None:
    gone, into = await two_entries(server)
    merge = await server.services.merging.merge(server.mod, ShowId(gone), ShowId(into))
    server.clock.now += DAY
    await server.services.ratings.rate(server.member(15), Target(ShowId(into)), Stars(10))
    await server.post(server.ann, draft_of(ShowId(into), stars=9, body="On second thoughts."))

    await server.services.merging.undo(server.mod, merge.merge_id)

    page = await server.services.shows.page(server.ann, ShowId(into))
    assert (page.spread.count, page.own, page.review_count) == (3, Stars(9), 2)
    assert (await server.services.shows.page(server.ann, ShowId(gone))).own == Stars(6)
    await check_sums(server)


async def test_merges_upon_merges_are_undone_the_last_first(server: Server) -> None:
    gone, into = await two_entries(server)
    third = await server.add_show("Class Heart")
    first = await server.services.merging.merge(server.mod, ShowId(gone), ShowId(into))
    second = await server.services.merging.merge(server.mod, ShowId(into), third)
    with pytest.raises(Refusal, match="“Glass Heart” was merged into “Class Heart” since"):
        await server.services.merging.undo(server.mod, first.merge_id)

    await server.services.merging.undo(server.mod, second.merge_id)
    await server.services.merging.undo(server.mod, first.merge_id)

    assert {
        await suggested_one(server, title) for title in ("Galss Heart", "Glass Heart", "Class Heart")
    } == {gone, into, third}


async def suggested_one(server: Server, title: str) -> int:
    return (await server.services.shows.find(server.ann, title)).show_id


async def test_an_entry_that_was_removed_since_can_not_be_parted(server: Server) -> None:
    gone, into = await server.add_show("Galss Heart"), await server.add_show()
    merge = await server.services.merging.merge(server.mod, gone, into)
    await server.services.editing.remove(server.mod, into)
    with pytest.raises(Refusal, match="was removed since"):
        await server.services.merging.undo(server.mod, merge.merge_id)
    with pytest.raises(UnknownShow):
        await server.services.shows.find(server.ann, "Galss Heart")
