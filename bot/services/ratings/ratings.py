"""Rating a show, a season or an episode, and taking it back."""

from bot.domain.actors import Actor
from bot.domain.errors import Refusal
from bot.domain.ratings.episodes import EpisodeGrid
from bot.domain.ratings.pages import Rated
from bot.domain.ratings.rating import Stars, Target
from bot.services.lookup import SHOW_GONE, refuse_hidden, the_show
from bot.services.service import Service
from bot.store.catalog import shows
from bot.store.delivery import outbox
from bot.store.engine.counters import first_time
from bot.store.engine.transaction import Tx
from bot.store.members import watchlist
from bot.store.ratings import ratings
from bot.store.reviews import reviews

SHOWN = (
    "Your review shows this rating, so it stays. "
    "Change it with `/rate`, or delete the review first with its ⋯ button."
)


class Ratings(Service):
    """The verbs of ratings."""

    async def rate(self, actor: Actor, target: Target, stars: Stars) -> Rated:
        """Set this member's rating of the target.

        Raises `Refusal` when the show is gone, or this member's review of the target is hidden.
        """
        now = self.clock()

        def rate(tx: Tx) -> Rated:
            was_listed = _is_listed(tx, actor, target)
            if first_time(tx, actor.key):
                the_show(tx, actor, target.show_id)
                refuse_hidden(tx, actor, target)
                ratings.change(tx, target, actor.user_id, stars)
                _note_card(tx, actor, target)
            return _rated(tx, actor, target, was_listed)

        return await self.database.write(actor.guild_id, rate)

    async def own(self, actor: Actor, target: Target) -> Stars | None:
        """What this member rates the target with."""
        return await self.database.read(actor.guild_id, ratings.current, target, actor.user_id)

    async def episodes(self, actor: Actor, show_id: int) -> EpisodeGrid:
        """What this server gives a show's seasons and episodes; raises `Refusal` when the show is gone."""

        def episodes(tx: Tx) -> EpisodeGrid:
            show = the_show(tx, actor, show_id)
            return EpisodeGrid.of(show, ratings.spreads_of_show(tx, show_id))

        return await self.database.read(actor.guild_id, episodes)

    async def undo(self, actor: Actor, change_id: int) -> Rated:
        """Take back one's latest change of a rating.

        Raises `Refusal` when it is somebody else's, was changed again since, or when a review shows it.
        """
        now = self.clock()

        def undo(tx: Tx) -> Rated:
            change = ratings.get_change(tx, change_id)
            if change is None or change.user_id != actor.user_id:
                raise Refusal("Only the one who rated can take a rating back.")
            was_listed = _is_listed(tx, actor, change.target)
            if first_time(tx, actor.key):
                latest = ratings.latest_change(tx, change.target, actor.user_id)
                if latest != change:
                    raise Refusal(
                        "You have changed this rating since, so there is nothing to undo here. "
                        "Use `/rate` to set it."
                    )
                refuse_hidden(tx, actor, change.target)
                if change.before is None and reviews.of_member(tx, change.target, actor.user_id):
                    raise Refusal(SHOWN)
                ratings.change(tx, change.target, actor.user_id, change.before)
                _note_card(tx, actor, change.target)
            return _rated(tx, actor, change.target, was_listed)

        return await self.database.write(actor.guild_id, undo)

    async def remove(self, actor: Actor, target: Target) -> Rated:
        """Take one's rating of the target away; raises `Refusal` when one's review shows it."""
        now = self.clock()

        def remove(tx: Tx) -> Rated:
            was_listed = _is_listed(tx, actor, target)
            if first_time(tx, actor.key):
                the_show(tx, actor, target.show_id)
                if reviews.of_member(tx, target, actor.user_id):
                    raise Refusal(SHOWN)
                ratings.change(tx, target, actor.user_id, None)
            return _rated(tx, actor, target, was_listed)

        return await self.database.write(actor.guild_id, remove)


def _is_listed(tx: Tx, actor: Actor, target: Target) -> bool:
    """Whether the whole show is on this member's watchlist."""
    return watchlist.has(tx, actor.user_id, target.show_id)


def _rated(tx: Tx, actor: Actor, target: Target, was_listed: bool) -> Rated:
    show = shows.get(tx, target.show_id)
    change = ratings.latest_change(tx, target, actor.user_id)
    if show is None or change is None:
        raise Refusal(SHOW_GONE)
    return Rated(
        show,
        target,
        change.after,
        change.before,
        ratings.spread(tx, target),
        change.change_id,
        is_listed if (is_listed := _is_listed(tx, actor, target)) != was_listed else None,
    )


def _note_card(tx: Tx, actor: Actor, target: Target) -> None:
    """A review shows its author's rating, so its card follows."""
    review = reviews.of_member(tx, target, actor.user_id)
    if review:
        outbox.note_change(tx, review.review_id, due_at=tx.now)
