"""Serializd's diary as JSON or CSV.

Serializd publishes no description of an export. Its diary, as its own pages fetch it and as tools save it, is
{reviews: [{showName, showPremiereDate, seasonId, seasonName, showSeasons: [{id, name, seasonNumber}],
episodeNumber, rating, reviewText, containsSpoilers, dateAdded, backdate …}]} (skyth3r/automate-now,
serializd/structs.go), where a rating is a whole number of half stars, so out of ten. A CSV is recognised by
the same names as columns; what its ratings are out of is guessed, and can be changed.
"""

import re

from bot.domain.members.imports.entries import Gathered, Raw, Reading
from bot.domain.members.imports.scales import Scale
from bot.readers.exports.shapes import at, items, text
from bot.readers.exports.tables import Sheet, SheetRow, read_table, reading_of, yes

NAME = "Serializd"
_SEASON = re.compile(r"Season (\d{1,3})", re.IGNORECASE)


def claims(table: Sheet) -> bool:
    """Whether a table has the diary's columns."""
    return table.has("showname") and bool(table.columns & {"seasonname", "reviewtext", "containsspoilers"})


def read(table: Sheet) -> Reading:
    """The entries of a CSV."""
    return read_table(table, NAME, _raw_of_row)


def _raw_of_row(row: SheetRow) -> Raw:
    return Raw(
        row.where,
        title=row("showname"),
        year=row("showpremieredate", "year"),
        season=row("seasonnumber") or _season_named(row("seasonname")),
        episode=row("episodenumber"),
        score=row("rating"),
        body=row("reviewtext"),
        spoilers=yes(row("containsspoilers", "containsspoiler")),
        dates=(row("backdate"), row("dateadded"), row("watcheddate")),
    )


def claims_json(value: object) -> bool:
    """Whether this is the diary."""
    first = next(iter(_reviews(value)), None)
    return bool(text(at(first, "showName")))


def read_json(value: object, name: str) -> Reading:
    """The entries of the diary."""
    gathered = Gathered()
    for number, item in enumerate(_reviews(value), 1):
        gathered.add(_raw_of(item, f"{name}, entry {number}" if name else f"entry {number}"), Scale.TEN)
    return reading_of(NAME, gathered, Scale.TEN)


def _reviews(value: object) -> list[object]:
    """The diary's entries, from one page of it or from several in a list."""
    found = at(value, "reviews") or at(value, "diary") or value
    pages = [list(items(at(page, "reviews"))) for page in items(found) if at(page, "reviews")]
    return [each for page in pages for each in page] or list(items(found))


def _raw_of(item: object, where: str) -> Raw:
    numbers = {
        text(at(season, "id")): text(at(season, "seasonNumber")) for season in items(at(item, "showSeasons"))
    }
    season = numbers.get(text(at(item, "seasonId")) or "-", "") or _season_named(text(at(item, "seasonName")))
    return Raw(
        where,
        title=text(at(item, "showName")),
        year=text(at(item, "showPremiereDate")),
        season=season,
        episode=text(at(item, "episodeNumber")),
        score=text(at(item, "rating")),
        body=text(at(item, "reviewText")),
        spoilers=at(item, "containsSpoilers") is True or at(item, "containsSpoiler") is True,
        dates=(text(at(item, "backdate")), text(at(item, "dateAdded"))),
    )


def _season_named(name: str) -> str:
    match = _SEASON.search(name)
    return match[1] if match else ""
