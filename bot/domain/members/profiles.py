"""Members as they are seen: what one rated and wrote."""

from dataclasses import dataclass, field

from bot.domain.catalog.shows import ShowName
from bot.domain.ids import UserId
from bot.domain.ratings.rating import Spread, Stars, average_of
from bot.domain.reviews.review import Review


@dataclass(frozen=True, slots=True)
class MemberSums:
    """How often a member gave each rating to a whole show, their live reviews, and the votes those got."""

    spread: Spread = field(default_factory=Spread)
    reviews: int = 0
    helpful: int = 0


@dataclass(frozen=True, slots=True)
class RatedShow:
    """A show and what one member gives it."""

    show: ShowName
    stars: Stars


@dataclass(frozen=True, slots=True)
class ReviewOf:
    """A review and the name of its show."""

    review: Review
    show: ShowName


@dataclass(frozen=True, slots=True)
class GenreSum:
    """How many shows of a genre a member rated of late, and the sum of those ratings in half stars."""

    genre: str
    count: int
    total: int

    @property
    def average(self) -> str:
        """Their mean in stars, see `average_of`."""
        return average_of(self.total, self.count)


@dataclass(frozen=True, slots=True)
class Profile:
    """What a member rated and wrote, as far as it may be seen where the reader asks.

    `server_average` is this server's mean of all ratings of whole shows, None without any. `hidden` says that
    only the member sees this; `is_own` that the reader is the member. `best` is the review that most found
    helpful, and `latest` are others.
    """

    user_id: UserId
    is_own: bool
    hidden: bool
    sums: MemberSums
    server_average: str | None
    favourites: tuple[RatedShow, ...] = ()
    genres: tuple[GenreSum, ...] = ()
    best: ReviewOf | None = None
    latest: tuple[ReviewOf, ...] = ()
