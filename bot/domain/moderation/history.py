"""What a review was at other times: for moderators, whatever its state is now."""

from dataclasses import dataclass

from bot.domain.catalog.shows import Show
from bot.domain.ids import Millis, ReviewId, UserId
from bot.domain.ratings.rating import Stars, Target
from bot.domain.reviews.review import Words
from bot.domain.text.spoilers import marker


@dataclass(frozen=True, slots=True)
class Past:
    """A review in any state (`live`, `hidden` or `deleted`), without its words. `user_id` 0: a `byline`'s."""

    review_id: ReviewId
    target: Target
    user_id: UserId
    byline: str
    state: str
    updated_at: Millis


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a review as it was saved (Unix milliseconds); its first has the number 1."""

    words: Words
    stars: Stars | None
    saved_at: Millis
    number: int


@dataclass(frozen=True, slots=True)
class VersionPage:
    """The version at `index` (from 0, the oldest) of the `count` of a review, and the one before, if any.

    `held` says whether what its author writes about the show stays hidden.
    """

    past: Past
    show: Show
    version: Version
    before: Version | None
    index: int
    count: int
    held: bool = False


def changed_part(before: str, after: str, around: int = 20) -> tuple[str, str]:
    """What two texts have between their common beginning and end, with a few words `around` it.

    Linear in their length, which is up to 40,000 characters. To be shown only: what is hidden has marks.
    """
    shorter = min(len(before), len(after))
    start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    end = next((at for at in range(shorter - start) if before[-1 - at] != after[-1 - at]), shorter - start)
    begin, keep = max(start - around, 0), max(end - around, 0)

    def part(text: str) -> str:
        return ("…" if begin else "") + marker(text)(begin, len(text) - keep) + ("…" if keep else "")

    return part(before), part(after)
