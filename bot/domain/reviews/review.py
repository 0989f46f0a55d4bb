"""Reviews, and what members do with them."""

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.catalog.shows import Show
from bot.domain.ids import NOBODY, GuildId, Millis, ReviewId, UserId
from bot.domain.ratings.rating import Stars, Target

BODY_LIMIT = 40_000
HEADLINE_LIMIT = 150


@dataclass(frozen=True, slots=True)
class Words:
    """What a member writes in a review; all of it may be empty (then it is a rating with a card)."""

    headline: str = ""
    body: str = ""
    spoilers: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """A review as it stands now. Times are Unix milliseconds; `stars` are the author's.

    An article was taken in from elsewhere: it is by a `byline` ("" if unknown) that is no member, and its
    `user_id` is 0. Its stars, None if it gives none, count in no average of the server. Neither do those of a
    review that is `hidden`: nobody but its author and moderators may see it. One that is `deleted` is kept
    for moderators only.
    """

    guild_id: GuildId
    review_id: ReviewId
    target: Target
    user_id: UserId
    words: Words
    stars: Stars | None
    version: int
    created_at: Millis
    updated_at: Millis
    helpful: int
    byline: str = ""
    hidden: bool = False
    deleted: bool = False

    @property
    def is_article(self) -> bool:
        """Whether no member wrote it."""
        return self.user_id == NOBODY


@dataclass(frozen=True, slots=True)
class CardPlace:
    """Where in Discord a review's card stands."""

    channel_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class Pin:
    """A pinned review: where its pinned card stands, who pinned it and when (Unix milliseconds)."""

    review_id: ReviewId
    place: CardPlace
    pinned_by: UserId
    pinned_at: Millis


@dataclass(frozen=True, slots=True)
class PinChange:
    """A pin or unpin that was noted: the pin before (None: there was none), and the note to strike off."""

    review_id: ReviewId
    pinned: bool
    before: Pin | None
    note_id: int


class Order(StrEnum):
    """How reviews are listed; the value is its name in addresses."""

    HELPFUL = "helpful"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review with the show it is about: all that its card shows."""

    review: Review
    show: Show
