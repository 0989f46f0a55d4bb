"""Reports, hiding reviews and bringing them back."""

from dataclasses import replace

import pytest

from bot.domain.delivery.outbox import OutboxKind
from bot.domain.errors import Refusal
from bot.domain.ids import Millis, ReviewId, ShowId
from bot.domain.moderation.records import News
from bot.domain.ratings.rating import Stars, Target
from bot.domain.reviews.review import CardPlace, Pin
from bot.domain.server.settings import GuildSettings
from bot.store.moderation import pins
from bot.store.ratings import ratings
from bot.store.reviews import reviews
from bot.store.server import guilds
from tests.services.server import BOB, CHANNEL, DAY, GUILD, MINUTE, MOD, Server, draft_of
from tests.store.samples import everywhere

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
    assert await server.database.read_all(ratings.wrong_sums) == []
    assert await server.database.read_all(reviews.wrong_counts) == []


async def test_a_hidden_review_leaves_every_page_and_average_and_comes_back_with_all_it_had(
    server: Server, review_id: ReviewId
) -> None:
    before = await server.services.shows.page(server.bob, ShowId(1))
    assert (before.review_count, before.spread.count, before.spread.average) == (1, 2, "3.5")
    await server.database.write(GUILD, pins.put, Pin(review_id, CardPlace(CHANNEL, 900), MOD, Millis(1)))
    server.clock.now += MINUTE

    await server.services.moderation.hide(server.mod, review_id, f" {RUDE} ")

    page = await server.services.shows.page(server.ann, ShowId(1))
    assert (page.review_count, page.spread.average, page.own, page.best) == (0, "2.0", None, None)
    with pytest.raises(Refusal, match="not there any more"):
        await server.services.reviews.get(server.bob, review_id)
    wanted = await server.services.delivery.wanted(GUILD, review_id)
    assert (wanted.reviewed, wanted.pinned) == (None, False)
    (entry,) = await server.due()
    assert (entry.kind, entry.review_id) == (OutboxKind.CARD, review_id)
    await server.services.delivery.removed(GUILD, review_id)
    await server.services.delivery.done(entry)
    await check_sums(server)

    server.clock.now += MINUTE
    await server.services.moderation.restore(server.mod, review_id)

    assert await server.services.shows.page(server.bob, ShowId(1)) == before
    assert await server.rows("SELECT rated_at FROM ratings WHERE user_id = 11") == [
        (server.clock.now - 2 * MINUTE,)
    ]
    card, pin = await server.due()
    assert [(each.kind, each.review_id, each.channel_id) for each in (card, pin)] == [
        (OutboxKind.CARD, review_id, CHANNEL),
        (OutboxKind.PIN, review_id, CHANNEL),
    ]
    await server.services.delivery.posted(GUILD, review_id, card.note_id, CardPlace(CHANNEL, 901))
    pinned = await server.database.read(GUILD, pins.get, review_id)
    assert pinned == Pin(review_id, CardPlace(CHANNEL, 901), MOD, Millis(1))
    await check_sums(server)
    assert await server.rows(
        "SELECT user_id, action, subject, details FROM audit WHERE subject_kind = 'review'"
    ) == [(MOD, "hide", review_id, RUDE), (MOD, "restore", review_id, "")]


async def test_who_posts_a_hidden_review_again_edits_it_and_it_stays_hidden(
    server: Server, review_id: ReviewId
) -> None:
    await server.services.moderation.hide(server.mod, review_id, RUDE)
    for entry in await server.due():
        await server.services.delivery.done(entry)

    posted = await server.post(server.ann, draft_of(ShowId(1), stars=3, body="Kinder."))

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
    page = await server.services.shows.page(server.ann, ShowId(1))
    assert (page.review_count, page.spread.average, page.own) == (0, "2.0", None)
    await server.services.moderation.restore(server.mod, review_id)
    page = await server.services.shows.page(server.ann, ShowId(1))
    assert (page.review_count, page.spread.average, page.own) == (1, "1.8", Stars(3))
    await check_sums(server)


async def test_what_is_hidden_can_not_be_rated(server: Server, review_id: ReviewId) -> None:
    change = (await server.services.ratings.rate(server.ann, Target(ShowId(1)), Stars(9))).change_id
    await server.services.moderation.hide(server.mod, review_id, RUDE)
    (hidden_as,) = await server.rows("SELECT max(change_id) FROM rating_changes")
    for verb in (
        server.services.ratings.rate(server.ann, Target(ShowId(1)), Stars(1)),
        server.services.ratings.undo(server.ann, hidden_as[0]),
    ):
        with pytest.raises(Refusal, match="A moderator has hidden your review of this"):
            await verb
    with pytest.raises(Refusal, match="changed this rating since"):
        await server.services.ratings.undo(server.ann, change)
    await server.services.ratings.rate(server.ann, Target(ShowId(1), 1), Stars(1))
    assert (await server.services.shows.page(server.bob, ShowId(1))).spread.count == 1


async def test_its_author_may_delete_a_hidden_review_and_nobody_else_sees_it(
    server: Server, review_id: ReviewId
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
    posted = await server.post(server.ann, draft_of(ShowId(1)))
    assert posted.reviewed.review.review_id != review_id


async def test_nobody_without_the_right_hides_or_restores(server: Server, review_id: ReviewId) -> None:
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


async def test_twice_is_refused_and_a_replay_changes_nothing(server: Server, review_id: ReviewId) -> None:
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


async def actions(server: Server) -> list[str]:
    return [row[0] for row in await server.rows("SELECT action FROM audit WHERE subject_kind = 'review'")]


async def test_what_was_reported_waits_until_a_moderator_has_dealt_with_it(
    server: Server, review_id: ReviewId
) -> None:
    moderation = server.services.moderation
    await server.services.reports.report(server.bob, review_id, "Rude.")
    server.clock.now += MINUTE
    await server.services.reports.report(server.member(99), review_id, "Rude indeed.")
    queue = await moderation.queue(server.mod, 5)
    assert (queue.index, queue.count, queue.elsewhere) == (0, 1, 0)
    assert queue.case is not None
    assert (queue.case.report_count, queue.case.seen) == (2, server.clock.now)
    assert [report.reason for report in queue.case.reports] == ["Rude indeed.", "Rude."]
    server.clock.now += MINUTE
    await server.services.reports.report(server.bob, review_id, "Rude, I say.")  # not seen yet

    await moderation.dismiss(server.mod, review_id, queue.case.seen)

    queue = await moderation.queue(server.mod, 0)
    assert queue.case is not None
    assert [report.reason for report in queue.case.reports] == ["Rude, I say."]
    await moderation.hide(server.mod, review_id, RUDE)
    assert (await moderation.queue(server.mod, 0)).case is None
    assert await server.rows("SELECT user_id, state, resolved_by_user_id FROM reports ORDER BY user_id") == [
        (BOB, "hidden", MOD),
        (99, "dismissed", MOD),
    ]
    assert await actions(server) == ["dismiss", "hide"]
    with pytest.raises(Refusal, match="Nothing is open"):
        await moderation.dismiss(server.mod, review_id, server.clock.now)
    assert await actions(server) == ["dismiss", "hide"]


async def test_a_reported_review_that_its_author_deletes_waits_until_a_moderator_has_seen_it(
    server: Server, review_id: ReviewId
) -> None:
    moderation, privacy = server.services.moderation, server.services.privacy
    await server.services.reports.report(server.bob, review_id, "Rude.")
    await server.services.reviews.delete(server.ann, review_id)
    server.clock.now += 60 * DAY
    await privacy.tidy()
    queue = await moderation.queue(server.mod, 0)
    assert queue.case is not None
    reviewed = queue.case.reviewed.review
    assert (queue.count, reviewed.deleted, reviewed.words.body) == (1, True, "Loud and tender.")
    for verb in (
        moderation.hide(server.mod, review_id, RUDE),
        moderation.ask_spoilers(server.mod, review_id, queue.case.seen),
        moderation.restore(server.mod, review_id),
        server.services.reviews.own_review(server.ann, review_id),
        server.services.reviews.get(server.bob, review_id),
    ):
        with pytest.raises(Refusal, match="deleted it"):
            await verb
    assert (await moderation.dismiss(server.mod, review_id, queue.case.seen)).review.deleted
    assert await actions(server) == ["dismiss"]
    assert (await moderation.queue(server.mod, 0)).count == 0

    server.clock.now += 30 * DAY - 1
    await privacy.tidy()
    assert (await server.services.records.version(server.mod, review_id, 0)).count == 1
    server.clock.now += 1
    await privacy.tidy()
    with pytest.raises(Refusal, match="Its author deleted this review, and nothing of it is kept"):
        await server.services.records.version(server.mod, review_id, 0)
    with pytest.raises(Refusal, match="deleted it"):
        await moderation.case(server.mod, review_id)
    assert await server.rows("SELECT * FROM reports") == await server.rows("SELECT * FROM keepings") == []
    assert await server.rows("SELECT headline || body FROM reviews") == [("",)]


async def test_a_hidden_review_that_its_author_deletes_is_kept_for_thirty_days(
    server: Server, review_id: ReviewId
) -> None:
    await server.services.moderation.hide(server.mod, review_id, RUDE)
    await server.services.appeals.ask_again(server.ann, review_id)
    await server.services.reviews.delete(server.ann, review_id)
    assert (await server.services.moderation.queue(server.mod, 0)).count == 0, "nobody waits for it"
    server.clock.now += 30 * DAY - 1
    await server.services.privacy.tidy()
    assert (await server.services.moderation.case(server.mod, review_id)).reviewed.review.deleted
    server.clock.now += 1
    await server.services.privacy.tidy()
    with pytest.raises(Refusal, match="nothing of it is kept"):
        await server.services.records.version(server.mod, review_id, 0)
    assert await server.rows("SELECT * FROM hidings") == []


async def test_what_its_reporter_takes_back_by_leaving_keeps_a_deleted_review_no_longer(
    server: Server, review_id: ReviewId
) -> None:
    await server.services.reports.report(server.bob, review_id, "Rude.")
    await server.services.reviews.delete(server.ann, review_id)
    await server.services.privacy.delete(server.bob)
    server.clock.now += 30 * DAY
    await server.services.privacy.tidy()
    assert await server.rows("SELECT * FROM review_versions") == []


async def test_an_author_asks_for_another_look_once_for_each_version(
    server: Server, review_id: ReviewId
) -> None:
    moderation, appeals = server.services.moderation, server.services.appeals
    with pytest.raises(Refusal, match="not hidden any more"):
        await appeals.ask_again(server.ann, review_id)
    await moderation.hide(server.mod, review_id, RUDE)
    assert (await appeals.hidden(server.ann, review_id)).may_ask
    asked = await appeals.ask_again(server.ann, review_id)
    assert (asked.may_ask, asked.hiding.asked_at) == (False, server.clock.now)
    with pytest.raises(Refusal, match="already"):
        await appeals.ask_again(server.ann, review_id)
    case = (await moderation.queue(server.mod, 0)).case
    assert case is not None
    assert (case.reports, case.hiding) == ((), asked.hiding)

    await moderation.keep_hidden(server.mod, review_id)

    assert (await moderation.queue(server.mod, 0)).count == 0
    with pytest.raises(Refusal, match="already"):
        await appeals.ask_again(server.ann, review_id)
    await server.post(server.ann, draft_of(ShowId(1), body="Kinder."))
    await appeals.ask_again(server.ann, review_id)
    await moderation.restore(server.mod, review_id)
    assert (await moderation.queue(server.mod, 0)).count == 0
    assert await actions(server) == ["hide", "keep hidden", "restore"]


async def test_an_author_is_told_once_of_the_latest_only(server: Server, review_id: ReviewId) -> None:
    moderation, appeals = server.services.moderation, server.services.appeals
    assert await appeals.news(server.ann) == ()
    await moderation.ask_spoilers(server.mod, review_id, 0)
    await moderation.hide(server.mod, review_id, RUDE)
    assert await appeals.news(server.bob) == ()
    ((notice, told),) = await appeals.news(server.ann)
    assert (told.news, told.hiding is not None and told.hiding.reason) == (News.HIDDEN, RUDE)
    assert list(await appeals.news(server.ann)) == []
    await appeals.not_told(server.ann, notice)
    assert len(await appeals.news(server.ann)) == 1
    await moderation.restore(server.mod, review_id)
    ((_, told),) = await appeals.news(server.ann)
    assert (told.news, told.hiding) == (News.RESTORED, None)


async def test_spoilers_are_marked_at_a_press_and_asked_for_only_where_it_makes_sense(
    server: Server, review_id: ReviewId
) -> None:
    moderation, appeals = server.services.moderation, server.services.appeals
    await moderation.ask_spoilers(server.mod, review_id, 0)
    assert (await appeals.more(server.ann, review_id)).news is News.SPOILERS
    with pytest.raises(Refusal, match="Only its author"):
        await appeals.mark_spoilers(server.bob, review_id)
    marked = (await appeals.mark_spoilers(server.ann, review_id)).review
    assert (marked.words.spoilers, marked.words.body) == (True, "Loud and tender.")
    assert (await appeals.more(server.ann, review_id)).news is None
    assert [entry.review_id for entry in await server.due()] == [review_id]
    with pytest.raises(Refusal, match="already"):
        await moderation.ask_spoilers(server.mod, review_id, 0)


async def test_reviews_of_shows_for_adults_wait_where_such_are_spoken_of(
    server: Server, review_id: ReviewId
) -> None:
    await server.services.reports.report(server.bob, review_id, "Rude.")
    await server.database.write_all(lambda tx: everywhere(tx).execute("UPDATE shows SET restricted = 1"))
    queue = await server.services.moderation.queue(server.mod, 0)
    assert (queue.case, queue.count, queue.elsewhere) == (None, 0, 1)
    there = replace(server.mod, sees_restricted=True)
    queue = await server.services.moderation.queue(there, 0)
    assert (queue.count, queue.elsewhere) == (1, 0)
    await server.services.moderation.hide(there, review_id, RUDE)
    assert await server.services.appeals.all_hidden(server.ann) == []
    assert await server.services.appeals.news(server.ann) == ()
    assert len(await server.services.appeals.all_hidden(replace(server.ann, sees_restricted=True))) == 1


async def test_a_moderator_by_role_may_do_the_same(server: Server, review_id: ReviewId) -> None:
    by_role = replace(server.bob, role_ids=frozenset({77}))
    with pytest.raises(Refusal, match="Manage Messages"):
        await server.services.moderation.hide(by_role, review_id, RUDE)
    await server.database.write(GUILD, guilds.set_settings, GuildSettings(moderator_roles=(77,)))
    await server.services.moderation.hide(by_role, review_id, RUDE)
    with pytest.raises(Refusal, match="Manage Messages"):
        await server.services.moderation.queue(server.ann, 0)
