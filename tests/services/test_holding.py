"""What was hidden stays hidden for its author and show, however words come, until a moderator decides."""

from collections.abc import Mapping, Sequence

import pytest

from bot.domain.actors import Actor
from bot.domain.catalog.shows import Facts
from bot.domain.errors import Refusal
from bot.domain.ids import ReviewId, ShowId, UserId
from bot.domain.members.imports.staged import Result, Tally
from bot.domain.moderation.records import HELD_FOR, News
from bot.domain.ratings.rating import Stars, Target
from bot.domain.reviews.pages import Posted
from bot.domain.reviews.review import Order, Review, Words
from bot.store.ratings import ratings
from bot.store.reviews import reviews
from bot.store.totals import full_text
from tests.services.server import ANN, CHANNEL, DAY, GUILD, MOD, Server, draft_of
from tests.store.samples import everywhere

RUDE, SAME = "Rude to the cast.", "Loud and cruel."
GLASS, BECK = ShowId(1), ShowId(2)


@pytest.fixture
async def server(server: Server) -> Server:
    """Ann's review of Glass Heart was hidden, and she has deleted it."""
    await server.add_show()
    await server.add_show("Beck")
    number, _ = await server.post_card(server.ann, draft_of(GLASS, body=SAME))
    await server.services.moderation.hide(server.mod, number, RUDE)
    await server.services.reviews.delete(server.ann, number)
    for entry in await server.due():
        await server.services.delivery.removed(GUILD, number)
        await server.services.delivery.done(entry)
    return server


async def post(
    server: Server, body: str = SAME, *, season: int = 0, show: ShowId = GLASS, stars: int = 7
) -> Posted:
    return await server.post(server.ann, draft_of(show, body=body, season=season, stars=stars))


async def live(server: Server, show: ShowId = GLASS) -> Sequence[Review]:
    return await server.database.read(GUILD, reviews.of_show, show, Order.NEWEST, 0, 99)


async def check(server: Server) -> None:
    """Sums, counts and the full text are as a recount has them."""
    assert await server.database.read_all(ratings.wrong_sums) == []
    assert await server.database.read_all(reviews.wrong_counts) == []
    assert await server.database.read_all(full_text.wrong_rows) == []


def is_held(posted: Posted) -> bool:
    """Whether it was saved for nobody else's eyes from now on; then it says why, and no card is to come."""
    why = posted.hiding
    if why is None:
        assert (posted.held, posted.reviewed.review.hidden) == (False, False)
        return False
    assert (why.held, why.reason, why.hidden_by) == (True, RUDE, MOD)
    assert (posted.reviewed.review.hidden, posted.place, posted.note_id) == (True, None, 0)
    return posted.held


# Whichever way words come.


@pytest.mark.parametrize(("body", "season"), [(SAME, 0), ("Other words.", 0), ("", 0), (SAME, 1), (SAME, 2)])
async def test_a_new_review_is_born_hidden_with_its_stars(server: Server, body: str, season: int) -> None:
    before = await server.services.shows.page(server.bob, GLASS)
    posted = await post(server, body, season=season, stars=1)
    assert is_held(posted)
    assert posted.reviewed.review.stars == Stars(1)
    assert await live(server) == []
    assert await server.services.shows.page(server.bob, GLASS) == before
    assert await server.rows("SELECT * FROM ratings") == []
    assert await server.due(after=DAY) == []
    with pytest.raises(Refusal, match="not there any more"):
        await server.services.reviews.get(server.bob, posted.reviewed.review.review_id)
    await check(server)


async def test_nothing_else_is(server: Server) -> None:
    assert not is_held(await post(server, show=BECK))
    assert not is_held(await server.post(server.bob, draft_of(GLASS, body=SAME)))
    elsewhere = server.member(ANN, *server.mod.rights, guild_id=GUILD + 1)
    other, _ = await server.services.shows.add(elsewhere, "Glass Heart", Facts())
    assert other.show_id == GLASS
    assert not is_held(await server.post(elsewhere, draft_of(GLASS, body=SAME)))


async def test_a_draft_that_was_begun_before_is_too_and_is_not_kept(server: Server) -> None:
    draft_id = await server.services.drafts.keep(server.ann, draft_of(GLASS, season=3))
    draft = await server.services.drafts.review(server.ann, draft_id)
    assert is_held(await server.post(server.ann, draft, draft_id))
    with pytest.raises(Refusal, match="not there any more"):
        await server.services.drafts.review(server.ann, draft_id)


async def test_moderators_are_held_like_everybody(server: Server) -> None:
    another = server.member(14, *server.mod.rights)
    posted = await server.post(server.mod, draft_of(GLASS))
    await server.services.moderation.hide(another, posted.reviewed.review.review_id, RUDE)
    assert (await server.post(server.mod, draft_of(GLASS, season=1))).held
    with pytest.raises(Refusal, match="another moderator"):
        await server.services.moderation.restore(server.mod, ReviewId(3))
    with pytest.raises(Refusal, match="another moderator"):
        await server.services.moderation.lift(server.mod, GLASS, MOD)


async def test_a_repeated_request_says_the_same(server: Server) -> None:
    press = server.ann
    first = await server.post(press, draft_of(GLASS))
    again = await server.post(press, draft_of(GLASS))
    assert again.reviewed == first.reviewed
    assert again.hiding == first.hiding
    assert len(await server.rows("SELECT * FROM reviews")) == 2


async def test_what_stands_stays_until_its_words_change_and_is_hidden_then_with_card_and_rating(
    server: Server,
) -> None:
    number, _ = await server.post_card(server.bob, draft_of(GLASS, season=1, body="Kind."), 901)
    other, _ = await server.post_card(server.bob, draft_of(GLASS, body=SAME), 902)
    await server.services.moderation.hide(server.mod, other, RUDE)
    for entry in await server.due():
        await server.services.delivery.done(entry)

    for spoilers, stars in ((False, 3), (True, 3)):  # the words are the same
        kept = await server.post(
            server.bob, draft_of(GLASS, season=1, body="Kind.", stars=stars, spoilers=spoilers)
        )
        assert not is_held(kept)
    await server.services.appeals.mark_spoilers(server.bob, number)
    assert [each.review_id for each in await live(server)] == [number]

    changed = await server.post(server.bob, draft_of(GLASS, season=1, body=SAME, stars=3))
    assert is_held(changed)
    assert changed.reviewed.review.version == kept.reviewed.review.version + 1
    assert await live(server) == []
    assert await server.rows("SELECT * FROM ratings") == []
    assert (await server.services.delivery.wanted(GUILD, number)).reviewed is None
    assert [entry.review_id for entry in await server.due()] == [number], "its card goes"
    await check(server)

    await server.services.moderation.restore(server.mod, other)
    await server.services.moderation.restore(server.mod, number)
    assert {each.review_id for each in await live(server)} == {number, other}
    await check(server)


@pytest.mark.parametrize("headline", ["", "Cruel"])
async def test_a_headline_is_words_as_well(server: Server, headline: str) -> None:
    await server.post(server.bob, draft_of(GLASS, season=1, body="Kind.", headline="Kind"))
    other = await server.post(server.bob, draft_of(GLASS))
    await server.services.moderation.hide(server.mod, other.reviewed.review.review_id, RUDE)
    assert is_held(await server.post(server.bob, draft_of(GLASS, season=1, body="Kind.", headline=headline)))


async def test_changing_what_was_born_hidden_leaves_it_hidden(server: Server) -> None:
    await post(server)
    changed = await post(server, "Kinder.")
    assert (changed.held, changed.reviewed.review.words) == (False, Words(body="Kinder."))
    assert changed.hiding is not None
    assert await live(server) == []


# Ratings are no words.


async def test_the_show_may_be_rated_unless_a_review_of_the_same_is_hidden(server: Server) -> None:
    await server.services.ratings.rate(server.ann, Target(GLASS), Stars(2))
    await server.services.ratings.rate(server.ann, Target(GLASS, 1), Stars(3))
    assert (await server.services.shows.page(server.bob, GLASS)).spread.count == 1

    await post(server, stars=9)
    assert (await server.services.shows.page(server.bob, GLASS)).spread.count == 0
    with pytest.raises(Refusal, match=r"hidden your review of this.*appeal"):
        await server.services.ratings.rate(server.ann, Target(GLASS), Stars(4))
    await server.services.ratings.rate(server.ann, Target(GLASS, 1), Stars(4))

    await server.services.moderation.restore(server.mod, ReviewId(2))
    page = await server.services.shows.page(server.ann, GLASS)
    assert (page.spread.count, page.own) == (1, Stars(9))
    await check(server)


# Bringing words along.


async def bring(server: Server, content: str, *, overwrite: bool = False) -> tuple[int, Tally]:
    """Ann imports a file: (how many reviews were said to be left out, what came of it)."""
    imports = server.services.imports
    number = await imports.stage(server.ann, content.encode())
    await imports.set_choices(server.ann, number, overwrite=overwrite)
    held = (await imports.preview(server.ann, number)).held
    await imports.start(server.ann, number)
    tally = await imports.work(GUILD, number, _nobody)
    assert tally is not None
    return held, tally


def came_of(results: Mapping[Result, int]) -> dict[Result, int]:
    return {result: number for result, number in results.items() if number}


async def _nobody(_: Tally) -> None:
    """Nobody waits for the progress."""


HEAD = "title,season,rating,review\n"


async def test_an_import_leaves_such_reviews_out_and_says_so_before(server: Server) -> None:
    held, tally = await bring(
        server, f"{HEAD}Glass Heart,,8,{SAME}\nGlass Heart,2,8,{SAME}\nGlass Heart,3,8,\nBeck,,8,Fine.\n"
    )
    assert held == 2
    assert came_of(tally.reviews) == {Result.HIDDEN: 2, Result.NEW: 1, Result.NONE: 1}
    assert came_of(tally.ratings) == {Result.NEW: 4}
    assert await live(server) == []
    assert len(await live(server, BECK)) == 1
    await check(server)


async def test_who_is_not_held_hears_nothing_of_it(server: Server) -> None:
    number = await server.services.imports.stage(server.bob, f"{HEAD}Glass Heart,,8,Loud.\n".encode())
    assert (await server.services.imports.preview(server.bob, number)).held == 0


async def test_neither_overwriting_nor_undoing_an_import_brings_words_back(server: Server) -> None:
    await server.services.moderation.lift(server.mod, GLASS, ANN)
    standing = await post(server, "Said at first.", season=1)
    _, tally = await bring(server, f"{HEAD}Glass Heart,1,8,Brought along.\n", overwrite=True)
    assert came_of(tally.reviews) == {Result.CHANGED: 1}
    other = await post(server)
    await server.services.moderation.hide(server.mod, other.reviewed.review.review_id, RUDE)

    held, again = await bring(server, f"{HEAD}Glass Heart,1,8,Brought again.\n", overwrite=True)
    assert (held, came_of(again.reviews)) == (1, {Result.HIDDEN: 1})
    assert [each.words.body for each in await live(server)] == ["Brought along."]

    list(await server.services.appeals.news(server.ann))
    imports = await server.rows("SELECT import_id FROM imports ORDER BY import_id")
    await server.services.imports.start_undo(server.ann, imports[0][0])
    await server.services.imports.work(GUILD, imports[0][0], _nobody)
    assert await live(server) == []
    ((_, told),) = await server.services.appeals.news(server.ann)
    assert (told.news, told.reviewed.review.review_id) == (News.HIDDEN, standing.reviewed.review.review_id)
    assert told.hiding is not None
    assert told.hiding.held
    await check(server)


# Until a moderator decides.


async def test_an_appeal_that_is_granted_lets_the_next_words_be_seen(server: Server) -> None:
    posted = await post(server)
    number = posted.reviewed.review.review_id
    (own,) = await server.services.appeals.all_hidden(server.ann)
    assert own.may_ask
    await server.services.appeals.ask_again(server.ann, number)
    queue = await server.services.moderation.queue(server.mod, 0)
    assert queue.case is not None
    assert (queue.case.reviewed.review.review_id, queue.count) == (number, 1)

    await server.services.moderation.restore(server.mod, number)

    assert [each.review_id for each in await live(server)] == [number]
    (entry,) = await server.due()
    assert (entry.review_id, entry.channel_id) == (number, CHANNEL), "its card comes to where it was written"
    assert not is_held(await post(server, season=1))
    await check(server)


async def test_an_appeal_that_is_not_granted_changes_nothing(server: Server) -> None:
    number = (await post(server)).reviewed.review.review_id
    await server.services.appeals.ask_again(server.ann, number)
    await server.services.moderation.keep_hidden(server.mod, number)
    await server.services.reviews.delete(server.ann, number)
    assert is_held(await post(server))


async def test_dismissing_reports_changes_nothing(server: Server) -> None:
    other = await server.post(server.ann, draft_of(BECK))
    await server.services.reports.report(server.bob, other.reviewed.review.review_id, "Rude.")
    await server.services.moderation.dismiss(server.mod, other.reviewed.review.review_id, server.clock.now)
    assert is_held(await post(server))


async def test_while_another_is_hidden_bringing_one_back_is_not_enough(server: Server) -> None:
    first, second = [(await post(server, season=season)).reviewed.review.review_id for season in (1, 2)]
    await server.services.moderation.restore(server.mod, first)
    assert is_held(await post(server, season=3))
    with pytest.raises(Refusal, match="Bring it back"):
        await server.services.moderation.lift(server.mod, GLASS, ANN)
    for number in (second, ReviewId(second + 1)):
        await server.services.moderation.restore(server.mod, number)
    assert not is_held(await post(server, season=4))


async def test_a_moderator_ends_it_when_the_review_has_gone(server: Server) -> None:
    assert (await server.services.records.version(server.mod, ReviewId(1), 0)).held
    press = server.mod
    assert (await server.services.moderation.lift(press, GLASS, ANN)).title == "Glass Heart"
    await server.services.moderation.lift(press, GLASS, ANN)  # a replay
    with pytest.raises(Refusal, match="nothing to bring back"):
        await server.services.moderation.lift(server.mod, GLASS, ANN)
    assert not (await server.services.records.version(server.mod, ReviewId(1), 0)).held
    assert not is_held(await post(server))
    (deed, *_) = await server.services.records.audit(server.mod, UserId(0), 0)
    assert (deed.action, deed.about, deed.details) == ("stop hiding reviews of", ANN, "show 1: Glass Heart")


@pytest.mark.parametrize("who", ["ann", "bob"])
async def test_members_can_end_nothing(server: Server, who: str) -> None:
    member: Actor = getattr(server, who)
    for verb in (
        server.services.moderation.lift(member, GLASS, ANN),
        server.services.records.hidden_of(member, GLASS, ANN),
    ):
        with pytest.raises(Refusal, match="Only moderators"):
            await verb
    assert is_held(await post(server))


async def test_a_show_for_adults_is_decided_about_where_such_are_spoken_of(server: Server) -> None:
    await server.database.write_all(lambda tx: everywhere(tx).execute("UPDATE shows SET restricted = 1"))
    with pytest.raises(Refusal, match="for adults"):
        await server.services.moderation.lift(server.mod, GLASS, ANN)


# Over deleting one's data.


async def test_who_deletes_their_data_and_comes_back_is_held_for_a_year(server: Server) -> None:
    await post(server, season=1)
    held = await server.services.privacy.held(server.ann)
    assert (
        held[
            "shows of which your reviews stay hidden (stays for a year, with a one-way hash in place of "
            "your id)"
        ]
        == 1
    )
    await server.services.privacy.delete(server.ann)
    assert await server.services.privacy.held(server.ann) == {}
    assert str(ANN) not in repr(await server.rows("SELECT user_id, reason, held_by_user_id FROM holds"))
    assert list(await server.services.privacy.servers_of(ANN)) == [GUILD]

    posted = await post(server)
    assert is_held(posted)
    await server.services.reviews.delete(server.ann, posted.reviewed.review.review_id)
    server.clock.now += HELD_FOR - 1
    await server.services.delivery.tidy()
    assert is_held(await post(server))
    await server.services.privacy.delete(server.ann)  # once more: it ends when it would have ended
    server.clock.now += 1
    assert not is_held(await post(server))
    await server.services.delivery.tidy()
    assert await server.rows("SELECT * FROM holds") == []


async def test_a_moderator_ends_it_for_who_has_come_back(server: Server) -> None:
    await server.services.privacy.delete(server.ann)
    assert await server.services.records.hidden_of(server.mod, GLASS, ANN) == []
    await server.services.moderation.lift(server.mod, GLASS, ANN)
    assert not is_held(await post(server))
    assert await server.rows("SELECT * FROM holds") == []


async def test_who_came_back_and_was_refused_again_is_held_for_as_long_as_anybody(server: Server) -> None:
    await server.services.privacy.delete(server.ann)
    number = (await post(server)).reviewed.review.review_id
    await server.services.appeals.ask_again(server.ann, number)
    await server.services.moderation.keep_hidden(server.mod, number)
    await server.services.reviews.delete(server.ann, number)
    server.clock.now += 2 * HELD_FOR
    await server.services.delivery.tidy()
    assert is_held(await post(server))


async def test_an_import_knows_who_came_back(server: Server) -> None:
    await server.services.privacy.delete(server.ann)
    held, tally = await bring(server, f"{HEAD}Glass Heart,,8,{SAME}\n")
    assert (held, came_of(tally.reviews)) == (1, {Result.HIDDEN: 1})


async def test_the_host_leaves_nothing(server: Server) -> None:
    await server.services.privacy.delete(server.ann)
    await server.services.privacy.delete_member(GUILD, ANN)
    assert list(await server.services.privacy.servers_of(ANN)) == []
    assert not is_held(await post(server))


# Over merging.


async def test_it_holds_for_the_show_that_it_was_merged_into_until_they_are_parted(server: Server) -> None:
    merge = await server.services.merging.merge(server.mod, GLASS, BECK)
    assert is_held(await post(server, show=BECK))
    draft = draft_of(GLASS, season=1)  # begun before
    assert is_held(await server.post(server.ann, draft))
    await server.services.merging.undo(server.mod, merge.merge_id)
    assert is_held(await post(server, season=2))
    await check(server)
