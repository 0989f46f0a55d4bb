"""What nearly every verb needs first: the show it is about, or the review that a message shows."""

from bot.domain.actors import Actor
from bot.domain.catalog.shows import Show, ShowName, for_adults
from bot.domain.delivery.outbox import OutboxKind
from bot.domain.errors import Refusal
from bot.domain.ids import ReviewId, ShowId
from bot.domain.reviews.review import CardPlace
from bot.store.catalog import merges, shows
from bot.store.delivery import outbox
from bot.store.engine.transaction import Tx

NO_REVIEW_THERE = "That message shows no review. Use this on a review's card, or on one in the hall of fame."
SHOW_GONE = "That show is not in this server's catalogue any more."
RESTRICTED = "That show is for adults, so I speak of it in age-restricted channels only. Ask again in one."


def the_show(tx: Tx, actor: Actor, show_id: ShowId) -> Show:
    """A show by its number; raises `Refusal` when it is gone, or may not be seen where this person asks."""
    show = known_show(tx, show_id)
    if show.restricted and not actor.sees_restricted:
        raise Refusal(RESTRICTED)
    return show


def shown_show(tx: Tx, actor: Actor, show_id: ShowId) -> Show:
    """A show by its number for what one may do anywhere, such as deleting one's review of it.

    Where a show for adults may not be named, it is `Show.unnamed`. Raises `Refusal` when it is gone.
    """
    show = known_show(tx, show_id)
    return show.unnamed if show.restricted and not actor.sees_restricted else show


def refuse_restricted(tx: Tx, actor: Actor, show_id: ShowId, typed: str = "") -> None:
    """Raise `Refusal` when a show, if it is there, may not be seen where this person asks.

    What they have `typed` is given back.
    """
    if not actor.sees_restricted and show_id in shows.restricted(tx):
        raise Refusal(RESTRICTED, typed=typed)


def may_name(tx: Tx, actor: Actor, show_id: ShowId) -> bool:
    """Whether a show may be named where this person asks; one that is gone may have been for adults."""
    return actor.sees_restricted or bool(shows.names(tx, [merges.followed(tx, show_id)], restricted=False))


def name_here(tx: Tx, actor: Actor, name: ShowName) -> str:
    """A show's name at the beginning of a sentence, as it may be said where this person asks."""
    return f"“{name}”" if may_name(tx, actor, name.show_id) else for_adults(name.show_id).capitalize()


def known_show(tx: Tx, show_id: ShowId) -> Show:
    """A show by its number, whoever sees what of it; raises `Refusal` when it is gone."""
    show = shows.get(tx, show_id)
    if show is None:
        raise Refusal(SHOW_GONE)
    return show


def review_shown_at(tx: Tx, place: CardPlace) -> ReviewId | None:
    """The review that a message of ours shows, as its card or in the hall of fame; None for any other."""
    found = (outbox.review_at(tx, place, kind) for kind in (OutboxKind.CARD, OutboxKind.FAME))
    return next((review_id for review_id in found if review_id), None)
