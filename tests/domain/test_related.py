"""How evidence is weighed: the formulas, what outweighs what, and the reasons in words."""

from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalog.shows import Job
from bot.domain.discovery.related import (
    FEWEST,
    MOST_SHARING,
    SHRINKAGE,
    Evidence,
    Involvement,
    Liking,
    SharedPerson,
    SharedSubject,
    SubjectKind,
    Together,
    ranked,
    similarity,
    worth_of_person,
    worth_of_subject,
)
from bot.domain.ids import ShowId

LEAD, GUEST = Involvement(Job.CAST, 0), Involvement(Job.CAST, 9)
jobs = st.builds(Involvement, st.sampled_from(Job), st.integers(0, 29))


def shared(
    subject: str, kind: SubjectKind = SubjectKind.WORD, *, here: int = 2, there: int = 2, shows: int = 2
) -> SharedSubject:
    return SharedSubject(kind, subject, here, shows, [(ShowId(2), there)])


def reasons(evidence: Evidence) -> list[tuple[int, tuple[str, ...]]]:
    return [(relation.show_id, relation.reasons) for relation in ranked(evidence)]


@given(st.integers(1, 10_000), st.integers(0, 10_000), st.integers(0, 10_000))
def test_similarity_is_the_shrunk_cosine(both: int, more_here: int, more_there: int) -> None:
    here, there = both + more_here, both + more_there
    found = similarity(Liking(here, here), Together(ShowId(2), both, there))
    cosine = both / sqrt(here * there)
    assert isclose(found, cosine * both / (both + SHRINKAGE) if both >= FEWEST else 0)
    assert 0 <= found < 1


def test_two_members_say_nothing_and_three_little() -> None:
    two, three, many = (similarity(Liking(n, n), Together(ShowId(2), n, n)) for n in (2, 3, 300))
    assert two == 0 < three < many


def test_those_who_were_not_asked_are_taken_to_be_like_the_others() -> None:
    all_asked = similarity(Liking(1_000, 1_000), Together(ShowId(2), 500, 800))
    assert isclose(similarity(Liking(1_000, 100), Together(ShowId(2), 50, 800)), all_asked, rel_tol=0.1)


@given(jobs, jobs, jobs)
def test_a_main_role_is_worth_more_than_a_guests_on_either_side(
    here: Involvement, there: Involvement, other: Involvement
) -> None:
    bigger = Involvement(there.job, 0)
    assert worth_of_person(here, there) <= worth_of_person(here, bigger)
    assert worth_of_person(here, there) == worth_of_person(there, here)
    assert 0 < worth_of_person(here, other) < 1


def test_a_lead_in_both_is_before_a_guest_in_both() -> None:
    evidence = Evidence(
        people=[SharedPerson(ShowId(2), "A", GUEST, GUEST), SharedPerson(ShowId(3), "B", LEAD, LEAD)]
    )
    assert reasons(evidence) == [(3, ("also with B",)), (2, ("also with A",))]


def test_an_editors_link_outweighs_everything_else_together() -> None:
    people = [
        SharedPerson(ShowId(2), f"{job} {n}", Involvement(job, 0), Involvement(job, 0))
        for job in Job
        for n in range(20)
    ]
    subjects = [shared(f"word {n}", here=99, there=99) for n in range(30)]
    subjects += [shared(f"genre {n}", SubjectKind.GENRE) for n in range(9)]
    subjects.append(shared("Netflix", SubjectKind.NETWORK))
    liking = Liking(10**6, 10**6, (Together(ShowId(2), 10**6, 10**6),))
    assert [show_id for show_id, _ in reasons(Evidence([ShowId(1)], people, liking, subjects))] == [1, 2]


def test_several_reasons_are_told_the_strongest_first() -> None:
    people = [
        SharedPerson(ShowId(2), "Goto", Involvement(Job.DIRECTOR, 0), Involvement(Job.DIRECTOR, 0)),
        SharedPerson(ShowId(2), "Guest", GUEST, GUEST),
        *(
            SharedPerson(ShowId(2), name, Involvement(Job.CAST, at), Involvement(Job.CAST, at))
            for at, name in enumerate("ABC")
        ),
    ]
    subjects = [shared("music", SubjectKind.GENRE), shared("drummer"), shared("band"), shared("rain", here=1)]
    subjects.append(shared("Netflix", SubjectKind.NETWORK))
    liking = Liking(5, 5, (Together(ShowId(2), 4, 4),))
    assert reasons(Evidence([ShowId(2)], people, liking, subjects)) == [
        (
            2,
            (
                "also read",
                "liked by the same members here",
                "also with A, B and 2 more",
                "also directed by Goto",
                "similar subject: music, band, drummer",
                "also on Netflix",
            ),
        )
    ]


def test_one_word_that_two_reviews_happen_to_share_says_nothing() -> None:
    chance = shared("jackets", here=1, there=1)
    assert reasons(Evidence(subjects=[chance])) == []
    assert reasons(Evidence(subjects=[chance, shared("rain", here=1, there=1)])) == [
        (2, ("similar subject: jackets, rain",))
    ]
    assert reasons(Evidence(subjects=[shared("jackets")])) == [(2, ("similar subject: jackets",))]


@pytest.mark.parametrize("kind", SubjectKind)
def test_what_many_shows_have_says_less(kind: SubjectKind) -> None:
    worths = [worth_of_subject(shared("x", kind, shows=n), 2) for n in range(2, MOST_SHARING + 2)]
    assert worths == sorted(worths, reverse=True)
    assert worths[-1] < worths[-2] * 2 / 3  # more than so many: nobody knows how many


def test_what_is_hardly_related_is_not_mentioned() -> None:
    everywhere = shared("Netflix", SubjectKind.NETWORK, shows=MOST_SHARING + 1)
    far_down = Involvement(Job.CAST, 999)
    assert (
        reasons(Evidence([], [SharedPerson(ShowId(2), "A", far_down, far_down)], subjects=[everywhere])) == []
    )
    assert reasons(Evidence(subjects=[shared("drama", SubjectKind.GENRE, shows=MOST_SHARING + 1)])) != []
