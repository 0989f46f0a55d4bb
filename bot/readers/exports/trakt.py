"""Trakt's exports: the JSON files of its data export (alone or in the ZIP), and the CSV of ratings.

Each JSON file is what one address of its interface answers (trakt/trakt-web, …/export/runRawExport.ts):
ratings-*.json are lists of {rated_at, rating, type, show: {title, year, ids}, season: {number}, episode:
{season, number, title}}, comments-*.json of {type, show …, comment: {comment, spoiler, created_at,
user_stats: {rating}}}. The CSV has the columns rated_at, type, title, year, trakt_rating, trakt_id, …,
season_number, episode_number, …, rating (themoviedb.org reads it as “Trakt v2”). Ratings are whole numbers
out of ten.
"""

from bot.domain.members.imports.entries import Gathered, Raw, Reading
from bot.domain.members.imports.scales import Scale
from bot.readers.exports.shapes import at, items, text
from bot.readers.exports.tables import Sheet, SheetRow, read_table, reading_of

NAME = "Trakt"
_KINDS = ("movie", "show", "season", "episode")


def claims(table: Sheet) -> bool:
    """Whether a table is Trakt's, with ratings in it."""
    return table.has("ratedat", "type", "title", "rating")


def read(table: Sheet) -> Reading:
    """The entries of the CSV."""
    return read_table(table, NAME, _raw_of_row, Scale.TEN)


def _raw_of_row(row: SheetRow) -> Raw:
    return Raw(
        row.where,
        title=row("title"),
        year=row("year"),
        season=row("seasonnumber"),
        episode=row("episodenumber"),
        score=row("rating"),
        dates=(row("ratedat"),),
    )


def claims_json(value: object) -> bool:
    """Whether this is one of Trakt's lists of ratings or comments."""
    first = next(iter(items(value)), None)
    rated = at(first, "rating") is not None or isinstance(at(first, "comment"), dict)
    return rated and any(isinstance(at(first, kind), dict) for kind in _KINDS)


def read_json(value: object, name: str) -> Reading:
    """The entries of one JSON file."""
    gathered = Gathered()
    for number, item in enumerate(items(value), 1):
        gathered.add(_raw_of(item, f"{name}, entry {number}" if name else f"entry {number}"), Scale.TEN)
    return reading_of(NAME, gathered, Scale.TEN)


def _raw_of(item: object, where: str) -> Raw:
    show = at(item, "show") or at(item, "movie")
    comment = at(item, "comment")
    of_user = at(comment, "user_stats", "rating") or at(comment, "user_rating")
    return Raw(
        where,
        title=text(at(show, "title")),
        year=text(at(show, "year")),
        season=text(at(item, "season", "number")) or text(at(item, "episode", "season")),
        episode=text(at(item, "episode", "number")),
        score=text(at(item, "rating") or of_user),
        body=text(at(comment, "comment")),
        spoilers=at(comment, "spoiler") is True,
        dates=(text(at(item, "rated_at")), text(at(comment, "created_at"))),
    )
