"""What is kept up to date with every change is what reckoning anew gives, whatever happens."""

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalog.shows import Facts, Kind
from bot.domain.errors import Refusal
from bot.domain.ids import Millis, ShowId, UserId
from bot.domain.moderation.records import Hiding
from bot.domain.ratings.rating import Stars, Target
from bot.domain.reviews.review import Words
from bot.store.catalog import editing, merges, merging, shows, unmerging
from bot.store.engine.transaction import Tx
from bot.store.moderation import hiding
from bot.store.ratings import ratings
from bot.store.reviews import reviews, votes
from bot.store.totals import events as derived
from bot.store.totals import period_sums
from tests.store.conftest import Begin
from tests.store.samples import add_show, at, everywhere, on

GUILDS, USERS = (7001, 7002), (11, 12, 13, 14)
DAY = 24 * 3_600_000
START = 1_700_000_000_000
WORDS = ("Loud and tender.", "The band drums, the drummer bands.", "音楽のドラマが好き", "||Snape|| dies", "")

Event = Callable[[Tx], None]
"""Something that happens on a server."""

show_ids = st.integers(1, 4)
users = st.sampled_from(USERS)
stars = st.builds(Stars, st.integers(1, 10))
targets = st.one_of(st.builds(Target, show_ids), st.builds(Target, show_ids, st.just(1), st.integers(0, 1)))
facts = st.builds(
    Facts,
    kind=st.sampled_from(Kind),
    network=st.sampled_from(("", "Netflix", "TBS")),
    genres=st.lists(st.sampled_from(("Drama", "Music", "Crime")), unique=True).map(tuple),
)
words = st.builds(Words, st.sampled_from(WORDS), st.sampled_from(WORDS), st.booleans())


def rate(target: Target, user_id: UserId, given: Stars | None) -> Event:
    def event(tx: Tx) -> None:
        if shows.get(tx, target.show_id) and not (
            given is None and reviews.kept_of_member(tx, target, user_id)
        ):
            ratings.change(tx, target, user_id, given)

    return event


def bring(target: Target, user_id: UserId, given: Stars, days_ago: int) -> Event:
    """A rating, and a review of a show or season, that a member gave elsewhere and brings along."""

    def event(tx: Tx) -> None:
        if shows.get(tx, target.show_id) is None:
            return
        old = reviews.kept_of_member(tx, target, user_id)
        if old and old.hidden:
            return
        then = tx.now - days_ago * DAY
        ratings.change(tx, target, user_id, given, rated_at=Millis(then))
        if old is None and not target.episode:
            reviews.add(tx, target, user_id, Words(body="From elsewhere."), given, written_at=Millis(then))

    return event


def review(show_id: ShowId, user_id: UserId, written: Words, given: Stars) -> Event:
    def event(tx: Tx) -> None:
        target = Target(show_id)
        if shows.get(tx, show_id) is None:
            return
        old = reviews.kept_of_member(tx, target, user_id)
        if old and old.hidden:
            hiding.edit(tx, old, written, given)
            return
        with derived.at_once(tx):
            ratings.change(tx, target, user_id, given)
            if old:
                reviews.edit(tx, old, written, given)
            else:
                reviews.add(tx, target, user_id, written, given)

    return event


def of_review(show_id: ShowId, user_id: UserId, voter: int | None) -> Event:
    """A vote for a member's review, or its end."""

    def event(tx: Tx) -> None:
        found = reviews.kept_of_member(tx, Target(show_id), user_id)
        if found and voter is None:
            reviews.delete(tx, found)
        elif found and not found.hidden and voter and voter != user_id:
            votes.toggle(tx, found.review_id, UserId(voter))

    return event


def hide_or_restore(show_id: ShowId, user_id: UserId) -> Event:
    """A moderator hides a member's review, or brings it back."""

    def event(tx: Tx) -> None:
        found = reviews.kept_of_member(tx, Target(show_id), user_id)
        if found and found.hidden:
            hiding.restore(tx, found)
        elif found:
            hiding.hide(tx, found, Hiding("Rude", UserId(USERS[0]), tx.now))

    return event


def edit(show_id: ShowId, new: Facts) -> Event:
    def event(tx: Tx) -> None:
        if show := shows.get(tx, show_id):
            shows.update(tx, show_id, show.title, new)

    return event


def merge(gone_id: int, into_id: int) -> Event:
    def event(tx: Tx) -> None:
        gone, into = (shows.get(tx, ShowId(each)) for each in (gone_id, into_id))
        if gone and into and gone_id != into_id:
            merging.merge(tx, UserId(USERS[0]), gone, into)

    return event


def unmerge(tx: Tx) -> None:
    for latest in merges.since(tx, 0, 1):
        into = shows.get(tx, latest.into_show)
        snapshot = merges.snapshot(tx, latest.merge_id)
        if into and snapshot:
            try:
                unmerging.undo(tx, latest, snapshot, into)
            except Refusal:  # it was the first thing that the undo looked at
                raise AssertionError("titles differ here") from None


def remove(show_id: ShowId) -> Event:
    def event(tx: Tx) -> None:
        removal = editing.removal(tx, show_id)
        if removal and not removal.review_count:
            editing.remove(tx, show_id)

    return event


events = st.one_of(
    st.builds(rate, targets, users, st.one_of(st.none(), stars)),
    st.builds(rate, st.builds(Target, show_ids), users, stars),
    st.builds(bring, targets, users, stars, st.integers(0, 900)),
    st.builds(review, show_ids, users, words, stars),
    st.builds(of_review, show_ids, users, st.one_of(st.none(), users, users)),
    st.builds(hide_or_restore, show_ids, users),
    st.builds(edit, show_ids, facts),
    st.builds(merge, show_ids, show_ids),
    st.just(unmerge),
    st.builds(remove, show_ids),
)
stories = st.lists(st.tuples(st.sampled_from(GUILDS), st.integers(0, 40), events), max_size=40)


def told(tx: Tx, story: list[tuple[int, int, Event]]) -> None:
    """A catalogue of four shows on each of two servers, and what happens there, days apart."""
    for guild_id in GUILDS:
        for number in range(1, 5):
            shows.add(
                at(on(tx, guild_id), START), f"Show {number}", Facts(genres=("Drama",)), UserId(USERS[0])
            )
    now = START
    for guild_id, days, event in story:
        now += days * DAY
        event(at(on(tx, guild_id), now))


def rows(tx: Tx) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the derived tables."""
    return {
        table: sorted(map(tuple, everywhere(tx).all(f"SELECT * FROM {table}")), key=repr)
        for table in derived.TABLES
    }


@given(story=stories)
def test_what_is_derived_is_what_reckoning_anew_gives(begin: Begin, story: list[Any]) -> None:
    with begin() as tx:
        told(tx, story)
        kept = rows(tx)
        derived.rebuild(everywhere(tx))
        assert rows(tx) == kept
        assert (ratings.wrong_sums(everywhere(tx)), reviews.wrong_counts(everywhere(tx))) == ([], [])


def test_a_show_of_many_years_is_counted_in_parts(tx: Tx) -> None:
    show_id = add_show(tx)
    for number in range(130):
        then, given = Millis(START - 31 * number * DAY), Stars(number % 10 + 1)
        ratings.change(tx, Target(show_id), UserId(100 + number), given, rated_at=then)
    kept = rows(tx)
    period_sums.forget_show(tx, show_id)
    assert (rows(tx)["period_sums"], rows(tx)["period_totals"]) == ([], [])
    period_sums.count_show(tx, show_id)
    assert rows(tx) == kept
