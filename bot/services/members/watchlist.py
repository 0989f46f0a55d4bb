"""Watchlists: what a member means to watch, and a pick from it."""

from collections.abc import Sequence

from bot.domain.actors import Actor
from bot.domain.catalog.shows import Show
from bot.domain.errors import Refusal
from bot.domain.ids import ShowId
from bot.domain.members.profiles import RatedShow
from bot.domain.members.watchlist import MOST, Fan, Listed, Listing, Pick
from bot.domain.ratings.rating import Target
from bot.domain.reviews.review import Order
from bot.services.discovery.related import related_names
from bot.services.lookup import the_show
from bot.services.service import Service, reads, writes
from bot.store.catalog import merges
from bot.store.engine.transaction import Tx
from bot.store.members import profiles, watchlist
from bot.store.ratings import ratings
from bot.store.reviews import reviews

FULL = (
    f"Your watchlist has {MOST} shows, and no more fit. Take one off with `/watchlist remove` first, "
    "or rate one that you have watched."
)
EMPTY = (
    "There is nothing on your watchlist to pick from. Put shows on it with `/watchlist add`, "
    "or with the button on a show's page."
)
LOVES = 8
"""From how many half stars on somebody loves a show."""
AMONG = 20
"""How many related shows are looked through for one that the member loves."""
FANS_AMONG = 5
"""How many of a show's most helpful reviews are looked through for one by somebody who loves it."""


class Watchlist(Service):
    """The verbs of watchlists."""

    @writes
    def put(self, tx: Tx, actor: Actor, show_id: ShowId, listed: bool | None = None) -> Listing:
        """Put a show on one's list (`listed`), or take it off; None does whichever changes something.

        Raises `Refusal` when the show is gone, and when the list is full.
        """
        show = the_show(tx, actor, merges.followed(tx, show_id))
        numbers = _numbers(tx, actor)
        was_listed = show.show_id in numbers
        wanted = not was_listed if listed is None else listed
        if wanted != was_listed and not tx.repeated:
            if not wanted:
                watchlist.remove(tx, actor.user_id, show.show_id)
                numbers.remove(show.show_id)
            elif len(numbers) >= MOST:
                raise Refusal(FULL)
            else:
                watchlist.add(tx, actor.user_id, show.show_id)
                numbers.add(show.show_id)
        return Listing(show, show.show_id in numbers, len(numbers))

    @reads
    def listed(self, tx: Tx, actor: Actor) -> Sequence[Listed]:
        """What is on one's list, the newest first."""
        return _seen(tx, actor)[::-1]

    @reads
    def pick(self, tx: Tx, actor: Actor, besides: int = 0) -> Pick:
        """A random show from one's list, if possible another one than `besides`.

        Raises `Refusal` when there is none.
        """
        everything = _seen(tx, actor)
        if not everything:
            raise Refusal(EMPTY)
        others = [each for each in everything if each.show.show_id != besides] or everything
        picked = others[self.resources.below(len(others))]
        show = the_show(tx, actor, picked.show.show_id)
        return Pick(
            show,
            picked.added_at,
            len(everything),
            ratings.spread(tx, Target(show.show_id)),
            _related(tx, actor, show),
            _fan(tx, actor, show.show_id),
            picked == everything[0] != everything[-1],
        )


def _numbers(tx: Tx, actor: Actor) -> set[ShowId]:
    """The numbers of all shows on one's list, those for adults as well."""
    return {each.show.show_id for each in watchlist.listed(tx, actor.user_id)}


def _seen(tx: Tx, actor: Actor) -> list[Listed]:
    return watchlist.listed(tx, actor.user_id, restricted=actor.sees_restricted)


def _related(tx: Tx, actor: Actor, show: Show) -> RatedShow | None:
    """The show that this member likes best of those that this one is related to, if they love one."""
    loved = [
        RatedShow(name, stars)
        for name, _ in related_names(tx, actor, show, AMONG)
        if (stars := ratings.current(tx, Target(name.show_id), actor.user_id)) and stars.halves >= LOVES
    ]
    return max(loved, key=lambda each: each.stars, default=None)


def _fan(tx: Tx, actor: Actor, show_id: ShowId) -> Fan | None:
    """Who of those that wrote the most helpful reviews of a show loves it, and may be named."""
    for review in reviews.of_show(tx, show_id, Order.HELPFUL, limit=FANS_AMONG):
        if (
            review.stars
            and review.stars.halves >= LOVES
            and not review.is_article
            and review.user_id != actor.user_id
            and not profiles.is_hidden(tx, review.user_id)
        ):
            return Fan(review.user_id, review.stars)
    return None
