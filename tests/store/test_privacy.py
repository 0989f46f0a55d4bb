"""Whatever is stored of a member is handed over and goes; and so does a server."""

import random
import re
from typing import Any

import pytest

from bot.domain.delivery.outbox import OutboxKind
from bot.domain.discovery.search import SearchTerms
from bot.domain.ids import GuildId, Millis, ReviewId, ShowId, UserId
from bot.domain.members.imports.entries import ImportEntry, Reading
from bot.domain.members.imports.scales import Scale
from bot.domain.members.imports.staged import Match, Matched, Outcome, Result
from bot.domain.moderation.fingerprints import fingerprint
from bot.domain.moderation.records import Block, Hiding, Hold, News, Resolution, Subject
from bot.domain.ratings.rating import Stars, Target
from bot.domain.reviews.drafts import ReviewDraft
from bot.domain.reviews.review import CardPlace, Pin, Words
from bot.store.catalog import merges, merging, shows, unmerging
from bot.store.delivery import outbox
from bot.store.discovery import search
from bot.store.engine.tables import holdings
from bot.store.engine.transaction import Tx
from bot.store.members import import_entries, imports, profiles, watchlist
from bot.store.moderation import audit, blocks, hiding, history, holds, notices, pins, reports
from bot.store.ratings import ratings
from bot.store.reviews import drafts, reviews, votes
from bot.store.totals import events, full_text
from bot.store.upkeep import erasing, privacy
from tests.store.plans import Explaining
from tests.store.samples import (
    ANN,
    BOB,
    CARL,
    ELSEWHERE,
    GUILD,
    add_review,
    add_show,
    at,
    everywhere,
    on,
    tables,
)
from tests.store.test_schema import columns

ANNS_ID, NOW = 1_111_111_111_111_111_111, 1_700_000_000_000


def test_every_table_goes_with_its_server(tx: Tx) -> None:
    assert sorted((*erasing.OF_A_SERVER, "traces")) == sorted(tables(tx))
    for place, table in enumerate(erasing.OF_A_SERVER):
        for key in everywhere(tx).all(f"PRAGMA foreign_key_list({table})"):
            assert erasing.OF_A_SERVER.index(key["table"]) > place, f"{table} refers to {key['table']}"


def everything_of_ann(tx: Tx) -> None:
    """Ann has done all that one can, and others have done things to what is hers."""
    show, other, third = (add_show(tx, title) for title in ("Glass Heart", "Beck", "Glas Hart"))
    review = add_review(tx, show, ANNS_ID, body="Anns own words.")
    reviews.edit(at(tx, NOW), review, Words("Anns headline", "Anns newer words."), Stars(9))
    outbox.put_place(tx, review.review_id, CardPlace(8, 9))
    pins.put(tx, Pin(review.review_id, CardPlace(8, 9), BOB, Millis(NOW)))
    votes.toggle(at(tx, NOW), review.review_id, BOB)
    reports.put(at(tx, NOW), review, CARL, "Rude, says Carl.")
    hidden = add_review(tx, other, ANNS_ID, body="Anns hidden words.")
    hiding.hide(tx, hidden, Hiding("Rude.", BOB, Millis(NOW)))
    bobs = add_review(tx, show, BOB)
    votes.toggle(at(tx, NOW), bobs.review_id, UserId(ANNS_ID))
    outbox.put_place(tx, bobs.review_id, CardPlace(8, 10))
    pins.put(tx, Pin(bobs.review_id, CardPlace(8, 10), UserId(ANNS_ID), Millis(NOW)))
    reports.put(at(tx, NOW), bobs, UserId(ANNS_ID), "Rude, says Ann.")
    reports.put(at(tx, NOW), bobs, CARL, "Rude, says Carl.")
    reports.resolve(at(tx, NOW), bobs.review_id, Resolution.DISMISSED, UserId(ANNS_ID), seen=Millis(NOW))
    notices.put(at(tx, NOW), hidden, News.HIDDEN)
    blocks.put(tx, Block(UserId(ANNS_ID), "Rude.", BOB, Millis(NOW), None))
    blocks.put(tx, Block(CARL, "Rude.", UserId(ANNS_ID), Millis(NOW), None))
    holds.put(tx, other, UserId(ANNS_ID), Hold("Rude.", BOB, Millis(NOW)))
    holds.put(tx, other, CARL, Hold("Rude.", UserId(ANNS_ID), Millis(NOW)))
    for who, about in ((BOB, ANNS_ID), (ANNS_ID, CARL)):
        audit.record(at(tx, NOW), UserId(who), "block", Subject.MEMBER, about, "Rude.")
    ratings.change(at(tx, NOW), Target(other, 1, 2), UserId(ANNS_ID), Stars(3))
    ratings.change(at(tx, NOW), Target(third), UserId(ANNS_ID), Stars(2))
    profiles.set_hidden(tx, UserId(ANNS_ID), True)
    for each in (other, third):
        watchlist.add(at(tx, NOW), UserId(ANNS_ID), each)
    drafts.add(at(tx, NOW), UserId(ANNS_ID), ReviewDraft("Anns draft"))
    search.add(at(tx, NOW), 1, UserId(ANNS_ID), SearchTerms("Anns search"))
    search.add(at(tx, NOW), 2, BOB, SearchTerms("Bobs search", user_id=UserId(ANNS_ID)))
    import_id = imports.add(at(tx, NOW), UserId(ANNS_ID), Reading("Trakt", Scale.TEN, ()))
    brought = Match(ImportEntry("Anns import", score="8"), Matched.UNKNOWN)
    import_entries.add(tx, import_id, UserId(ANNS_ID), [brought])
    shows.add(at(tx, NOW), "Anns show", shows.get(tx, show).facts, ANNS_ID)  # type: ignore[union-attr]
    for who, hidden_by, pinned_by in ((BOB, CARL, ANNS_ID), (CARL, ANNS_ID, BOB)):
        rude = add_review(tx, other, who)
        hiding.hide(
            tx,
            rude,
            Hiding(
                "Rude.", UserId(hidden_by), Millis(NOW), 8, pinned_by=UserId(pinned_by), pinned_at=Millis(NOW)
            ),
        )
    gone, into = shows.get(tx, third), shows.get(tx, show)
    assert gone
    assert into
    merging.merge(at(tx, NOW), UserId(ANNS_ID), gone, into)
    for table, column in empty_places(tx):
        put_row(tx, table, **{column: ANNS_ID})


def empty_places(tx: Tx) -> list[tuple[str, str]]:
    """(table, column) where Ann's number could stand and doesn't, but for what erasing her leaves."""
    return [
        (table.name, each.column)
        for table, each in holdings()
        if table.name not in ("erasures", "sealed_blocks")
        and not tx.all(f"SELECT 1 FROM {table.name} WHERE guild_id = $1 AND {each.column} = $2", ANNS_ID)
    ]


def put_row(tx: Tx, table: str, **known: int) -> None:
    """Put a row into any table: what is known, the newest of what it refers to, and Ann's words."""
    keys = everywhere(tx).all(f"PRAGMA foreign_key_list({table})")
    for parent in {key["table"] for key in keys}:
        row = everywhere(tx).all(f"SELECT * FROM {parent} WHERE guild_id = $1", tx.guild_id)[-1]
        known = {key["from"]: row[key["to"]] for key in keys if key["table"] == parent} | known
    needed = [each for each in columns(tx, table) if each["notnull"] and each["dflt_value"] is None]
    blank = {each["name"]: 1 if each["type"] == "INTEGER" else "Anns" for each in needed}
    values = {**blank, **known, "guild_id": tx.guild_id}
    marks = ", ".join(f"${number}" for number in range(1, len(values) + 1))
    everywhere(tx).execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", *values.values())


def erase(tx: Tx) -> None:
    erasing.ask(at(tx, NOW), UserId(ANNS_ID))
    for _ in range(100):
        if not erasing.erase_some(at(tx, NOW), UserId(ANNS_ID), "ab"):
            return
    raise AssertionError("it does not end")


def dump(tx: Tx, guild_id: GuildId) -> str:
    """Everything that is stored of a server."""
    rows = [
        row
        for table in tables(tx)
        for row in everywhere(tx).all(f"SELECT * FROM {table} WHERE guild_id = $1", guild_id)
    ]
    return "\n".join(repr(tuple(row)) for row in rows)


def test_the_story_has_something_in_every_place(tx: Tx) -> None:
    everything_of_ann(tx)
    story = dump(tx, GUILD)
    assert story.count("Anns") >= 6
    assert empty_places(tx) == [], "add what fills it to `everything_of_ann` in tests/store/test_privacy.py"


def test_erased_is_every_trace_and_the_sums_are_right(tx: Tx) -> None:
    everything_of_ann(tx)
    everything_of_ann(on(tx, ELSEWHERE))
    elsewhere = dump(tx, ELSEWHERE)
    erase(tx)

    left = dump(tx, GUILD)
    assert str(ANNS_ID) not in left
    assert "Anns" not in left.replace("Anns show", "")  # a show belongs to everybody
    assert "says Ann" not in left
    assert (ratings.wrong_sums(everywhere(tx)), reviews.wrong_counts(everywhere(tx))) == ([], [])
    assert dump(tx, ELSEWHERE) == elsewhere
    assert privacy.held(tx, UserId(ANNS_ID)) == {}
    assert full_text.wrong_rows(everywhere(tx)) == []
    assert not any(privacy.everything(tx, UserId(ANNS_ID)).values())
    assert erasing.asked(everywhere(tx)) == []


def test_a_block_outlives_it_under_a_fingerprint_which_a_salt_is_needed_for(tx: Tx) -> None:
    everything_of_ann(tx)
    blocks.put(tx, Block(UserId(ANNS_ID), f"<@{ANNS_ID}> is rude.", BOB, Millis(NOW), Millis(NOW + 5)))
    audit.record(at(tx, NOW), BOB, "block", Subject.MEMBER, ANNS_ID, f"<@{ANNS_ID}> is rude.")
    for salt in ("ab" * 16, "cd" * 16):  # twice, as after a crash
        blocks.seal(at(tx, NOW), UserId(ANNS_ID), salt)
    erase(tx)
    assert str(ANNS_ID) not in dump(tx, GUILD)
    assert blocks.get(at(tx, NOW), UserId(ANNS_ID)) == Block(
        UserId(ANNS_ID), "<@…> is rude.", BOB, Millis(NOW), Millis(NOW + 5)
    )
    assert blocks.get(at(tx, NOW), BOB) is None
    assert [each.user_id for each in blocks.standing(at(tx, NOW), 9)] == [0, CARL]
    assert (
        blocks.sealed_on(everywhere(tx), UserId(ANNS_ID))
        == privacy.servers_of(everywhere(tx), UserId(ANNS_ID))
        == [GUILD]
    )
    assert privacy.servers_of(everywhere(tx), UserId(5)) == []

    blocks.drop_ended(everywhere(at(tx, NOW + 4)))
    assert blocks.get(at(tx, NOW + 4), UserId(ANNS_ID))
    assert blocks.get(at(tx, NOW + 5), UserId(ANNS_ID)) is None
    blocks.drop_ended(everywhere(at(tx, NOW + 5)))
    assert not everywhere(tx).all("SELECT * FROM sealed_blocks")


def test_a_block_that_has_ended_is_not_sealed(tx: Tx) -> None:
    blocks.put(tx, Block(UserId(ANNS_ID), "Rude.", BOB, Millis(NOW), Millis(NOW + 5)))
    blocks.seal(at(tx, NOW + 5), UserId(ANNS_ID), "ab")
    assert not everywhere(tx).all("SELECT * FROM sealed_blocks")


def test_fingerprints_differ_by_member_and_by_salt() -> None:
    made = {fingerprint(user_id, salt) for user_id in (ANN, BOB) for salt in ("ab", "cd")}
    assert len(made) == 4
    assert all(re.fullmatch("[0-9a-f]{32}", each) for each in made)
    assert fingerprint(ANN, "ab") in made


def test_no_moderators_reason_names_the_erased_and_others_stay(tx: Tx) -> None:
    show = add_show(tx)
    hidden, bobs = add_review(tx, show, BOB), add_review(tx, show, CARL)
    said = f"As rude as <@{ANNS_ID}> (@{ANNS_ID}, {ANNS_ID}), says <@{CARL}>."
    left = f"As rude as <@…> (@…, …), says <@{CARL}>."
    hiding.hide(tx, hidden, Hiding(said, CARL, Millis(NOW)))
    reports.put(at(tx, NOW), bobs, BOB, said)
    blocks.put(tx, Block(BOB, said, CARL, Millis(NOW), None))
    blocks.put(tx, Block(UserId(5), said, CARL, Millis(NOW), None))
    blocks.seal(at(tx, NOW), UserId(5), "ab")
    audit.record(at(tx, NOW), BOB, "hide", Subject.REVIEW, 1, said)
    hiding.hide(
        on(tx, ELSEWHERE),
        add_review(on(tx, ELSEWHERE), add_show(on(tx, ELSEWHERE)), BOB),
        Hiding(said, CARL, Millis(NOW)),
    )
    erase(tx)
    for table, column in (
        ("hidings", "reason"),
        ("reports", "reason"),
        ("blocks", "reason"),
        ("sealed_blocks", "reason"),
        ("audit", "details"),
    ):
        rows = everywhere(tx).all(f"SELECT DISTINCT {column} FROM {table} WHERE guild_id = $1", GUILD)
        assert [row[0] for row in rows] == [left], table
    elsewhere = everywhere(tx).all("SELECT reason FROM hidings WHERE guild_id = $1", ELSEWHERE)
    assert [row[0] for row in elsewhere] == [said], "each server for itself"


def test_a_deleted_review_leaves_no_word_in_any_table(tx: Tx) -> None:
    """Versions, drafts, searches, what an import has brought, subjects, and what a merge put aside."""
    show, other = add_show(tx), add_show(tx, "Glas Hart")
    add_review(tx, other, ANN, body="Zebra first.")
    review = add_review(at(tx, 2), show, ANN, body="Zebra one.", now=2)
    theirs, ours = shows.get(tx, other), shows.get(tx, show)
    assert theirs
    assert ours
    merging.merge(at(tx, 3), BOB, theirs, ours)
    found = reviews.kept(tx, review.review_id)
    assert found
    edited = reviews.edit(at(tx, NOW), found, Words("Zebra two", "Zebra zebra."), Stars(9))
    drafts.add(at(tx, NOW), ANN, ReviewDraft("Glass Heart", show_id=show, body="Zebra draft."))
    drafts.add(at(tx, NOW), ANN, ReviewDraft("Another show", show_id=ShowId(9), body="Another draft."))
    search.add(at(tx, NOW), 1, BOB, SearchTerms("zebra", show_id=show))
    search.add(at(tx, NOW), 2, BOB, SearchTerms("lion"))
    entry = ImportEntry("Glass Heart", headline="Zebra", body="Zebra imported.")
    import_id = imports.add(at(tx, NOW), ANN, Reading("Trakt", Scale.TEN, (entry,)))
    import_entries.add(tx, import_id, ANN, [Match(entry, Matched.SURE, show)])
    outcome = Outcome(review=Result.CHANGED, review_id=edited.review_id, words_before=Words("", "Zebra one."))
    import_entries.record(tx, import_id, 1, outcome)
    reviews.delete(tx, edited)
    erasing.erase_review(at(tx, NOW), edited.review_id)
    left = dump(tx, GUILD)
    assert "zebra" not in left.lower()
    assert "Another draft." in left
    assert "lion" in left

    (merge,) = merges.since(tx, 0, 9)
    snapshot, into = merges.snapshot(tx, merge.merge_id), shows.get(tx, merge.into_show)
    assert snapshot is not None
    assert into is not None
    unmerging.undo(at(tx, NOW), merge, snapshot, into)
    assert everywhere(tx).all("SELECT 1 FROM reviews WHERE state <> 'deleted'") == []


def test_cards_are_taken_away_and_others_follow(tx: Tx) -> None:
    everything_of_ann(tx)
    erase(tx)
    noted = {entry.review_id for entry in outbox.due(everywhere(at(tx, NOW)), 99)}
    assert {1, 3} <= noted  # Ann's card goes, Bob's shows one vote less
    assert pins.get(tx, ReviewId(1)) is None
    bobs = reviews.get(tx, ReviewId(3))
    assert bobs is not None
    assert bobs.helpful == 0


def test_derived_tables_know_nothing_of_the_erased(tx: Tx) -> None:
    everything_of_ann(tx)
    erase(tx)
    kept = {
        table: sorted(map(tuple, everywhere(tx).all(f"SELECT * FROM {table}")), key=repr)
        for table in events.TABLES
    }
    events.rebuild(everywhere(tx))
    assert kept == {
        table: sorted(map(tuple, everywhere(tx).all(f"SELECT * FROM {table}")), key=repr)
        for table in events.TABLES
    }


def test_a_merge_can_be_undone_without_the_erased(tx: Tx) -> None:
    everything_of_ann(tx)
    erase(tx)
    (merge,) = merges.since(tx, 0, 9)
    snapshot, into = merges.snapshot(tx, merge.merge_id), shows.get(tx, merge.into_show)
    assert snapshot is not None
    assert into is not None
    unmerging.undo(at(tx, NOW), merge, snapshot, into)
    assert str(ANNS_ID) not in dump(tx, GUILD)
    assert (ratings.wrong_sums(everywhere(tx)), reviews.wrong_counts(everywhere(tx))) == ([], [])


def test_what_is_handed_over_names_shows_and_nobody_else(tx: Tx) -> None:
    everything_of_ann(tx)
    found = privacy.everything(tx, UserId(ANNS_ID))
    assert found.keys() <= privacy.meanings().keys()
    assert {row["show"] for row in found["reviews"]} == {"Glass Heart", "Beck"}
    bodies = {row["body"] for row in found["review_versions"]}
    assert bodies == {"Anns own words.", "Anns newer words.", "Anns hidden words."}
    told: list[Any] = [
        value
        for rows in found.values()
        for row in rows
        for column, value in row.items()
        if column != "change_id"  # numbers as small as those of the members here
    ]
    assert not {BOB, CARL, ANN} & set(told)


@pytest.mark.parametrize("seed", range(5))
def test_it_goes_on_after_a_crash_wherever_that_was(tx: Tx, seed: int) -> None:
    dice = random.Random(seed)
    for number in range(1, 61):
        show = add_show(tx, f"Show {number}")
        add_review(tx, show, UserId(ANNS_ID if dice.random() < 0.7 else BOB), body=f"Anns {number}")
    erasing.ask(at(tx, NOW), UserId(ANNS_ID))
    for _ in range(dice.randint(0, 2)):
        erasing.erase_some(at(tx, NOW), UserId(ANNS_ID), "ab")
    assert erasing.asked(everywhere(tx)) == [(GUILD, ANNS_ID)]  # after the crash
    erase(tx)
    assert str(ANNS_ID) not in dump(tx, GUILD)
    assert (ratings.wrong_sums(everywhere(tx)), reviews.wrong_counts(everywhere(tx))) == ([], [])


def test_a_server_goes_and_no_other(tx: Tx) -> None:
    everything_of_ann(tx)
    everything_of_ann(on(tx, ELSEWHERE))
    elsewhere = dump(tx, ELSEWHERE)
    for table in erasing.OF_A_SERVER:
        erasing.erase_table(tx, table)
    assert dump(tx, GUILD) == ""
    assert dump(tx, ELSEWHERE) == elsewhere


def test_a_server_that_is_erased_in_part_can_be_used(tx: Tx) -> None:
    everything_of_ann(tx)
    while full_text.forget_some(tx) >= 0:
        pass
    for table in erasing.OF_A_SERVER:
        erasing.erase_table(tx, table)  # here the process is killed, and the bot invited again
        tx.connection.execute("SAVEPOINT invited_again")
        review = add_review(tx, add_show(tx, "A new show"), ANN)
        outbox.note(at(tx, NOW), OutboxKind.CARD, review.review_id, 8, due_at=Millis(NOW))
        drafts.add(at(tx, NOW), ANN, ReviewDraft("A new draft"))
        imports.add(at(tx, NOW), ANN, Reading("Trakt", Scale.TEN, ()))
        audit.record(at(tx, NOW), BOB, "pin", Subject.REVIEW, review.review_id, "")
        tx.connection.execute("ROLLBACK TO invited_again")


def test_what_is_a_members_is_found_without_going_through_the_whole_server(tx: Tx) -> None:
    explaining = Explaining(tx)
    privacy.everything(explaining, UserId(ANNS_ID))
    history.of_show(explaining, ShowId(1), UserId(ANNS_ID), 9)
    tables = r"(SCAN|SEARCH) (reviews|ratings|rating_changes|helpful_votes|review_versions|versions)\b"
    steps = [plan for plan in explaining.plans if re.match(tables, plan)]
    assert len(steps) >= 6
    assert [step for step in steps if "guild_id=? AND" not in step] == []
