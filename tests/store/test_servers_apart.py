"""Nothing is read or changed across servers.

One story is told on two servers whose shows, reviews and members have the same numbers. The second server's
answers must be what the first one's were, and the first one must not notice.
"""

import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import walk_packages

from bot import store
from bot.domain.ids import GuildId
from bot.store.engine.transaction import Transaction, Tx
from bot.store.ratings import ratings
from bot.store.reviews import reviews
from bot.store.totals import events
from tests.store.questions import READS
from tests.store.samples import everywhere, tables
from tests.store.story import ENDINGS, WRITES, named, there, told

ONE, TWO, EMPTY = 7001, 7002, 7003
EVENTS = {name for name, _ in inspect.getmembers(events, inspect.isfunction)}
"""What derived tables are told of: the tales cause all of it, and `test_derived.py` looks at two servers."""


def rows(tx: Tx, guild_id: GuildId) -> dict[str, list[tuple[object, ...]]]:
    """Everything that is stored of a server."""
    return {
        table: sorted(
            map(tuple, everywhere(tx).all(f"SELECT * FROM {table} WHERE guild_id = $1", guild_id)), key=repr
        )
        for table in tables(tx)
    }


def demanded() -> Iterator[Callable[..., object]]:
    """Every function of the store that is given a server's transaction."""
    for module in walk_packages(store.__path__, f"{store.__name__}."):
        for name, function in inspect.getmembers(import_module(module.name), inspect.isfunction):
            parameters = inspect.signature(function, eval_str=True).parameters.values()
            its_own = function.__module__ == module.name and not name.startswith("_")
            of_a_server = {Tx, Transaction} & {each.annotation for each in parameters}
            if its_own and of_a_server and name not in EVENTS:
                yield function


def test_the_story_covers_the_store() -> None:
    """Whoever adds a function to the store adds what it does to `WRITES`, `READS` or `ENDINGS`."""
    assert {named(each) for each in (*WRITES, *READS, *ENDINGS)} == {named(each) for each in demanded()}


def test_the_story_reaches_every_table_and_answer(tx: Tx) -> None:
    told(tx, GuildId(ONE), WRITES)
    empty = [table for table, found in rows(tx, GuildId(ONE)).items() if not found]
    assert empty == [], "add what fills it to `WRITES` in tests/store/story.py"
    assert [named(each) for each, step in READS.items() if not step(there(tx, GuildId(ONE)))] == []


def test_a_second_server_with_the_same_numbers_changes_nothing_for_the_first(tx: Tx) -> None:
    empty = told(tx, GuildId(EMPTY), READS)
    first = told(tx, GuildId(ONE), WRITES, READS)
    kept = rows(tx, GuildId(ONE))

    assert told(tx, GuildId(TWO), WRITES, READS) == first
    assert (ratings.wrong_sums(everywhere(tx)), reviews.wrong_counts(everywhere(tx))) == ([], [])
    told(tx, GuildId(TWO), ENDINGS)

    assert rows(tx, GuildId(ONE)) == kept
    assert told(tx, GuildId(ONE), READS) == first[len(WRITES) :]
    assert told(tx, GuildId(EMPTY), READS) == empty


def test_the_second_servers_ending_is_like_the_firsts(tx: Tx) -> None:
    alone = told(tx, GuildId(ONE), WRITES, ENDINGS, READS)
    assert told(tx, GuildId(TWO), WRITES, ENDINGS, READS) == alone
