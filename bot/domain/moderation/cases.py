"""What waits for moderators, and what authors see of it: values gathered in one transaction."""

from dataclasses import dataclass

from bot.domain.ids import Millis
from bot.domain.moderation.records import Hiding, News, Report
from bot.domain.reviews.review import Reviewed


@dataclass(frozen=True, slots=True)
class Case:
    """A review that moderators may look at: the latest of its open reports, and how many there are.

    `hiding` says why it is hidden, if it is.
    """

    reviewed: Reviewed
    reports: tuple[Report, ...]
    report_count: int
    hiding: Hiding | None

    @property
    def seen(self) -> Millis:
        """The time of the latest report: what comes in later is not dealt with yet."""
        return Millis(max((report.reported_at for report in self.reports), default=0))


@dataclass(frozen=True, slots=True)
class Queue:
    """The case at `index` (from 0) of the `count` that wait for this moderator.

    `elsewhere` wait in age-restricted channels; `own` are about their own reviews, for others to judge.
    """

    case: Case | None
    index: int
    count: int
    elsewhere: int
    own: int = 0


@dataclass(frozen=True, slots=True)
class OwnHidden:
    """A hidden review as its author sees it."""

    reviewed: Reviewed
    hiding: Hiding

    @property
    def may_ask(self) -> bool:
        """Whether its author may ask for another look: once for each version."""
        return self.hiding.asked_version < self.reviewed.review.version


@dataclass(frozen=True, slots=True)
class More:
    """What is behind ⋯ on a card, for one reader.

    `hiding` says why the review is hidden, if it is, and `news` what its author was told of it last.
    """

    reviewed: Reviewed
    own: bool
    moderates: bool
    hiding: Hiding | None
    news: News | None


@dataclass(frozen=True, slots=True)
class Told:
    """Something that an author is told: `hiding` says why the review is hidden, if it is."""

    news: News
    reviewed: Reviewed
    hiding: Hiding | None
