"""The form with which a show is added: labelled lines and a cast list, as a person types them on a phone."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.domain.catalog.drafts import FormPart, ShowDraft
from bot.domain.catalog.shows import Credit, Facts, Job, Kind, Show
from bot.domain.errors import Refusal
from bot.domain.text import clean_line, clean_text

T = TypeVar("T")

TITLE_LIMIT = 200
LINE_LIMIT = 200
SYNOPSIS_LIMIT = 1500
LIST_LIMIT = 60

FACTS_TEMPLATE = """\
Kind: series
Network:
Country:
Genres:
Episodes:
Minutes:
Based on:
Also read:"""
MAKERS_TEMPLATE = "Directors:\nWriters:"

_CAST_LINE = re.compile(
    r"""^(?P<name>.+?)\s+as\s+(?P<character>.+?)    # Satoh Takeru as Naoki Fujitani
    (?:\s+[-–—]\s+(?P<role>.+)                    # perhaps “ – a few words”
      |\s*\((?P<words>[^()]+)\))?$                # or “ (a few words)”
    """,
    re.VERBOSE | re.IGNORECASE,
)
_KINDS = {
    "": Kind.UNKNOWN,
    "series": Kind.SERIES,
    "tv": Kind.SERIES,
    "show": Kind.SERIES,
    "drama": Kind.SERIES,
    "film": Kind.FILM,
    "movie": Kind.FILM,
    "special": Kind.SPECIAL,
}


def checked_title(typed: str) -> str:
    """A title as it is stored; raises `Refusal` when nothing readable is left or it is too long."""
    title = clean_line(typed)
    if not title:
        raise Refusal("A show needs a title with at least one readable character. Type it once more.")
    if len(title) > TITLE_LIMIT:
        raise Refusal(
            f"A title can have {TITLE_LIMIT} characters, and this one has {len(title)}. "
            "Shorten it and try again.",
            typed=title,
        )
    return title


def read_form(draft: ShowDraft, old: Facts | None = None) -> Facts:
    """The facts of a filled-in form; what its part doesn't ask for stays as in `old`.

    Raises `Refusal` naming the first line that can't be understood.
    """
    facts = old or Facts(year=draft.year)
    if draft.part in (FormPart.NEW, FormPart.FACTS):
        facts = _with_facts(facts, draft)
    if draft.part in (FormPart.NEW, FormPart.CREDITS):
        facts = replace(facts, credits=_credits(draft))
    if draft.part in (FormPart.NEW, FormPart.TITLES):
        facts = replace(facts, other_titles=_other_titles(draft))
    return facts


def fill_form(show: Show, part: FormPart) -> ShowDraft:
    """The form for a part of a show, filled in with what is known; `read_form` reads it back the same."""
    facts = show.facts
    lines = (
        f"Kind: {facts.kind}",
        f"Year: {facts.year or ''}",
        f"Network: {facts.network}",
        f"Country: {facts.country}",
        f"Genres: {', '.join(facts.genres)}",
        f"Episodes: {facts.episodes or ''}",
        f"Minutes: {facts.minutes or ''}",
        f"Based on: {facts.based_on}",
    )
    makers = (
        f"Directors: {', '.join(each.name for each in show.people(Job.DIRECTOR))}",
        f"Writers: {', '.join(each.name for each in show.people(Job.WRITER))}",
    )
    return ShowDraft(
        show.title,
        facts.year,
        show.show_id,
        part,
        other_titles="\n".join(facts.other_titles),
        facts="\n".join(lines),
        makers="\n".join(makers),
        cast="\n".join(map(cast_line, show.people(Job.CAST))),
        synopsis=facts.synopsis,
    )


def _with_facts(facts: Facts, draft: ShowDraft) -> Facts:
    lines = _labelled(draft.facts, _FACT_LABELS)
    synopsis = clean_text(draft.synopsis).strip()
    if len(synopsis) > SYNOPSIS_LIMIT:
        raise Refusal(
            f"A synopsis can have {SYNOPSIS_LIMIT:,} characters, and this one has {len(synopsis):,}. "
            "Shorten it and send the form again."
        )
    year = _number("Year", lines.get("year", ""), 2_100) or None
    return replace(
        facts,
        kind=kind_of(lines.get("kind", "")),
        year=checked_year(year) if draft.part is FormPart.FACTS else checked_year(year or draft.year),
        network=lines.get("network", ""),
        country=lines.get("country", ""),
        genres=_listed(lines.get("genres", "")),
        episodes=_number("Episodes", lines.get("episodes", ""), 10_000),
        minutes=_number("Minutes", lines.get("minutes", ""), 2_000),
        synopsis=synopsis,
        based_on=lines.get("based on", ""),
        also_read=_listed(lines.get("also read", "")),
    )


def _credits(draft: ShowDraft) -> tuple[Credit, ...]:
    lines = _labelled(draft.makers, _MAKER_LABELS)
    return (
        *(Credit(name, Job.DIRECTOR) for name in _listed(lines.get("directors", ""))),
        *(Credit(name, Job.WRITER) for name in _listed(lines.get("writers", ""))),
        *_cast(draft.cast),
    )


def checked_year(year: int | None) -> int | None:
    """A year a show can be from; raises `Refusal` for others."""
    if year is not None and not 1880 <= year <= 2100:
        raise Refusal(f"{year} is not a year a show can be from. Give it with four digits, such as 2025.")
    return year


@dataclass(frozen=True, slots=True)
class _Labels:
    names: dict[str, str]
    example: str


_FACT_LABELS = _Labels(
    {
        "kind": "kind",
        "year": "year",
        "network": "network",
        "country": "country",
        "genres": "genres",
        "genre": "genres",
        "episodes": "episodes",
        "minutes": "minutes",
        "based on": "based on",
        "also read": "also read",
    },
    "Network: Netflix",
)
_MAKER_LABELS = _Labels(
    {
        "directors": "directors",
        "director": "directors",
        "directed by": "directors",
        "writers": "writers",
        "writer": "writers",
        "written by": "writers",
    },
    "Directors: Kohtaro Goto, Kensaku Kakimoto",
)


_LISTS = {"genres", "also read", "directors", "writers"}


def _labelled(text: str, labels: _Labels) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in map(clean_line, clean_text(text).split("\n")):
        label, colon, value = line.partition(":")
        name = labels.names.get(label.strip().casefold())
        if line and not (colon and name):
            raise Refusal(f"I can't read the line “{_short(line)}”. Write it like this: {labels.example}")
        if name and any(len(part) > LINE_LIMIT for part in (_listed(value) if name in _LISTS else [value])):
            raise Refusal(f"The line “{_short(line)}” is too long. {LINE_LIMIT} characters fit.")
        if name and value.strip():
            found[name] = value.strip()
    return found


def _other_titles(draft: ShowDraft) -> tuple[str, ...]:
    lines = _lines(draft.other_titles, checked_title)
    return tuple(title for title in lines if title != clean_line(draft.title))


def _cast(text: str) -> tuple[Credit, ...]:
    return _lines(text, _cast_member)


def _cast_member(line: str) -> Credit:
    if len(line) > LINE_LIMIT:
        raise Refusal(f"The line “{_short(line)}” is too long. Write it like this: Actor as Character")
    match = _CAST_LINE.match(line)
    if match is None:
        return Credit(line, Job.CAST)
    return Credit(match["name"], Job.CAST, match["character"], match["role"] or match["words"] or "")


def cast_line(credit: Credit) -> str:
    """A member of the cast as a line of the form: “Satoh Takeru as Naoki Fujitani – composer”."""
    line = f"{credit.name} as {credit.character}" if credit.character else credit.name
    return f"{line} – {credit.role}" if credit.role and credit.character else line


def _lines(text: str, read: Callable[[str], T]) -> tuple[T, ...]:
    lines = [line for line in map(clean_line, clean_text(text).split("\n")) if line]
    if len(lines) > LIST_LIMIT:
        raise Refusal(f"There are {len(lines)} lines in one field; {LIST_LIMIT} are allowed.")
    return tuple(dict.fromkeys(read(line) for line in lines))


def _listed(value: str) -> tuple[str, ...]:
    parts = (part.strip() for part in re.split(r"[,;、，]|\s+(?:and|&)\s+", value))
    return tuple(dict.fromkeys(part for part in parts if part))


def kind_of(value: str) -> Kind:
    """The kind that a word names, such as “movie”; raises `Refusal` for others."""
    kind = _KINDS.get(value.casefold())
    if kind is None:
        raise Refusal(f"“{_short(value)}” is no kind of show I know. Write series, film or special.")
    return kind


def _number(label: str, value: str, most: int) -> int:
    if not value:
        return 0
    if not (value.isascii() and value.isdigit() and int(value) <= most):
        raise Refusal(f"“{label}: {_short(value)}” should be a whole number, such as “{label}: 10”.")
    return int(value)


def _short(line: str) -> str:
    return line if len(line) <= 60 else f"{line[:60]}…"
