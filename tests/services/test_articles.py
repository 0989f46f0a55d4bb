"""Review articles: understood, previewed and saved as a whole, by moderators and by the host."""

from dataclasses import replace

import pytest

from bot.domain.actors import Right
from bot.domain.catalog.shows import Credit, Facts, Job, Kind, Show
from bot.domain.errors import Refusal
from bot.domain.ids import ShowId
from bot.domain.ratings.rating import Stars
from bot.domain.reviews.articles import Saved
from bot.domain.reviews.replacing import MuchWouldGo
from bot.domain.reviews.review import BODY_LIMIT, Order, Review
from tests.services.articles import LANTERNS
from tests.services.server import CHANNEL, ELSEWHERE, GUILD, MOD, Server, draft_of

CAST = (
    Credit("Mio Tanaka", Job.CAST, "Hana Mori", "stubborn"),
    Credit("Ren Abe", Job.CAST, "Sora Ito", "lamp maker"),
)


def people(show: Show) -> list[Credit]:
    return [replace(credit, person_id=0) for credit in show.facts.credits]


async def take_in(server: Server, text: str = LANTERNS) -> Saved:
    """What a moderator does who finds everything right."""
    articles = server.services.articles
    return await articles.save(server.mod, await articles.start(server.mod, text), CHANNEL)


async def reviews_of(server: Server, show_id: ShowId) -> list[Review]:
    reviews = server.services.reviews
    first = await reviews.browse(server.ann, show_id, Order.NEWEST, 0)
    pages = [await reviews.browse(server.ann, show_id, Order.NEWEST, at) for at in range(first.count)]
    return [page.review for page in pages if page.review]


async def test_an_article_becomes_a_show_with_its_people_links_and_review(server: Server) -> None:
    saved = await take_in(server)

    show, facts = saved.show, saved.show.facts
    assert (saved.is_new, saved.edited, show.title, show.pending) == (True, False, "Paper Lanterns", False)
    assert facts.other_titles == ("紙灯", "Kamiakari")
    assert (facts.kind, facts.network, facts.episodes, facts.minutes) == (Kind.SERIES, "Netflix", 8, 45)
    assert facts.based_on == "the novel by Ida Sand"
    assert people(show) == [Credit("Ana Lund", Job.DIRECTOR), Credit("Bo Ek", Job.WRITER), *CAST]
    (review,) = await reviews_of(server, show.show_id)
    assert review.is_article
    assert (review.byline, review.stars, review.words.body) == ("Ida Holm", Stars(9), LANTERNS)
    assert review.created_at == 1_714_979_280_000
    related = await server.services.related.related(server.ann, show.show_id)
    assert [(str(each.show), each.reasons) for each in related.shows] == [("Beck", ("also read",))]
    assert saved.added == ("Beck",)
    page = await server.services.shows.page(server.ann, show.show_id)
    assert (page.spread.count, page.review_count) == (0, 1)


async def test_everything_it_added_is_found_at_once_and_waits_for_its_card(server: Server) -> None:
    saved = await take_in(server)

    for typed in ("paper lan", "紙", "kamiakari", "beck"):
        assert await server.services.shows.suggest(server.ann, typed) != [], typed
    (entry,) = await server.due()
    assert (entry.review_id, entry.channel_id) == (saved.review_id, CHANNEL)
    assert await server.rows("SELECT user_id, action, details FROM audit ORDER BY audit_id") == [
        (MOD, "import", "Beck"),
        (MOD, "import", "Paper Lanterns"),
    ]


async def test_a_known_show_keeps_its_facts_and_gains_what_it_lacks(server: Server) -> None:
    known = Facts(
        other_titles=("Kamiakari!",),
        year=2024,
        network="NHK",
        episodes=9,
        credits=(Credit("Eva Falk", Job.DIRECTOR),),
    )
    show_id = await server.add_show("PAPER LANTERNS", known)
    beck = await server.add_show("Beck")

    saved = await take_in(server)

    facts = saved.show.facts
    assert (saved.is_new, saved.added, saved.show.show_id) == (False, (), show_id)
    assert (saved.show.title, facts.year, facts.network, facts.episodes) == ("PAPER LANTERNS", 2024, "NHK", 9)
    assert (facts.kind, facts.minutes, facts.based_on) == (Kind.SERIES, 45, "the novel by Ida Sand")
    assert facts.other_titles == ("Kamiakari!", "紙灯")
    assert people(saved.show) == [Credit("Eva Falk", Job.DIRECTOR), Credit("Bo Ek", Job.WRITER), *CAST]
    assert "Minutes: nothing → 45" in saved.gained
    related = await server.services.related.related(server.ann, show_id)
    assert [each.show.show_id for each in related.shows] == [beck]


async def test_the_same_article_again_edits_and_keeps_the_version_before(server: Server) -> None:
    first = await take_in(server)
    again = await take_in(server, LANTERNS.replace("4.5\n", "3.0\n").replace("07:08", "09:10"))

    assert (again.review_id, again.edited, again.is_new) == (first.review_id, True, False)
    assert (again.gained, again.added) == ((), ())
    (review,) = await reviews_of(server, first.show.show_id)
    assert (review.stars, review.version, review.created_at) == (Stars(6), 2, 1_714_986_600_000)
    versions = await server.rows("SELECT version, halves FROM review_versions ORDER BY version")
    assert versions == [(1, 9), (2, 6)]


async def test_articles_by_others_and_members_reviews_stand_beside_it(server: Server) -> None:
    saved = await take_in(server)
    await take_in(server, LANTERNS.replace("By Ida Holm\n", ""))
    await take_in(server, LANTERNS.replace("By Ida Holm\n", "By Ola Berg\n"))
    await server.post(server.ann, draft_of(saved.show.show_id))

    found = await reviews_of(server, saved.show.show_id)

    assert {(review.byline, review.is_article) for review in found} == {
        ("Ida Holm", True),
        ("Ola Berg", True),
        ("", True),
        ("", False),
    }
    page = await server.services.shows.page(server.ann, saved.show.show_id)
    assert (page.spread.average, page.spread.count, page.review_count) == ("3.5", 1, 4)


async def test_the_preview_says_what_saving_would_do_and_saves_nothing(server: Server) -> None:
    articles = server.services.articles
    draft = await articles.draft(server.mod, await articles.start(server.mod, LANTERNS))
    preview = await articles.preview(GUILD, draft)
    assert (preview.known, preview.old, preview.new, preview.problem) == (None, None, ["Beck"], "")
    assert await server.rows("SELECT * FROM shows") == []

    saved = await articles.take_in(GUILD, draft)
    preview = await articles.preview(GUILD, draft)
    assert (preview.known, preview.new) == (saved.show, [])
    assert preview.old is not None
    assert (await articles.preview(ELSEWHERE, draft)).known is None


async def test_an_article_without_rating_date_and_byline_is_saved_without_them(server: Server) -> None:
    saved = await take_in(server, "Dark Review\n\nIt is dark, and it rains. I liked the rain.")
    (review,) = await reviews_of(server, saved.show.show_id)
    assert (review.stars, review.byline, review.created_at) == (None, "", server.clock.now)


async def test_which_show_is_meant_is_never_guessed(server: Server) -> None:
    for year in (2013, 2017):
        await server.add_show("Dark", Facts(year=year))
    articles = server.services.articles
    text = "Dark{} Review\n\nIt is dark, and it rains."

    draft_id = await articles.start(server.mod, text.format(""))
    preview = await articles.preview(GUILD, await articles.draft(server.mod, draft_id))
    assert "Several shows here are called “Dark”: Dark (2013), Dark (2017)." in preview.problem
    with pytest.raises(Refusal, match="Several shows here"):
        await articles.save(server.mod, draft_id, CHANNEL)

    assert (await take_in(server, text.format(" (2017)"))).show.facts.year == 2017
    assert (await take_in(server, text.format(" (2020)"))).is_new


async def test_a_draft_is_saved_once(server: Server) -> None:
    articles = server.services.articles
    draft_id = await articles.start(server.mod, LANTERNS)
    await articles.save(server.mod, draft_id, CHANNEL)
    with pytest.raises(Refusal, match="saved already"):
        await articles.save(server.mod, draft_id, CHANNEL)
    assert await server.rows("SELECT count(*) FROM reviews") == [(1,)]


async def test_what_can_not_be_saved_changes_nothing(server: Server) -> None:
    articles = server.services.articles
    draft_id = await articles.start(server.mod, LANTERNS)
    draft = await articles.draft(server.mod, draft_id)
    await articles.keep(server.mod, draft_id, replace(draft, headline="x" * 151))
    kept = await articles.draft(server.mod, draft_id)
    assert "A headline can have 150 characters" in (await articles.preview(GUILD, kept)).problem

    with pytest.raises(Refusal, match="headline"):
        await articles.save(server.mod, draft_id, CHANNEL)

    assert await server.rows("SELECT title FROM shows") == []
    assert await articles.draft(server.mod, draft_id) == kept


async def test_it_takes_a_moderator_and_ones_own_draft(server: Server) -> None:
    articles = server.services.articles
    draft_id = await articles.start(server.mod, LANTERNS)
    draft = await articles.draft(server.mod, draft_id)
    pinner = server.member(MOD, Right.PIN)
    for attempt in (
        articles.start(server.ann, LANTERNS),
        articles.draft(server.ann, draft_id),
        articles.keep(server.ann, draft_id, draft),
        articles.save(server.ann, draft_id, CHANNEL),
        articles.save(pinner, draft_id, CHANNEL),
    ):
        with pytest.raises(Refusal, match="Only moderators"):
            await attempt
    for other in (server.member(99, Right.MODERATE), server.member(MOD, Right.MODERATE, guild_id=ELSEWHERE)):
        with pytest.raises(Refusal, match="not there any more"):
            await articles.save(other, draft_id, CHANNEL)


async def test_a_text_longer_than_a_review_can_be_is_refused(server: Server) -> None:
    with pytest.raises(Refusal, match="40,000 characters"):
        await server.services.articles.start(server.mod, "Dark Review\n" + "x" * BODY_LIMIT)


async def test_moderators_delete_an_article_and_nobody_else_does(server: Server) -> None:
    saved = await take_in(server)
    reviews = server.services.reviews
    await reviews.toggle_helpful(server.ann, saved.review_id, None)
    for actor in (server.ann, server.member(MOD, Right.PIN)):
        with pytest.raises(Refusal, match="Only moderators"):
            await reviews.delete(actor, saved.review_id)
    with pytest.raises(Refusal, match="Only its author"):
        await reviews.own_review(server.mod, saved.review_id)

    await reviews.delete(server.mod, saved.review_id)

    assert await reviews_of(server, saved.show.show_id) == []
    assert await server.rows("SELECT user_id, action, subject FROM audit WHERE subject_kind = 'review'") == [
        (MOD, "delete", saved.review_id)
    ]
    assert (await take_in(server)).edited is False


async def test_a_hidden_article_that_is_taken_in_again_stays_hidden_until_it_is_brought_back(
    server: Server,
) -> None:
    saved = await take_in(server)
    await server.services.moderation.hide(server.mod, saved.review_id, "Copied from elsewhere.")
    assert await reviews_of(server, saved.show.show_id) == []

    again = await take_in(server)

    assert (again.review_id, again.edited) == (saved.review_id, True)
    assert await reviews_of(server, saved.show.show_id) == []
    await server.services.moderation.restore(server.mod, saved.review_id)
    (review,) = await reviews_of(server, saved.show.show_id)
    assert (review.version, review.stars, review.byline) == (2, Stars(9), "Ida Holm")
    assert (await server.services.shows.page(server.ann, saved.show.show_id)).spread.count == 0


async def test_most_of_an_articles_text_goes_only_when_that_was_seen(server: Server) -> None:
    articles = server.services.articles
    await take_in(server, LANTERNS)
    ((body,),) = await server.rows("SELECT body FROM reviews")
    draft_id = await articles.start(server.mod, LANTERNS)
    draft = replace(await articles.draft(server.mod, draft_id), body="Only this.")
    await articles.keep(server.mod, draft_id, draft)
    assert (await articles.preview(GUILD, draft)).much_would_go

    for seen in (0, 7):
        with pytest.raises(MuchWouldGo):
            await articles.save(server.mod, draft_id, CHANNEL, seen)
    assert await server.rows("SELECT body FROM reviews") == [(body,)]
    assert await articles.draft(server.mod, draft_id) == draft

    await articles.save(server.mod, draft_id, CHANNEL, 1)
    assert await server.rows("SELECT body FROM reviews") == [("Only this.",)]
