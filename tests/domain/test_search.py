"""What is looked for, whatever is typed, and what comes first of what is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.discovery.search import MOST_PHRASES, MOST_TOKENS, Fit, Query, SearchCandidate, ranked
from bot.domain.ids import ReviewId
from bot.domain.text.searching import words


@pytest.mark.parametrize(
    ("typed", "phrases"),
    [
        ("glass hearts", (("glass",), ("heart",))),
        ('"glass heart" drum', (("glass", "heart"), ("drum",))),
        ("“glass heart” 「音楽の」", (("glass", "heart"), ("音楽", "楽の"))),
        ("sci-fi", (("sci", "fi"),)),
        ("a AND", (("a",), ("and",))),
        ('x OR (y NOT "z', (("x",), ("or",), ("y",), ("not",), ("z",))),
        ("O'Brien", (("obrien",),)),
        ("drum Drums DRUM", (("drum",),)),
        ('"', ()),
        ('""', ()),
        ("😀 *** -", ()),
        ("", ()),
    ],
)
def test_what_is_typed_is_looked_for(typed: str, phrases: tuple[tuple[str, ...], ...]) -> None:
    assert Query.of(typed).phrases == phrases


@given(st.text(max_size=200))
def test_any_text_is_a_query_within_bounds(typed: str) -> None:
    query = Query.of(typed)
    assert len(query.phrases) <= MOST_PHRASES
    assert len(query.whole) <= MOST_TOKENS
    assert all(query.phrases)
    assert set(query.whole) <= set(words(typed.replace('"', " ")))
    assert len(query.in_single_words.phrases) <= MOST_PHRASES
    assert all(len(phrase) == 1 for phrase in query.in_single_words.phrases)


def test_each_phrase_is_left_out_once() -> None:
    query = Query.of('"a b" c d')
    assert [fewer.phrases for fewer in query.with_one_left_out] == [
        (("c",), ("d",)),
        (("a", "b"), ("d",)),
        (("a", "b"), ("c",)),
    ]
    assert Query.of("alone").with_one_left_out == ()


def candidate(
    review_id: ReviewId, tokens: str, fit: Fit = Fit.WORDS, helpful: int = 0, headline: str = ""
) -> SearchCandidate:
    return SearchCandidate(review_id, fit, headline, tokens, helpful)


def test_the_best_kind_of_match_comes_first() -> None:
    kinds = [candidate(ReviewId(int(fit)), "drum", fit) for fit in Fit]
    assert ranked(Query.of("drum"), reversed(kinds)) == [int(fit) for fit in Fit]
    twice = [
        candidate(ReviewId(1), "drum"),
        candidate(ReviewId(2), "drum", Fit.HEADLINE),
        candidate(ReviewId(2), "drum"),
    ]
    assert ranked(Query.of("drum"), twice) == [2, 1]


def test_a_headline_that_has_it_side_by_side_comes_before_one_that_has_it_apart() -> None:
    apart = candidate(
        ReviewId(1), "drum and drum loud loud", Fit.HEADLINE, headline="drum loud or loud and drum"
    )
    together = candidate(ReviewId(2), "loud drum and more of that", Fit.HEADLINE, headline="a loud drum")
    assert ranked(Query.of("loud drum"), [apart, together]) == [2, 1]


def test_a_text_that_has_it_side_by_side_comes_before_one_that_has_it_apart_and_more_often() -> None:
    apart = candidate(ReviewId(1), "drum and loud and loud and drum", helpful=9)
    together = candidate(ReviewId(2), "it is a loud drum and more of that and of this")
    assert ranked(Query.of("loud drum"), [apart, together]) == [2, 1]


def test_what_is_said_more_often_and_in_fewer_words_comes_first() -> None:
    once, often = (
        candidate(ReviewId(1), "drum of a kind and more"),
        candidate(ReviewId(2), "drum drum and drum some"),
    )
    assert ranked(Query.of("drum"), [once, often]) == [2, 1]
    long, short = (
        candidate(ReviewId(3), "drum " + "and so on " * 90),
        candidate(ReviewId(4), "drum and so on"),
    )
    assert ranked(Query.of("drum"), [long, short]) == [4, 3]


def test_helpful_votes_decide_between_what_is_alike_then_the_newest() -> None:
    alike = [
        candidate(ReviewId(1), "drum a"),
        candidate(ReviewId(2), "drum b", helpful=5),
        candidate(ReviewId(3), "drum c"),
    ]
    assert ranked(Query.of("drum"), alike) == [2, 3, 1]


def test_of_those_with_most_words_that_with_more_of_them_comes_first() -> None:
    query = Query.of("loud tender drum")
    fewer = candidate(ReviewId(1), "loud loud loud", Fit.MOST_WORDS)
    more = candidate(ReviewId(2), "tender drum and a lot of other words beside these", Fit.MOST_WORDS)
    assert ranked(query, [fewer, more]) == [2, 1]


def test_nothing_gives_nothing() -> None:
    assert ranked(Query.of("drum"), []) == []
    assert ranked(Query(()), [candidate(ReviewId(1), "")]) == [1]
