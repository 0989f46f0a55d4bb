"""What a request has come to."""

from bot.domain.actors import Actor
from bot.services.service import Service, reads
from bot.store.engine import counters
from bot.store.engine.transaction import Tx


class Requests(Service):
    """What is known of requests, whatever they ask for."""

    @reads
    def is_carried_out(self, tx: Tx, actor: Actor) -> bool:
        """Whether something of what was asked for with this request is stored, by a verb that `writes`."""
        return counters.is_carried_out(tx, actor.key)
