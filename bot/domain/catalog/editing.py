"""Keeping a catalogue: who may add shows, and what an edit has changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.catalog.shows import Credit, Job, Show, ShowName
from bot.domain.ids import UserId
from bot.domain.text.spoilers import bars_apart


class AddingPolicy(StrEnum):
    """Who may add shows on a server; the value is how it is stored."""

    EVERYBODY = "everybody"
    APPROVAL = "approval"
    MODERATORS = "moderators"


@dataclass(frozen=True, slots=True)
class Pending:
    """A show that waits for approval: who added it, and how many reviews it has already."""

    show: ShowName
    user_id: UserId
    review_count: int


@dataclass(frozen=True, slots=True)
class Removal:
    """What goes with a show when it is removed. With reviews it can't be."""

    show: ShowName
    review_count: int
    rating_count: int


def changes(before: Show, after: Show) -> tuple[str, ...]:
    """What an edit changed, a line a fact: “Network: Netflix → TBS”."""
    return tuple(_changes(before, after))


def _changes(before: Show, after: Show) -> Iterator[str]:
    old, new = before.facts, after.facts
    for label, was, now in (
        ("Title", before.title, after.title),
        ("Other titles", _listed(old.other_titles), _listed(new.other_titles)),
        ("Kind", old.kind.value, new.kind.value),
        ("Year", str(old.year or ""), str(new.year or "")),
        ("Network", old.network, new.network),
        ("Country", old.country, new.country),
        ("Genres", _listed(old.genres), _listed(new.genres)),
        ("Episodes", str(old.episodes or ""), str(new.episodes or "")),
        ("Minutes", str(old.minutes or ""), str(new.minutes or "")),
        ("Based on", old.based_on, new.based_on),
    ):
        if was != now:
            yield f"{label}: {bars_apart(was) or 'nothing'} → {bars_apart(now) or 'nothing'}"
    if old.synopsis != new.synopsis:
        yield "Synopsis: rewritten" if new.synopsis else "Synopsis: taken away"
    for job, label in ((Job.DIRECTOR, "Directors"), (Job.WRITER, "Writers"), (Job.CAST, "Cast")):
        yield from _people(label, before.people(job), after.people(job))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(bars_apart, names))


def _people(label: str, before: tuple[Credit, ...], after: tuple[Credit, ...]) -> Iterator[str]:
    was = {(each.name, each.character, each.role) for each in before}
    now = {(each.name, each.character, each.role) for each in after}
    gone = sorted({name for name, *_ in was - now} - {name for name, *_ in now})
    come = sorted({name for name, *_ in now - was} - {name for name, *_ in was})
    recast = sorted({name for name, *_ in now - was} & {name for name, *_ in was})
    parts = [
        f"{word} {_listed(names)}"
        for word, names in (("added", come), ("removed", gone), ("changed", recast))
        if names
    ]
    if parts or [each.name for each in before] != [each.name for each in after]:
        yield f"{label}: {'; '.join(parts) or 'another order'}"
