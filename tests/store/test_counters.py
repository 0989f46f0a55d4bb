"""Numbers are given out once; a request counts once."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.ids import Millis, ShowId
from bot.store.engine import counters
from bot.store.engine.transaction import Tx
from tests.store.conftest import Begin
from tests.store.samples import ANN, ELSEWHERE, GUILD, add_review, add_show, at, everywhere, on


def test_numbers_rise_from_one_for_each_thing_on_each_server(tx: Tx) -> None:
    assert [counters.next_id(tx, "show") for _ in range(3)] == [1, 2, 3]
    assert counters.next_id(tx, "review") == 1
    assert counters.next_id(on(tx, ELSEWHERE), "show") == 1
    assert counters.next_id(tx, "show") == 4


def test_a_number_is_never_used_again_though_its_thing_is_gone(tx: Tx) -> None:
    last = add_review(tx, ShowId(add_show(tx))).review_id
    everywhere(tx).execute("DELETE FROM review_versions")
    everywhere(tx).execute("DELETE FROM reviews")
    assert add_review(tx, ShowId(1), ANN).review_id == last + 1


def test_a_request_may_carry_out_several_verbs_each_once(tx: Tx) -> None:
    verbs = ["", "rate", "post", "rate", ""]
    assert [counters.first_time(at(tx, 0), 1, verb) for verb in verbs] == [True, True, True, False, False]
    assert counters.first_time(at(tx, 0), 2, "rate")
    assert counters.forget_requests(everywhere(tx), Millis(1)) == 4


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from([GUILD, ELSEWHERE]), st.integers(1, 5), st.integers(0, 9))))
def test_a_request_is_carried_out_once_until_it_is_forgotten(
    begin: Begin, requests: list[tuple[int, int, int]]
) -> None:
    with begin() as tx:
        known: dict[tuple[int, int], int] = {}
        for guild_id, request_id, now in requests:
            first = counters.first_time(at(on(tx, guild_id), now), request_id)
            assert first == ((guild_id, request_id) not in known)
            known.setdefault((guild_id, request_id), now)
        old = {request for request, now in known.items() if now < 5}
        assert counters.forget_requests(everywhere(tx), Millis(5)) == len(old)
        for guild_id, request_id in known:
            assert counters.first_time(at(on(tx, guild_id), Millis(9)), request_id) == (
                (guild_id, request_id) in old
            )
