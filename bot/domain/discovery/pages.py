"""What the pages of related shows and of a search show."""

from dataclasses import dataclass

from bot.domain.catalog.shows import Show, ShowName
from bot.domain.discovery.search import SearchTerms
from bot.domain.discovery.snippets import Piece
from bot.domain.ratings.rating import Spread, Stars
from bot.domain.reviews.review import Review


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
class RelatedPage:
    """What to read after a show: reviews of related shows, and one of this show that differs."""

    show: Show
    shows: tuple[RelatedShow, ...]
    opposing: Opposing | None


@dataclass(frozen=True, slots=True)
class SearchHit:
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

    search: SearchTerms
    show: Show | None
    search_id: int
    page: int
    count: int
    partly: bool
    found: tuple[SearchHit, ...]
