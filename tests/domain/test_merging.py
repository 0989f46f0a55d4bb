"""The rules of a merge: which rating stays, which facts are taken over, and what an undo gives back."""

from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalog.merging import Given, RatingPair, part, taken, with_taken, without_taken
from bot.domain.catalog.shows import Credit, Facts, Job, Kind, Show
from bot.domain.ids import GuildId, Millis, ShowId, UserId
from bot.domain.text.titles import title_key

givens = st.builds(Given, st.integers(1, 10), st.integers(0, 5))
pairs = st.builds(RatingPair, st.just(0), st.just(0), st.just(1), givens, st.none() | givens)


@given(pairs)
def test_the_newer_rating_stays(pair: RatingPair) -> None:
    both = [each for each in (pair.gone, pair.into) if each]
    assert pair.stays.rated_at == max(each.rated_at for each in both)
    assert pair.stays in both
    assert (pair.older is None) == (pair.into is None)
    if pair.older:
        assert {pair.stays, pair.older} == set(both)


def test_of_two_ratings_at_the_same_time_that_of_the_entry_that_stays_does() -> None:
    pair = RatingPair(0, 0, UserId(1), Given(3, Millis(5)), Given(8, Millis(5)))
    assert (pair.stays, pair.older) == (Given(8, Millis(5)), Given(3, Millis(5)))


@given(pairs)
def test_untouched_ratings_go_back_to_where_they_were(pair: RatingPair) -> None:
    assert part(pair, pair.stays, reviewed_gone=False, reviewed_into=False) == (pair.gone, pair.into)


@given(pairs, givens, st.booleans(), st.booleans())
def test_a_rating_given_since_stays_with_the_entry_it_was_given_to(
    pair: RatingPair, now: Given, reviewed_gone: bool, reviewed_into: bool
) -> None:
    now = replace(now, rated_at=9)
    parted = part(pair, now, reviewed_gone=reviewed_gone, reviewed_into=reviewed_into)
    assert parted == (pair.gone, now)


@given(pairs, st.none() | givens, st.booleans())
def test_a_review_keeps_a_rating(pair: RatingPair, now: Given | None, reviewed_into: bool) -> None:
    gone, into = part(pair, now, reviewed_gone=True, reviewed_into=reviewed_into and now is not None)
    assert gone == pair.gone
    assert into is not None or not (reviewed_into and now)


def test_a_review_posted_in_the_very_moment_keeps_the_rating_it_shows() -> None:
    pair = RatingPair(0, 0, UserId(1), Given(3, Millis(5)), None)
    assert part(pair, Given(3, Millis(5)), reviewed_gone=False, reviewed_into=True) == (
        Given(3, Millis(5)),
        Given(3, Millis(5)),
    )


words = st.sampled_from(["", "Netflix", "TBS"])
credit_lists = st.lists(
    st.builds(Credit, st.sampled_from(["Goto", "Okada"]), st.sampled_from(Job)), max_size=4
).map(lambda found: tuple(sorted(found, key=lambda each: each.job)))
all_facts = st.builds(
    Facts,
    other_titles=st.lists(st.sampled_from(["Glass", "GLASS!", "Beck", "Nana"]), max_size=3, unique=True).map(
        tuple
    ),
    kind=st.sampled_from(Kind),
    year=st.sampled_from([None, 2019, 2025]),
    network=words,
    country=words,
    genres=st.sampled_from([(), ("Music",)]),
    episodes=st.integers(0, 2),
    minutes=st.integers(0, 2),
    synopsis=words,
    based_on=words,
    poster_url=words,
    credits=credit_lists,
)


@given(all_facts, all_facts)
def test_facts_win_that_are_there_and_gaps_are_filled(theirs: Facts, ours: Facts) -> None:
    gone, into = Show(GuildId(1), ShowId(1), "Galss", theirs), Show(GuildId(1), ShowId(2), "Glass", ours)
    facts = with_taken(ours, taken(gone, into))
    for name in (field.name for field in fields(Facts) if field.name not in ("credits", "other_titles")):
        assert getattr(facts, name) == (getattr(ours, name) or getattr(theirs, name)), name
    titles = Show(GuildId(1), ShowId(2), "Glass", facts).titles
    assert titles[: len(into.titles)] == into.titles
    assert {title_key(title) for title in titles} == {title_key(t) for t in gone.titles + into.titles}
    assert len(titles) - len(into.titles) == len(
        {title_key(title) for title in gone.titles} - {title_key(title) for title in into.titles}
    ), "none comes twice"
    for job in Job:
        merged = Show(GuildId(1), ShowId(2), "Glass", facts).people(job)
        assert merged == (into.people(job) or gone.people(job))


@given(all_facts, all_facts)
def test_what_was_taken_over_can_be_given_back(theirs: Facts, ours: Facts) -> None:
    took = taken(Show(GuildId(1), ShowId(1), "Galss", theirs), Show(GuildId(1), ShowId(2), "Glass", ours))
    assert without_taken(with_taken(ours, took), took) == ours


@given(all_facts, all_facts, all_facts)
def test_what_an_editor_has_put_in_its_place_stays(theirs: Facts, ours: Facts, edited: Facts) -> None:
    took = taken(Show(GuildId(1), ShowId(1), "Galss", theirs), Show(GuildId(1), ShowId(2), "Glass", ours))
    facts = without_taken(edited, took)
    for name in ("year", "network", "genres", "synopsis"):
        if getattr(edited, name) != getattr(took, name):
            assert getattr(facts, name) == getattr(edited, name)
