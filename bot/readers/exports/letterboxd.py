"""Letterboxd's export: ratings.csv, diary.csv and reviews.csv, alone or in its ZIP.

Their columns are Date, Name, Year, Letterboxd URI, Rating, and then in diary.csv Rewatch, Tags, Watched Date,
in reviews.csv Rewatch, Review, Tags, Watched Date; ratings are out of five, and reviews are HTML. Letterboxd
tells of the export at letterboxd.com/about/faq without its columns; these are what public importers read and
test with. Its import format (letterboxd.com/about/importing-data: Title, Year, Rating or Rating10 …) is read
as any other table is.
"""

import re
from html.parser import HTMLParser

from bot.domain.members.imports.entries import Raw, Reading
from bot.domain.members.imports.scales import Scale
from bot.readers.exports.tables import Sheet, SheetRow, read_table

NAME = "Letterboxd"
_LINES = {"br": "\n", "p": "\n\n", "div": "\n", "li": "\n- "}


def claims(table: Sheet) -> bool:
    """Whether a table is one of Letterboxd's with ratings or reviews in it."""
    return table.has("name", "year", "letterboxduri", "rating")


def read(table: Sheet) -> Reading:
    """Its entries. The date of a rating is when it was given, not when the film was watched."""
    return read_table(table, NAME, _raw, Scale.FIVE)


def _raw(row: SheetRow) -> Raw:
    return Raw(
        row.where,
        title=row("name"),
        year=row("year"),
        score=row("rating"),
        body=without_html(row("review")),
        dates=(row("date"), row("watcheddate")),
    )


def without_html(text: str) -> str:
    """The text of a review written in HTML: tags gone, breaks and paragraphs as lines, quotes as quotes."""
    if not re.search(r"<[/a-zA-Z]|&[#\w]+;", text):
        return text
    parser = _Text()
    parser.feed(text)
    parser.close()
    return re.sub(r"\n{3,}", "\n\n", "".join(parser.parts)).strip()


class _Text(HTMLParser):
    """Gathers the text in `parts`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag becomes a break, or nothing."""
        self.parts.append("\n\n“" if tag == "blockquote" else _LINES.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        """The end of a paragraph is one of the text, too."""
        self.parts.append("”\n\n" if tag == "blockquote" else "\n\n" if tag == "p" else "")

    def handle_data(self, data: str) -> None:
        """Words stay."""
        self.parts.append(data)
