"""The outbox: one entry per review and kind, and nothing newer is struck off with something older."""

import pytest

from bot.domain.delivery.outbox import OutboxEntry, OutboxKind
from bot.domain.ids import Millis, ReviewId
from bot.domain.reviews.review import CardPlace
from bot.store.delivery import fame, outbox
from bot.store.engine.transaction import Tx
from tests.store.samples import ANN, BOB, ELSEWHERE, GUILD, add_review, add_show, at, everywhere, on

HERE, THERE = 501, 502
ME = (OutboxKind.CARD, ReviewId(1))


@pytest.fixture(autouse=True)
def _reviews(tx: Tx) -> None:  # pyright: ignore[reportUnusedFunction]  pytest uses it
    """Reviews 1 and 2."""
    show_id = add_show(tx)
    add_review(tx, show_id, ANN)
    add_review(tx, show_id, BOB)


def note(
    tx: Tx, review_id: int = 1, kind: OutboxKind = OutboxKind.CARD, *, now: int = 10, due_at: int = 70
) -> int:
    return outbox.note(at(tx, now), kind, ReviewId(review_id), HERE, due_at=Millis(due_at))


def due(tx: Tx, now: int) -> list[tuple[OutboxKind, int]]:
    return [(entry.kind, entry.review_id) for entry in outbox.due(everywhere(at(tx, now)), 99)]


def test_an_entry_is_due_from_its_time_on(tx: Tx) -> None:
    note_id = note(tx)
    assert outbox.get(tx, *ME) == OutboxEntry(
        GUILD, OutboxKind.CARD, ReviewId(1), HERE, note_id, Millis(10), 0
    )
    assert due(tx, 69) == []
    assert outbox.due(everywhere(at(tx, 70)), 99) == [outbox.get(tx, *ME)]


def test_what_is_due_comes_oldest_first_and_no_more_than_asked_for(tx: Tx) -> None:
    note(tx, 1, due_at=30)
    note(tx, 2, due_at=20)
    note(tx, 1, OutboxKind.PIN, due_at=10)
    note(tx, 2, OutboxKind.PIN, due_at=99)
    assert due(tx, 50) == [(OutboxKind.PIN, 1), (OutboxKind.CARD, 2), (OutboxKind.CARD, 1)]
    assert [entry.kind for entry in outbox.due(everywhere(at(tx, 50)), 1)] == [OutboxKind.PIN]


def test_what_is_due_in_busy_channels_waits(tx: Tx) -> None:
    note(tx, 1, due_at=10)
    outbox.note(at(tx, 10), OutboxKind.CARD, ReviewId(2), THERE, due_at=Millis(20))
    for busy, due in (((), [1, 2]), ((HERE,), [2]), ((THERE,), [1]), ((HERE, THERE), [])):
        assert [entry.review_id for entry in outbox.due(everywhere(at(tx, 50)), 9, busy)] == due


def test_a_change_is_shown_wherever_a_review_stands(tx: Tx) -> None:
    assert outbox.note_change(at(tx, 10), ReviewId(1), due_at=Millis(70)) == 0
    assert due(tx, 999) == []
    outbox.put_place(tx, ReviewId(1), CardPlace(HERE, 1))
    outbox.put_place(tx, ReviewId(1), CardPlace(THERE, 2), OutboxKind.FAME)
    for pressed, other in ((OutboxKind.CARD, OutboxKind.FAME), (OutboxKind.FAME, OutboxKind.CARD)):
        note_id = outbox.note_change(at(tx, 10), ReviewId(1), due_at=Millis(70), kind=pressed)
        assert due(tx, 69) == [(other, 1)]
        assert (
            outbox.note_change(at(tx, 20), ReviewId(1), due_at=Millis(70), kind=pressed) == 0
        )  # the first one waits
        for kind in (OutboxKind.CARD, OutboxKind.FAME):
            entry = outbox.get(tx, kind, ReviewId(1))
            assert entry is not None
            assert entry.channel_id == (HERE if kind is OutboxKind.CARD else THERE)
            outbox.done(at(tx, 30), kind, ReviewId(1), entry.note_id)
        assert note_id


def test_a_famous_review_without_a_message_is_to_be_shown(tx: Tx) -> None:
    fame.enter(at(tx, 5), ReviewId(1), THERE)
    outbox.note_change(at(tx, 10), ReviewId(1), due_at=Millis(10))
    assert due(tx, 10) == [(OutboxKind.FAME, 1)]


def test_a_later_note_keeps_the_place_and_times_of_the_first(tx: Tx) -> None:
    first = note(tx, now=10, due_at=70)
    second = outbox.note(at(tx, 20), OutboxKind.CARD, ReviewId(1), THERE, due_at=Millis(20))
    assert second > first
    assert outbox.get(tx, *ME) == OutboxEntry(
        GUILD, OutboxKind.CARD, ReviewId(1), HERE, second, Millis(10), 0
    )
    assert due(tx, 69) == []
    assert due(tx, 70) == [(OutboxKind.CARD, 1)]


def test_done_strikes_off_what_was_noted(tx: Tx) -> None:
    note_id = note(tx)
    pin = note(tx, kind=OutboxKind.PIN)
    outbox.done(at(tx, 80), *ME, note_id)
    assert outbox.get(tx, *ME) is None
    assert due(tx, 99) == [(OutboxKind.PIN, 1)]
    outbox.done(at(tx, 80), OutboxKind.PIN, ReviewId(1), pin)
    outbox.done(at(tx, 80), OutboxKind.PIN, ReviewId(1), pin)
    assert due(tx, 99) == []


def test_a_later_note_survives_that_an_older_one_is_done_and_becomes_due(tx: Tx) -> None:
    first = note(tx, now=10, due_at=70)
    second = note(tx, now=20, due_at=20)
    outbox.done(at(tx, 30), *ME, first)
    entry = outbox.get(tx, *ME)
    assert entry is not None
    assert entry.note_id == second
    assert due(tx, 30) == [(OutboxKind.CARD, 1)]
    outbox.done(at(tx, 40), *ME, second)
    assert due(tx, 999) == []


def test_a_postponed_entry_waits_and_counts_its_attempts(tx: Tx) -> None:
    note(tx, due_at=10)
    for attempts, due_at in ((1, 100), (2, 200)):
        entry = outbox.get(tx, *ME)
        assert entry is not None
        outbox.postpone(tx, entry, Millis(due_at))
        assert due(tx, due_at - 1) == []
        assert [each.attempts for each in outbox.due(everywhere(at(tx, due_at)), 9)] == [attempts]


def test_postponing_what_was_noted_again_changes_nothing(tx: Tx) -> None:
    note(tx, due_at=10)
    old = outbox.get(tx, *ME)
    assert old is not None
    note(tx, due_at=10)
    new = outbox.get(tx, *ME)
    outbox.postpone(tx, old, Millis(500))
    assert outbox.get(tx, *ME) == new
    assert due(tx, 10) == [(OutboxKind.CARD, 1)]


def test_a_new_note_starts_its_attempts_anew(tx: Tx) -> None:
    note(tx, due_at=10)
    entry = outbox.get(tx, *ME)
    assert entry is not None
    outbox.postpone(tx, entry, Millis(20))
    note(tx, due_at=10)
    again = outbox.get(tx, *ME)
    assert again is not None
    assert again.attempts == 0


def test_hurrying_brings_forward_but_never_puts_off(tx: Tx) -> None:
    note(tx, 1, due_at=70)
    note(tx, 2, due_at=20)
    outbox.hurry(tx, OutboxKind.CARD, ReviewId(1), Millis(30))
    outbox.hurry(tx, OutboxKind.CARD, ReviewId(2), Millis(30))
    assert due(tx, 29) == [(OutboxKind.CARD, 2)]
    assert due(tx, 30) == [(OutboxKind.CARD, 2), (OutboxKind.CARD, 1)]


def test_at_start_everything_is_due(tx: Tx) -> None:
    note(tx, 1, due_at=70)
    note(tx, 2, OutboxKind.PIN, due_at=90)
    note(tx, 2, due_at=5)
    outbox.start_over(everywhere(at(tx, 10)))
    assert {entry.review_id for entry in outbox.due(everywhere(at(tx, 10)), 9)} == {1, 2}
    assert due(tx, 9) == [(OutboxKind.CARD, 2)]


def test_nothing_stands_in_a_channel_that_is_gone(tx: Tx) -> None:
    outbox.put_place(tx, ReviewId(1), CardPlace(HERE, 1))
    outbox.put_place(tx, ReviewId(2), CardPlace(THERE, 2))
    outbox.put_place(tx, ReviewId(2), CardPlace(HERE, 3), OutboxKind.FAME)
    outbox.forget_channel(tx, HERE)
    assert outbox.place(tx, ReviewId(1)) is None
    assert outbox.place(tx, ReviewId(2)) == CardPlace(THERE, 2)
    assert outbox.place(tx, ReviewId(2), OutboxKind.FAME) is None


def test_a_card_stands_in_one_place_and_a_message_is_one_card(tx: Tx) -> None:
    here, there = CardPlace(HERE, 1), CardPlace(THERE, 2)
    assert outbox.place(tx, ReviewId(1)) is None
    outbox.put_place(tx, ReviewId(1), here)
    outbox.put_place(tx, ReviewId(2), CardPlace(HERE, 3))
    assert outbox.place(tx, ReviewId(1)) == here
    assert outbox.review_at(tx, here) == 1
    outbox.put_place(tx, ReviewId(1), there)
    assert outbox.place(tx, ReviewId(1)) == there
    assert outbox.review_at(tx, here) is None
    assert outbox.review_at(tx, CardPlace(THERE, 3)) is None
    assert outbox.review_at(on(tx, ELSEWHERE), there) is None
    outbox.forget_place(tx, ReviewId(1))
    assert outbox.place(tx, ReviewId(1)) is None
    assert outbox.place(tx, ReviewId(2)) == CardPlace(HERE, 3)
