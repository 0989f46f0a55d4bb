"""What keeps a member's reviews of a show hidden: from when on, over erasing and merging, and until when."""

import pytest

from bot.domain.catalog.merging import Merge
from bot.domain.ids import NOBODY, Millis, ShowId, UserId
from bot.domain.moderation.records import HELD_FOR, Hiding, Hold
from bot.domain.ratings.rating import Stars, Target
from bot.domain.reviews.review import Review, Words
from bot.store.catalog import editing, merges, merging, shows, unmerging
from bot.store.engine.transaction import Tx
from bot.store.moderation import hiding, holds
from bot.store.reviews import reviews
from bot.store.upkeep import erasing, privacy
from tests.store.samples import ANN, BOB, CARL, GUILD, add_review, add_show, at, everywhere

NOW, MERGED = 1_000, 2_000
RUDE = Hold("Rude.", CARL, Millis(NOW))


def hide(tx: Tx, review: Review, reason: str = "Rude.", now: int = NOW, *, held: bool = False) -> Review:
    return hiding.hide(at(tx, now), review, Hiding(reason, CARL, Millis(now), held=held))


def restore(tx: Tx, review_id: int) -> None:
    kept = reviews.kept(tx, review_id)  # type: ignore[arg-type]
    assert kept is not None
    assert hiding.restore(at(tx, NOW), kept)


def erase(tx: Tx, user_id: UserId, now: int = NOW, salt: str = "ab") -> None:
    for _ in range(100):
        if not erasing.erase_some(at(tx, now), user_id, salt):
            return
    raise AssertionError("it does not end")


def held(tx: Tx, *show_ids: ShowId, now: int = NOW) -> list[ShowId]:
    """Of which of these shows Ann's reviews stay hidden."""
    found = [each for each in show_ids if holds.get(at(tx, now), each, ANN)]
    assert {*found} <= holds.shows_of(at(tx, now), ANN)
    return found


# From when on, and until when.


def test_who_had_a_review_hidden_is_held_for_that_show_and_nothing_else(tx: Tx) -> None:
    show, other = add_show(tx), add_show(tx, "Beck")
    hide(tx, add_review(tx, show, season=2))
    assert holds.get(tx, show, ANN) == RUDE
    assert holds.get(tx, other, ANN) is holds.get(tx, show, BOB) is None
    assert (holds.shows_of(tx, ANN), holds.shows_of(tx, BOB)) == ({show}, set())


def test_deleting_what_was_hidden_ends_no_hold(tx: Tx) -> None:
    show = add_show(tx)
    reviews.delete(tx, hide(tx, add_review(tx, show)))
    assert holds.get(tx, show, ANN) == RUDE


def test_it_ends_when_the_last_hidden_review_of_the_show_is_brought_back(tx: Tx) -> None:
    show, other = add_show(tx), add_show(tx, "Beck")
    for season in (0, 1):
        hide(tx, add_review(tx, show, season=season))
    hide(tx, add_review(tx, other))
    restore(tx, 1)
    assert held(tx, show, other) == [show, other]
    restore(tx, 2)
    assert held(tx, show, other) == [other]


def test_what_is_hidden_since_another_was_makes_no_hold(tx: Tx) -> None:
    show = add_show(tx)
    review = hide(tx, add_review(tx, show), held=True)
    assert holds.get(tx, show, ANN) is None
    why = hiding.get(tx, review.review_id)
    assert why is not None
    assert why.held


def test_no_member_wrote_an_article(tx: Tx) -> None:
    show = add_show(tx)
    article = reviews.add(tx, Target(show), NOBODY, Words("Loud"), Stars(7), byline="Jane Doe")
    hide(tx, article)
    assert everywhere(tx).all("SELECT * FROM holds") == []
    restore(tx, article.review_id)


def test_the_latest_reason_counts_and_one_press_lifts_all(tx: Tx) -> None:
    show = add_show(tx)
    hide(tx, add_review(tx, show))
    hide(tx, add_review(tx, show, season=1), "Rude again.", NOW + 1)
    assert holds.get(tx, show, ANN) == Hold("Rude again.", CARL, Millis(NOW + 1))
    assert holds.lift(tx, show, ANN)
    assert holds.get(tx, show, ANN) is None
    assert not holds.lift(tx, show, ANN)


def test_it_goes_with_its_show(tx: Tx) -> None:
    show = add_show(tx)
    holds.put(tx, show, ANN, RUDE)
    editing.remove(tx, show)
    assert everywhere(tx).all("SELECT * FROM holds") == []


# Over erasing.


def test_it_outlives_erasing_by_a_year_without_the_id(tx: Tx) -> None:
    show, who = add_show(tx), UserId(1_111_111_111_111_111_111)
    hide(tx, add_review(tx, show, who), f"<@{who}> is rude.")
    erase(tx, who)
    (row,) = everywhere(tx).all("SELECT * FROM holds")
    assert str(who) not in repr(tuple(row))
    assert holds.get(tx, show, who) == Hold("<@…> is rude.", CARL, Millis(NOW))
    assert holds.get(tx, show, BOB) is None
    assert (holds.shows_of(tx, who), holds.shows_of(tx, BOB)) == ({show}, set())
    assert privacy.servers_of(everywhere(tx), who) == [GUILD]
    assert privacy.servers_of(everywhere(tx), CARL) == [GUILD], "who hid it"

    last = at(tx, NOW + HELD_FOR - 1)
    holds.drop_ended(everywhere(last))
    assert holds.get(last, show, who)
    over = at(tx, NOW + HELD_FOR)
    assert holds.get(over, show, who) is None
    assert holds.shows_of(over, who) == set()
    holds.drop_ended(everywhere(over))
    assert everywhere(tx).all("SELECT * FROM holds") == []


def test_erasing_again_prolongs_nothing(tx: Tx) -> None:
    show = add_show(tx)
    hide(tx, add_review(tx, show))
    for number in range(3):
        erase(tx, ANN, NOW + number, salt=f"0{number}")
    (row,) = everywhere(tx).all("SELECT ends_at, salt FROM holds")
    assert tuple(row) == (NOW + HELD_FOR, "00")


def test_the_holds_of_a_server_have_one_salt(tx: Tx) -> None:
    show, other = add_show(tx), add_show(tx, "Beck")
    hide(tx, add_review(tx, show, ANN))
    hide(tx, add_review(tx, other, ANN))
    hide(tx, add_review(tx, show, BOB))
    erase(tx, ANN, salt="ab")
    erase(tx, BOB, salt="cd")
    rows = everywhere(tx).all("SELECT DISTINCT fingerprint, salt FROM holds")
    assert (len(rows), {row["salt"] for row in rows}) == (2, {"ab"})
    assert held(tx, show, other) == [show, other]


@pytest.mark.parametrize("again", [False, True])
def test_a_sealed_hold_is_lifted_with_the_one_that_came_since(tx: Tx, again: bool) -> None:
    show = add_show(tx)
    hide(tx, add_review(tx, show))
    erase(tx, ANN)
    if again:
        hide(tx, add_review(tx, show), "Rude again.", NOW + 1)
        assert holds.get(tx, show, ANN) == Hold("Rude again.", CARL, Millis(NOW + 1))
    assert holds.lift(tx, show, ANN)
    assert everywhere(tx).all("SELECT * FROM holds") == []


def test_nothing_is_left_when_the_host_wants_it_so(tx: Tx) -> None:
    show, other = add_show(tx), add_show(tx, "Beck")
    hide(tx, add_review(tx, show))
    hide(tx, add_review(tx, show, BOB))
    erase(tx, ANN)
    hide(tx, add_review(tx, other))
    holds.drop_all(tx, ANN)
    assert held(tx, show, other) == []
    assert privacy.servers_of(everywhere(tx), BOB) == [GUILD]
    assert holds.sealed_on(everywhere(tx), ANN) == set()


# Over merging.


def merge(tx: Tx, gone: ShowId, into: ShowId) -> Merge:
    theirs, ours = shows.get(tx, gone), shows.get(tx, into)
    assert theirs
    assert ours
    found = merges.get(tx, merging.merge(at(tx, MERGED), CARL, theirs, ours))
    assert found
    return found


def undo(tx: Tx, done: Merge) -> None:
    snapshot, into = merges.snapshot(tx, done.merge_id), shows.get(tx, done.into_show)
    assert snapshot
    assert into
    unmerging.undo(at(tx, MERGED + 50), done, snapshot, into)


@pytest.fixture
def two(tx: Tx) -> tuple[ShowId, ShowId]:
    return add_show(tx, "Galss Heart"), add_show(tx, "Glass Heart")


def test_it_goes_with_a_merge_and_back(tx: Tx, two: tuple[ShowId, ShowId]) -> None:
    gone, into = two
    reviews.delete(tx, hide(tx, add_review(tx, gone)))
    done = merge(tx, gone, into)
    assert held(tx, *two) == [into]
    undo(tx, done)
    assert held(tx, *two) == [gone]


def test_that_of_the_show_that_stays_is_not_the_others_after_it(tx: Tx, two: tuple[ShowId, ShowId]) -> None:
    hide(tx, add_review(tx, two[1]))
    done = merge(tx, *two)
    assert held(tx, *two) == [two[1]]
    undo(tx, done)
    assert held(tx, *two) == [two[1]]


def test_who_was_held_for_both_is_so_again(tx: Tx, two: tuple[ShowId, ShowId]) -> None:
    for show in two:
        reviews.delete(tx, hide(tx, add_review(tx, show)))
    undo(tx, merge(tx, *two))
    assert held(tx, *two) == [*two]
    assert len(everywhere(tx).all("SELECT * FROM holds")) == 2


def test_what_was_lifted_since_stays_lifted(tx: Tx, two: tuple[ShowId, ShowId]) -> None:
    for show in two:
        reviews.delete(tx, hide(tx, add_review(tx, show)))
    done = merge(tx, *two)
    assert holds.lift(tx, two[1], ANN)
    undo(tx, done)
    assert held(tx, *two) == []


def test_what_was_hidden_since_holds_for_both(tx: Tx, two: tuple[ShowId, ShowId]) -> None:
    review = add_review(tx, two[0])
    done = merge(tx, *two)
    kept = reviews.kept(tx, review.review_id)
    assert kept
    reviews.delete(tx, hide(tx, kept, now=MERGED))
    undo(tx, done)
    assert held(tx, *two, now=MERGED) == [*two]


def test_who_was_erased_since_is_held_for_the_show_that_went(tx: Tx, two: tuple[ShowId, ShowId]) -> None:
    hide(tx, add_review(tx, two[0]))
    done = merge(tx, *two)
    erase(tx, ANN)
    assert held(tx, *two) == [two[1]]
    undo(tx, done)
    assert held(tx, *two) == [two[0]]


def test_wherever_a_hidden_review_is_after_it_there_is_a_hold(tx: Tx, two: tuple[ShowId, ShowId]) -> None:
    gone, into = two
    review = hide(tx, add_review(tx, gone))
    done = merge(tx, gone, into)
    kept = reviews.kept(tx, review.review_id)
    assert kept
    hiding.edit(at(tx, MERGED + 1), kept, Words("Changed since"), Stars(7))  # so it stays with the other
    undo(tx, done)
    assert (hiding.has_hidden(tx, gone, ANN), hiding.has_hidden(tx, into, ANN)) == (False, True)
    assert held(tx, gone, into) == [gone, into]
    assert holds.get(tx, into, ANN) == RUDE


def test_a_hidden_review_that_a_merge_took_away_comes_back_with_a_hold(
    tx: Tx, two: tuple[ShowId, ShowId]
) -> None:
    gone, into = two
    hide(tx, add_review(tx, gone))
    add_review(tx, into, body="A kind one.")
    done = merge(tx, gone, into)
    assert not hiding.has_hidden(tx, into, ANN)
    assert holds.lift(tx, into, ANN)
    undo(tx, done)
    assert hiding.has_hidden(tx, gone, ANN)
    assert held(tx, *two) == [gone]
