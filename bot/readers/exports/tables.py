"""CSV files as services and spreadsheets write them: columns found by name, in any order and case."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bot.domain.errors import Refusal
from bot.domain.members.imports.entries import Gathered, Raw, Reading
from bot.domain.members.imports.scales import Scale, guessed
from bot.domain.text.cells import plain_cell

MOST_ROWS = 20_000
DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its fields by column, and where it stands."""

    where: str
    fields: Mapping[str, str]

    def __call__(self, *columns: str) -> str:
        """What stands in the first of these columns that isn't empty."""
        return next((text for name in columns if (text := self.fields.get(name, "").strip())), "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A CSV file: its columns as keys (“letterboxduri” for “Letterboxd URI”), and its rows."""

    columns: frozenset[str]
    name: str
    lines: str
    delimiter: str

    def has(self, *columns: str) -> bool:
        """Whether there are all of these columns."""
        return self.columns.issuperset(columns)

    def rows(self, problems: list[str]) -> Iterator[SheetRow]:
        """Each row that is not blank; of those that can't be read, `problems` is told.

        Raises `Refusal` when there are too many.
        """
        reader = csv.reader(io.StringIO(self.lines), delimiter=self.delimiter, strict=True)
        header = [column_key(name) for name in next(reader)]
        count = 0
        while True:
            first = reader.line_num + 1
            where = f"{self.name}, line {first}" if self.name else f"line {first}"
            try:
                values = next(reader, None)
            except csv.Error as error:
                problems.append(f"{where}: {_plain(str(error))}")
                continue
            if values is None:
                return
            count += 1
            if count > MOST_ROWS:
                raise Refusal(f"That file has more than {MOST_ROWS:,} rows. Split it and import the parts.")
            if len(values) > len(header) and any(values[len(header) :]):
                problems.append(f"{where}: more fields than columns; is a comma or a quote missing?")
            elif any(value.strip() for value in values):
                yield SheetRow(where, dict(zip(header, map(plain_cell, values), strict=False)))


def table_of(text: str, name: str = "") -> Sheet | None:
    """The text as a table; None if its first line can't be one of column names."""
    lines = text.lstrip("\n")
    first = lines.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    try:
        header: list[str] = next(csv.reader(io.StringIO(lines), delimiter=delimiter, strict=True))
    except (csv.Error, StopIteration):
        return None
    columns = frozenset(key for name in header if (key := column_key(name)))
    return Sheet(columns, name, lines, delimiter) if columns else None


def column_key(name: str) -> str:
    """“letterboxduri” for “Letterboxd URI”, “showname” for “showName” and “show_name”."""
    return re.sub(r"[\W_]+", "", name.casefold())


def read_table(
    table: Sheet, source: str, raw_of: Callable[[SheetRow], Raw | None], scale: Scale | None = None
) -> Reading:
    """A table whose rows become entries by `raw_of` (None leaves one out).

    Without a `scale`, it is what the ratings say themselves, or else is guessed from them.
    """
    gathered = Gathered()
    for row in table.rows(gathered.problems):
        if raw := raw_of(row):
            gathered.add(raw, scale)
    return reading_of(source, gathered, scale)


def reading_of(source: str, gathered: Gathered, scale: Scale | None) -> Reading:
    """What was gathered, with its scale; raises `Refusal` when the ratings are out of different numbers."""
    said = gathered.scales
    if scale is None and len(said) > 1:
        raise Refusal("The ratings in that file are out of different numbers. Write them all out of one.")
    known = scale or next(iter(said), None)
    best = known or guessed(entry.score for entry in gathered.entries)
    return Reading(source, best, tuple(gathered.entries), tuple(gathered.problems), guessed=known is None)


def yes(text: str) -> bool:
    """Whether a field says yes."""
    return text.strip().casefold() in ("1", "true", "yes", "y", "x")


def _plain(error: str) -> str:
    """What Python's csv found wrong, in words for somebody who opens the file in a spreadsheet."""
    if "field larger" in error:
        return "a field with more than 131,072 characters"
    return "the quotes don't match: one is missing, or one stands inside a text (write it twice there)"
