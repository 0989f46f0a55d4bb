"""What a member means to watch."""

from dataclasses import dataclass

from bot.domain.catalog.shows import Show, ShowName
from bot.domain.ids import Millis, UserId
from bot.domain.members.profiles import RatedShow
from bot.domain.ratings.rating import Given, Spread, Stars

MOST = 500
"""How many shows a list may hold."""


def is_on_list(added_at: Millis | None, given: Given | None) -> bool:
    """Whether a show that was put on a list at `added_at` (None: it was not) is on it, with this rating.

    One that was rated later is not. One that was rated before, its member means to watch again.
    """
    return added_at is not None and (given is None or given.rated_at < added_at)


@dataclass(frozen=True, slots=True)
class Listed:
    """A show on somebody's list since `added_at` (Unix ms); `stars` if they rated it before that."""

    show: ShowName
    added_at: Millis
    stars: Stars | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A show, whether it is on a member's list now, and how many shows that has."""

    show: Show
    listed: bool
    count: int


@dataclass(frozen=True, slots=True)
class Fan:
    """A member who reviewed a show and likes it."""

    user_id: UserId
    stars: Stars


@dataclass(frozen=True, slots=True)
class Pick:
    """A show picked from a member's list of `count`, and what speaks for it.

    `spread` is this server's rating of it; `related` is a show that the member loves and that this one is
    related to; `is_oldest` says that nothing has been on the list for longer.
    """

    show: Show
    added_at: Millis
    count: int
    spread: Spread
    related: RatedShow | None
    fan: Fan | None
    is_oldest: bool
