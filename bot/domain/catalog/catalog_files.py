"""A catalogue as a file: JSON to move it between servers, and CSV as spreadsheets write it."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from bot.domain.catalog.show_form import LINE_LIMIT, SYNOPSIS_LIMIT, checked_title, checked_year, kind_of
from bot.domain.catalog.shows import Credit, Facts, Job, Show
from bot.domain.errors import Refusal
from bot.domain.text import clean_line, clean_text
from bot.domain.text.cells import plain_cell

FORMAT = "encore-catalog"
VERSION = 1
MOST_PEOPLE, MOST_TITLES = 100, 60
_TEXTS = ("network", "country", "based_on")
_NUMBERS = {"year": 2_100, "episodes": 10_000, "minutes": 2_000}
_LISTS = ("other_titles", "genres", "also_read")
COLUMNS = ("title", "kind", *_NUMBERS, *_TEXTS, *_LISTS, "synopsis", "directors", "writers")


@dataclass(frozen=True, slots=True)
class CatalogEntry:
    """A show in a file."""

    title: str
    facts: Facts


def to_json(shows: Iterable[tuple[Show, Sequence[str]]]) -> str:
    """A catalogue as JSON; each show comes with the titles it is linked with."""
    entries = [_entry_to_dict(show, also_read) for show, also_read in shows]
    return json.dumps({"format": FORMAT, "version": VERSION, "shows": entries}, ensure_ascii=False, indent=1)


def from_json(text: str) -> list[CatalogEntry]:
    """The shows of a JSON file; raises `Refusal` when it is no catalogue of ours or from a newer version."""
    try:
        content = json.loads(text)
    except ValueError as error:
        raise Refusal(f"That is no JSON: {error}.") from None
    fields = cast("dict[str, Any]", content) if isinstance(content, dict) else {}
    if fields.get("format") != FORMAT:
        raise Refusal("That JSON is no catalogue. Make one with `python -m bot export --catalog`.")
    if fields.get("version") != VERSION:
        raise Refusal("That catalogue was written by a newer version of Encore. Upgrade this one first.")
    shows: Any = fields.get("shows") or []
    if not isinstance(shows, list):
        raise Refusal("That catalogue has no list of shows. Make one with `python -m bot export --catalog`.")
    return [_entry_of(number, each) for number, each in enumerate(cast("list[dict[str, Any]]", shows), 1)]


def from_csv(text: str) -> tuple[list[CatalogEntry], tuple[str, ...]]:
    """The shows of a spreadsheet's CSV, and the columns that were not understood.

    The first line names the columns (see `COLUMNS`, in any order and case); commas, semicolons and tabs are
    told apart, and lists within a field are separated by “|”. Raises `Refusal` naming a line that is wrong.
    """
    lines = clean_text(text)
    rows = csv.DictReader(io.StringIO(lines), delimiter=_delimiter(lines), restval="")
    names = {name: _column(name) for name in rows.fieldnames or ()}
    if "title" not in names.values():
        raise Refusal("The first line must name the columns, one of them “title”. Others are: year, kind …")
    entries = [
        _entry_of(
            number,
            {
                names[name]: _split(names[name], plain_cell(value))
                for name, value in row.items()
                if name in names
            },
        )
        for number, row in enumerate(rows, 2)
        if any(value for value in row.values())
    ]
    return entries, tuple(name for name, column in names.items() if column not in COLUMNS)


def _delimiter(text: str) -> str:
    first = text.lstrip("\n").split("\n", 1)[0]
    return max(",;\t", key=first.count)


def _column(name: str) -> str:
    return clean_line(name).casefold().replace(" ", "_")


def _split(column: str, value: str) -> Any:
    if column in (*_LISTS, "directors", "writers"):
        return [part for part in map(clean_line, value.split("|")) if part]
    return value


def _entry_of(number: int, fields: Mapping[str, Any]) -> CatalogEntry:
    """One show of a file; `number` is where it stands, for saying what is wrong."""
    try:
        return CatalogEntry(checked_title(str(fields.get("title") or "")), _facts_of(fields))
    except (Refusal, ValueError, TypeError, AttributeError, KeyError) as error:
        why = error.sentence if isinstance(error, Refusal) else str(error)
        raise Refusal(f"Show {number} of the file can't be read: {why}") from None


def _facts_of(fields: Mapping[str, Any]) -> Facts:
    numbers = {name: _number(name, fields.get(name), most) for name, most in _NUMBERS.items()}
    texts = {name: clean_line(str(fields.get(name) or ""))[:LINE_LIMIT] for name in _TEXTS}
    return Facts(
        other_titles=tuple(checked_title(title) for title in _list(fields, "other_titles")[:MOST_TITLES]),
        kind=kind_of(str(fields.get("kind") or "")),
        year=checked_year(numbers["year"] or None),
        episodes=numbers["episodes"],
        minutes=numbers["minutes"],
        **texts,
        genres=tuple(_list(fields, "genres")),
        synopsis=clean_text(str(fields.get("synopsis") or "")).strip()[:SYNOPSIS_LIMIT],
        credits=_credits_of(fields),
        also_read=tuple(_list(fields, "also_read")),
    )


def _credits_of(fields: Mapping[str, Any]) -> tuple[Credit, ...]:
    made = [Credit(name, Job.DIRECTOR) for name in _list(fields, "directors")]
    made += [Credit(name, Job.WRITER) for name in _list(fields, "writers")]
    entries: list[dict[str, Any]] = fields.get("credits") or []
    for each in entries:
        character, role = (clean_line(str(each.get(key) or ""))[:LINE_LIMIT] for key in ("character", "role"))
        made.append(Credit(clean_line(str(each["name"]))[:LINE_LIMIT], Job(each["job"]), character, role))
    return tuple(credit for credit in made if credit.name)[:MOST_PEOPLE]


def _list(fields: Mapping[str, Any], name: str) -> list[str]:
    values: list[Any] = fields.get(name) or []
    return [line for line in (clean_line(str(each))[:LINE_LIMIT] for each in values) if line]


def _number(name: str, value: Any, most: int) -> int:
    text = str(value or 0).strip() or "0"
    if not (text.isascii() and text.isdigit() and int(text[:9]) <= most):
        raise Refusal(f"“{name}” is “{text[:40]}”, and should be a whole number.")
    return int(text)


def _entry_to_dict(show: Show, also_read: Sequence[str]) -> dict[str, Any]:
    facts = show.facts
    fields: dict[str, Any] = {
        "title": show.title,
        "other_titles": list(facts.other_titles),
        "kind": facts.kind.value,
        "year": facts.year,
        "network": facts.network,
        "country": facts.country,
        "genres": list(facts.genres),
        "episodes": facts.episodes,
        "minutes": facts.minutes,
        "synopsis": facts.synopsis,
        "based_on": facts.based_on,
        "credits": [
            {"name": each.name, "job": each.job.value, "character": each.character, "role": each.role}
            for each in facts.credits
        ],
        "also_read": list(also_read),
    }
    return {name: value for name, value in fields.items() if value}
