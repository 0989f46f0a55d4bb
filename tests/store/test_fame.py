"""Which reviews have reached the hall of fame."""

from bot.domain.ids import ShowId
from bot.store.delivery import fame
from bot.store.engine.transaction import Tx
from tests.store.samples import ANN, BOB, ELSEWHERE, add_review, add_show, at, on

HALL, OTHER = 601, 602


def test_a_review_reaches_the_hall_once(tx: Tx) -> None:
    number = add_review(tx, ShowId(add_show(tx))).review_id
    assert fame.channel_of(tx, number) is None
    fame.enter(tx, number, HALL)
    fame.enter(at(tx, 2), number, OTHER)
    assert fame.channel_of(tx, number) == HALL
    assert fame.channel_of(on(tx, ELSEWHERE), number) is None


def test_who_was_taken_out_does_not_enter_again(tx: Tx) -> None:
    number = add_review(tx, ShowId(add_show(tx))).review_id
    fame.enter(tx, number, HALL)
    fame.dismiss(tx, number)
    fame.enter(at(tx, 2), number, OTHER)
    fame.leave_channel(tx, HALL)
    fame.enter(at(tx, 3), number, OTHER)
    assert fame.channel_of(tx, number) is None


def test_what_was_in_a_hall_that_is_gone_may_enter_another(tx: Tx) -> None:
    show_id = add_show(tx)
    first, second = (add_review(tx, show_id, member).review_id for member in (ANN, BOB))
    fame.enter(tx, first, HALL)
    fame.enter(tx, second, OTHER)
    fame.leave_channel(tx, HALL)
    assert fame.channel_of(tx, first) is None
    assert fame.channel_of(tx, second) == OTHER
    fame.enter(at(tx, 2), first, OTHER)
    assert fame.channel_of(tx, first) == OTHER
