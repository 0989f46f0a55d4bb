"""What nearly every verb needs first: the show it is about, and whether a moderator asks."""

from bot.domain.actors import Actor, Right
from bot.domain.catalog.shows import Show
from bot.domain.errors import Refusal
from bot.domain.ratings.rating import Target
from bot.store.catalog import shows
from bot.store.engine.transaction import Tx
from bot.store.reviews import reviews
from bot.store.server import guilds

HIDDEN = (
    "A moderator has hidden your review of this, and your rating with it. `/review` shows you why: "
    "there you can change the review, and ask for another look."
)
SHOW_GONE = "That show is not in this server's catalogue any more."
RESTRICTED = "That show is for adults, so I speak of it in age-restricted channels only. Ask again in one."


def the_show(tx: Tx, actor: Actor, show_id: int) -> Show:
    """A show by its number; raises `Refusal` when it is gone, or may not be seen where this person asks."""
    show = known_show(tx, show_id)
    if show.restricted and not actor.sees_restricted:
        raise Refusal(RESTRICTED)
    return show


def known_show(tx: Tx, show_id: int) -> Show:
    """A show by its number, for what nobody sees where they ask; raises `Refusal` when it is gone."""
    show = shows.get(tx, show_id)
    if show is None:
        raise Refusal(SHOW_GONE)
    return show


def moderates(tx: Tx, actor: Actor) -> bool:
    """Whether this person moderates here, by permission or by one of the chosen roles."""
    if Right.MODERATE in actor.rights:
        return True
    return not actor.role_ids.isdisjoint(guilds.settings(tx).moderator_roles)


def refuse_hidden(tx: Tx, actor: Actor, target: Target) -> None:
    """Raise `Refusal` while this member's review of the target is hidden: its rating counts nowhere."""
    review = reviews.kept_of_member(tx, target, actor.user_id)
    if review and review.hidden:
        raise Refusal(HIDDEN)


def require_moderator(tx: Tx, actor: Actor) -> None:
    """Raise `Refusal` unless this person moderates here."""
    if not moderates(tx, actor):
        actor.require(Right.MODERATE)
