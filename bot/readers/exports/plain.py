"""Any other CSV with a title and a rating or a review, such as one's own spreadsheet.

Also read so: Letterboxd's import format (letterboxd.com/about/importing-data: Title, Year, Rating or
Rating10, WatchedDate, Review), and the tables of the many tools that imitate one of the services.
"""

from bot.domain.members.imports.entries import Raw, Reading
from bot.domain.members.imports.scales import Scale
from bot.readers.exports.tables import Sheet, SheetRow, read_table, yes

NAME = "a table"
TITLES = ("title", "name", "show", "showtitle", "showname", "series", "seriestitle")
OF_TEN = ("rating10",)
SCORES = ("rating", "score", "stars", "myrating", "yourrating", "myscore", "userrating")
WORDS = ("review", "reviewtext", "text", "comment", "comments", "notes", "mycomments")
DATES = ("ratedat", "daterated", "reviewedat", "date", "watcheddate", "watchedat", "dateadded")


def claims(table: Sheet) -> bool:
    """Whether a table has what is needed."""
    return bool(table.columns & {*TITLES}) and bool(table.columns & {*OF_TEN, *SCORES, *WORDS})


def read(table: Sheet) -> Reading:
    """Its entries."""
    of_ten = table.has(*OF_TEN)
    return read_table(table, NAME, _raw_of_ten if of_ten else _raw, Scale.TEN if of_ten else None)


def _raw_of_ten(row: SheetRow) -> Raw:
    raw = _raw(row)
    raw.score = row(*OF_TEN)
    return raw


def _raw(row: SheetRow) -> Raw:
    return Raw(
        row.where,
        title=row(*TITLES),
        other_titles=(row("originaltitle"),),
        year=row("year", "releaseyear"),
        season=row("season", "seasonnumber").removeprefix("0"),  # here 0 stands for the whole show
        episode=row("episode", "episodenumber"),
        score=row(*SCORES),
        headline=row("headline"),
        body=row(*WORDS),
        spoilers=yes(row("spoilers", "spoiler", "containsspoilers")),
        dates=tuple(row(name) for name in DATES),
    )
