"""Which reviews have reached the hall of fame."""

from bot.store.delivery import fame
from bot.store.engine.transaction import Tx
from tests.store.samples import ANN, BOB, ELSEWHERE, GUILD, add_review, add_show

HALL, OTHER = 601, 602


def test_a_review_reaches_the_hall_once(tx: Tx) -> None:
    number = add_review(tx, add_show(tx)).review_id
    assert fame.channel_of(tx, GUILD, number) is None
    fame.enter(tx, GUILD, number, HALL, 1)
    fame.enter(tx, GUILD, number, OTHER, 2)
    assert fame.channel_of(tx, GUILD, number) == HALL
    assert fame.channel_of(tx, ELSEWHERE, number) is None


def test_who_was_taken_out_does_not_enter_again(tx: Tx) -> None:
    number = add_review(tx, add_show(tx)).review_id
    fame.enter(tx, GUILD, number, HALL, 1)
    fame.dismiss(tx, GUILD, number)
    fame.enter(tx, GUILD, number, OTHER, 2)
    fame.leave_channel(tx, GUILD, HALL)
    fame.enter(tx, GUILD, number, OTHER, 3)
    assert fame.channel_of(tx, GUILD, number) is None


def test_what_was_in_a_hall_that_is_gone_may_enter_another(tx: Tx) -> None:
    show_id = add_show(tx)
    first, second = (add_review(tx, show_id, member).review_id for member in (ANN, BOB))
    fame.enter(tx, GUILD, first, HALL, 1)
    fame.enter(tx, GUILD, second, OTHER, 1)
    fame.leave_channel(tx, GUILD, HALL)
    assert fame.channel_of(tx, GUILD, first) is None
    assert fame.channel_of(tx, GUILD, second) == OTHER
    fame.enter(tx, GUILD, first, OTHER, 2)
    assert fame.channel_of(tx, GUILD, first) == OTHER
