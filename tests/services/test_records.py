"""What moderators look up, and blocks."""

from dataclasses import replace

import pytest

from bot.domain.actors import Actor, Person
from bot.domain.errors import Refusal
from bot.domain.ids import ReviewId, ShowId, UserId
from bot.domain.moderation.records import DEEDS_A_PAGE
from bot.domain.ratings.rating import Target
from bot.domain.reviews.review import Words
from tests.services.server import ANN, BOB, DAY, GUILD, MINUTE, MOD, Server, draft_of
from tests.store.samples import everywhere

RUDE = "Rude to the cast."


@pytest.fixture
async def review_id(server: Server) -> int:
    number, _ = await server.post_card(server.ann, draft_of(ShowId(await server.add_show()), body="One."))
    return number


async def test_every_version_is_there_whatever_became_of_the_review(
    server: Server, review_id: ReviewId
) -> None:
    await server.post(server.ann, draft_of(ShowId(1), stars=2, body="Two."))
    await server.services.moderation.hide(server.mod, review_id, RUDE)
    await server.post(server.ann, draft_of(ShowId(1), stars=3, body="Three.", spoilers=True))
    await server.services.reviews.delete(server.ann, review_id)
    await server.post(server.ann, draft_of(ShowId(1), body="Anew."))
    records = server.services.records
    found = await records.reviews_of(server.mod, ShowId(1), ANN)
    assert [(past.review_id, past.state) for past in found] == [(2, "hidden"), (1, "deleted")]
    pages = [await records.version(server.mod, review_id, index) for index in (-5, 1, 99)]
    assert [(page.index, page.count, page.version.words) for page in pages] == [
        (0, 3, Words(body="One.")),
        (1, 3, Words(body="Two.")),
        (2, 3, Words(body="Three.", spoilers=True)),
    ]
    assert [page.before and page.before.words.body for page in pages] == [None, "One.", "Two."]
    assert [page.version.stars and page.version.stars.halves for page in pages] == [7, 2, 3]
    with pytest.raises(Refusal, match="never reviewed"):
        await records.reviews_of(server.mod, ShowId(1), BOB)
    with pytest.raises(Refusal, match="Nothing is kept"):
        await records.version(server.mod, ReviewId(99), 0)


async def test_the_record_says_who_did_what_to_whom_the_latest_first(
    server: Server, review_id: ReviewId
) -> None:
    await server.services.moderation.hide(server.mod, review_id, RUDE)
    await server.services.moderation.restore(server.member(99, *server.mod.rights), review_id)
    await server.services.records.block(server.mod, Person(BOB), 0, "Spam.")
    deeds = await server.services.records.audit(server.mod, UserId(0), 0)
    assert [(deed.user_id, deed.action, deed.about, deed.title, deed.details) for deed in deeds[:3]] == [
        (MOD, "block", BOB, "", "Spam."),
        (99, "restore", ANN, "Glass Heart", ""),
        (MOD, "hide", ANN, "Glass Heart", RUDE),
    ]
    mine = await server.services.records.audit(server.mod, UserId(99), 0)
    assert [deed.action for deed in mine] == ["restore"]
    older = await server.services.records.audit(server.mod, UserId(0), deeds[1].audit_id)
    assert older == deeds[2:]
    await server.database.write_all(lambda tx: everywhere(tx).execute("UPDATE shows SET restricted = 1"))
    deeds = await server.services.records.audit(server.mod, UserId(0), 0)
    assert {(deed.title, deed.details) for deed in deeds if deed.restricted} == {("", "")}
    there = await server.services.records.audit(replace(server.mod, sees_restricted=True), UserId(0), 0)
    assert there[1].title == "Glass Heart"


async def test_a_page_of_the_record_has_one_more_entry_if_there_are_more(server: Server) -> None:
    for day in range(DEEDS_A_PAGE + 5):
        await server.services.records.block(server.mod, Person(BOB), day, "Spam.")
    assert len(await server.services.records.audit(server.mod, UserId(0), 0)) == DEEDS_A_PAGE + 1


async def test_a_block_stops_words_but_no_ratings_and_gives_the_text_back(
    server: Server, review_id: ReviewId
) -> None:
    records = server.services.records
    await records.block(server.mod, Person(ANN), 7, "Spam_")
    show_id = await server.add_show("Beck")
    draft_id = await server.services.drafts.keep(server.ann, draft_of(show_id))
    before = await server.rows("SELECT * FROM reviews")
    for draft in (
        draft_of(show_id, headline="Hi", body="New."),
        draft_of(ShowId(1), headline="Hi", body="New."),
    ):
        with pytest.raises(Refusal, match=r"stopped your reviews here until <t:1700604800:f>: Spam\\_") as no:
            await server.post(server.ann, draft, draft_id)
        assert no.value.typed == "Hi\nNew."
    assert await server.rows("SELECT * FROM reviews") == before
    assert (await server.services.drafts.review(server.ann, draft_id)).show_id == show_id
    await server.post(server.ann, draft_of(ShowId(1), stars=2, body="One."))  # the same words, other stars
    await server.services.ratings.rate(server.ann, Target(show_id), draft_of(1).stars)  # type: ignore[arg-type]
    await server.post(server.bob, draft_of(show_id))
    server.clock.now += 7 * DAY
    await server.post(server.ann, draft_of(show_id))
    assert await records.blocked(server.mod) == []


async def test_a_block_is_replaced_listed_and_ended_once(server: Server) -> None:
    records = server.services.records
    for refused, days, reason in ((MOD, 1, RUDE), (ANN, 1, "  ")):
        with pytest.raises(Refusal):
            await records.block(server.mod, Person(refused), days, reason)
    await records.block(server.mod, Person(ANN), 1, RUDE)
    server.clock.now += MINUTE
    block = await records.block(server.mod, Person(ANN), 0, "Rude again.")
    assert await records.blocked(server.mod) == [block]
    press = server.mod
    await records.unblock(press, ANN)
    await records.unblock(press, ANN)  # a replay
    with pytest.raises(Refusal, match="Nothing stops"):
        await records.unblock(server.mod, ANN)
    assert await server.rows("SELECT action FROM audit WHERE subject_kind = 'member'") == [
        ("block",),
        ("block",),
        ("unblock",),
    ]


async def test_who_deletes_their_data_stays_blocked_until_a_moderator_lets_them_write(server: Server) -> None:
    records, privacy = server.services.records, server.services.privacy
    show_id = await server.add_show()
    await records.block(server.mod, Person(ANN), 0, RUDE)
    (what,) = await privacy.held(server.ann)
    assert what.endswith("(stays until it ends, with a one-way hash in place of your id)")
    for _ in range(2):
        await privacy.delete(server.ann)
        assert await privacy.held(server.ann) == {}
    with pytest.raises(Refusal, match=RUDE):
        await server.post(server.ann, draft_of(show_id))
    assert [block.user_id for block in await records.blocked(server.mod)] == [0]

    again = await records.block(server.mod, Person(ANN), 1, "Rude again.")
    assert await records.blocked(server.mod) == [again], "it replaces the one before"
    await privacy.delete(server.ann)
    await records.unblock(server.mod, ANN)
    with pytest.raises(Refusal, match="Nothing stops"):
        await records.unblock(server.mod, ANN)
    await server.post(server.ann, draft_of(show_id))


async def test_a_sealed_block_is_forgotten_when_it_has_ended_and_by_the_host(server: Server) -> None:
    records, privacy = server.services.records, server.services.privacy
    for member in (server.ann, server.bob):
        await records.block(server.mod, Person(member.user_id), 1, RUDE)
        await privacy.delete(member)
    assert list(await privacy.servers_of(BOB)) == [GUILD]
    await privacy.delete_member(GUILD, BOB)
    assert list(await privacy.servers_of(BOB)) == []
    assert len(await records.blocked(server.mod)) == 1
    server.clock.now += DAY
    assert await records.blocked(server.mod) == []
    await server.services.delivery.tidy()
    assert await server.rows("SELECT * FROM sealed_blocks") == []


@pytest.mark.parametrize("who", ["ann", "bob"])
async def test_members_may_do_nothing_of_it(server: Server, review_id: ReviewId, who: str) -> None:
    member: Actor = getattr(server, who)
    records = server.services.records
    for verb in (
        records.reviews_of(member, ShowId(1), ANN),
        records.version(member, review_id, 0),
        records.audit(member, UserId(0), 0),
        records.block(member, Person(BOB), 1, RUDE),
        records.unblock(member, BOB),
        records.blocked(member),
    ):
        with pytest.raises(Refusal, match="Manage Messages"):
            await verb
    assert await server.rows("SELECT * FROM blocks") == []
