"""A file on its way in: matched with this server's shows, shown to the member, taken in, perhaps undone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.catalog.shows import ShowName
from bot.domain.ids import NO_REVIEW, NO_SHOW, GuildId, Millis, ReviewId, ShowId, UserId
from bot.domain.members.imports.entries import ImportEntry
from bot.domain.members.imports.scales import Scale
from bot.domain.ratings.rating import Given, Stars
from bot.domain.reviews.review import Words
from bot.domain.spans import DAY

UPLOAD_LIMIT = 10 * 1024 * 1024
"""Bytes of the file as it is sent: what Discord takes from everybody."""
KEPT = 7 * DAY
"""How long (ms) an import can be undone, and one that was not carried out is kept."""
MOST_ADDED = 100
"""How many unknown shows are added to the catalogue with one press."""


class Matched(StrEnum):
    """How sure it is which show is meant; the value is how it is stored."""

    SURE = "sure"
    CHOOSE = "choose"
    UNKNOWN = "unknown"
    ADULT = "adult"  # known, but for adults, and this is no age-restricted channel


class State(StrEnum):
    """How far an import is; the value is how it is stored."""

    STAGED = "staged"
    RUNNING = "running"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


class Trust(StrEnum):
    """Which reviews this server takes from the member; the value is how it is stored."""

    NONE = "none"  # too new here, say
    GUARDED = "guarded"  # those without links and words that it does not want
    FREE = "free"


class Result(StrEnum):
    """What came of a rating or a review of a file; the value is how it is stored."""

    NONE = ""
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"  # as it was here already
    KEPT = "kept"  # one's own stays
    LEFT = "left"  # no show was chosen, or it is gone
    HIDDEN = "hidden"  # a moderator has hidden a review of the member's of the same show
    UNRATED = "unrated"  # a review without a rating
    REFUSED = "refused"  # this server doesn't take reviews from this member now


_SAVED = (Result.NEW, Result.CHANGED)


@dataclass(frozen=True, slots=True)
class Import:
    """A file of one member. `changed_at` (Unix ms) is when something was done with it last."""

    guild_id: GuildId
    import_id: int
    user_id: UserId
    source: str
    scale: Scale
    guessed: bool
    overwrite: bool
    state: State
    trust: Trust
    problems: tuple[str, ...]
    changed_at: Millis


@dataclass(frozen=True, slots=True)
class Match:
    """An entry and the show it is about: `show_id` 0 leaves it out; `candidates` are the shows it may be."""

    entry: ImportEntry
    found: Matched
    show_id: ShowId = NO_SHOW
    candidates: tuple[ShowId, ...] = ()


@dataclass(frozen=True, slots=True)
class Staged:
    """A match in its place (from 1) in its import."""

    position: int
    match: Match


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an entry, and what undoing it takes.

    `set_to` is the rating that was given (None: untouched) and `was` the one before; the same of a review:
    its number, the version that was written (0: untouched), and the words before, with when they had been
    written (None: there was no review). Times are Unix milliseconds.
    """

    rating: Result = Result.NONE
    review: Result = Result.NONE
    was: Given | None = None
    set_to: Given | None = None
    review_id: ReviewId = NO_REVIEW
    version: int = 0
    words_before: Words | None = None
    was_updated_at: Millis | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many entries there are, by how they were matched, and with what in them."""

    by_found: Mapping[Matched, int] = field(default_factory=dict[Matched, int])
    chosen: int = 0  # of those to choose, how many are
    ratings: int = 0
    reviews: int = 0
    rated_already: int = 0
    reviewed_already: int = 0

    @property
    def total(self) -> int:
        """All entries."""
        return sum(self.by_found.values())

    @property
    def ready(self) -> int:
        """Those that would be taken in."""
        return self.by_found.get(Matched.SURE, 0) + self.chosen


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What a member sees before anything is saved."""

    of: Import
    counts: Counts
    scores: tuple[str, ...]
    unknown: tuple[str, ...]  # a few of the titles
    may_add: bool
    much_would_go: int = 0  # how many reviews of one's own would lose most of a long text
    held: int = 0  # reviews of shows of which a moderator has hidden one

    @property
    def scales(self) -> tuple[Scale, ...]:
        """The scales that all the ratings fit, if which one it is was guessed."""
        from_guess = (Scale.FIVE, Scale.TEN, Scale.HUNDRED) if self.of.guessed else ()
        return tuple(each for each in from_guess if each.top >= self.best)

    @property
    def best(self) -> float:
        """The best rating of the file; 0 without any."""
        return max(map(float, self.scores), default=0)


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """An entry in a list of them: what the file says, and which shows it may be about."""

    position: int
    title: str
    year: int | None
    season: int
    episode: int
    score: str
    stars: Stars | None
    has_words: bool
    show: ShowName | None
    candidates: tuple[ShowName, ...] = ()


@dataclass(frozen=True, slots=True)
class EntryPage:
    """A page (from 0) of the entries of an import that were matched in one way."""

    of: Import
    found: Matched
    page: int
    last: int
    entries: tuple[ListedEntry, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How far an import is, and what came of it: counts of entries, by what happened to rating and review."""

    of: Import
    done: int = 0
    total: int = 0
    ratings: Mapping[Result, int] = field(default_factory=dict[Result, int])
    reviews: Mapping[Result, int] = field(default_factory=dict[Result, int])
    undone: int = 0
    stayed: int = 0  # not undone, since it was changed after the import

    @property
    def has_saved(self) -> bool:
        """Whether there is anything to undo."""
        saved = (each.get(kind, 0) for each in (self.ratings, self.reviews) for kind in _SAVED)
        return any(saved)
