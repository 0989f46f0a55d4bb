"""Two entries made one and two again: sums agree with a recount, nothing is lost, and undoing restores."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.catalog.merging import Merge, Overlap
from bot.domain.catalog.shows import Facts, Job, Show
from bot.domain.catalog.sources import Catalog, EpisodeFacts, Source
from bot.domain.delivery.outbox import OutboxKind
from bot.domain.errors import Refusal
from bot.domain.ids import NOBODY, Millis, ShowId, UserId
from bot.domain.moderation.records import Hiding
from bot.domain.ratings.rating import Stars, Target
from bot.domain.reviews.review import CardPlace, Order, Pin, Review, Words
from bot.store.catalog import editing, merges, merging, shows, sources, unmerging
from bot.store.delivery import outbox
from bot.store.engine.transaction import Tx
from bot.store.members import watchlist
from bot.store.moderation import hiding, pins, reports
from bot.store.ratings import ratings
from bot.store.reviews import reviews, votes
from tests.samples import GLASS_HEART, GOTO, OKADA, SATOH
from tests.store.conftest import Begin
from tests.store.samples import (
    ANN,
    BOB,
    CARL,
    GUILD,
    add_review,
    add_show,
    at,
    everywhere,
    full_text,
    on,
    tables,
)

MOD = 99
ASIDE = {"counters", "outbox", "show_merges"}
"""Tables that need not be as they were: numbers are never used twice, and Discord has to be told twice."""


def get(tx: Tx, show_id: ShowId) -> Show:
    show = shows.get(tx, show_id)
    assert show is not None
    return show


def merge(tx: Tx, gone: int, into: int, now: Millis = Millis(1_000)) -> Merge:
    merge_id = merging.merge(at(tx, now), UserId(MOD), get(tx, ShowId(gone)), get(tx, ShowId(into)))
    found = merges.get(tx, merge_id)
    assert found is not None
    return found


def undo(tx: Tx, done: Merge, now: Millis = Millis(2_000)) -> None:
    snapshot = merges.snapshot(tx, done.merge_id)
    assert snapshot is not None
    unmerging.undo(at(tx, now), done, snapshot, get(tx, done.into_show))


def stored(tx: Tx) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but for sums of nothing, which say no more than no row does."""
    names = {*tables(tx)}
    rows = {
        name: sorted(map(tuple, everywhere(tx).all(f"SELECT * FROM {name}")), key=repr)
        for name in names - ASIDE
    }
    rows["full text"] = full_text(tx)
    rows["rating_sums"] = [row for row in rows["rating_sums"] if any(row[4:])]
    return rows


def check_sums(tx: Tx) -> None:
    assert (ratings.wrong_sums(everywhere(tx)), reviews.wrong_counts(everywhere(tx))) == ([], [])
    assert everywhere(tx).all("PRAGMA foreign_key_check") == []
    for show in everywhere(tx).all("SELECT guild_id, show_id, review_count FROM shows"):
        live = reviews.of_show(on(tx, show["guild_id"]), show["show_id"], Order.NEWEST, limit=10_000)
        assert len(live) == show["review_count"]
        assert all(each.stars for each in live), "a member's review shows their rating"


def given_ratings(tx: Tx, show_id: ShowId) -> dict[tuple[int, int, int], tuple[int, int]]:
    rows = everywhere(tx).all("SELECT * FROM ratings WHERE guild_id = $1 AND show_id = $2", GUILD, show_id)
    return {(r["season"], r["episode"], r["user_id"]): (r["halves"], r["rated_at"]) for r in rows}


def live_reviews(tx: Tx, show_id: ShowId) -> dict[tuple[int, int], Review]:
    found = reviews.of_show(tx, show_id, Order.NEWEST, limit=10_000)
    return {(each.target.season, each.user_id): each for each in found}


# Random pasts and futures.


@dataclass(frozen=True)
class Act:
    """Something that a member does to one of the two entries."""

    what: str
    show: int
    user: int
    season: int
    episode: int
    halves: int


acts = st.builds(
    Act,
    st.sampled_from(["review", "rate", "unrate", "delete", "vote", "pin", "hide", "restore"]),
    st.sampled_from([1, 2]),
    st.sampled_from([ANN, ANN, ANN, BOB]),  # so that much meets its like
    st.sampled_from([0, 0, 0, 1]),
    st.sampled_from([0, 0, 0, 1]),
    st.integers(1, 10),
)


def perform(tx: Tx, act: Act, now: Millis) -> None:
    """What the services allow, and no more: while a review is hidden, its target can't be rated."""
    whole = Target(ShowId(act.show), act.season)
    own = reviews.kept_of_member(tx, whole, UserId(act.user))
    if own and own.hidden:
        perform_on_hidden(tx, act, own, now)
    elif act.what == "rate":
        target = replace(whole, episode=act.episode if act.season else 0)
        ratings.change(at(tx, now), target, UserId(act.user), Stars(act.halves))
    elif act.what == "unrate" and not own:
        ratings.change(at(tx, now), whole, UserId(act.user), None)
    elif act.what == "review" and own:
        ratings.change(at(tx, now), whole, UserId(act.user), Stars(act.halves))
        reviews.edit(at(tx, now), own, Words(body=f"Edited {now}"), Stars(act.halves))
    elif act.what == "review":
        review = add_review(
            tx, act.show, act.user, season=act.season, body=f"Said {now}", halves=act.halves, now=now
        )
        outbox.put_place(tx, review.review_id, CardPlace(8, review.review_id))
    elif act.what == "delete" and own:
        reviews.delete(tx, own)
        pins.drop(tx, own.review_id)
    elif act.what == "vote" and own:
        votes.toggle(at(tx, now), own.review_id, UserId(MOD))
    elif act.what == "list":
        watchlist.add(at(tx, now), UserId(act.user), ShowId(act.show))
    elif act.what == "unlist":
        watchlist.remove(tx, UserId(act.user), ShowId(act.show))
    elif act.what == "pin" and own:
        pins.put(tx, Pin(own.review_id, CardPlace(8, own.review_id), UserId(MOD), now))
    elif act.what == "hide" and own:
        hiding.hide(tx, own, Hiding("Rude", UserId(MOD), now))
        pins.drop(tx, own.review_id)


def perform_on_hidden(tx: Tx, act: Act, own: Review, now: Millis) -> None:
    if act.what == "review":
        hiding.edit(at(tx, now), own, Words(body=f"Edited {now}"), Stars(act.halves))
    elif act.what == "delete":
        reviews.delete(tx, own)
    elif act.what == "restore":
        hiding.restore(at(tx, now), own)


def perform_all(tx: Tx, past: list[Act], start: int, tick: int = 1) -> None:
    for number, act in enumerate(past):
        perform(tx, act, Millis(start + number * tick))


def two_shows(tx: Tx) -> None:
    assert (add_show(tx, "Galss Heart"), add_show(tx, "Glass Heart")) == (1, 2)


ticks = st.sampled_from([0, 1])  # with 0, everything happens at the same time


@settings(deadline=None)
@given(st.lists(acts, max_size=30), ticks)
def test_after_a_merge_each_member_has_the_newer_and_undoing_restores_every_row(
    begin: Begin, past: list[Act], tick: int
) -> None:
    with begin() as tx:
        two_shows(tx)
        perform_all(tx, past, 10, tick)
        before, theirs, ours = stored(tx), given_ratings(tx, ShowId(1)), given_ratings(tx, ShowId(2))
        their_reviews, our_reviews = live_reviews(tx, ShowId(1)), live_reviews(tx, ShowId(2))

        done = merge(tx, 1, 2)

        check_sums(tx)
        newer = {
            key: max(filter(None, [ours.get(key), theirs.get(key)]), key=lambda g: g[1])
            for key in theirs | ours
        }
        assert given_ratings(tx, ShowId(2)) == newer
        kept = live_reviews(tx, ShowId(2))
        assert kept.keys() == their_reviews.keys() | our_reviews.keys()
        for key, review in kept.items():
            both = [each[key] for each in (our_reviews, their_reviews) if key in each]
            assert review.words == max(both, key=lambda each: each.updated_at).words
        assert shows.get(tx, ShowId(1)) is None

        undo(tx, done)

        check_sums(tx)
        assert stored(tx) == before


@settings(deadline=None)
@given(st.lists(acts, max_size=20), st.lists(acts, max_size=20), ticks)
def test_what_members_do_after_a_merge_survives_undoing_it(
    begin: Begin, past: list[Act], since: list[Act], tick: int
) -> None:
    with begin() as tx:
        two_shows(tx)
        perform_all(tx, past, 10, tick)
        theirs = given_ratings(tx, ShowId(1))
        done = merge(tx, 1, 2)
        merged, versions = (
            given_ratings(tx, ShowId(2)),
            set(map(tuple, everywhere(tx).all("SELECT review_id, version FROM reviews"))),
        )
        hidden = {(season, user) for user, season in merging.written(tx, ShowId(2), "hidden")}
        perform_all(tx, [replace(act, show=2) for act in since], 5_000)
        now, words_now = given_ratings(tx, ShowId(2)), live_reviews(tx, ShowId(2))

        undo(tx, done)

        check_sums(tx)
        gone, into = given_ratings(tx, ShowId(1)), given_ratings(tx, ShowId(2))
        for key, stars in now.items():
            if stars != merged.get(key) and (key[0], key[2]) not in hidden:
                assert into[key] == stars, "given since, so it stays"
        for key, stars in theirs.items():
            assert gone.get(key) in (stars, None)
            if key in now:
                assert gone[key] == stars
        edited = {k: each for k, each in words_now.items() if (each.review_id, each.version) not in versions}
        after = live_reviews(tx, ShowId(2))
        assert {key: after[key].words for key in edited} == {key: each.words for key, each in edited.items()}


def test_a_thousand_ratings_and_fifty_reviews_on_each_side(tx: Tx) -> None:
    two_shows(tx)
    for show, first_rater, first_reviewer in ((1, 1_000, 1_950), (2, 1_900, 1_970)):
        for user in range(first_rater, first_rater + 1_000):
            halves, now = (user * show) % 10 + 1, (user * 7 * show) % 1_000
            if first_reviewer <= user < first_reviewer + 50:
                add_review(tx, show, user, body=f"{user} on {show}", halves=halves, now=now)
            else:
                ratings.change(at(tx, now), Target(ShowId(show)), UserId(user), Stars(halves))
    words = "SELECT body FROM review_versions ORDER BY body"
    texts, before = {row["body"] for row in everywhere(tx).all(words)}, stored(tx)
    assert merging.overlap(tx, ShowId(1), ShowId(2)) == Overlap(1_000, 100, 50, 30)

    done = merge(tx, 1, 2)

    check_sums(tx)
    assert ratings.spread(tx, Target(ShowId(2))).count == 1_900
    assert reviews.count_of_show(tx, ShowId(2)) == 70
    assert {row["body"] for row in everywhere(tx).all(words)} == texts, "no word is lost"
    older = everywhere(tx).one("SELECT count(*) FROM rating_changes WHERE halves_before IS NOT NULL")
    assert older is not None
    assert older[0] == 100, "the older ratings are in the history"

    undo(tx, done)

    check_sums(tx)
    assert stored(tx) == before


# One case after the other.


def test_a_review_that_is_restored_after_a_merge_takes_its_stars_along_when_the_two_are_parted(
    tx: Tx,
) -> None:
    two_shows(tx)
    review = add_review(tx, ShowId(1), body="Loud.", halves=8, now=Millis(10))
    hiding.hide(tx, review, Hiding("Rude", UserId(MOD), Millis(20)))
    done = merge(tx, 1, 2)
    assert given_ratings(tx, ShowId(2)) == {}
    hidden = reviews.kept(tx, review.review_id)
    assert hidden is not None
    hiding.restore(at(tx, 1_500), hidden)
    assert given_ratings(tx, ShowId(2)) == {(0, 0, ANN): (8, 10)}

    undo(tx, done)

    check_sums(tx)
    assert (given_ratings(tx, ShowId(1)), given_ratings(tx, ShowId(2))) == ({(0, 0, ANN): (8, 10)}, {})


@pytest.mark.parametrize(("hidden", "stays"), [(1, 2), (2, 1)])
def test_where_one_of_two_reviews_is_hidden_the_other_stays(tx: Tx, hidden: int, stays: int) -> None:
    two_shows(tx)
    both = {show: add_review(tx, show, body=f"Of {show}", now=Millis(10 + show)) for show in (1, 2)}
    hiding.hide(tx, both[hidden], Hiding("Rude", UserId(MOD), Millis(20)))
    before = stored(tx)
    done = merge(tx, 1, 2)
    assert [each.words.body for each in reviews.of_show(tx, ShowId(2), Order.NEWEST)] == [f"Of {stays}"]
    assert hiding.get(tx, both[hidden].review_id) is None
    check_sums(tx)
    undo(tx, done)
    assert stored(tx) == before


def test_where_one_member_reviewed_both_the_newer_stays_and_the_older_is_an_older_version_of_it(
    tx: Tx,
) -> None:
    two_shows(tx)
    old = add_review(tx, ShowId(2), body="First thoughts.", halves=4, now=Millis(10))
    new = add_review(tx, ShowId(1), body="Second thoughts.", halves=8, now=Millis(20))
    votes.toggle(at(tx, 11), old.review_id, BOB)
    for review in (old, new):
        outbox.put_place(tx, review.review_id, CardPlace(8, 100 + review.review_id))

    merge(tx, 1, 2)

    (kept,) = reviews.of_show(tx, ShowId(2), Order.NEWEST, limit=9)
    assert (kept.review_id, kept.words.body, kept.stars, kept.version) == (
        new.review_id,
        "Second thoughts.",
        Stars(8),
        1,
    )
    versions = everywhere(tx).all(
        "SELECT * FROM review_versions WHERE review_id = $1 ORDER BY version", new.review_id
    )
    assert [(row["body"], row["halves"]) for row in versions] == [
        ("First thoughts.", 4),
        ("Second thoughts.", 8),
    ]
    assert reviews.get(tx, old.review_id) is None
    noted = [
        row["review_id"] for row in everywhere(tx).all("SELECT review_id FROM outbox ORDER BY review_id")
    ]
    assert noted == [old.review_id, new.review_id], "one card goes, the other shows another title"


def test_a_hidden_review_whose_card_was_taken_away_gets_a_new_one_where_the_old_was(tx: Tx) -> None:
    two_shows(tx)
    old = add_review(tx, ShowId(1), now=Millis(10))
    add_review(tx, ShowId(2), now=Millis(20))
    outbox.put_place(tx, old.review_id, CardPlace(8, 101))
    pins.put(tx, Pin(old.review_id, CardPlace(8, 101), UserId(MOD), Millis(11)))
    done = merge(tx, 1, 2)
    assert pins.get(tx, old.review_id) is None
    entry = outbox.get(tx, OutboxKind.CARD, old.review_id)
    assert entry is not None
    outbox.done(at(tx, 1_100), OutboxKind.CARD, old.review_id, entry.note_id)
    outbox.forget_place(tx, old.review_id)

    undo(tx, done)

    again = outbox.get(tx, OutboxKind.CARD, old.review_id)
    assert again is not None
    assert (again.channel_id, again.noted_at) == (8, 2_000)
    assert pins.get(tx, old.review_id) is None, "the pinned message is no more"


def test_a_rating_that_was_taken_back_since_does_not_return(tx: Tx) -> None:
    two_shows(tx)
    ratings.change(at(tx, 10), Target(ShowId(1)), ANN, Stars(8))
    ratings.change(at(tx, 10), Target(ShowId(1)), BOB, Stars(6))
    ratings.change(at(tx, 20), Target(ShowId(2)), BOB, Stars(7))
    done = merge(tx, 1, 2)
    for user in (ANN, BOB):
        ratings.change(at(tx, 1_500), Target(ShowId(2)), user, None)

    undo(tx, done)

    assert given_ratings(tx, ShowId(1)) == {(0, 0, BOB): (6, 10)}, "what Bob took back was the other one"
    assert given_ratings(tx, ShowId(2)) == {}


def test_a_review_that_comes_back_has_its_rating(tx: Tx) -> None:
    two_shows(tx)
    old, new = (
        add_review(tx, ShowId(1), halves=4, now=Millis(10)),
        add_review(tx, ShowId(2), halves=8, now=Millis(20)),
    )
    ratings.change(at(tx, 30), Target(ShowId(1)), ANN, Stars(5))
    done = merge(tx, 1, 2)
    assert ratings.current(tx, Target(ShowId(2)), ANN) == Stars(5)
    reviews.delete(tx, replace(new, target=Target(ShowId(2))))
    ratings.change(at(tx, 1_500), Target(ShowId(2)), ANN, None)

    undo(tx, done)

    assert reviews.get(tx, old.review_id) == replace(old, stars=Stars(5))
    check_sums(tx)


def test_a_review_that_was_edited_since_stays_and_the_older_one_stays_its_older_version(tx: Tx) -> None:
    two_shows(tx)
    old, new = (
        add_review(tx, ShowId(2), body="First.", now=Millis(10)),
        add_review(tx, ShowId(1), body="Second.", now=Millis(20)),
    )
    done = merge(tx, 1, 2)
    ratings.change(at(tx, 1_500), Target(ShowId(2)), ANN, Stars(9))
    reviews.edit(at(tx, 1_500), replace(new, target=Target(ShowId(2))), Words(body="Third."), Stars(9))

    undo(tx, done)

    (kept,) = reviews.of_show(tx, ShowId(2), Order.NEWEST, limit=9)
    assert (kept.review_id, kept.words.body, kept.stars) == (new.review_id, "Third.", Stars(9))
    assert reviews.get(tx, old.review_id) is None
    versions = everywhere(tx).all(
        "SELECT body FROM review_versions WHERE review_id = $1 ORDER BY version", new.review_id
    )
    assert [row["body"] for row in versions] == ["First.", "Second.", "Third."]
    assert ratings.current(tx, Target(ShowId(1)), ANN) == Stars(7)
    check_sums(tx)


def test_articles_by_different_bylines_stay_side_by_side(tx: Tx) -> None:
    two_shows(tx)
    for show, byline, now in ((1, "Dee", 20), (2, "Dee", 10), (1, "Eve", 10)):
        words = Words(body=f"{byline} on {show}.")
        reviews.add(at(tx, now), Target(ShowId(show)), NOBODY, words, Stars(7), byline=byline)
    before = stored(tx)

    done = merge(tx, 1, 2)

    kept = reviews.of_show(tx, ShowId(2), Order.NEWEST, limit=9)
    assert [(each.byline, each.words.body) for each in kept] == [("Dee", "Dee on 1."), ("Eve", "Eve on 1.")]
    undo(tx, done)
    assert stored(tx) == before


def test_votes_pins_cards_and_reports_stay_with_their_reviews(tx: Tx) -> None:
    two_shows(tx)
    review = add_review(tx, ShowId(1), now=Millis(10))
    place = CardPlace(8, 101)
    votes.toggle(at(tx, 11), review.review_id, BOB)
    reports.put(at(tx, 12), review, CARL, "Rude")
    outbox.put_place(tx, review.review_id, place)
    pins.put(tx, Pin(review.review_id, place, UserId(MOD), Millis(13)))

    merge(tx, 1, 2)

    assert reviews.get(tx, review.review_id) == replace(review, target=Target(ShowId(2)), helpful=1)
    assert outbox.review_at(tx, place) == review.review_id
    assert pins.get(tx, review.review_id) is not None
    assert everywhere(tx).one("SELECT reason FROM reports WHERE review_id = $1", review.review_id) is not None


RICH = replace(
    GLASS_HEART,
    other_titles=("グラスハート", "Glass  HEART", "Galss!"),
    poster_url="https://example.org/poster.png",
    credits=(GOTO, SATOH),
)


def test_facts_that_were_lacking_are_taken_over_and_the_others_stay(tx: Tx) -> None:
    gone = add_show(tx, "Galss Heart", RICH)
    own = Facts(("Gurasu Haato",), year=2024, network="TBS", credits=(replace(OKADA, job=Job.CAST),))
    into = add_show(tx, "Glass Heart", own)
    before = stored(tx)

    done = merge(tx, gone, into)

    facts = get(tx, into).facts
    assert facts.other_titles == ("Gurasu Haato", "Galss Heart", "グラスハート", "Galss!")
    assert (facts.year, facts.network, facts.country, facts.genres) == (
        2024,
        "TBS",
        "Japan",
        ("Drama", "Music"),
    )
    assert [(each.name, each.job) for each in facts.credits] == [
        (OKADA.name, Job.CAST),
        (GOTO.name, Job.DIRECTOR),
    ]
    undo(tx, done)
    assert stored(tx) == before


def test_what_an_editor_changed_since_stays(tx: Tx) -> None:
    gone, into = add_show(tx, "Galss Heart", RICH), add_show(tx, "Glass Heart")
    done = merge(tx, gone, into)
    merged = get(tx, into)
    edited = replace(
        merged.facts, network="TBS", credits=(*merged.people(Job.DIRECTOR), replace(SATOH, role=""))
    )
    shows.update(tx, into, "Glass Heart", edited)

    undo(tx, done)

    facts = get(tx, into).facts
    assert (facts.network, facts.country, facts.other_titles) == ("TBS", "", ())
    assert [each.name for each in facts.credits] == ["Satoh Takeru"]
    assert replace(get(tx, gone).facts, credits=()) == replace(RICH, credits=())


def test_a_year_that_would_make_it_a_third_show_is_not_taken_over(tx: Tx) -> None:
    add_show(tx, "Heart", Facts(year=2019))
    gone, into = add_show(tx, "Hearts", Facts(year=2019)), add_show(tx, "Heart")
    before = stored(tx)

    done = merge(tx, gone, into)

    assert get(tx, into).facts.year is None
    undo(tx, done)
    assert stored(tx) == before


def test_of_two_entries_of_one_title_the_one_that_stays_may_get_the_others_year(tx: Tx) -> None:
    gone, into = add_show(tx, "Heart", Facts(year=2019)), add_show(tx, "Heart")
    before = stored(tx)
    done = merge(tx, gone, into)
    assert get(tx, into).facts.year == 2019
    undo(tx, done)
    assert stored(tx) == before


def test_links_are_carried_over_but_never_to_itself_or_twice(tx: Tx) -> None:
    gone, into, third, fourth = (add_show(tx, title) for title in ("Galss", "Glass", "Beck", "Nana"))
    for one, other in ((gone, into), (gone, third), (fourth, gone), (third, into)):
        shows.link(tx, one, other)
    before = stored(tx)

    done = merge(tx, gone, into)

    assert shows.linked(tx, into) == [third, fourth]
    assert len(everywhere(tx).all("SELECT * FROM show_links")) == 2
    undo(tx, done)
    assert stored(tx) == before


def test_a_link_to_a_show_that_is_gone_since_does_not_come_back(tx: Tx) -> None:
    gone, into, third = (add_show(tx, title) for title in ("Galss", "Glass", "Beck"))
    shows.link(tx, gone, third)
    done = merge(tx, gone, into)
    editing.remove(tx, third)

    undo(tx, done)

    assert shows.linked(tx, gone) == []
    assert everywhere(tx).all("PRAGMA foreign_key_check") == []


SOURCE = Source(Catalog.TVMAZE, "82")
EPISODES = [EpisodeFacts(1, 1, "Pilot", 35, "2025-07-31"), EpisodeFacts(1, 2)]


def with_source(tx: Tx, show_id: ShowId, source: Source, episodes: list[EpisodeFacts]) -> None:
    sources.put(at(tx, 5), show_id, source)
    sources.put_episodes(tx, show_id, episodes)


def test_where_the_facts_come_from_and_the_episodes_are_taken_over_if_there_are_none(tx: Tx) -> None:
    two_shows(tx)
    with_source(tx, ShowId(1), SOURCE, EPISODES)
    sources.request(tx, ShowId(1), "82", Millis(7))
    before = stored(tx)

    done = merge(tx, 1, 2)

    assert sources.of_show(tx, ShowId(2)) == SOURCE
    assert len(everywhere(tx).all("SELECT * FROM episodes WHERE show_id = 2")) == 2
    undo(tx, done)
    assert stored(tx) == before


def test_an_entry_that_has_them_keeps_its_own(tx: Tx) -> None:
    two_shows(tx)
    own = Source(Catalog.TMDB, "tv:1399")
    with_source(tx, ShowId(1), SOURCE, EPISODES)
    with_source(tx, ShowId(2), own, EPISODES[:1])
    before = stored(tx)

    done = merge(tx, 1, 2)

    assert sources.of_show(tx, ShowId(2)) == own
    assert len(everywhere(tx).all("SELECT * FROM episodes")) == 1
    undo(tx, done)
    assert stored(tx) == before


def test_a_source_that_another_show_has_by_now_stays_with_that(tx: Tx) -> None:
    two_shows(tx)
    sources.put(at(tx, 5), ShowId(1), SOURCE)
    sources.put(at(tx, 5), ShowId(2), Source(Catalog.TMDB, "tv:1399"))
    done = merge(tx, 1, 2)
    third = add_show(tx, "Beck")
    sources.put(at(tx, 1_500), third, SOURCE)

    undo(tx, done)

    assert (sources.of_show(tx, ShowId(1)), sources.of_show(tx, third)) == (None, SOURCE)


def test_merges_that_build_on_each_other_are_undone_the_last_first(tx: Tx) -> None:
    one, two, three = (add_show(tx, title) for title in ("Glass", "Galss", "Class"))
    for show_id, user in ((one, ANN), (two, BOB), (three, ANN)):
        add_review(tx, show_id, user, now=show_id)
    before = stored(tx)
    first, second = merge(tx, one, two), merge(tx, two, three)
    assert merges.upon(tx, first) == second
    assert merges.upon(tx, second) is None
    assert merges.since(tx, 0, 9) == [second, first]
    check_sums(tx)

    undo(tx, second)
    assert merges.upon(tx, first) is None
    undo(tx, first)

    assert stored(tx) == before
    assert merges.since(tx, 0, 9) == []


def test_an_entry_whose_title_is_taken_by_now_cant_come_back(tx: Tx) -> None:
    gone, into = add_show(tx, "Galss", Facts(year=2019)), add_show(tx, "Glass", Facts(year=2020))
    done = merge(tx, gone, into)
    add_show(tx, "GALSS", Facts(year=2019))
    with pytest.raises(Refusal, match="“GALSS” has the title and the year"):
        undo(tx, done)


def test_old_merges_are_forgotten_on_every_server(tx: Tx) -> None:
    two_shows(tx)
    merge(tx, 1, 2, now=Millis(100))
    assert merges.drop_before(everywhere(tx), Millis(100)) == 0
    assert merges.drop_before(everywhere(tx), Millis(101)) == 1
    assert merges.since(tx, 0, 9) == []
