"""Shows, the people who made them, and how two shows are related."""

from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Self

from bot.domain.ids import GuildId, ShowId


class Kind(StrEnum):
    """What sort of show it is; the value is how it is stored and said."""

    UNKNOWN = ""
    SERIES = "series"
    FILM = "film"
    SPECIAL = "special"


class Job(StrEnum):
    """What a person did for a show."""

    DIRECTOR = "director"
    WRITER = "writer"
    CAST = "cast"


@dataclass(frozen=True, slots=True)
class Credit:
    """One person's part in a show. `character` and `role` (a few words on it) are for the cast."""

    name: str
    job: Job
    character: str = ""
    role: str = ""
    person_id: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a show beside its title; whatever is unknown is empty, 0 or None.

    `minutes` is the length of one episode (or of the film).
    """

    other_titles: tuple[str, ...] = ()
    kind: Kind = Kind.UNKNOWN
    year: int | None = None
    network: str = ""
    country: str = ""
    genres: tuple[str, ...] = ()
    episodes: int = 0
    minutes: int = 0
    synopsis: str = ""
    based_on: str = ""
    poster_url: str = ""
    credits: tuple[Credit, ...] = ()
    also_read: tuple[str, ...] = ()

    def or_else(self, other: Self) -> Self:
        """These facts, and those of `other` where nothing is known here; titles, credits and links stay."""
        return replace(self, **{name: getattr(self, name) or getattr(other, name) for name in PLAIN_FACTS})


PLAIN_FACTS = tuple(
    each.name for each in fields(Facts) if each.name not in ("other_titles", "credits", "also_read")
)
"""The facts that a show has or lacks as a whole."""


def for_adults(show_id: ShowId) -> str:
    """How a show for adults is called where it may not be named."""
    return f"a show for adults (number {show_id})"


@dataclass(frozen=True, slots=True)
class ShowName:
    """A show, as one names it in a list."""

    show_id: ShowId
    title: str
    year: int | None

    def __str__(self) -> str:
        return f"{self.title} ({self.year})" if self.year else self.title


@dataclass(frozen=True, slots=True)
class Show:
    """A show in one server's catalogue; `pending` while it waits for a moderator's approval.

    A `restricted` one is for adults: it is seen in age-restricted channels only. How many live reviews it had
    when it was read makes it no other show.
    """

    guild_id: GuildId
    show_id: ShowId
    title: str
    facts: Facts = field(default_factory=Facts)
    pending: bool = False
    restricted: bool = False
    review_count: int = field(default=0, compare=False)

    @property
    def unnamed(self) -> Self:
        """What may be shown of it where shows for adults may not be named: that there is one."""
        return type(self)(self.guild_id, self.show_id, for_adults(self.show_id), restricted=True)

    @property
    def titles(self) -> tuple[str, ...]:
        """Every title, the one it is shown under first."""
        return self.title, *self.facts.other_titles

    @property
    def name(self) -> ShowName:
        """How one names it in a list."""
        return ShowName(self.show_id, self.title, self.facts.year)

    def people(self, job: Job) -> tuple[Credit, ...]:
        """The credits for one job, in billing order."""
        return tuple(credit for credit in self.facts.credits if credit.job is job)


@dataclass(frozen=True, slots=True)
class Appearance:
    """A show that a person appears in, and as what."""

    show_id: ShowId
    title: str
    year: int | None
    credit: Credit
