"""Finding and adding shows."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.catalog.drafts import ShowDraft
from bot.domain.catalog.shows import Credit, Facts, Job
from bot.domain.errors import Refusal
from bot.domain.ids import ShowId
from bot.domain.ratings.rating import Stars, Target
from bot.services.catalog.shows import UnknownShow
from tests.samples import GOTO, SATOH
from tests.services.server import ANN, ELSEWHERE, Server, draft_of


async def found(server: Server, typed: str) -> int:
    return (await server.services.shows.find(server.ann, typed)).show_id


async def unknown(server: Server, typed: str) -> UnknownShow:
    with pytest.raises(UnknownShow) as refused:
        await server.services.shows.find(server.ann, typed)
    return refused.value


async def test_a_show_is_found_by_its_suggestion_and_by_any_spelling(server: Server) -> None:
    show_id = await server.add_show("Glass Heart", Facts(other_titles=("グラスハート",), year=2025))
    ((value, name),) = await server.services.shows.suggest(server.ann, "glass")
    assert (name.show_id, str(name)) == (show_id, "Glass Heart (2025)")
    for typed in (value, "GLASS  heart", "ｸﾞﾗｽﾊｰﾄ", "Glass Heart (2025)", " Gláss Heart "):
        assert await found(server, typed) == show_id


async def test_of_two_shows_of_one_title_the_year_decides(server: Server) -> None:
    old = await server.add_show("Heart", Facts(year=2019))
    new = await server.add_show("Heart", Facts(year=2021))
    assert await found(server, "Heart (2019)") == old
    assert await found(server, "heart (2021)") == new
    refused = await unknown(server, "heart")
    assert refused.ambiguous
    assert {name.show_id for name in refused.nearest} == {old, new}
    assert refused.sentence == "Several shows here are called “heart”."


async def test_another_year_is_another_show_and_the_known_ones_are_offered(server: Server) -> None:
    ids: set[int] = set()
    for year in (2019, 2021):
        ids.add(await server.add_show("Heart", Facts(year=year)))
        refused = await unknown(server, "Heart (1999)")
        assert not refused.ambiguous
        assert refused.sentence == "“Heart (1999)” is not in this server's catalogue yet."
        assert {name.show_id for name in refused.nearest} == ids


async def test_a_title_with_a_year_in_it_is_a_title_first(server: Server) -> None:
    show_id = await server.add_show("Blade Runner (2049)")
    await server.add_show("Blade Runner", Facts(year=2049))
    assert await found(server, "blade runner (2049)") == show_id


async def test_an_unknown_title_comes_with_the_nearest(server: Server) -> None:
    glass = await server.add_show("Glass Heart")
    await server.add_show("Somewhere Else Entirely")
    refused = await unknown(server, "Glas Hart")
    assert not refused.ambiguous
    assert [name.show_id for name in refused.nearest] == [glass]
    assert refused.title == "Glas Hart"


@pytest.mark.parametrize("typed", ["", "  ", "\u200b", "x" * 300])
async def test_what_can_be_no_title_is_refused(server: Server, typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        await server.services.shows.find(server.ann, typed)
    assert not isinstance(refused.value, UnknownShow)


@pytest.mark.parametrize("typed", ["show:99", "show:0", "show:" + "9" * 90])
async def test_a_suggestion_that_is_gone_is_told_of(server: Server, typed: str) -> None:
    with pytest.raises(Refusal, match="not in this server's catalogue any more"):
        await server.services.shows.find(server.ann, typed)


@pytest.mark.parametrize("typed", ["show:", "show:x", "show:-1", "show:１", "show: 1"])
async def test_what_only_looks_like_a_suggestion_is_a_title(server: Server, typed: str) -> None:
    await server.add_show()
    assert (await unknown(server, typed)).title


async def test_nothing_is_found_across_servers(server: Server) -> None:
    show_id = await server.add_show()
    elsewhere = server.member(ANN, guild_id=ELSEWHERE)
    for typed in ("Glass Heart", f"show:{show_id}"):
        with pytest.raises(Refusal):
            await server.services.shows.find(elsewhere, typed)
    assert await server.services.shows.suggest(elsewhere, "glass") == []


async def test_a_show_is_added_once(server: Server) -> None:
    mod = server.mod
    facts = Facts(year=2025)
    first = await server.services.shows.add(mod, " Glass  Heart", facts)
    assert first[0].title == "Glass Heart"
    assert await server.services.shows.add(mod, "Glass Heart", facts) == first  # the same request again
    for year in (2025, None):
        with pytest.raises(Refusal, match=r"“Glass Heart \(2025\)” is in the catalogue already"):
            await server.services.shows.add(server.mod, "GLASS HEART", Facts(year=year))
    with pytest.raises(Refusal, match="is in the catalogue already"):
        await server.services.shows.check_new(server.mod, "glass-heart", 2025)
    assert await server.services.shows.check_new(server.mod, "Glass  Heart", 1999) == "Glass Heart"
    await server.services.shows.add(server.mod, "Glass Heart", Facts(year=1999))


async def test_a_new_show_is_suggested_at_once(server: Server) -> None:
    assert await server.services.shows.suggest(server.ann, "be") == []
    show_id = await server.add_show("Beck", Facts(other_titles=("ベック",)))
    for typed in ("be", "ベ"):
        assert [name.show_id for _, name in await server.services.shows.suggest(server.ann, typed)] == [
            show_id
        ]


async def test_also_read_links_what_is_known_and_names_what_is_not(server: Server) -> None:
    beck = await server.add_show("Beck")
    show, unlinked = await server.services.shows.add(
        server.mod, "Glass Heart", Facts(also_read=("beck", "Nana", "Glass Heart"))
    )
    assert unlinked == ("Nana", "Glass Heart")
    page = await server.services.shows.page(server.ann, beck)
    assert [name.show_id for name in page.related] == [show.show_id]


async def test_two_who_add_the_same_show_at_once_get_the_same(server: Server) -> None:
    shows = server.services.shows
    one, other = await asyncio.gather(
        shows.add_bare(server.ann, "Glass Heart"), shows.add_bare(server.bob, "GLASS HEART")
    )
    assert one == other
    assert await server.rows("SELECT count(*) FROM shows") == [(1,)]
    assert (await shows.add_bare(server.ann, "glass heart")).show_id == one.show_id


async def test_a_filled_in_form_is_kept_until_it_can_be_taken(server: Server) -> None:
    shows = server.services.shows
    draft = ShowDraft("Glass Heart", 2025, facts="Episodes: ten", cast="Takeru Satoh as Naoki Fujitani")
    draft_id = await shows.keep_draft(server.ann, draft)
    with pytest.raises(Refusal, match="should be a whole number"):
        await shows.add_from_form(server.ann, draft, draft_id)
    assert await shows.draft(server.ann, draft_id) == draft
    mended = ShowDraft("Glass Heart", 2025, facts="Episodes: 10", cast=draft.cast)
    assert await shows.fill_in(server.ann, draft_id, lambda _: mended) == mended
    show, _ = await shows.add_from_form(server.ann, mended, draft_id)
    assert (show.facts.year, show.facts.episodes) == (2025, 10)
    assert show.people(Job.CAST) == (Credit("Takeru Satoh", Job.CAST, "Naoki Fujitani", "", 1),)
    with pytest.raises(Refusal, match="This form is not there any more"):
        await shows.draft(server.ann, draft_id)


async def test_a_form_that_is_open_already_is_kept_under_its_requests_number(server: Server) -> None:
    shows, ann = server.services.shows, server.ann
    await shows.begin_draft(ann, ShowDraft("Beck"))
    await shows.begin_draft(ann, ShowDraft("Twice"))
    assert (await shows.fill_in(ann, ann.key, lambda draft: replace(draft, cast="Koyuki"))).title == "Beck"
    assert await shows.draft(ann, ann.key) == ShowDraft("Beck", cast="Koyuki")


async def test_a_form_is_ones_own(server: Server) -> None:
    shows = server.services.shows
    draft_id = await shows.keep_draft(server.ann, ShowDraft("Beck"))
    review_draft = await server.services.drafts.keep(server.ann, draft_of(ShowId(1)))
    for actor, number in (
        (server.bob, draft_id),
        (server.mod, draft_id),
        (server.member(ANN, guild_id=ELSEWHERE), draft_id),
        (server.ann, review_draft),
    ):
        with pytest.raises(Refusal, match="This form is not there any more"):
            await shows.draft(actor, number)
        with pytest.raises(Refusal, match="This form is not there any more"):
            await shows.fill_in(actor, number, lambda _: ShowDraft("Mine"))
    with pytest.raises(Refusal, match="not there any more"):
        await server.services.drafts.review(server.ann, draft_id)


async def test_a_page_gathers_what_this_server_makes_of_a_show(server: Server) -> None:
    show_id = await server.add_show("Glass Heart", Facts(credits=(SATOH,)))
    kenshin = await server.add_show("Kenshin", Facts(year=2012, credits=(SATOH,)))
    first = (await server.post(server.ann, draft_of(show_id))).reviewed.review
    second = (await server.post(server.bob, draft_of(show_id, stars=2))).reviewed.review
    await server.services.reviews.toggle_helpful(server.bob, first.review_id, None)
    await server.services.ratings.rate(server.mod, Target(show_id, 1), Stars(10))

    page = await server.services.shows.page(server.bob, show_id)
    assert (page.own, page.spread.count, page.spread.total, page.review_count) == (Stars(2), 2, 9, 2)
    assert page.best is not None
    assert (page.best.review_id, page.best.helpful) == (first.review_id, 1)
    assert second.review_id != first.review_id
    assert [str(name) for name in page.related] == ["Kenshin (2012)"]
    parts = await server.services.shows.appearances(server.bob, 1)
    assert [part.show_id for part in parts] == [kenshin, show_id]
    with pytest.raises(Refusal, match="That person is not in this server's catalogue"):
        await server.services.shows.appearances(server.bob, 99)
    with pytest.raises(Refusal, match="not in this server's catalogue any more"):
        await server.services.shows.page(server.bob, ShowId(99))


async def test_related_shows_come_with_reasons_and_their_best_review(server: Server) -> None:
    show_id = await server.add_show("Glass Heart", Facts(credits=(SATOH, GOTO)))
    both = await server.add_show("Both", Facts(credits=(SATOH, GOTO)))
    linked = await server.add_show("Linked", Facts(also_read=("Glass Heart",)))
    await server.add_show("Neither")
    review = (await server.post(server.ann, draft_of(linked))).reviewed.review
    related = await server.services.related.related(server.bob, show_id)
    assert (related.show.show_id, related.opposing) == (show_id, None)
    assert [(each.show.show_id, each.reasons, each.best) for each in related.shows] == [
        (linked, ("also read",), review),
        (both, ("also with Satoh Takeru", "also directed by Kohtaro Goto"), None),
    ]
    with pytest.raises(Refusal, match="not in this server's catalogue"):
        await server.services.related.related(server.bob, ShowId(99))


async def test_two_shows_are_linked_and_parted_once_however_often_a_press_comes(server: Server) -> None:
    editing, ids = server.services.editing, (await server.add_show("Beck"), await server.add_show("Nana"))
    linking, parting = server.mod, server.mod
    assert await editing.link(linking, *ids) == await editing.link(linking, *ids)
    assert await editing.unlink(parting, *ids) == await editing.unlink(parting, *ids)
    with pytest.raises(Refusal, match="Nobody has linked"):
        await editing.unlink(server.mod, *ids)
    assert await server.rows("SELECT action FROM audit ORDER BY audit_id") == [("link",), ("unlink",)]
