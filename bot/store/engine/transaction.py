"""Transactions as the store's functions see them: of one server, or, by name, of all."""

import sqlite3
from collections.abc import Collection
from typing import cast

from bot.domain.happenings import Happening
from bot.domain.ids import GuildId, Millis

Row = sqlite3.Row

# sqlite3 takes $1 for a parameter named "1"; PostgreSQL's driver takes it as it stands.
_NUMBERS = [str(number) for number in range(1, 1_000)]


def numbered(values: Collection[object], first: int) -> str:
    """The places of some values in a statement, from a number on: `$3, $4`."""
    return ", ".join(f"${number}" for number in range(first, first + len(values)))


class Transaction:
    """An open transaction at one moment: `now` is its time in Unix milliseconds.

    `happenings` are told to whoever listens after the commit; each is told once. `repeated` says that the
    request was carried out before: whatever is done again is taken back at the end.
    """

    def __init__(self, connection: sqlite3.Connection, now: Millis) -> None:
        self.connection = connection
        self.now = now
        self.happenings: dict[Happening, None] = {}
        self.repeated = False

    def run(self, sql: str, values: tuple[object, ...]) -> sqlite3.Cursor:
        """Run one statement, in which `$1`, `$2`, … are these values."""
        return self.connection.execute(sql, dict(zip(_NUMBERS, values, strict=False)))

    def execute(self, sql: str, *values: object) -> int:
        """Run one statement and return how many rows it changed."""
        return self.run(sql, values).rowcount

    def one(self, sql: str, *values: object) -> Row | None:
        """The first row, or None."""
        return cast("Row | None", self.run(sql, values).fetchone())

    def all(self, sql: str, *values: object) -> list[Row]:
        """Every row."""
        return self.run(sql, values).fetchall()

    def happened(self, happening: Happening) -> None:
        """Tell this to whoever listens, once it is committed."""
        self.happenings[happening] = None


class Tx(Transaction):
    """A transaction of one server: in every statement `$1` is `guild_id`, and the values begin with `$2`."""

    def __init__(self, connection: sqlite3.Connection, guild_id: GuildId, now: Millis) -> None:
        super().__init__(connection, now)
        self.guild_id = guild_id

    def run(self, sql: str, values: tuple[object, ...]) -> sqlite3.Cursor:
        """Run one statement, in which `$1` is the server and `$2`, `$3`, … are these values."""
        return super().run(sql, (self.guild_id, *values))


class AllServers(Transaction):
    """A transaction of all servers, for what concerns them all: there `$1` is the first value given."""

    def server(self, guild_id: GuildId) -> Tx:
        """The same transaction as one of its servers sees it."""
        tx = Tx(self.connection, guild_id, self.now)
        tx.happenings = self.happenings
        return tx
