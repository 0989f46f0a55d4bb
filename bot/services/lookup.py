"""What nearly every verb needs first: the show it is about."""

from bot.domain.actors import Actor
from bot.domain.catalog.shows import Show
from bot.domain.errors import Refusal
from bot.domain.ids import ShowId
from bot.store.catalog import shows
from bot.store.engine.transaction import Tx

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
