"""A statement that reaches into other servers is found, and nothing else is."""

import sqlite3
from contextlib import closing

import pytest

from bot.domain.ids import GuildId, Millis
from bot.store.engine.transaction import AllServers, Tx
from tests.guard_of_servers import mistake


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM shows WHERE guild_id = $1 AND show_id = $2",
        "UPDATE pins SET checked_at = $2 WHERE pins.guild_id = $1",
        "DELETE FROM pins WHERE guild_id=$1",
        "EXPLAIN QUERY PLAN SELECT * FROM shows WHERE guild_id = $1",
        """
        SELECT title FROM shows AS s
        JOIN reviews ON reviews.guild_id = s.guild_id AND reviews.show_id = s.show_id WHERE s.guild_id = $1
        """,
        "WITH found AS (SELECT show_id FROM shows WHERE guild_id = $1) SELECT count(*) FROM found",
        """
        INSERT INTO counters (guild_id, name, value) VALUES ($1, $2, 1)
        ON CONFLICT (guild_id, name) DO UPDATE SET value = counters.value + 1
        """,
        "INSERT INTO text_servers (guild_id, number) SELECT $1, max(number) + 1 FROM text_servers",
        """
        INSERT INTO watchlist (guild_id, user_id, show_id)
        SELECT guild_id, user_id, $3 FROM watchlist WHERE guild_id = $1 AND show_id = $2
        """,
        # The full text's own table, and what is asked of the engine.
        "DELETE FROM review_text_7 WHERE rowid = $2",
        "INSERT INTO review_text_7 (rowid, facets) VALUES ($2, $3)",
        "PRAGMA user_version",
        "SELECT name FROM pragma_table_list",
        "SELECT sql FROM sqlite_schema",
        "SELECT total_changes()",
    ],
)
def test_what_stays_in_its_server_is_let_through(sql: str) -> None:
    assert mistake(sql) == ""


@pytest.mark.parametrize(
    ("sql", "what_to_do"),
    [
        ("SELECT * FROM shows", "add guild_id = "),
        ("SELECT * FROM shows WHERE show_id = $1", "add guild_id = "),
        ("SELECT * FROM shows WHERE guild_id = $10 AND show_id = $1", "add guild_id = "),
        ("SELECT * FROM shows WHERE guild_id = $2", "add guild_id = "),
        ("UPDATE shows SET title = $2 WHERE show_id = $3", "add guild_id = "),
        ("DELETE FROM shows", "add guild_id = "),
        ("DROP TABLE shows", "add guild_id = "),
        ("DELETE FROM review_text_7 WHERE rowid IN (SELECT review_id FROM reviews)", "add guild_id = "),
        ("INSERT INTO shows (show_id, guild_id) VALUES ($1, $2)", "the first column"),
        ("INSERT INTO shows (guild_id, show_id) VALUES ($2, $1)", "the first column"),
        ("INSERT INTO shows (guild_id, show_id) VALUES ($11, $2)", "the first column"),
        ("INSERT INTO shows SELECT * FROM shows WHERE guild_id = $1", "the first column"),
        ("INSERT INTO genres (guild_id, name) SELECT guild_id, name FROM genre_shows", "add guild_id = "),
        ("INSERT INTO genres (guild_id, name) SELECT $1, name FROM genre_shows", "of each table"),
        (
            "SELECT * FROM reviews JOIN shows ON shows.show_id = reviews.show_id WHERE reviews.guild_id = $1",
            "of each table",
        ),
        (
            "SELECT * FROM shows WHERE guild_id = $1 AND show_id IN (SELECT show_id FROM watchlist)",
            "of each table",
        ),
    ],
)
def test_what_reaches_into_others_is_found_and_what_to_do_is_said(sql: str, what_to_do: str) -> None:
    assert what_to_do in mistake(sql)


def test_transactions_are_watched_while_tests_run() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        every = AllServers(connection, Millis(1))
        every.execute("CREATE TABLE shows (guild_id INTEGER)")
        for tx in (Tx(connection, GuildId(7001), Millis(1)), every.server(GuildId(7001))):
            for ask in (tx.all, tx.one, tx.execute):
                with pytest.raises(AssertionError, match="let its function take `AllServers`"):
                    ask("SELECT count(*) FROM shows")
        assert every.all("SELECT * FROM shows") == []
