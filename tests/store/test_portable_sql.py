"""SQL is written once, in what SQLite and PostgreSQL both understand."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import store

FOLDER = Path(store.__file__).parent
MODULES = sorted(FOLDER.rglob("*.py"))
ENGINE = {"database.py", "migrate.py", "backup.py"}
"""Modules that know SQLite. What they say to it through a `Tx` is as portable as everywhere."""
OF_EACH_ENGINE = {"full_text.py", "text_parts.py"}
"""Modules of which each engine has its own."""

PECULIAR = {
    "another way to say a parameter": r"\?|[^:\w]:[a-z]|@[a-z]|%s",
    "SQLite's own conflict clause": r"\b(INSERT|UPDATE)\s+OR\s+\w+|\bREPLACE\s+INTO\b",
    "SQLite's own statement": r"\b(PRAGMA|VACUUM|ATTACH|BEGIN|AUTOINCREMENT|GLOB|MATCH|INDEXED BY)\b",
    "SQLite's own table": r"\b(sqlite_\w+|rowid)\b",
    "SQLite's own function": r"\b(ifnull|iif|total|group_concat|instr|printf|datetime|strftime|julianday"
    r"|unixepoch|last_insert_rowid|changes|json_\w+|hex|unicode|char)\s*\(",
    "an average, which is no whole number": r"\bavg\s*\(",
    "a sum of flags": r"\b(sum|min|max)\s*\([^()]*[=<>]",
    "two equals signs": r"==",
    "a comma in LIMIT": r"\bLIMIT\s+[^\s,]+\s*,",
    "a name in the wrong quotes": r"[`\[\"]",
    "an operator of one engine": r"\bIS\s+(NOT\s+)?\$|\bREGEXP\b|\bILIKE\b|::|->",
}
KEYWORDS = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|JOIN|AS|GROUP BY|ORDER BY|DESC)\b")


def text_of(node: ast.expr) -> str | None:
    """A string as written, with ␣ for each value put into it; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part) or "␣" for part in node.values)
    return None


def statements() -> Iterator[tuple[str, ast.Call, str, bool]]:
    """Every statement given to a transaction: where, the call, the SQL, and whether it is one server's."""
    for module in MODULES:
        if module.name in OF_EACH_ENGINE:
            continue
        for function in ast.walk(ast.parse(module.read_text("utf-8"))):
            if not isinstance(function, ast.FunctionDef):
                continue
            of_whom = {each.arg: each.annotation for each in function.args.args}.get("tx")
            for node in ast.walk(function):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and node.func.attr in ("execute", "one", "all")
                    and isinstance(node.func.value, ast.Name)
                    and node.func.value.id == "tx"
                ):
                    where, sql = f"{module.name}:{node.lineno}", text_of(node.args[0])
                    assert sql is not None, f"{where} is no plain SQL"
                    assert isinstance(of_whom, ast.Name), f"{where} is in a function that is not given `tx`"
                    assert of_whom.id in ("Tx", "AllServers"), where
                    yield where, node, sql, of_whom.id == "Tx"


def fragments() -> Iterator[tuple[str, str]]:
    """Every string with SQL in it, also those that are put together later."""
    for module in MODULES:
        if module.name in ENGINE | OF_EACH_ENGINE:
            continue
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            text = text_of(node) if isinstance(node, ast.expr) else None
            if text and KEYWORDS.search(text):
                yield f"{module.name}:{node.lineno}", text  # type: ignore[attr-defined]


def peculiarities(sql: str) -> list[str]:
    return [name for name, pattern in PECULIAR.items() if re.search(pattern, sql, re.IGNORECASE)]


def test_every_statement_is_portable() -> None:
    found = list(statements())
    assert len(found) > 50
    assert {where: peculiarities(sql) for where, _, sql, _ in found if peculiarities(sql)} == {}


def test_so_is_every_piece_of_one() -> None:
    found = list(fragments())
    assert len(found) > 50
    assert {where: peculiarities(sql) for where, sql in found if peculiarities(sql)} == {}


def test_placeholders_are_numbered_from_one_and_each_gets_a_value() -> None:
    """In a transaction of one server, the first value is its number, which each statement asks for."""
    for where, call, sql, of_one in statements():
        if any(isinstance(argument, ast.Starred) for argument in call.args):
            continue
        numbers = {int(number) for number in re.findall(r"\$(\d+)", sql)}
        assert numbers == set(range(1, len(call.args) + of_one)), where


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM shows WHERE title = ?",
        "SELECT * FROM shows WHERE title = :title",
        "INSERT OR REPLACE INTO shows VALUES ($1)",
        "SELECT ifnull(year, 0) FROM shows",
        "SELECT sum(halves = 3) FROM ratings",
        'SELECT "title" FROM shows',
        "SELECT avg(halves) FROM ratings",
        "SELECT title FROM shows LIMIT 5, 10",
        "PRAGMA user_version",
    ],
)
def test_what_only_one_engine_understands_is_found(sql: str) -> None:
    assert peculiarities(sql)
