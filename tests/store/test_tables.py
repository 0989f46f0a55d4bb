"""What is declared of the tables is what the schema says; where it isn't, the message says what to add."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from bot.domain.ids import GuildId, ShowId
from bot.store.catalog import merging, shows
from bot.store.engine import tables as declared
from bot.store.engine.tables import TABLES, Fate, Held, Merged, Room, Table
from bot.store.engine.transaction import Row, Tx
from bot.store.totals import events
from tests.store.samples import BOB, ELSEWHERE, GUILD, at, everywhere, on, tables
from tests.store.story import BECK, GLASS, WRITES, told
from tests.store.test_schema import columns

FILE = Path(declared.__file__).relative_to(Path(__file__).parents[2]).as_posix()


def problems(tx: Tx, lines: tuple[Table, ...] = TABLES) -> list[str]:
    """What the declaration and the schema disagree about, and what to do about each."""
    stored, names = tables(tx), [line.name for line in lines]
    return [
        *(
            f'table {name} is not declared: add a line to {FILE}, such as Table("{name}", Room.MEMBERS, …)'
            for name in stored
            if name not in names
        ),
        *(f"there is no table {name}: take its line out of {FILE}" for name in names if name not in stored),
        *(f"table {name} is declared twice in {FILE}" for name in set(names) if names.count(name) > 1),
        *(each for line in lines if line.name in stored for each in _of_line(tx, line)),
    ]


def _of_line(tx: Tx, line: Table) -> Iterator[str]:
    add = f'add it to the line Table("{line.name}", …) in {FILE}, such as'
    take = f'take it out of the line Table("{line.name}", …) in {FILE}'
    if line.room not in [*Room]:
        rooms = ", ".join(room.name for room in Room)
        yield f"table {line.name}: there is no room {line.room}: give it one of Room in {FILE} ({rooms})"

    found = {column["name"] for column in columns(tx, line.name)}
    held = {each.column for each in line.held}
    for column in sorted({name for name in found if name.endswith("user_id")} - held):
        yield (
            f"{line.name}.{column} holds members' ids, and nothing says what becomes of them: {add} "
            f'gone("{column}", "your …", briefly="… on /privacy") or nameless("{column}", "… as a moderator")'
        )
    for column in sorted({name for each in line.held for name in (each.column, *each.left_out)} - found):
        yield f"{line.name} has no column {column}: {take}"

    parents = {key["table"] for key in everywhere(tx).all(f"PRAGMA foreign_key_list({line.name})")}
    for parent in sorted(parents - {*line.of}):
        yield f'{line.name} refers to {parent}, and is to be deleted before it: {add} of=("{parent}",)'
    for parent in sorted({*line.of} - parents):
        yield f"{line.name} does not refer to {parent}: {take}"

    names_shows = "show_id" in found or "shows" in parents
    if names_shows and line.merged is None:
        yield (
            f"{line.name} names shows, and nothing says what a merge of two shows does with its rows: "
            f"{add} merged=Merged.MOVED"
        )
    if line.merged and not names_shows:
        yield f"{line.name} names no shows, so there is nothing to merge: {take}"
    if "reviews" in parents and line.with_review is None:
        yield (
            f"{line.name} refers to reviews, and nothing says whether its rows are erased with a review: "
            f"{add} with_review=True"
        )


def test_whatever_somebody_writes_about_members_is_declared(tx: Tx) -> None:
    """Whoever is erased is named there no more: `remarks`."""
    for line in TABLES:
        texts = {column["name"] for column in columns(tx, line.name) if column["type"] == "TEXT"}
        assert texts & {"reason", "details"} == {*line.remarks}, (
            f'it may name a member: give the line Table("{line.name}", …) in {FILE} remarks=(…)'
        )


def test_what_can_hold_a_reviews_words_goes_with_it(tx: Tx) -> None:
    """A table that refers to reviews and goes on when one is erased has no column for anybody's words."""
    chosen = re.compile(r"(\w+) TEXT [^,]*CHECK \(\1 IN")
    for line in TABLES:
        if "reviews" not in line.of or line.with_review:
            continue
        row = everywhere(tx).one("SELECT sql FROM sqlite_schema WHERE name = $1", line.name)
        texts = {column["name"] for column in columns(tx, line.name) if column["type"] == "TEXT"}
        free = texts - {*chosen.findall(row["sql"] if row else "")}
        assert free == set(), f"{line.name} can hold words of a review: with_review=True, in {FILE}"


def test_every_table_is_declared_as_it_is(tx: Tx) -> None:
    found = problems(tx)
    assert found == [], "\n".join(["", *found])


def test_a_guard_says_what_to_add_and_where(tx: Tx) -> None:
    everywhere(tx).execute(
        """
        CREATE TABLE shelves (
            guild_id INTEGER NOT NULL, user_id INTEGER NOT NULL, show_id INTEGER NOT NULL,
            review_id INTEGER NOT NULL, PRIMARY KEY (guild_id, user_id, show_id),
            FOREIGN KEY (guild_id, show_id) REFERENCES shows,
            FOREIGN KEY (guild_id, review_id) REFERENCES reviews
        ) STRICT
        """
    )
    assert problems(tx) == [
        "table shelves is not declared: add a line to bot/store/engine/tables.py, such as "
        'Table("shelves", Room.MEMBERS, …)'
    ]
    add = 'add it to the line Table("shelves", …) in bot/store/engine/tables.py, such as'
    bare = Table("shelves", Room.MEMBERS)
    assert problems(tx, (*TABLES, bare)) == [
        "shelves.user_id holds members' ids, and nothing says what becomes of them: "
        f'{add} gone("user_id", "your …", briefly="… on /privacy") '
        'or nameless("user_id", "… as a moderator")',
        f'shelves refers to reviews, and is to be deleted before it: {add} of=("reviews",)',
        f'shelves refers to shows, and is to be deleted before it: {add} of=("shows",)',
        "shelves names shows, and nothing says what a merge of two shows does with its rows: "
        f"{add} merged=Merged.MOVED",
        "shelves refers to reviews, and nothing says whether its rows are erased with a review: "
        f"{add} with_review=True",
    ]
    whole = Table(
        "shelves",
        Room.MEMBERS,
        declared.gone("user_id", "what you want to find again", briefly="shelves"),
        of=("shows", "reviews"),
        merged=Merged.MOVED,
        with_review=True,
    )
    assert problems(tx, (*TABLES, whole)) == []


def test_a_guard_says_what_is_declared_and_not_there(tx: Tx) -> None:
    drafts = Table(
        "drafts",
        cast("Room", "sandbox"),
        (Held("user_id", "your drafts", Fate.GONE, ("words",)),),
        of=("shows",),
        merged=Merged.OWN,
    )
    others = tuple(line for line in TABLES if line.name != "drafts")
    take = 'take it out of the line Table("drafts", …) in bot/store/engine/tables.py'
    assert problems(tx, (*others, drafts, Table("ghosts", Room.TOTALS))) == [
        "there is no table ghosts: take its line out of bot/store/engine/tables.py",
        "table drafts: there is no room sandbox: give it one of Room in bot/store/engine/tables.py "
        "(REVIEWS, RATINGS, CATALOG, DISCOVERY, MEMBERS, MODERATION, SERVER, DELIVERY, ENGINE, TOTALS)",
        f"drafts has no column words: {take}",
        f"drafts does not refer to shows: {take}",
        f"drafts names no shows, so there is nothing to merge: {take}",
    ]
    assert problems(tx, (*TABLES, TABLES[0])) == [
        "table shows is declared twice in bot/store/engine/tables.py"
    ]


def test_what_is_derived_is_kept_by_the_totals() -> None:
    """What is counted with what it is derived from is told of all that happens to that."""
    totals = {line.name for line in TABLES if line.room is Room.TOTALS} - {"text_servers", "traces"}
    assert totals == {*events.TABLES}
    followers = {line.name for line in TABLES for held in line.held if held.fate is Fate.COUNTED}
    assert followers <= totals
    assert {*declared.tables_merged(Merged.COUNTED)} <= {*totals, "rating_sums"}


def of_show(tx: Tx, guild_id: GuildId, show_id: ShowId) -> dict[str, list[Row]]:
    """The rows of a show in every table that says what a merge does with them."""
    found = {
        line.name: everywhere(tx).all(
            f"SELECT * FROM {line.name} WHERE guild_id = $1 AND show_id = $2", guild_id, show_id
        )
        for line in TABLES
        if line.merged
    }
    return {name: rows for name, rows in found.items() if rows}


def test_a_merge_sees_to_every_table_that_says_so(tx: Tx) -> None:
    """Two shows have rows in all of these tables: each goes into the other once."""
    reached = set[str]()
    for guild_id, gone, into in ((GUILD, GLASS, BECK), (ELSEWHERE, BECK, GLASS)):
        told(tx, guild_id, WRITES)
        before = of_show(tx, guild_id, gone)
        then = at(on(tx, guild_id), 2 * guild_id)
        theirs, ours = (shows.get(then, show_id) for show_id in (gone, into))
        assert theirs
        assert ours
        merging.merge(then, BOB, theirs, ours)
        assert of_show(tx, guild_id, gone) == {}
        reached |= before.keys()
    assert reached == {line.name for line in TABLES if line.merged}, (
        "add what gives a show such rows to `WRITES` in tests/store/story.py"
    )
