"""What other catalogues say about shows, and the credit that is due to them for it."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.catalog.shows import Facts, Kind
from bot.domain.text import conceal, shorten

CANDIDATES = 10
OPTION_LIMIT = 100  # a select option's label and description, in code points


class Catalog(StrEnum):
    """A catalogue that facts come from; the value is how it is stored and set."""

    TVMAZE = "tvmaze"
    TMDB = "tmdb"


@dataclass(frozen=True, slots=True)
class Source:
    """Which entry of which catalogue the facts come from: all it takes to fetch and credit them again.

    `id` is the catalogue's own: "82" of TVmaze, "tv:1399" or "movie:550" of TMDB.
    """

    catalog: Catalog
    id: str

    @property
    def name(self) -> str:
        """The catalogue's name, as people know it."""
        return {Catalog.TVMAZE: "TVmaze", Catalog.TMDB: "TMDB"}[self.catalog]

    @property
    def link(self) -> str:
        """The entry's page."""
        if self.catalog is Catalog.TVMAZE:
            return f"https://www.tvmaze.com/shows/{self.id}"
        return f"https://www.themoviedb.org/{self.id.replace(':', '/')}"

    @property
    def credit(self) -> str:
        """The credit that the catalogue asks for wherever its facts are shown, as markdown in our own words.

        TVmaze shares under CC BY-SA 4.0, with a link to itself; TMDB's terms of use prescribe the sentence.
        """
        if self.catalog is Catalog.TVMAZE:
            licence = "[CC BY-SA 4.0](https://creativecommons.org/licenses/by-sa/4.0/)"
            return f"Facts from [{self.name}]({self.link}), under {licence}."
        return (
            f"Facts from [{self.name}]({self.link}). This application uses TMDB and the TMDB APIs but is not "
            "endorsed, certified, or otherwise approved by TMDB."
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A show that a catalogue found for a title. `id` is for fetching it, at most 30 characters."""

    id: str
    title: str
    year: int | None = None
    country: str = ""
    network: str = ""
    kind: Kind = Kind.SERIES

    @property
    def label(self) -> str:
        """“Glass Heart (2025)”, short enough for a select option."""
        year = f" ({self.year})" if self.year else ""
        return shorten(conceal(self.title), OPTION_LIMIT - len(year)) + year

    @property
    def line(self) -> str:
        """“Japan · Netflix · series”, short enough for a select option; empty if nothing is known."""
        known = (self.country, self.network, self.kind.value)
        return shorten(" · ".join(conceal(part) for part in known if part), OPTION_LIMIT)


@dataclass(frozen=True, slots=True)
class EpisodeFacts:
    """One episode. `aired` is an ISO date; whatever is unknown is empty or 0."""

    season: int
    number: int
    title: str = ""
    minutes: int = 0
    aired: str = ""


@dataclass(frozen=True, slots=True)
class ProvidedShow:
    """A show as a catalogue knows it; `episodes` are in order, each season and number once."""

    title: str
    facts: Facts
    episodes: tuple[EpisodeFacts, ...]
    source: Source
