"""What nearly every verb needs first: the show it is about, or the review that a message shows."""

from bot.domain.actors import Actor
from bot.domain.catalog.shows import Show
from bot.domain.delivery.outbox import OutboxKind
from bot.domain.errors import Refusal
from bot.domain.ids import ReviewId, ShowId
from bot.domain.reviews.review import CardPlace
from bot.store.catalog import shows
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


def known_show(tx: Tx, show_id: ShowId) -> Show:
    """A show by its number, for what nobody sees where they ask; raises `Refusal` when it is gone."""
    show = shows.get(tx, show_id)
    if show is None:
        raise Refusal(SHOW_GONE)
    return show


def review_shown_at(tx: Tx, place: CardPlace) -> ReviewId | None:
    """The review that a message of ours shows, as its card or in the hall of fame; None for any other."""
    found = (outbox.review_at(tx, place, kind) for kind in (OutboxKind.CARD, OutboxKind.FAME))
    return next((review_id for review_id in found if review_id), None)
