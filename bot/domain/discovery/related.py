"""How strongly two shows are related, and why: the evidence weighed and put into words.

Each reason is a share from 0 to 1 of its weight, and the weights add up to the relation's score:

- A moderator's link is 1. Its weight is more than all others' together, so linked shows come first.
- People in common, those of each job: a person is worth what they did in both shows (`PARTS`, less for a
  smaller role), and persons add up as independent chances do: 1 - (1 - p)(1 - q)….
- Liked by the same members: the cosine of the two shows' sets of likers (Sarwar et al., Item-based
  collaborative filtering recommendation algorithms, WWW 2001; Deshpande and Karypis, Item-based top-N
  recommendation algorithms, ACM TOIS 22, 2004), shrunk towards 0 when few members like both (Bell and Koren,
  Scalable collaborative filtering with jointly derived neighborhood interpolation weights, ICDM 2007).
- A similar subject: shared genres and words of reviews, which add up like persons, and the network. Each is
  worth the less, the more shows have it (as the inverse document frequency of Spärck Jones, A statistical
  interpretation of term specificity, Journal of Documentation 28, 1972), and a word the more, the more
  reviews of both shows use it. One word that two reviews happen to share says nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from math import log2, prod, sqrt
from typing import TypeVar

from bot.domain.catalog.shows import Job
from bot.domain.ids import ShowId

LIKED = 8
"""A rating of at least this many half stars says that the show is liked."""
FEWEST = 3
"""Fewer members than this say nothing about what is liked together."""
SHRINKAGE = 4
"""With as many members who like both, the cosine counts half."""
OPPOSED = 3
"""Opinions that differ by at least this many half stars oppose each other."""

ALSO_READ = "also read"
LIKED_HERE = "liked by the same members here"


class SubjectKind(StrEnum):
    """What says that a show is about something; the value is how it is stored."""

    GENRE = "genre"
    NETWORK = "network"
    WORD = "word"


LINK, LIKES, PEOPLE, SUBJECT = 16.0, 8.0, 1.5, 1.0
"""What a reason of each kind weighs; that of people comes up to three times, once for each job."""
PARTS = {Job.DIRECTOR: 0.7, Job.WRITER: 0.6, Job.CAST: 0.7}
"""What somebody is worth who did this in both shows, as the first of their job."""
SMALLER = 6
"""The seventh of the cast is worth half the first, on either side."""
SUBJECTS = {SubjectKind.GENRE: 0.5, SubjectKind.NETWORK: 0.2, SubjectKind.WORD: 0.5}
"""What a shared subject is worth that only these two shows have."""
MOST_SHARING = 12
"""A subject of more shows than this says little; so many of them are looked at."""
EVERYWHERE = 400
"""How many shows a subject of more than `MOST_SHARING` is taken to have: nobody counts them."""
TOPICS_SAID = 3
LEAST = 0.03
"""What is related by less than this isn't worth mentioning."""

_JOB_WORDS = {Job.DIRECTOR: "also directed by", Job.WRITER: "also written by", Job.CAST: "also with"}


@dataclass(frozen=True, slots=True)
class Involvement:
    """What a person did for a show: the `place`-th (from 0) of those with this job."""

    job: Job
    place: int


@dataclass(frozen=True, slots=True)
class SharedPerson:
    """A person who did something for both shows."""

    show_id: ShowId
    name: str
    here: Involvement
    there: Involvement


@dataclass(frozen=True, slots=True)
class Together:
    """Another show that `members` of those asked like as well; `likes` members like it in all."""

    show_id: ShowId
    members: int
    likes: int


@dataclass(frozen=True, slots=True)
class Liking:
    """How many members like a show, how many of them were asked what else they like, and what that is."""

    likes: int = 0
    asked: int = 0
    together: Sequence[Together] = ()


@dataclass(frozen=True, slots=True)
class SharedSubject:
    """A subject that this show has in common with `others`: (show, how many of its reviews speak of it).

    `here` is how many of this show's reviews speak of it; `shows` is how many shows have it, this one
    included, and more than `MOST_SHARING` stands for any number above.
    """

    kind: SubjectKind
    subject: str
    here: int
    shows: int
    others: Sequence[tuple[ShowId, int]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of what relates a show to others; its `network` as one spells it."""

    linked: Sequence[ShowId] = ()
    people: Sequence[SharedPerson] = ()
    liking: Liking = field(default_factory=Liking)
    subjects: Sequence[SharedSubject] = ()
    network: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """Another show, how strongly it is related, and why: in words, some of them members', strongest first."""

    show_id: ShowId
    score: float
    reasons: tuple[str, ...]


T = TypeVar("T")
_Subject = tuple[SharedSubject, int]
"""What is shared, and how many of the other show's reviews speak of it."""
_Reason = tuple[float, Callable[[], str]]
"""What a reason weighs, and how it is put into words."""


def similarity(liking: Liking, other: Together) -> float:
    """How alike two shows' likers are, from 0 to 1: c / √(a·b) · n / (n + λ), and 0 for fewer than three.

    Of the a members who like the one show, n of those asked like the other, too; so c = n · a / asked of all.
    """
    if other.members < FEWEST:
        return 0.0
    both = other.members * liking.likes / liking.asked
    return min(1.0, both / sqrt(liking.likes * other.likes)) * other.members / (other.members + SHRINKAGE)


def worth_of_person(here: Involvement, there: Involvement) -> float:
    """What a shared person is worth: a main role in both shows the most, a guest's the least."""
    return sqrt(_worth(here) * _worth(there))


def worth_of_subject(shared: SharedSubject, there: int) -> float:
    """What a subject is worth that `there` of the other show's reviews speak of."""
    shows = shared.shows if shared.shows <= MOST_SHARING else EVERYWHERE
    both = min(shared.here, there)
    used = both / (both + 1) if shared.kind is SubjectKind.WORD else 1.0
    return SUBJECTS[shared.kind] * used / log2(max(shows, 2))


def ranked(evidence: Evidence) -> Iterator[Relation]:
    """The related shows, the strongest relation first, ties by number.

    Reasons are put into words for those only that are taken.
    """
    found: dict[ShowId, list[_Reason]] = defaultdict(list)
    for show_id in evidence.linked:
        found[show_id].append((LINK, lambda: ALSO_READ))
    for each in evidence.liking.together:
        if alike := similarity(evidence.liking, each):
            found[each.show_id].append((LIKES * alike, lambda: LIKED_HERE))
    for show_id, people in _grouped((each.show_id, each) for each in evidence.people).items():
        found[show_id] += _shared_people(people)
    subjects = ((show_id, (each, there)) for each in evidence.subjects for show_id, there in each.others)
    for show_id, shared in _grouped(subjects).items():
        found[show_id] += _shared_subjects(shared, evidence.network)
    scores = {show_id: sum(weight for weight, _ in reasons) for show_id, reasons in found.items()}
    for show_id in sorted(scores, key=lambda show_id: (-scores[show_id], show_id)):
        if scores[show_id] < LEAST:
            break
        reasons = sorted(found[show_id], key=lambda reason: -reason[0])
        yield Relation(show_id, scores[show_id], tuple(words() for _, words in reasons))


def _worth(part: Involvement) -> float:
    return PARTS[part.job] * SMALLER / (SMALLER + part.place)


def _shared_people(people: Sequence[SharedPerson]) -> Iterator[_Reason]:
    """The reasons why a show is related that has these people in common, one for each of their jobs there."""
    by_job: dict[Job, dict[str, float]] = {}
    for person in people:
        worths = by_job.setdefault(person.there.job, {})
        worths[person.name] = max(worth_of_person(person.here, person.there), worths.get(person.name, 0.0))
    for job, worths in by_job.items():
        yield PEOPLE * _any_of(worths.values()), partial(_of_people, job, worths)


def _of_people(job: Job, worths: Mapping[str, float]) -> str:
    return f"{_JOB_WORDS[job]} {_listed(sorted(worths, key=lambda name: -worths[name]))}"


def _shared_subjects(subjects: Sequence[_Subject], network: str) -> Iterator[_Reason]:
    """The reasons why a show is related that has these subjects in common."""
    genres: dict[str, float] = {}
    spoken_of: dict[str, float] = {}
    by_chance = True
    for shared, there in subjects:
        worth = worth_of_subject(shared, there)
        if shared.kind is SubjectKind.NETWORK:
            yield SUBJECT * worth, partial("also on {}".format, network or shared.subject)
        elif shared.kind is SubjectKind.GENRE:
            genres[shared.subject] = worth
        else:
            spoken_of[shared.subject] = worth
            by_chance = by_chance and min(shared.here, there) == 1
    topics = spoken_of | genres
    if genres or len(topics) > int(by_chance):
        yield SUBJECT * _any_of(topics.values()), partial(_of_topics, genres, spoken_of)


def _of_topics(genres: Mapping[str, float], spoken_of: Mapping[str, float]) -> str:
    """Genres come before words, the more telling before the others."""
    told = [
        subject
        for worths in (genres, spoken_of)
        for subject in sorted(worths, key=lambda subject: (-worths[subject], subject))
    ]
    return f"similar subject: {', '.join(list(dict.fromkeys(told))[:TOPICS_SAID])}"


def _any_of(chances: Iterable[float]) -> float:
    """The chance that any of several independent things is so."""
    return 1 - prod(1 - chance for chance in chances)


def _grouped(shared: Iterable[tuple[ShowId, T]]) -> dict[ShowId, list[T]]:
    found: dict[ShowId, list[T]] = defaultdict(list)
    for show_id, each in shared:
        found[show_id].append(each)
    return found


def _listed(names: Sequence[str]) -> str:
    if len(names) > 3:
        names = [*names[:2], f"{len(names) - 2} more"]
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
