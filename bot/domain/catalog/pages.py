"""What the pages of the catalogue show."""

from dataclasses import dataclass

from bot.domain.catalog.shows import Show, ShowName
from bot.domain.catalog.sources import Source
from bot.domain.ratings.rating import Spread, Stars
from bot.domain.reviews.review import Review


@dataclass(frozen=True, slots=True)
class ShowPage:
    """A show's page: what this server makes of it. `own` is the reader's rating of the whole show.

    `source` is the catalogue that its facts were taken from, and that wants to be credited. `listed` says
    that the show is on the reader's watchlist.
    """

    show: Show
    spread: Spread
    own: Stars | None
    review_count: int
    best: Review | None
    related: tuple[ShowName, ...]
    source: Source | None = None
    listed: bool = False
