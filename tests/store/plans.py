"""How SQLite would answer the store's queries."""

from bot.store.engine.transaction import Row, Tx


class Explaining(Tx):
    """A transaction that notes SQLite's plan of each of its queries."""

    def __init__(self, tx: Tx) -> None:
        self._tx = tx
        self.plans: list[str] = []

    def one(self, sql: str, *values: object) -> Row | None:
        return next(iter(self.all(sql, *values)), None)

    def all(self, sql: str, *values: object) -> list[Row]:
        self.plans += [step["detail"] for step in self._tx.all(f"EXPLAIN QUERY PLAN {sql}", *values)]
        return self._tx.all(sql, *values)
