"""The earlier versions of a review, for its author: to read them, and to bring one back."""

from dataclasses import dataclass
from enum import Enum, auto

from bot.domain.moderation.history import Version
from bot.domain.ratings.rating import Stars
from bot.domain.reviews.review import Reviewed


@dataclass(frozen=True, slots=True)
class OwnVersion:
    """The version at `index` (from 0, the oldest) of the `count` of a review of one's own."""

    reviewed: Reviewed
    version: Version
    index: int
    count: int


class Undoing(Enum):
    """What came of undoing a review or an edit."""

    BACK = auto()  # the version before is the newest again
    GONE = auto()  # the review was new, and is deleted
    ALREADY = auto()  # it was undone before
    NEWER = auto()  # it was edited since, so nothing was undone


@dataclass(frozen=True, slots=True)
class Undone:
    """A review after undoing. Of one that is gone, `draft_id` has the words (0: it had none).

    `stars` are what its author rates the same with now.
    """

    reviewed: Reviewed
    came: Undoing
    stars: Stars | None
    draft_id: int = 0
