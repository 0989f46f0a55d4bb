"""What a page shows: values gathered in one transaction, for the ui to draw."""

from dataclasses import dataclass

from bot.domain.moderation import Hiding
from bot.domain.ratings import Spread, Stars, Target
from bot.domain.reviews import CardPlace, Order, Review
from bot.domain.search import Search
from bot.domain.shows import Show, ShowName
from bot.domain.snippets import Piece
from bot.domain.sources import Source


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review with the show it is about: all that its card shows."""

    review: Review
    show: Show


@dataclass(frozen=True, slots=True)
class Posted:
    """A review that was just saved, and what is still to be told to Discord about it.

    `place` is where its card already stands (then the review was edited), else None. `note_id` is what to
    strike off when the caller has posted its card; 0 if it is not the caller's to post. `review_count` is how
    many reviews its show has now. A review that moderators have hidden stays so (`hiding`), and has no card.
    `bound_for` is the channel or thread that a new card goes to; 0 if it stays where the review was written.
    """

    reviewed: Reviewed
    place: CardPlace | None
    note_id: int
    review_count: int
    hiding: Hiding | None = None
    bound_for: int = 0


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


@dataclass(frozen=True, slots=True)
class RelatedShow:
    """A show related to another: the reasons in words, strongest first, and its best review by others."""

    show: ShowName
    reasons: tuple[str, ...]
    best: Review | None


@dataclass(frozen=True, slots=True)
class Opposing:
    """A review that is far from what the reader gives the show or, without that, from its `average` here."""

    review: Review
    own: Stars | None
    opinion: Spread


@dataclass(frozen=True, slots=True)
class Related:
    """What to read after a show: reviews of related shows, and one of this show that differs."""

    show: Show
    shows: tuple[RelatedShow, ...]
    opposing: Opposing | None


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


@dataclass(frozen=True, slots=True)
class ReviewsPage:
    """One place in the list of a show's reviews: the review at `index` (from 0) of `count`."""

    show: Show
    order: Order
    index: int
    count: int
    review: Review | None


@dataclass(frozen=True, slots=True)
class Found:
    """A review that was found, and what of its headline and text is shown: nothing if it spoils the show."""

    show: ShowName
    review: Review
    headline: tuple[Piece, ...] = ()
    snippet: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page (from 0) of what was found, `count` reviews in all; `show` is the one that was searched, if any.

    `search_id` is the number under which the search is kept, 0 if it is not. `partly`: no review has all that
    was looked for, so these have most of it.
    """

    search: Search
    show: Show | None
    search_id: int
    page: int
    count: int
    partly: bool
    found: tuple[Found, ...]
