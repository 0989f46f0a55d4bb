"""What the pages and answers about reviews show."""

from dataclasses import dataclass

from bot.domain.catalog.shows import Show
from bot.domain.moderation.records import Hiding
from bot.domain.reviews.review import CardPlace, Order, Review, Reviewed


@dataclass(frozen=True, slots=True)
class Posted:
    """A review that was just saved, and what is still to be told to Discord about it.

    `place` is where its card already stands (then the review was edited), else None, and `bound_for` the
    channel or thread in which it stands or is to be posted. `note_id` is what the outbox was told. A hidden
    review has no card: `hiding` says why, and `held` that it is hidden from now on.
    """

    reviewed: Reviewed
    place: CardPlace | None
    note_id: int
    hiding: Hiding | None = None
    bound_for: int = 0
    held: bool = False


@dataclass(frozen=True, slots=True)
class ReviewsPage:
    """One place in the list of a show's reviews: the review at `index` (from 0) of `count`."""

    show: Show
    order: Order
    index: int
    count: int
    review: Review | None
