"""What somebody tried who did not build it, to get around a block, a guard or a hide; and did not."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.domain.actors import Person, Right
from bot.domain.catalog.drafts import ShowDraft
from bot.domain.errors import Refusal
from bot.domain.ids import ShowId, UserId
from bot.domain.ratings.rating import Target
from bot.domain.reviews.drafts import ArticleDraft
from bot.domain.reviews.review import Review, Words
from bot.store.engine.transaction import Tx
from bot.store.ratings import ratings
from bot.store.reviews import reviews
from bot.store.server import guilds
from bot.store.totals import full_text
from tests.services.server import ANN, CHANNEL, DAY, GUILD, MOD, Server, draft_of
from tests.services.test_erased_words import left_in, secret
from tests.services.test_imports import finish, stage, undo

GLASS = ShowId(1)
SECRET = secret(1)
SAID = f"Loud and cruel crumpets {SECRET}."
FILE = "title,season,rating,review\nGlass Heart,,8,Kind words.\n"


async def words(server: Server, show: ShowId = GLASS) -> Words | None:
    found = await server.database.read(GUILD, reviews.of_member, Target(show), ANN)
    return found and found.words


async def own(server: Server, show: ShowId, season: int = 0) -> Review:
    found = await server.services.reviews.own(server.ann, Target(show, season))
    assert found
    return found


Stop = Callable[[Server], Awaitable[None]]


async def block(server: Server) -> None:
    await server.services.records.block(server.mod, Person(ANN), 7, "Spam.")


async def guard(server: Server) -> None:
    def put(tx: Tx) -> None:
        guilds.set_settings(tx, replace(guilds.settings(tx), guard_words=("crumpet*",)))

    await server.database.write(GUILD, put)


@pytest.mark.parametrize("stop", [block, guard])
async def test_undoing_an_import_brings_back_nothing_that_is_not_taken(server: Server, stop: Stop) -> None:
    await server.add_show()
    await server.post(server.ann, draft_of(GLASS, body=SAID))
    import_id = await stage(server, FILE)
    await server.services.imports.set_choices(server.ann, import_id, overwrite=True)
    await finish(server, import_id)
    assert await words(server) == Words("", "Kind words.")
    await stop(server)
    tally = await undo(server, import_id)
    assert await words(server) == Words("", "Kind words.")
    assert tally.stayed == 1


async def test_undoing_a_merge_shows_nobody_what_waited_beneath_what_was_hidden(server: Server) -> None:
    """Of two reviews that became one, only one was there to be hidden."""
    await server.add_show()
    beck = await server.add_show("Beck")
    await server.post(server.ann, draft_of(GLASS, body=SAID))
    server.clock.now += DAY
    await server.post(server.ann, draft_of(beck, body=SAID))
    merge = await server.services.merging.merge(server.mod, GLASS, beck)
    number = (await own(server, beck)).review_id
    await server.services.moderation.hide(server.mod, number, "Rude.")
    await server.services.merging.undo(server.mod, merge.merge_id)
    assert await words(server, beck) is None
    assert await words(server, GLASS) is None
    assert (await own(server, GLASS)).hidden


async def test_undoing_a_merge_brings_back_nothing_that_its_author_has_deleted(server: Server) -> None:
    await server.add_show()
    beck = await server.add_show("Beck")
    await server.post(server.ann, draft_of(GLASS, body=SAID))
    server.clock.now += DAY
    await server.post(server.ann, draft_of(beck, body="Other."))
    merge = await server.services.merging.merge(server.mod, GLASS, beck)
    number = (await own(server, beck)).review_id
    await server.services.reviews.delete(server.ann, number)
    await server.services.merging.undo(server.mod, merge.merge_id)
    assert await words(server, beck) is None
    assert await words(server, GLASS) is None
    assert await server.services.privacy.sweep()
    assert left_in(server.database.path, [SECRET]) == []


@pytest.mark.parametrize("first", [True, False])
async def test_nor_a_merge_with_a_hidden_one(server: Server, first: bool) -> None:
    """What a merge makes a version of a live review is hidden when it is brought back."""
    await server.add_show()
    beck = await server.add_show("Beck")
    await server.post(server.ann, draft_of(beck, body="Other."))
    server.clock.now += DAY
    posted = await server.post(server.ann, draft_of(GLASS, body=SAID))
    await server.services.moderation.hide(server.mod, posted.reviewed.review.review_id, "Rude.")
    gone, into = (GLASS, beck) if first else (beck, GLASS)
    merge = await server.services.merging.merge(server.mod, gone, into)
    review = await own(server, into)
    assert not review.hidden
    back = await server.services.versions.bring_back(server.ann, review.review_id, 0)
    assert back.review.words.body == SAID
    assert back.review.hidden
    await server.services.versions.undo(server.ann, review.review_id, back.review.version)
    assert await words(server, into) is None
    await server.services.merging.undo(server.mod, merge.merge_id)
    assert await words(server, GLASS) is None


async def test_a_draft_of_the_same_words_goes_with_a_deleted_review(server: Server) -> None:
    await server.add_show()
    await server.services.drafts.keep(server.ann, draft_of(ShowId(0), body=SAID, title="Galss Heart"))
    posted = await server.post(server.ann, draft_of(GLASS, body=SAID))
    other = await server.services.drafts.keep(server.ann, draft_of(ShowId(0), body="Other words."))
    await server.services.reviews.delete(server.ann, posted.reviewed.review.review_id)
    assert await server.services.privacy.sweep()
    assert left_in(server.database.path, [SECRET]) == []
    assert (await server.services.drafts.review(server.ann, other)).body == "Other words."


async def test_an_import_of_the_same_words_goes_with_a_deleted_review(server: Server) -> None:
    await server.add_show()
    posted = await server.post(server.ann, draft_of(GLASS, body=SAID))
    import_id = await stage(server, f"title,season,rating,review\nGlass Heart,,8,{SAID}\n")
    await finish(server, import_id)
    await server.services.reviews.delete(server.ann, posted.reviewed.review.review_id)
    assert await server.services.privacy.sweep()
    assert left_in(server.database.path, [SECRET]) == []


async def test_an_import_over_a_review_leaves_no_words(server: Server) -> None:
    await server.add_show()
    posted = await server.post(server.ann, draft_of(GLASS, body=SAID))
    import_id = await stage(server, FILE)
    await server.services.imports.set_choices(server.ann, import_id, overwrite=True)
    await finish(server, import_id)
    await server.services.reviews.delete(server.ann, posted.reviewed.review.review_id)
    assert await server.services.privacy.sweep()
    assert left_in(server.database.path, [SECRET]) == []


async def test_an_import_that_was_not_started_keeps_what_is_no_review_yet(server: Server) -> None:
    await server.add_show()
    posted = await server.post(server.ann, draft_of(GLASS, body=SAID))
    import_id = await stage(server, f"title,season,rating,review\nGlass Heart,,8,{SAID}\n")
    await server.services.reviews.delete(server.ann, posted.reviewed.review.review_id)
    await finish(server, import_id)
    assert await words(server) == Words("", SAID)


async def test_undoing_a_new_one_and_mydata_delete(server: Server) -> None:
    await server.add_show()
    posted = await server.post(server.ann, draft_of(GLASS, body=SAID))
    undone = await server.services.versions.undo(server.ann, posted.reviewed.review.review_id, 1)
    assert undone.draft_id
    await server.services.privacy.delete(server.ann)
    assert await server.services.privacy.sweep()
    assert left_in(server.database.path, [SECRET]) == []


async def test_a_moderator_whose_review_is_hidden_publishes_it_as_no_article(server: Server) -> None:
    await server.add_show()
    posted = await server.post(server.mod, draft_of(GLASS, body=SAID))
    owner = server.member(14, *Right)
    await server.services.moderation.hide(owner, posted.reviewed.review.review_id, "Rude.")
    show = ShowDraft("Glass Heart")
    for actor in (server.mod, owner):
        number = await server.services.articles.start(actor, SAID)
        article = ArticleDraft(show, byline="Mod", body=SAID)
        await server.services.articles.keep(actor, number, article)
        if actor.user_id == MOD:
            with pytest.raises(Refusal, match="another moderator has to import"):
                await server.services.articles.save(actor, number, CHANNEL)
        else:
            await server.services.articles.save(actor, number, CHANNEL)


@pytest.mark.parametrize("into_first", [True, False])
async def test_a_second_entry_of_the_show_is_no_way_around_a_hide(server: Server, into_first: bool) -> None:
    await server.add_show()
    beck = await server.add_show("Beck")
    await server.post(server.ann, draft_of(beck, body="Before.", season=1))
    posted = await server.post(server.ann, draft_of(GLASS, body=SAID))
    await server.services.moderation.hide(server.mod, posted.reviewed.review.review_id, "Rude.")
    server.clock.now += DAY
    await server.post(server.ann, draft_of(beck, body=SAID, season=2))
    gone, into = (beck, GLASS) if into_first else (GLASS, beck)
    merge = await server.services.merging.merge(server.mod, gone, into)
    seasons = {
        season: await server.services.reviews.own(server.ann, Target(into, season)) for season in (0, 1, 2)
    }
    assert {season: found and found.hidden for season, found in seasons.items()} == {
        0: True,
        1: False,
        2: True,
    }
    await server.services.merging.undo(server.mod, merge.merge_id)
    assert (await own(server, beck, 2)).hidden
    assert not (await own(server, beck, 1)).hidden
    assert (await own(server, GLASS)).hidden
    assert await server.database.read_all(ratings.wrong_sums) == []
    assert await server.database.read_all(reviews.wrong_counts) == []
    assert await server.database.read_all(full_text.wrong_rows) == []


async def test_what_is_brought_back_is_what_the_moderator_has_seen(server: Server) -> None:
    await server.add_show()
    posted = await server.post(server.ann, draft_of(GLASS, body=SAID))
    number = posted.reviewed.review.review_id
    await server.services.moderation.hide(server.mod, number, "Rude.")
    await server.post(server.ann, draft_of(GLASS, body="Kind words."))
    seen = (await server.services.moderation.case(server.mod, number)).reviewed.review.version
    await server.post(server.ann, draft_of(GLASS, body=SAID))
    with pytest.raises(Refusal, match="has changed it since you looked"):
        await server.services.moderation.restore(server.mod, number, seen)
    assert await words(server) is None
    await server.services.moderation.restore(server.mod, number, seen + 1)
    assert await words(server) == Words("", SAID)


async def test_the_audit_names_no_show_that_is_for_adults_since(server: Server) -> None:
    await server.add_show()
    posted = await server.post(server.ann, draft_of(GLASS, body=SAID))
    await server.services.moderation.hide(server.mod, posted.reviewed.review.review_id, "Rude.")
    await server.services.reviews.delete(server.ann, posted.reviewed.review.review_id)
    await server.services.moderation.lift(server.mod, GLASS, ANN)
    deed = (await server.services.records.audit(server.mod, UserId(0), 0))[0]
    assert deed.details == "show 1: Glass Heart"
    await server.services.editing.restrict(server.mod, GLASS, True)
    assert "Glass Heart" not in repr(await server.services.records.audit(server.mod, UserId(0), 0))
