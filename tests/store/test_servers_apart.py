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
from tests.arguments import arguments
from tests.store.questions import READS, VALUES
from tests.store.samples import everywhere, tables
from tests.store.story import ENDINGS, WRITES, Tale, named, there, told

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


def asked(function: Callable[..., object], given: list[object]) -> Callable[[Tx], object]:
    """A step of the tale that asks this."""
    return lambda tx: function(tx, *given)


def questions() -> Tale:
    """What every function that only reads is asked: as `READS` says, or with `VALUES`."""
    rest = [each for each in demanded() if each not in WRITES and each not in ENDINGS and each not in READS]
    given = {each: arguments(each, VALUES) for each in rest}
    return READS | {each: asked(each, found) for each, found in given.items() if found is not None}


ASKED = questions()
STORY = "WRITES (or ENDINGS, if it takes something away) in tests/store/story.py"
QUESTIONS = "READS in tests/store/questions.py"


def test_the_story_covers_the_store() -> None:
    told_of = {named(each) for each in (*WRITES, *ASKED, *ENDINGS)}
    there_are = {named(each) for each in demanded()}
    assert sorted(there_are - told_of) == [], (
        f"the story of two servers has to call these functions of the store: add each that changes something "
        f"to {STORY}, and each that reads to {QUESTIONS}"
    )
    assert sorted(told_of - there_are) == [], f"these are no longer there: take them out of {STORY}"


def test_the_story_reaches_every_table_and_answer(tx: Tx) -> None:
    told(tx, GuildId(ONE), WRITES)
    empty = [table for table, found in rows(tx, GuildId(ONE)).items() if not found]
    changing, silent = list[str](), list[str]()
    for each, step in ASKED.items():
        before = tx.connection.total_changes
        silent += [] if step(there(tx, GuildId(ONE))) else [named(each)]
        changing += [] if tx.connection.total_changes == before else [named(each)]
    assert changing == [], f"these change something: add them to {STORY}"
    assert empty == [], "add what fills these tables to WRITES in tests/store/story.py"
    assert silent == [], f"these find nothing: ask each for something that the story has, in {QUESTIONS}"


def test_a_second_server_with_the_same_numbers_changes_nothing_for_the_first(tx: Tx) -> None:
    empty = told(tx, GuildId(EMPTY), ASKED)
    first = told(tx, GuildId(ONE), WRITES, ASKED)
    kept = rows(tx, GuildId(ONE))

    assert told(tx, GuildId(TWO), WRITES, ASKED) == first
    assert (ratings.wrong_sums(everywhere(tx)), reviews.wrong_counts(everywhere(tx))) == ([], [])
    told(tx, GuildId(TWO), ENDINGS)

    assert rows(tx, GuildId(ONE)) == kept
    assert told(tx, GuildId(ONE), ASKED) == first[len(WRITES) :]
    assert told(tx, GuildId(EMPTY), ASKED) == empty


def test_the_second_servers_ending_is_like_the_firsts(tx: Tx) -> None:
    alone = told(tx, GuildId(ONE), WRITES, ENDINGS, ASKED)
    assert told(tx, GuildId(TWO), WRITES, ENDINGS, ASKED) == alone
