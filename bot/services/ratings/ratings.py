"""Rating a show, a season or an episode, and taking it back."""

from bot.domain.actors import Actor
from bot.domain.catalog.shows import Show
from bot.domain.errors import Refusal
from bot.domain.ids import ShowId
from bot.domain.members.watchlist import is_on_list
from bot.domain.ratings.episodes import EpisodeGrid
from bot.domain.ratings.pages import Rated
from bot.domain.ratings.rating import Given, Stars, Target
from bot.domain.reviews.review import Review
from bot.services.lookup import SHOW_GONE, shown_show, the_show
from bot.services.service import Service, reads, writes
from bot.store.delivery import outbox
from bot.store.engine.transaction import Tx
from bot.store.members import watchlist
from bot.store.ratings import ratings
from bot.store.reviews import reviews

HIDDEN = (
    "A moderator has hidden your review of this, and your rating with it. `/review` shows you why: "
    "there you can change the review, and appeal."
)
SHOWN = (
    "Your review shows this rating, so it stays. "
    "Change it with `/rate`, or delete the review first with its ⋯ button."
)


class Ratings(Service):
    """The verbs of ratings."""

    @writes
    def rate(self, tx: Tx, actor: Actor, target: Target, stars: Stars) -> Rated:
        """Set this member's rating of the target.

        Raises `Refusal` when the show is gone, or this member's review of the target is hidden.
        """
        show = the_show(tx, actor, target.show_id)
        if tx.repeated:
            return _as_it_is(tx, actor, show, target)
        return _change(tx, actor, show, target, stars, _shown(tx, actor, target))

    @reads
    def own(self, tx: Tx, actor: Actor, target: Target) -> Stars | None:
        """What this member rates the target with."""
        return ratings.current(tx, target, actor.user_id)

    @reads
    def episodes(self, tx: Tx, actor: Actor, show_id: ShowId) -> EpisodeGrid:
        """What this server gives a show's seasons and episodes; raises `Refusal` when the show is gone."""
        return EpisodeGrid.of(the_show(tx, actor, show_id), ratings.spreads_of_show(tx, show_id))

    @writes
    def undo(self, tx: Tx, actor: Actor, change_id: int) -> Rated:
        """Take back one's latest change of a rating.

        Raises `Refusal` when it is somebody else's, was changed again since, or when a review shows it.
        """
        change = ratings.get_change(tx, change_id)
        if change is None or change.user_id != actor.user_id:
            raise Refusal("Only the one who rated can take a rating back.")
        show = shown_show(tx, actor, change.target.show_id)
        if tx.repeated:
            return _as_it_is(tx, actor, show, change.target)
        if ratings.latest_change(tx, change.target, actor.user_id) != change:
            raise Refusal(
                "You have changed this rating since, so there is nothing to undo here. Use `/rate` to set it."
            )
        review = _shown(tx, actor, change.target)
        if change.before is None and review:
            raise Refusal(SHOWN)
        return _change(tx, actor, show, change.target, change.before, review)

    @writes
    def remove(self, tx: Tx, actor: Actor, target: Target) -> Rated:
        """Take one's rating of the target away; raises `Refusal` when one's review shows it."""
        show = the_show(tx, actor, target.show_id)
        if tx.repeated:
            return _as_it_is(tx, actor, show, target)
        if reviews.of_member(tx, target, actor.user_id):
            raise Refusal(SHOWN)
        return _change(tx, actor, show, target, None, None)


def _shown(tx: Tx, actor: Actor, target: Target) -> Review | None:
    """The review that shows this member's rating; raises `Refusal` while it, and so the rating, is hidden."""
    review = reviews.kept_of_member(tx, target, actor.user_id)
    if review and review.hidden:
        raise Refusal(HIDDEN)
    return review


def _change(
    tx: Tx, actor: Actor, show: Show, target: Target, stars: Stars | None, review: Review | None
) -> Rated:
    """Set or take away the rating; the card of the review that shows it follows."""
    before = ratings.given_to(tx, target, actor.user_id)
    after = Given(stars.halves, tx.now) if stars else None
    change = ratings.put(tx, target, actor.user_id, before, after)
    if review:
        outbox.note_change(tx, review.review_id, due_at=tx.now)
    if target != Target(show.show_id):
        return _rated(tx, show, change, None)
    added_at = watchlist.added_at(tx, actor.user_id, show.show_id)
    was_listed, is_listed = (is_on_list(added_at, given) for given in (before, after))
    return _rated(tx, show, change, is_listed if is_listed != was_listed else None)


def _as_it_is(tx: Tx, actor: Actor, show: Show, target: Target) -> Rated:
    """What to answer a request that was carried out before."""
    change = ratings.latest_change(tx, target, actor.user_id)
    if change is None:
        raise Refusal(SHOW_GONE)
    return _rated(tx, show, change, None)


def _rated(tx: Tx, show: Show, change: ratings.Change, listed: bool | None) -> Rated:
    spread = ratings.spread(tx, change.target)
    return Rated(show, change.target, change.after, change.before, spread, change.change_id, listed)
