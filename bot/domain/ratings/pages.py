"""What the answers to ratings show."""

from dataclasses import dataclass

from bot.domain.catalog.shows import Show
from bot.domain.ratings.rating import Spread, Stars, Target


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating that was just saved, and how the target stands now.

    `listed` says that the show is on its member's watchlist again, or (False) off it with this rating.
    """

    show: Show
    target: Target
    stars: Stars | None
    before: Stars | None
    spread: Spread
    change_id: int
    listed: bool | None = None
