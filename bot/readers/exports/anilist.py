"""AniList's lists as JSON, in the shape of its interface's MediaListCollection.

docs.anilist.co: MediaListCollection {user {mediaListOptions {scoreFormat}} lists {name isCustomList entries
{score notes private completedAt {year month day} updatedAt media {title {romaji english native} type
startDate {year}}}}}; tools that save one's list keep it with or without the “data” around it. A score of 0
means none, and what scores are out of is the user's scoreFormat. The privacy export (gdpr_data.json: lists of
{series_type, series_id, score, notes, started_on, finished_on}) names shows by AniList's numbers only, so
nothing of it can be matched.
"""

from bot.domain.errors import Refusal
from bot.domain.members.imports.entries import Gathered, Raw, Reading
from bot.domain.members.imports.scales import Scale
from bot.readers.exports.shapes import at, items, text
from bot.readers.exports.tables import reading_of

NAME = "AniList"
NUMBERS_ONLY = (
    "That is AniList's privacy export, which names shows by AniList's numbers instead of their titles, so I "
    "can't tell which they are. Save your list as JSON or as MyAnimeList's XML with one of the tools for "
    "that, and attach that file."
)
_FORMATS = {
    "POINT_100": Scale.HUNDRED,
    "POINT_10_DECIMAL": Scale.TEN,
    "POINT_10": Scale.TEN,
    "POINT_5": Scale.FIVE,
    "POINT_3": Scale.SMILEYS,
}


def claims_json(value: object) -> bool:
    """Whether this is a list of AniList's; raises `Refusal` for one that names no titles."""
    first = next((entry for group in items(_lists(value)) for entry in items(at(group, "entries"))), None)
    if next((at(each, "series_id") for each in items(at(value, "lists"))), None) is not None:
        raise Refusal(NUMBERS_ONLY)
    return isinstance(at(first, "media"), dict)


def read_json(value: object, name: str) -> Reading:
    """The entries; a show that stands in several lists counts once, manga and private entries not at all."""
    gathered = Gathered()
    scale = _FORMATS.get(text(at(_collection(value), "user", "mediaListOptions", "scoreFormat")))
    for group in items(_lists(value)):
        for number, entry in enumerate(items(at(group, "entries")), 1):
            where = f"list “{text(at(group, 'name'))[:40]}”, entry {number}"
            if at(entry, "media", "type") != "MANGA" and at(entry, "private") is not True:
                gathered.add(_raw(entry, f"{name}, {where}" if name else where), scale)
    return reading_of(NAME, gathered, scale)


def _collection(value: object) -> object:
    return at(value, "data", "MediaListCollection") or at(value, "MediaListCollection") or value


def _lists(value: object) -> object:
    return at(_collection(value), "lists")


def _raw(entry: object, where: str) -> Raw:
    names = [
        text(at(entry, "media", "title", kind)) for kind in ("english", "romaji", "native", "userPreferred")
    ]
    title, *others = [*filter(None, names), ""]
    day = at(entry, "completedAt")
    year, month, date = (text(at(day, part)) for part in ("year", "month", "day"))
    return Raw(
        where,
        title=title,
        other_titles=tuple(others),
        year=text(at(entry, "media", "startDate", "year") or at(entry, "media", "seasonYear")),
        score=text(at(entry, "score")),
        body=text(at(entry, "notes")),
        dates=(f"{year:>04}-{month:>02}-{date:>02}", text(at(entry, "updatedAt"))),
    )
