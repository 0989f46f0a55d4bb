"""What the tables promise, read from the database itself."""

import re
from collections.abc import Iterator
from itertools import groupby

import pytest

from bot.store.engine.transaction import Row, Tx
from tests.store.samples import everywhere, tables

NUMBERS = {
    "guild_id",
    "show_id",
    "other_show_id",
    "person_id",  # of a show's makers and cast, who are no members
    "review_id",
    "channel_id",
    "thread_id",
    "message_id",
    "request_id",
    "change_id",
    "draft_id",
    "search_id",
    "note_id",
    "merge_id",
    "import_id",
    "audit_id",
    "digest_id",
    "hold_id",
    "provider_id",
}
"""Columns that name a thing. Any other `…_id` names a member of a server, and ends with `user_id`."""


def columns(tx: Tx, table: str) -> list[Row]:
    return everywhere(tx).all(f"PRAGMA table_info({table})")


def indexes(tx: Tx, table: str) -> Iterator[tuple[Row, list[str | None]]]:
    """Each index of a table with its columns in order; an expression is None."""
    for index in everywhere(tx).all(f"PRAGMA index_list({table})"):
        yield index, [column["name"] for column in everywhere(tx).all(f"PRAGMA index_info({index['name']})")]


def test_there_are_tables(tx: Tx) -> None:
    assert len(tables(tx)) > 10


def test_every_table_is_strict(tx: Tx) -> None:
    strict = {row["name"]: row["strict"] for row in everywhere(tx).all("PRAGMA table_list")}
    assert {table: strict[table] for table in tables(tx)} == dict.fromkeys(tables(tx), 1)


def test_every_row_belongs_to_a_server(tx: Tx) -> None:
    for table in tables(tx):
        first = columns(tx, table)[0]
        assert (table, first["name"], first["type"], first["notnull"]) == (table, "guild_id", "INTEGER", 1)


def test_every_primary_key_begins_with_the_server(tx: Tx) -> None:
    for table in tables(tx):
        key = sorted((column["pk"], column["name"]) for column in columns(tx, table) if column["pk"])
        assert key, f"{table} has no primary key"
        assert key[0][1] == "guild_id", table


def test_every_unique_key_begins_with_the_server(tx: Tx) -> None:
    unique = [
        (table, names)
        for table in tables(tx)
        for index, names in indexes(tx, table)
        if index["unique"] and index["origin"] != "pk"
    ]
    assert len(unique) >= 4
    assert [(table, names) for table, names in unique if names[0] != "guild_id"] == []


def test_every_foreign_key_begins_with_the_server_on_both_sides(tx: Tx) -> None:
    checked = 0
    for table in tables(tx):
        rows = everywhere(tx).all(f"PRAGMA foreign_key_list({table})")
        for _, key in groupby(sorted(rows, key=lambda row: (row["id"], row["seq"])), lambda row: row["id"]):
            first = next(key)
            assert (first["from"], first["to"]) == ("guild_id", "guild_id"), f"{table} → {first['table']}"
            checked += 1
    assert checked > 10


def test_whatever_names_a_show_a_person_or_a_review_refers_to_it(tx: Tx) -> None:
    homes = {"show_id": "shows", "other_show_id": "shows", "person_id": "people", "review_id": "reviews"}
    for table in tables(tx):
        keys = everywhere(tx).all(f"PRAGMA foreign_key_list({table})")
        referring = {(key["from"], key["table"]) for key in keys}
        for column in columns(tx, table):
            home = homes.get(column["name"])
            if home not in (None, table):
                assert (column["name"], home) in referring, f"{table}.{column['name']}"


def test_every_column_with_a_members_number_ends_with_user_id(tx: Tx) -> None:
    names = {(table, column["name"]) for table in tables(tx) for column in columns(tx, table)}
    numbers = {(table, name) for table, name in names if name.endswith("_id") and name not in NUMBERS}
    assert ("reviews", "user_id") in numbers
    assert [each for each in sorted(numbers) if not each[1].endswith("user_id")] == []
    suspicious = re.compile(r"(^|_)(by|author|owner|member|moderator|reporter|voter)($|_)")
    persons = {(table, name) for table, name in names if suspicious.search(name)}
    assert [each for each in sorted(persons) if not each[1].endswith("user_id")] == []


def test_times_flags_and_stars_are_whole_numbers(tx: Tx) -> None:
    for table in tables(tx):
        for column in columns(tx, table):
            number = column["name"].endswith(("_at", "user_id")) or column["name"] in ("spoilers", "halves")
            wanted = ("INTEGER",) if number else ("INTEGER", "TEXT")
            assert column["type"] in wanted, f"{table}.{column['name']}"


@pytest.mark.parametrize("kind", ["trigger", "view"])
def test_nothing_happens_behind_the_codes_back(tx: Tx, kind: str) -> None:
    assert everywhere(tx).all("SELECT name FROM sqlite_master WHERE type = $1", kind) == []
