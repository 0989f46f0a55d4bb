"""MyAnimeList's export (.xml, or .xml.gz as it is downloaded), which other anime sites write as well.

<myanimelist><myinfo>…</myinfo><anime><series_title/><series_type/><my_finish_date/><my_score/><my_comments/>…
</anime>…: after the “MyAnimeList XML Unofficial Specification” (public, CC BY 4.0), as MyAnimeList publishes
none. Scores are whole numbers out of ten, 0 for none; an unknown date is 0000-00-00. Each season is an entry
of its own.

The XML is read by expat as a stream. A document type, without which no entities can be defined that multiply,
is refused.
"""

from xml.parsers import expat

from bot.domain.errors import Refusal
from bot.domain.members.imports.entries import Gathered, Raw, Reading
from bot.domain.members.imports.scales import Scale
from bot.readers.exports.tables import MOST_ROWS, reading_of

NAME = "MyAnimeList"
MANGA = "That is a list of manga, and this server rates shows. Export your anime list and attach that."
_DEPTH = 20


def claims(text: str) -> bool:
    """Whether a text is XML at all: there is no other kind that is understood."""
    return text.lstrip().startswith("<")


def read(text: str, name: str) -> Reading:
    """Its entries; raises `Refusal` for any other XML, a damaged one, and a list of manga."""
    reader = _Reader(name)
    try:
        reader.parse(text)
    except expat.ExpatError as error:
        raise Refusal(
            f"{name or 'That XML'} is damaged in line {error.lineno}, column {error.offset + 1}. Export it "
            "once more and attach it again."
        ) from error
    return reading_of(NAME, reader.gathered, Scale.TEN)


class _Reader:
    """Follows the tags, and gathers an entry at the end of each <anime>."""

    def __init__(self, name: str) -> None:
        self.gathered = Gathered()
        self._name = name
        self._path: list[str] = []
        self._fields: dict[str, str] = {}
        self._text: list[str] = []
        self._line = 0
        self._count = 0
        # What is parsed is text already, so what it says of its encoding does not count.
        self._parser = expat.ParserCreate("utf-8")
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text.append

    def parse(self, text: str) -> None:
        """Read all of it; raises `expat.ExpatError` for what is no XML."""
        self._parser.Parse(text.lstrip().encode(), True)

    def _doctype(self, *_: object) -> None:
        raise Refusal(
            "That XML defines a document type, which no export of MyAnimeList does, so I don't read it."
        )

    def _start(self, tag: str, _: dict[str, str]) -> None:
        if not self._path and tag != "myanimelist":
            raise Refusal(f"That XML is no list from MyAnimeList: it begins with <{tag[:40]}>.")
        self._path.append(tag)
        if len(self._path) > _DEPTH:
            raise Refusal("That XML is nested deeper than any list from MyAnimeList.")
        if self._path == ["myanimelist", "manga"]:
            raise Refusal(MANGA)
        if len(self._path) == 2:
            self._fields, self._line = {}, self._parser.CurrentLineNumber
        self._text.clear()

    def _end(self, tag: str) -> None:
        self._path.pop()
        if len(self._path) == 2:
            self._fields[tag] = "".join(self._text).strip()
        elif self._path == ["myanimelist"] and tag == "anime":
            self._add()
        self._text.clear()

    def _add(self) -> None:
        self._count += 1
        if self._count > MOST_ROWS:
            raise Refusal(f"That list has more than {MOST_ROWS:,} entries.")
        fields, where = self._fields, f"line {self._line}"
        self.gathered.add(
            Raw(
                f"{self._name}, {where}" if self._name else where,
                title=fields.get("series_title", ""),
                score=fields.get("my_score", ""),
                body=fields.get("my_comments", ""),
                dates=(fields.get("my_finish_date", ""),),
            ),
            Scale.TEN,
        )
