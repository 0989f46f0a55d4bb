"""IMDb's ratings.csv.

Its columns are Const, Your Rating, Date Rated, Title, Original Title, URL, Title Type, IMDb Rating, Runtime
(mins), Year, Genres, Num Votes, Release Date, Directors (as marharita08/movie-lover-api's imdb-row.ts and
other public importers have them; Original Title came later). Ratings are whole numbers out of ten; reviews
can't be exported there. Lists have the same columns after Position, Const, Created …, with ratings in some
rows.
"""

from bot.domain.members.imports.entries import Raw, Reading
from bot.domain.members.imports.scales import Scale
from bot.readers.exports.tables import Sheet, SheetRow, read_table

NAME = "IMDb"
_NO_SHOWS = {"tvepisode", "videogame", "musicvideo", "podcastseries", "podcastepisode"}


def claims(table: Sheet) -> bool:
    """Whether a table is IMDb's."""
    return table.has("const", "title") and bool(table.columns & {"yourrating", "yourated"})


def read(table: Sheet) -> Reading:
    """Its entries; episodes are left out, as their rows don't say which season and episode they are."""
    problems: list[str] = []

    def raw(row: SheetRow) -> Raw | None:
        kind = row("titletype").casefold().replace(" ", "")
        if kind in _NO_SHOWS:
            problems.append(f"{row.where}: “{row('title')[:60]}” is a {row('titletype')}, so it is left out")
            return None
        return Raw(
            row.where,
            title=row("title"),
            other_titles=(row("originaltitle"),),
            year=row("year"),
            score=row("yourrating", "yourated"),
            dates=(row("daterated", "created"),),
        )

    reading = read_table(table, NAME, raw, Scale.TEN)
    return Reading(NAME, reading.scale, reading.entries, (*reading.problems, *problems))
