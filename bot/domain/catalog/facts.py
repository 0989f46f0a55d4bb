"""What becomes of a show when another catalogue's facts are taken over."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.domain.catalog.show_form import LIST_LIMIT
from bot.domain.catalog.shows import Credit, Facts, Job, Show
from bot.domain.catalog.sources import Candidate, ProvidedShow
from bot.domain.ids import GuildId, ShowId
from bot.domain.text.titles import title_key

TITLES_LENGTH = 4_000
"""Characters of all other titles together, a line each: what a form's field takes."""


@dataclass(frozen=True, slots=True)
class FactRequest:
    """A show whose facts are to be filled in, from the entry `reference` if somebody chose one (else '').

    `attempts` is how often the other catalogue could not be reached.
    """

    guild_id: GuildId
    show_id: ShowId
    reference: str = ""
    attempts: int = 0


def is_bare(show: Show) -> bool:
    """Whether nothing is known of a show but its title, and perhaps its year."""
    return show.facts == Facts(year=show.facts.year)


def the_one_meant(show: Show, found: Iterable[Candidate]) -> Candidate | None:
    """The candidate that a bare show must be: the only one of this title (and year, if that is known)."""
    same = [
        candidate
        for candidate in found
        if title_key(candidate.title) == title_key(show.title) and show.facts.year in (None, candidate.year)
    ]
    return same[0] if len(same) == 1 else None


def taken_over(show: Show, provided: ProvidedShow) -> tuple[str, Facts]:
    """The title and the facts of a show once those of another catalogue are taken over.

    What that catalogue doesn't know stays as it is, and so do the title and the words on roles that were
    chosen here; a bare show gets the other catalogue's title. No title is lost.
    """
    old, new = show.facts, provided.facts
    title = provided.title if is_bare(show) else show.title
    return title, replace(
        new.or_else(old),
        other_titles=_other_titles(title, (*show.titles, provided.title, *new.other_titles)),
        also_read=old.also_read,
        credits=tuple(_credits(old.credits, new.credits)),
    )


def _other_titles(title: str, titles: Iterable[str]) -> tuple[str, ...]:
    """All titles but this one, each once; later ones go where a form has no room for more."""
    others: dict[str, str] = {}
    room = TITLES_LENGTH
    for each in titles:
        key = title_key(each)
        if key != title_key(title) and key not in others and len(others) < LIST_LIMIT:
            room -= len(each) + 1
            if room >= 0:
                others[key] = each
    return tuple(others.values())


def _credits(old: tuple[Credit, ...], new: tuple[Credit, ...]) -> Iterator[Credit]:
    """Job by job, the new people, or the old ones where no new ones are known."""
    roles = {_part(credit): credit.role for credit in old}
    for job in Job:
        mine = [credit for credit in new if credit.job is job]
        for credit in mine or [credit for credit in old if credit.job is job]:
            yield replace(credit, role=roles.get(_part(credit)) or credit.role)


def _part(credit: Credit) -> tuple[Job, str, str]:
    return credit.job, title_key(credit.name), title_key(credit.character)
