"""The weekly digest: when it is due, and what stands in it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.catalog.shows import ShowName
from bot.domain.ids import GuildId, Millis
from bot.domain.ratings.top import Ranked
from bot.domain.reviews.review import Reviewed
from bot.domain.spans import DAY

WEEK = 7 * DAY
LATE = 2 * DAY
"""How late (ms) a digest may still come: the bot may have been down. After that, the next one covers more."""
REVIEWS, SHOWS = 3, 5
"""How many reviews and shows stand in it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a server has set of its digest: where and on which day (Monday is 0), hour and zone it comes."""

    channel_id: int
    weekday: int
    hour: int
    zone: str

    def next_due(self, after: Millis) -> Millis:
        """The first time after `after` (both in Unix ms) at which the digest is due.

        Of an hour that clocks skip or have twice when summer time begins or ends, the first is meant, by
        Python's rules (PEP 495).
        """
        zone = ZoneInfo(self.zone)
        local = datetime.fromtimestamp(after / 1000, zone)
        days = (self.weekday - local.weekday()) % 7
        for day in (days, days + 7):
            date = (local + timedelta(days=day)).replace(
                hour=self.hour, minute=0, second=0, microsecond=0, fold=0
            )
            due_at = round(date.timestamp() * 1000)
            if due_at > after:
                return Millis(due_at)
        raise AssertionError("a week later is later")


@dataclass(frozen=True, slots=True)
class DueDigest:
    """A digest that is to be posted or, if it stands as a message, to follow what has changed.

    It covers what happened from one time to another (Unix ms).
    """

    guild_id: GuildId
    digest_id: int
    channel_id: int
    from_at: Millis
    until_at: Millis
    noted_at: Millis
    attempts: int
    due_at: Millis
    message_id: int = 0


@dataclass(frozen=True, slots=True)
class DigestPage:
    """What stands in a digest: the best new reviews, what most was written about, and the top of the month.

    `most_reviewed` are shows with the number of their new reviews; `month` is the ranking's period.
    """

    digest: DueDigest
    best: tuple[Reviewed, ...]
    review_count: int
    most_reviewed: tuple[tuple[ShowName, int], ...]
    month: int
    top: tuple[Ranked, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left to be told: it may have been hidden or deleted since."""
        return not (self.best or self.most_reviewed or self.top)
