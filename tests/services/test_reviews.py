"""Posting, editing, reading, voting on, deleting and reporting reviews."""

from dataclasses import replace

import pytest

from bot.domain.actors import Actor
from bot.domain.delivery.outbox import OutboxKind
from bot.domain.errors import Refusal
from bot.domain.ids import GuildId, ReviewId, ShowId
from bot.domain.ratings.rating import Stars, Target
from bot.domain.reviews.drafts import ReviewDraft
from bot.domain.reviews.review import BODY_LIMIT, HEADLINE_LIMIT, CardPlace, Order, Words
from tests.services.server import ANN, BOB, CHANNEL, GUILD, MINUTE, Server, draft_of


async def test_a_review_is_saved_with_its_rating_and_its_card_is_noted(server: Server) -> None:
    show_id = await server.add_show()
    posted = await server.post(
        server.ann, draft_of(show_id, headline=" Loud\nand lovely ", body="One.\r\nTwo.", spoilers=True)
    )
    review = posted.reviewed.review
    assert review.words == Words("Loud and lovely", "One.\nTwo.", True)
    assert (review.user_id, review.target, review.stars, review.version) == (
        ANN,
        Target(show_id),
        Stars(7),
        1,
    )
    assert (review.created_at, review.updated_at) == (server.clock.now, server.clock.now)
    assert posted.place is None
    page = await server.services.shows.page(server.ann, show_id)
    assert (page.own, page.spread.total, page.review_count, page.best) == (Stars(7), 7, 1, review)
    entry = await server.services.delivery.entry(GUILD, OutboxKind.CARD, review.review_id)
    assert entry is not None
    assert (entry.note_id, entry.channel_id) == (posted.note_id, CHANNEL)


async def test_the_same_request_again_changes_nothing(server: Server) -> None:
    ann, draft = server.ann, draft_of(ShowId(await server.add_show()))
    first = await server.post(ann, draft)
    server.clock.now += MINUTE
    assert await server.post(ann, replace(draft, body="Never said.")) == first
    assert await server.rows("SELECT count(*) FROM review_versions") == [(1,)]
    assert await server.rows("SELECT count(*) FROM rating_changes") == [(1,)]


async def test_reviewing_again_edits_and_keeps_what_is_not_given(server: Server) -> None:
    show_id = await server.add_show()
    first = (await server.post(server.ann, draft_of(show_id, headline="Loud", spoilers=True))).reviewed.review
    server.clock.now += MINUTE
    second = (await server.post(server.ann, draft_of(show_id, stars=3, body="Quieter."))).reviewed.review
    assert second == replace(
        first, words=Words("Loud", "Quieter.", True), stars=Stars(3), version=2, updated_at=server.clock.now
    )
    await server.post(server.ann, draft_of(show_id, season=2))
    await server.post(server.bob, draft_of(show_id))
    assert (await server.services.shows.page(server.ann, show_id)).review_count == 3


async def test_an_empty_review_is_a_rating_with_a_card(server: Server) -> None:
    posted = await server.post(server.ann, draft_of(ShowId(await server.add_show()), body=" \n\t "))
    assert posted.reviewed.review.words == Words()
    assert posted.note_id


@pytest.mark.parametrize(
    ("change", "sentence", "typed"),
    [
        (
            {"body": "x" * (BODY_LIMIT + 1)},
            "40,000 characters, and this one has 40,001",
            "x" * (BODY_LIMIT + 1),
        ),
        (
            {"headline": "y" * (HEADLINE_LIMIT + 1)},
            "A headline can have 150",
            "y" * 151 + "\n\nLoud and tender.",
        ),
        ({"stars": None}, "A review needs a rating", ""),
        ({"show_id": 99}, "not in this server's catalogue any more", ""),
    ],
)
async def test_what_can_not_be_posted_is_given_back_and_nothing_is_saved(
    server: Server, change: dict[str, object], sentence: str, typed: str
) -> None:
    draft = replace(draft_of(await server.add_show()), **change)  # type: ignore[arg-type]
    with pytest.raises(Refusal, match=sentence) as refused:
        await server.post(server.ann, draft)
    assert refused.value.typed == typed
    for table in ("reviews", "ratings", "rating_sums", "outbox"):
        assert await server.rows(f"SELECT count(*) FROM {table}") == [(0,)]


async def test_a_request_that_was_refused_can_be_made_again(server: Server) -> None:
    ann, draft = server.ann, draft_of(ShowId(await server.add_show()))
    with pytest.raises(Refusal):
        await server.post(ann, replace(draft, body="x" * 41_000))
    assert (await server.post(ann, draft)).reviewed.review.words.body == "Loud and tender."


async def test_the_longest_review_is_kept_whole(server: Server) -> None:
    body = ("Ein Satz über グラス. " * 4000)[:BODY_LIMIT]
    posted = await server.post(
        server.ann, draft_of(ShowId(await server.add_show()), body=body, headline="h" * 150)
    )
    found = await server.services.reviews.get(server.bob, posted.reviewed.review.review_id)
    assert found.review.words == Words("h" * 150, body)


async def test_an_edit_tells_the_card_that_stands_at_once(server: Server) -> None:
    show_id = await server.add_show()
    review_id, place = await server.post_card(server.ann, draft_of(show_id))
    assert await server.due(after=MINUTE * 5) == []
    posted = await server.post(server.ann, draft_of(show_id, body="Again."))
    assert posted.place == place
    assert [(entry.review_id, entry.note_id) for entry in await server.due()] == [(review_id, posted.note_id)]


async def test_only_its_author_edits_and_deletes(server: Server) -> None:
    review_id, _ = await server.post_card(server.ann, draft_of(ShowId(await server.add_show())))
    for verb in (server.services.reviews.own_review, server.services.reviews.delete):
        with pytest.raises(Refusal, match="Only its author"):
            await verb(server.bob, review_id)
        with pytest.raises(Refusal, match="Only its author"):
            await verb(server.mod, review_id)
    assert (await server.services.reviews.own_review(server.ann, review_id)).review.user_id == ANN


async def test_deleting_takes_card_pin_and_votes_but_not_the_rating(server: Server) -> None:
    show_id = await server.add_show()
    review_id, place = await server.post_card(server.ann, draft_of(show_id))
    await server.services.reviews.toggle_helpful(server.bob, review_id, place)
    await server.services.pins.pin(server.mod, place)
    ann = server.ann
    await server.services.reviews.delete(ann, review_id)

    with pytest.raises(Refusal, match="not there any more"):
        await server.services.reviews.get(server.bob, review_id)
    wanted = await server.services.delivery.wanted(GUILD, review_id)
    assert (wanted.reviewed, wanted.place, wanted.pinned) == (None, place, False)
    assert OutboxKind.CARD in {entry.kind for entry in await server.due()}
    assert await server.rows("SELECT count(*) FROM helpful_votes") == [(0,)]
    page = await server.services.shows.page(server.ann, show_id)
    assert (page.own, page.review_count, page.best) == (Stars(7), 0, None)
    with pytest.raises(Refusal, match="not there any more"):
        await server.services.reviews.delete(ann, review_id)


async def test_a_review_deleted_before_its_card_was_posted_gets_none(server: Server) -> None:
    posted = await server.post(server.ann, draft_of(ShowId(await server.add_show())))
    review_id = posted.reviewed.review.review_id
    await server.services.reviews.delete(server.ann, review_id)
    assert (await server.services.delivery.wanted(GUILD, review_id)).reviewed is None
    await server.services.delivery.posted(GUILD, review_id, posted.note_id, CardPlace(CHANNEL, 900))
    assert [entry.review_id for entry in await server.due()] == [review_id]


async def test_after_deleting_one_can_review_again(server: Server) -> None:
    show_id = await server.add_show()
    review_id, _ = await server.post_card(server.ann, draft_of(show_id))
    await server.services.reviews.delete(server.ann, review_id)
    again = await server.post(server.ann, draft_of(show_id))
    assert again.reviewed.review.review_id != review_id
    assert again.place is None


async def test_helpful_counts_once_a_member_and_is_taken_back(server: Server) -> None:
    review_id, place = await server.post_card(server.ann, draft_of(ShowId(await server.add_show())))

    async def press(actor: Actor) -> int:
        reviewed, note_id = await server.services.reviews.toggle_helpful(actor, review_id, place)
        await server.services.reviews.helpful_shown(reviewed.review, note_id)
        return reviewed.review.helpful

    bob = server.bob
    assert [await press(bob), await press(bob)] == [1, 1]  # the same press, twice
    assert await press(server.mod) == 2
    assert await press(server.bob) == 1
    with pytest.raises(Refusal, match="your own review"):
        await press(server.ann)
    assert await server.due(after=MINUTE * 5) == []


async def test_a_vote_whose_press_was_not_answered_reaches_the_card_later(server: Server) -> None:
    review_id, place = await server.post_card(server.ann, draft_of(ShowId(await server.add_show())))
    await server.services.reviews.toggle_helpful(server.bob, review_id, place)
    assert await server.due() == []
    assert [entry.review_id for entry in await server.due(after=MINUTE)] == [review_id]


async def test_of_two_presses_at_once_the_card_shows_the_latest_in_the_end(server: Server) -> None:
    reviews = server.services.reviews
    review_id, place = await server.post_card(server.ann, draft_of(ShowId(await server.add_show())))
    first, first_note = await reviews.toggle_helpful(server.bob, review_id, place)
    second, second_note = await reviews.toggle_helpful(server.mod, review_id, place)
    assert (first.review.helpful, second.review.helpful) == (1, 2)
    await reviews.helpful_shown(second.review, second_note)
    await reviews.helpful_shown(first.review, first_note)  # Discord heard the first one last
    assert [entry.review_id for entry in await server.due()] == [review_id]


async def test_a_vote_given_elsewhere_reaches_the_card(server: Server) -> None:
    review_id, _ = await server.post_card(server.ann, draft_of(ShowId(await server.add_show())))
    await server.services.reviews.toggle_helpful(server.bob, review_id, CardPlace(CHANNEL, 1234))
    assert [entry.review_id for entry in await server.due()] == [review_id]


async def test_a_report_is_recorded_but_not_of_ones_own_review(server: Server) -> None:
    review_id, _ = await server.post_card(server.ann, draft_of(ShowId(await server.add_show())))
    bob = server.bob
    await server.services.reports.report(bob, review_id, " It is\r\nrude. ")
    await server.services.reports.report(bob, review_id, "Something else.")  # the same form, sent twice
    recorded = [(review_id, BOB, "It is\nrude.", server.clock.now)]
    assert await server.rows("SELECT review_id, user_id, reason, reported_at FROM reports") == recorded
    with pytest.raises(Refusal, match="your own review"):
        await server.services.reports.report(server.ann, review_id, "Mine.")
    with pytest.raises(Refusal, match="not there any more"):
        await server.services.reports.report(server.bob, ReviewId(99), "Gone.")


async def test_browsing_stops_at_both_ends(server: Server) -> None:
    show_id = await server.add_show()
    empty = await server.services.reviews.browse(server.ann, show_id, Order.HELPFUL, 0)
    assert (empty.review, empty.count, empty.index) == (None, 0, 0)
    first = (await server.post(server.ann, draft_of(show_id))).reviewed.review
    server.clock.now += MINUTE
    second = (await server.post(server.bob, draft_of(show_id))).reviewed.review
    for index, at, review in ((-1, 0, second), (0, 0, second), (1, 1, first), (99, 1, first)):
        page = await server.services.reviews.browse(server.ann, show_id, Order.NEWEST, index)
        assert (page.index, page.count, page.review) == (at, 2, review)
    with pytest.raises(Refusal, match="not in this server's catalogue"):
        await server.services.reviews.browse(server.ann, ShowId(99), Order.NEWEST, 0)


async def test_a_draft_is_ones_own_and_gone_when_it_is_posted(server: Server) -> None:
    drafts, show_id = server.services.drafts, await server.add_show()
    draft = ReviewDraft("Glass Heart", None, ShowId(0), 2, "Loud", "é\ud800🎸", True)
    draft_id = await drafts.keep(server.ann, draft)
    assert await drafts.review(server.ann, draft_id) == draft
    newer = replace(draft, stars=Stars(5), show_id=show_id)
    await drafts.keep(server.ann, newer, draft_id)
    assert await drafts.review(server.ann, draft_id) == newer
    with pytest.raises(Refusal, match="somebody else's draft"):
        await drafts.review(server.bob, draft_id)
    with pytest.raises(Refusal, match="somebody else's draft"):
        await drafts.keep(server.bob, draft, draft_id)
    with pytest.raises(Refusal, match="not there any more"):
        await drafts.review(server.member(ANN, guild_id=GuildId(7002)), draft_id)

    await server.post(server.ann, newer, draft_id)
    with pytest.raises(Refusal, match="posted or deleted, or is more than a week old"):
        await drafts.review(server.ann, draft_id)


async def test_a_draft_survives_that_posting_it_was_refused(server: Server) -> None:
    draft = draft_of(ShowId(await server.add_show()), body="x" * 41_000)
    draft_id = await server.services.drafts.keep(server.ann, draft)
    with pytest.raises(Refusal):
        await server.post(server.ann, draft, draft_id)
    assert await server.services.drafts.review(server.ann, draft_id) == draft
