"""How SQLite would answer the store's queries."""

from sqlite3 import Cursor

from bot.store.engine.transaction import Tx


class Explaining(Tx):
    """A transaction that notes SQLite's plan of each of its queries."""

    def __init__(self, tx: Tx) -> None:
        super().__init__(tx.connection, tx.guild_id, tx.now)
        self.plans: list[str] = []

    def run(self, sql: str, values: tuple[object, ...]) -> Cursor:
        plan = super().run(f"EXPLAIN QUERY PLAN {sql}", values)
        self.plans += [step["detail"] for step in plan]
        return super().run(sql, values)
