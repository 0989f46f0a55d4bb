"""What a file from another service says, before it is matched with this server's shows."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.domain.catalog.show_form import TITLE_LIMIT
from bot.domain.ids import Millis, ShowId
from bot.domain.members.imports.scales import Scale, fits, read_score
from bot.domain.ratings.rating import Target
from bot.domain.reviews.review import BODY_LIMIT, HEADLINE_LIMIT
from bot.domain.text import clean_line, clean_text, is_blank
from bot.domain.text.titles import title_key

MOST_TITLES = 4
EARLIEST = 788_918_400_000
"""1995-01-01 (Unix ms): before that nobody rated shows on a website, so an earlier date is no date."""
_SEASON = re.compile(
    r"(?P<title>.*?\S)[\s:–—-]+(?:Season (?P<a>\d{1,2})|(?P<b>\d{1,2})(?:st|nd|rd|th) Season)", re.I
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class ImportEntry:
    """One rating or review (or both) of a file. `rated_at` is in Unix milliseconds.

    `score` is the rating as the file has it, "" for none: see `Scale` for what it is out of. `other_titles`
    are further names of the same show; season and episode 0 stand for the whole, as in `Target`.
    """

    title: str
    other_titles: tuple[str, ...] = ()
    year: int | None = None
    season: int = 0
    episode: int = 0
    score: str = ""
    headline: str = ""
    body: str = ""
    spoilers: bool = False
    rated_at: Millis | None = None

    @property
    def has_words(self) -> bool:
        """Whether it is a review, and not a rating alone."""
        return bool(self.body or self.headline)

    @property
    def titles(self) -> tuple[str, ...]:
        """Every name of the show."""
        return self.title, *self.other_titles

    def target(self, show_id: ShowId) -> Target:
        """What this is about, if it is about that show."""
        return Target(show_id, self.season, self.episode)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a file: the service it is from, its entries, and what of it could not be read.

    `scale` may be `guessed` from the ratings themselves; then the member can say that it is another.
    """

    source: str
    scale: Scale
    entries: tuple[ImportEntry, ...]
    problems: tuple[str, ...] = ()
    guessed: bool = False


@dataclass(slots=True)
class Raw:
    """The fields of one row, as text, and where it stands (“line 12”); a reader fills in what it finds."""

    where: str
    title: str = ""
    other_titles: tuple[str, ...] = ()
    year: str = ""
    season: str = ""
    episode: str = ""
    score: str = ""
    headline: str = ""
    body: str = ""
    spoilers: bool = False
    dates: tuple[str, ...] = ()


@dataclass(slots=True)
class Gathered:
    """The rows of a file on their way to entries: those that can't be read are told as problems."""

    entries: list[ImportEntry] = field(default_factory=list[ImportEntry])
    problems: list[str] = field(default_factory=list[str])
    scales: set[Scale] = field(default_factory=set[Scale])

    def add(self, raw: Raw, scale: Scale | None = None) -> None:
        """Take in one row; `scale` is what its rating is known to be out of."""
        try:
            entry, own_scale = _entry(raw)
            if scale and own_scale not in (None, scale):
                raise ValueError(f"the rating {raw.score[:40]} is not out of {scale}")
            if scale and not fits(entry.score, scale):
                raise ValueError(f"the rating {raw.score[:40]} is more than {scale}")
        except ValueError as error:
            self.problems.append(f"{raw.where}: {error}")
            return
        if entry.episode and entry.has_words:
            self.problems.append(
                f"{raw.where}: a review of an episode; only shows and seasons have reviews here"
            )
            entry = replace(entry, headline="", body="")
        if len(entry.body) > BODY_LIMIT:
            self.problems.append(f"{raw.where}: a review of more than {BODY_LIMIT:,} characters")
            entry = replace(entry, headline="", body="")
        if entry.score or entry.has_words:
            self.entries.append(entry)
            self.scales |= {own_scale} if own_scale and entry.score else set()


def _entry(raw: Raw) -> tuple[ImportEntry, Scale | None]:
    title = clean_line(raw.title)
    if not title_key(title):
        raise ValueError("there is no title")
    if len(title) > TITLE_LIMIT:
        raise ValueError(f"a title of more than {TITLE_LIMIT} characters")
    score, scale = read_score(raw.score)
    others = dict.fromkeys(clean_line(other) for other in raw.other_titles)
    body = clean_text(raw.body).strip()
    entry = ImportEntry(
        title,
        tuple(each for each in others if title_key(each) and each != title and len(each) <= TITLE_LIMIT)[
            :MOST_TITLES
        ],
        _year(raw.year),
        _season(raw.season),
        _number("episode", raw.episode),
        score,
        clean_line(raw.headline)[:HEADLINE_LIMIT],
        "" if is_blank(body) else body,
        raw.spoilers,
        next(filter(None, map(moment, raw.dates)), None),
    )
    if entry.episode and not entry.season:
        raise ValueError("an episode without its season")
    return entry, scale


def _year(text: str) -> int | None:
    """The year of “2025”, “2025-07-31” or “2019–2023”; None if there is none."""
    match = re.match(r"\s*(1[89]\d\d|20\d\d|2100)(?!\d)", text, re.ASCII)
    return int(match[1]) if match else None


def _season(text: str) -> int:
    if (season := _number("season", text)) or not text.strip():
        return season
    raise ValueError("season 0, which holds specials; only seasons from 1 on have ratings here")


def _number(name: str, text: str) -> int:
    text = text.strip()
    if not text:
        return 0
    if not re.fullmatch(r"\d{1,4}(?:\.0)?", text, re.ASCII):
        raise ValueError(f"the {name} “{text[:40]}” is no number")
    return int(text.split(".")[0])


def moment(text: str) -> Millis | None:
    """The time (Unix ms) of an ISO date or time, of 20250731, or of Unix seconds; None for anything else."""
    text = text.strip()
    if compact := _COMPACT.fullmatch(text):
        text = "-".join(compact.groups())
    if re.fullmatch(r"\d{9,11}", text, re.ASCII):
        return Millis(int(text) * 1000)
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    return Millis(round((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp() * 1000))


def plausible(rated_at: Millis | None, now: Millis) -> Millis:
    """When a rating counts as given: the file's date unless that can't be, then now (both Unix ms)."""
    return rated_at if rated_at is not None and EARLIEST <= rated_at <= now else now


def split_season(title: str) -> tuple[str, int]:
    """(“Glass Heart”, 2) for “Glass Heart Season 2” or “Glass Heart 2nd Season”; else season 0."""
    match = _SEASON.fullmatch(title)
    return (match["title"], int(match["a"] or match["b"])) if match else (title, 0)


def merged(entries: Iterable[ImportEntry]) -> list[ImportEntry]:
    """Each thing rated or reviewed once: what was rated or written last stands, of equals the later row."""
    found: dict[tuple[str, int | None, int, int], ImportEntry] = {}
    for entry in entries:
        key = (title_key(entry.title), entry.year, entry.season, entry.episode)
        old = found.get(key)
        found[key] = _both(*sorted((old, entry), key=lambda each: each.rated_at or 0)) if old else entry
    return list(found.values())


def _both(older: ImportEntry, newer: ImportEntry) -> ImportEntry:
    words = newer if newer.has_words else older
    return replace(
        newer,
        other_titles=tuple(dict.fromkeys((*older.other_titles, *newer.other_titles)))[:MOST_TITLES],
        score=newer.score or older.score,
        headline=words.headline,
        body=words.body,
        spoilers=words.spoilers,
        rated_at=words.rated_at or newer.rated_at if words.has_words else newer.rated_at,
    )


def numbered(problems: Iterable[str], most: int) -> Iterator[str]:
    """The first of these problems, and how many more there are."""
    all_of_them = list(problems)
    yield from all_of_them[:most]
    if len(all_of_them) > most:
        yield f"and {len(all_of_them) - most:,} more"
