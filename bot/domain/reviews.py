"""Reviews, and what members do with them."""

from dataclasses import dataclass

from bot.domain.ratings import Stars, Target

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
    """A review as it stands now. Times are Unix milliseconds; `stars` are the author's."""

    guild_id: int
    review_id: int
    target: Target
    user_id: int
    words: Words
    stars: Stars
    version: int
    created_at: int
    updated_at: int
    helpful: int


@dataclass(frozen=True, slots=True)
class CardPlace:
    """Where in Discord a review's card stands."""

    channel_id: int
    message_id: int
