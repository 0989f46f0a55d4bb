"""The shape of a verb: what goes wrong in one is told by the verb's name."""

import pytest

from bot.domain.actors import Actor
from bot.services.service import Service, reads, reads_all
from bot.store.engine.counters import next_id
from bot.store.engine.database import WriteInReadError
from bot.store.engine.transaction import AllServers, Tx
from tests.services.server import GUILD, Server


class Counting(Service):
    """A service with a mistake in it."""

    @reads
    def count(self, tx: Tx, actor: Actor) -> int:
        """Take a number, though only reading was said."""
        return next_id(tx, "mistake")

    @reads_all
    def count_all(self, tx: AllServers) -> int:
        """The same, of all servers."""
        return next_id(tx.server(GUILD), "mistake")


async def test_a_verb_that_reads_and_writes_is_refused_by_its_name(server: Server) -> None:
    counting = Counting(server.services.reviews.resources)
    with pytest.raises(WriteInReadError, match=r"Counting\.count writes: give it to Database\.write"):
        await counting.count(server.ann)
    with pytest.raises(WriteInReadError, match=r"Counting\.count_all writes: give it to Database\.write"):
        await counting.count_all()
