"""Members: how they are seen, what each likes, and how two compare."""

from collections.abc import Container, Iterable, Iterator
from itertools import islice

from bot.domain.actors import Actor
from bot.domain.errors import Refusal
from bot.domain.ids import ReviewId, UserId
from bot.domain.members.comparison import (
    LATEST,
    LISTED,
    Comparison,
    InCommon,
    Pair,
    in_common,
    most_alike,
    most_apart,
    taste_match,
)
from bot.domain.members.profiles import Profile, RatedShow, ReviewOf
from bot.domain.ratings.rating import Target
from bot.domain.ratings.top import ALL_TIME
from bot.domain.reviews.review import Order
from bot.services.service import Service, reads, writes
from bot.store.catalog import shows
from bot.store.engine.transaction import Tx
from bot.store.members import profiles
from bot.store.ratings import ratings
from bot.store.reviews import reviews
from bot.store.totals import member_sums, period_sums

KEEPS_TO_THEMSELVES = "This member keeps their profile to themselves."
FAVOURITES, GENRES, LATEST_REVIEWS = 5, 5, 3
"""How many of each a profile names."""
AMONG = 200
"""How many of the latest ratings tell which genres a member watches, and how many of the highest are looked
through for shows that another member has not rated."""
LOVES = 8
"""From how many half stars on somebody loves a show."""


class Profiles(Service):
    """The verbs of members."""

    @writes
    def set_hidden(self, tx: Tx, actor: Actor, hidden: bool) -> bool:
        """Hide oneself from others' profiles, comparisons and rankings, or be seen again.

        Returns whether one is hidden now: what was asked, unless this is an old request that comes again.
        """
        if tx.repeated:
            return profiles.is_hidden(tx, actor.user_id)
        profiles.set_hidden(tx, actor.user_id, hidden)
        return hidden

    @reads
    def profile(self, tx: Tx, actor: Actor, user_id: UserId) -> Profile:
        """What a member rated and wrote; raises `Refusal` when it is somebody else who is hidden."""
        hidden, restricted = _seen(tx, actor, user_id), actor.sees_restricted
        best, latest = _reviews(tx, user_id, restricted=restricted)
        return Profile(
            user_id,
            user_id == actor.user_id,
            hidden,
            member_sums.get(tx, user_id),
            period_sums.totals(tx, ALL_TIME).average,
            tuple(profiles.favourites(tx, user_id, restricted=restricted, limit=FAVOURITES)),
            tuple(profiles.genres(tx, user_id, restricted=restricted, among=AMONG, limit=GENRES)),
            best,
            latest,
        )

    @reads
    def compare(self, tx: Tx, actor: Actor, user_id: UserId) -> Comparison:
        """How one's taste compares with another member's.

        Raises `Refusal` when the other one is hidden, or is oneself.
        """
        if user_id == actor.user_id:
            raise Refusal("You agree with yourself in everything. Name another member to compare with.")
        _seen(tx, actor, user_id)
        mine, theirs = (
            profiles.latest_ratings(tx, each, restricted=actor.sees_restricted, limit=LATEST)
            for each in (actor.user_id, user_id)
        )
        pairs = in_common(mine, theirs)
        return Comparison(
            user_id,
            len(pairs),
            taste_match(pairs),
            sum(pair.mine.halves - pair.theirs.halves for pair in pairs),
            _named(tx, most_alike(pairs)),
            _named(tx, most_apart(pairs)),
            tuple(islice(_loved(tx, actor, user_id, mine), LISTED)),
        )


def _seen(tx: Tx, actor: Actor, user_id: UserId) -> bool:
    """Whether this member is hidden; raises `Refusal` if so, and somebody else wants to see them."""
    hidden = profiles.is_hidden(tx, user_id)
    if hidden and user_id != actor.user_id:
        raise Refusal(KEEPS_TO_THEMSELVES)
    return hidden


def _reviews(tx: Tx, user_id: UserId, *, restricted: bool) -> tuple[ReviewOf | None, tuple[ReviewOf, ...]]:
    """A member's most helpful review, if it has helped anybody, and the latest others."""
    # Of reviews that are equally helpful the latest comes first here, too, so all are in order.
    shown = {
        review_id: show
        for order, limit in ((Order.HELPFUL, 1), (Order.NEWEST, LATEST_REVIEWS + 1))
        for review_id, show in profiles.reviews_by(tx, user_id, order, restricted=restricted, limit=limit)
    }
    found = [
        ReviewOf(review, show)
        for number, show in shown.items()
        if (review := reviews.get(tx, ReviewId(number)))
    ]
    best = next((each for each in found if each.review.helpful), None)
    return best, tuple(each for each in found if each is not best)[:LATEST_REVIEWS]


def _named(tx: Tx, pairs: Iterable[Pair]) -> tuple[InCommon, ...]:
    by_show = {pair.show_id: pair for pair in pairs}
    return tuple(
        InCommon(name, by_show[name.show_id].mine, by_show[name.show_id].theirs)
        for name in shows.names(tx, list(by_show))
    )


def _loved(tx: Tx, actor: Actor, user_id: UserId, mine: Container[int]) -> Iterator[RatedShow]:
    """What this member loves and the reader has not rated, neither lately (`mine`) nor long ago."""
    loved = profiles.favourites(tx, user_id, restricted=actor.sees_restricted, least=LOVES, limit=AMONG)
    for each in loved:
        show_id = each.show.show_id
        if show_id not in mine and not ratings.current(tx, Target(show_id), actor.user_id):
            yield each
