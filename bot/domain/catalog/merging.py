"""Two entries of one show made one, and two again: what stays, what is taken over, what goes back."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from bot.domain.catalog.shows import PLAIN_FACTS, Credit, Facts, Job, Show, ShowName
from bot.domain.ids import Millis, ReviewId, ShowId, UserId
from bot.domain.ratings.rating import Given
from bot.domain.spans import DAY
from bot.domain.text.titles import title_key

UNDO_WITHIN = 30 * DAY
"""How long (ms) a merge can be undone."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many ratings (of any target) and live reviews an entry has.

    `…_both` is for how many of them the other entry has one by the same member, of the same target.
    """

    ratings: int
    rated_both: int
    reviews: int
    reviewed_both: int


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a merge would do: `changes` are those of the entry that stays, a line each."""

    gone: ShowName
    into: ShowName
    overlap: Overlap
    changes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge that was made. The names are those at that time; times are Unix milliseconds."""

    merge_id: int
    user_id: UserId
    gone_show: ShowId
    gone_name: str
    into_show: ShowId
    into_name: str
    merged_at: Millis
    undone: bool

    @property
    def unnamed(self) -> Self:
        """What may be told of it where its shows may not be named."""
        return replace(self, gone_name=f"show {self.gone_show}", into_name=f"show {self.into_show}")


@dataclass(frozen=True, slots=True)
class RatingPair:
    """One member's ratings of one target on both entries: on the one that goes, and on the other if any."""

    season: int
    episode: int
    user_id: UserId
    gone: Given
    into: Given | None

    @property
    def stays(self) -> Given:
        """The newer one; of two at the same time, that of the entry that stays."""
        return self.into if self.into and self.into.rated_at >= self.gone.rated_at else self.gone

    @property
    def older(self) -> Given | None:
        """The other one."""
        return self.gone if self.stays is self.into else self.into


def part(
    pair: RatingPair, now: Given | None, *, reviewed_gone: bool, reviewed_into: bool
) -> tuple[Given | None, Given | None]:
    """A member's ratings of both entries after an undo, where `now` is the one of the merged entry.

    What the member did since stands: a new rating stays with the entry it was given to, and one that was
    taken back does not return. A review shows a rating, so where there is one (`reviewed_…`: after the undo),
    there is a rating.
    """
    came_from_gone = pair.stays is pair.gone
    taken_back = now is None and came_from_gone
    gone = None if taken_back and not reviewed_gone else pair.gone
    into = pair.into if now == pair.stays else now
    return gone, into or ((now or pair.into) if reviewed_into else None)


@dataclass(frozen=True, slots=True)
class HiddenReview:
    """The older of two reviews by one member: its words became a version (`kept_as`) of the one that stays.

    `channel_id` is where its card was (0: it had none); `pin` is the row of its pin; `state` is what it was.
    """

    review_id: ReviewId
    stays_review_id: ReviewId
    kept_as: int
    channel_id: int
    pin: dict[str, Any] | None
    state: str = "live"


@dataclass(frozen=True, slots=True)
class Wish:
    """Since when (Unix ms) a member's watchlist had the entry that went, and the other one if it had that."""

    user_id: UserId
    gone_at: Millis
    into_at: Millis | None

    @property
    def stays(self) -> Millis:
        """The later of the two: what was rated between them has been listed again."""
        return self.gone_at if self.into_at is None else max(self.gone_at, self.into_at)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that a merge moved and changed: enough to make it undone.

    `rows` are those of the entry that went, by table; `tables` names those whose rows the other one took
    over. `reviews` are (number, version) of those that were moved, `changes` the ratings' history that was,
    and `made` what the merge added to it. `links` are the shows that the other was linked with, `wishes` the
    watchlists that the entry was on, `holds` the numbers of those it had.
    """

    rows: dict[str, list[dict[str, Any]]]
    taken: Facts
    tables: tuple[str, ...]
    links: tuple[ShowId, ...]
    ratings: tuple[RatingPair, ...]
    changes: tuple[int, ...]
    made: tuple[int, ...]
    reviews: tuple[tuple[ReviewId, int], ...]
    hidden: tuple[HiddenReview, ...]
    wishes: tuple[Wish, ...] = ()
    holds: tuple[int, ...] = ()

    def without_member(self, user_id: UserId, erased_reviews: Container[ReviewId]) -> Self:
        """The snapshot without what it has of a member whose data were erased, these reviews among them."""
        return replace(
            self,
            rows={
                table: [_without(row, user_id) for row in rows if row.get("user_id") != user_id]
                for table, rows in self.rows.items()
            },
            ratings=tuple(pair for pair in self.ratings if pair.user_id != user_id),
            hidden=tuple(
                replace(each, pin=_without(each.pin, user_id) if each.pin else None)
                for each in self.hidden
                if each.review_id not in erased_reviews
            ),
            wishes=tuple(wish for wish in self.wishes if wish.user_id != user_id),
        )


def _without(row: dict[str, Any], user_id: UserId) -> dict[str, Any]:
    """A row of any table with 0 wherever it has the member's id."""
    return {
        name: 0 if name.endswith("user_id") and value == user_id else value for name, value in row.items()
    }


def taken(gone: Show, into: Show) -> Facts:
    """What `into` takes over from an entry that goes: titles and facts that it lacks, and nothing else."""
    empty, ours, theirs = Facts(), into.facts, gone.facts
    plain = {name: getattr(empty if getattr(ours, name) else theirs, name) for name in PLAIN_FACTS}
    known = {title_key(title) for title in into.titles}
    titles: dict[str, str] = {}
    for title in gone.titles:
        titles.setdefault(title_key(title), title)
    jobs = {credit.job for credit in ours.credits}
    return Facts(
        other_titles=tuple(title for key, title in titles.items() if key not in known),
        credits=tuple(credit for credit in theirs.credits if credit.job not in jobs),
        **plain,
    )


def with_taken(facts: Facts, taken: Facts) -> Facts:
    """Facts together with what was taken over for them."""
    return replace(
        facts.or_else(taken),
        other_titles=facts.other_titles + taken.other_titles,
        credits=facts.credits + taken.credits,
    )


def without_taken(facts: Facts, taken: Facts) -> Facts:
    """Facts without what was taken over for them, as far as nobody has changed it since."""
    empty, titles = Facts(), {title_key(title) for title in taken.other_titles}
    returned = {job for job in Job if _credits(facts, job) == _credits(taken, job)}
    return replace(
        facts,
        other_titles=tuple(title for title in facts.other_titles if title_key(title) not in titles),
        credits=tuple(credit for credit in facts.credits if credit.job not in returned),
        **{
            name: getattr(empty if getattr(facts, name) == getattr(taken, name) else facts, name)
            for name in PLAIN_FACTS
        },
    )


def _credits(facts: Facts, job: Job) -> list[Credit]:
    return [credit for credit in facts.credits if credit.job is job]
