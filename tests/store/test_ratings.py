"""Ratings keep their running sums, whatever is changed and undone."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.ids import ShowId, UserId
from bot.domain.ratings.rating import ALL_HALVES, Spread, Stars, Target
from bot.store.engine.transaction import Tx
from bot.store.ratings import ratings
from tests.store.conftest import Begin
from tests.store.samples import ANN, BOB, CARL, GUILD, add_show, at, everywhere

TARGETS = (Target(ShowId(1)), Target(ShowId(1), 2), Target(ShowId(1), 2, 3), Target(ShowId(2)))
MEMBERS = (ANN, BOB, CARL)
UNDO = "undo"

Operation = tuple[int, Target, Stars | str | None]
operations = st.lists(
    st.tuples(
        st.sampled_from(MEMBERS),
        st.sampled_from(TARGETS),
        st.one_of(st.builds(Stars, st.sampled_from(ALL_HALVES)), st.none(), st.just(UNDO)),
    ),
    max_size=40,
)


@settings(deadline=None)
@given(operations)
def test_sums_equal_a_recount_after_any_changes_and_undoings(begin: Begin, done: list[Operation]) -> None:
    with begin() as tx:
        for title in ("Glass Heart", "Beck"):
            add_show(tx, title)
        standing: dict[tuple[Target, int], Stars | None] = {}
        before: dict[tuple[Target, int], Stars | None] = {}
        for now, (user_id, target, what) in enumerate(done):
            key = (target, user_id)
            if what == UNDO:
                latest = ratings.latest_change(tx, target, UserId(user_id))
                assert (latest is None) == (key not in before)
                if latest is None:
                    continue
                assert (latest.before, latest.after) == (before[key], standing[key])
                assert ratings.get_change(tx, latest.change_id) == latest
                after = latest.before
            else:
                assert not isinstance(what, str)
                after = what
            made = ratings.change(at(tx, now), target, UserId(user_id), after)
            assert (made.before, made.after) == (standing.get(key), after)
            before[key], standing[key] = standing.get(key), after
        for target in TARGETS:
            stars = {user_id: standing.get((target, user_id)) for user_id in MEMBERS}
            assert {user_id: ratings.current(tx, target, user_id) for user_id in MEMBERS} == stars
            counts = Counter(each.halves for each in stars.values() if each)
            spread = ratings.spread(tx, target)
            assert spread == Spread(tuple(counts[halves] for halves in ALL_HALVES))
            assert (spread.count, spread.total) == (counts.total(), sum(counts.elements()))
        assert ratings.wrong_sums(everywhere(tx)) == []


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE rating_sums SET count = count + 1",
        "UPDATE rating_sums SET total = total - 1",
        "UPDATE rating_sums SET n7 = n7 - 1, n8 = n8 + 1",
        "DELETE FROM rating_sums",
        "DELETE FROM ratings",
        "UPDATE ratings SET halves = 8",
    ],
)
def test_sums_that_disagree_are_named(tx: Tx, damage: str) -> None:
    show_id = add_show(tx)
    ratings.change(tx, Target(show_id, 2), ANN, Stars(7))
    assert ratings.wrong_sums(everywhere(tx)) == []
    everywhere(tx).execute(damage)
    assert ratings.wrong_sums(everywhere(tx)) == [f"server {GUILD}, show {show_id}: season 2"]


def test_sums_of_nothing_are_not_wrong(tx: Tx) -> None:
    target = Target(ShowId(add_show(tx)))
    ratings.change(tx, target, ANN, Stars(7))
    ratings.change(at(tx, 2), target, ANN, None)
    assert ratings.spread(tx, target) == Spread()
    assert ratings.wrong_sums(everywhere(tx)) == []


def test_a_show_that_is_not_there_can_not_be_rated(tx: Tx) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"):
        ratings.change(tx, Target(ShowId(99)), ANN, Stars(7))
