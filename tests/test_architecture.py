"""The floors and rooms of `docs/architecture.md`: who may import whom, where SQL stands, what is private."""

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path
from textwrap import dedent
from types import ModuleType

import pytest

from scripts.figures import Tree, shared_class_names

ROOT = Path(__file__).parent.parent
CODE = Tree(ROOT)
FILES = sorted(path for folder in ("bot", "cogs") for path in (ROOT / folder).rglob("*.py"))

WIRING = {"bot.domain", "bot.store", "bot.services", "bot.client", "bot.settings", "discord"}
PARTS = {
    "bot.domain": set[str](),
    "bot.readers": {"bot.domain"},
    "bot.store": {"bot.domain"},
    "bot.metadata": {"bot.domain"},
    "bot.titles": {"bot.domain"},
    "bot.services": {"bot.domain", "bot.readers", "bot.store", "bot.metadata", "bot.titles"},
    "bot.ui": {"bot.domain", "discord"},
    "bot.client": {"bot.domain", "bot.services", "bot.ui", "discord"},
    "cogs": {"bot.domain", "bot.services", "bot.ui", "bot.client", "discord"},
    "bot.sample": {"bot.domain"},
    "bot.settings": {"bot.domain"},
    "bot.app": (WIRING - {"discord"}) | {"bot.metadata", "bot.titles"},
    "bot.tryout": {*WIRING, "bot.app", "bot.sample", "simcord"},
    "bot.cli": {*WIRING, "bot.app", "bot.tryout"},
    "bot.__main__": {"bot.cli"},
}
"""What each part may import beside itself, of our own and of what is kept in its place."""
KEPT_IN_PLACE = {"discord", "simcord", "sqlite3", "aiosqlite"}
DATABASE = {"sqlite3", "aiosqlite"}

ROOMS = {"reviews", "ratings", "catalog", "discovery", "members", "moderation", "server", "delivery"}
BESIDE = {
    "bot.domain": {"text"},
    "bot.store": {"engine", "totals", "upkeep"},
    "bot.services": set[str](),
    "bot.ui.pages": set[str](),
    "cogs": set[str](),
}
"""What each floor that has the rooms has beside them."""

SQL = re.compile(
    r"\s*(SELECT\s.+\sFROM\s|INSERT\s+INTO\s|UPDATE\s+\w+\s+SET\s|DELETE\s+FROM\s|CREATE\s+(TABLE|INDEX)\s"
    r"|ALTER\s+TABLE\s|DROP\s+TABLE\s|PRAGMA\s|BEGIN\b|COMMIT\b|ROLLBACK\b|VACUUM\b|WITH\s+\w+\s+AS\s)",
    re.DOTALL,
)


def module_of(path: Path) -> str:
    """`bot.store.shows` for bot/store/shows.py."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def part_of(module: str) -> str:
    """The part of the table that a module belongs to; a library is a part of its own."""
    names = module.split(".")
    for length in range(len(names), 0, -1):
        if (name := ".".join(names[:length])) in PARTS:
            return name
    return "bot" if names == ["bot"] else names[0]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that is imported, anywhere in the file, and the line."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} is a relative import"
            name = node.module or ""
            # `from bot import app` imports bot.app
            yield from (
                (f"{name}.{alias.name}" if name == "bot" else name, node.lineno) for alias in node.names
            )


def test_every_file_belongs_to_a_part() -> None:
    parts = {part_of(module_of(path)) for path in FILES}
    assert parts - {"bot"} == PARTS.keys()
    assert (ROOT / "bot" / "__init__.py").read_text("utf-8").count("import") == 0


@pytest.mark.parametrize("part", PARTS)
def test_parts_import_what_the_table_allows(part: str) -> None:
    allowed = PARTS[part] | {part} | (DATABASE if part == "bot.store" else set[str]())
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in FILES
        if part_of(module_of(path)) == part
        for name, line in imports(path)
        if ((where := part_of(name)) in PARTS or where in KEPT_IN_PLACE) and where not in allowed
    ]
    assert wrong == []


def test_no_module_imports_itself_by_way_of_others() -> None:
    assert [" and ".join(circle) for circle in CODE.circles()] == []


def imported_rooms(floor: str) -> dict[str, set[str]]:
    """Which rooms of a floor each of its rooms imports; a module beside them is a room of its own."""

    def room(module: str) -> str:
        return module.removeprefix(f"{floor}.").split(".")[0]

    inside = {module for module in CODE.imports if module.startswith(f"{floor}.")}
    found = {room(module): set[str]() for module in inside}
    for module in inside:
        found[room(module)] |= {room(other) for other in CODE.imports[module] & inside} - {room(module)}
    return found


@pytest.mark.parametrize("floor", BESIDE)
def test_every_floor_has_the_same_rooms(floor: str) -> None:
    folder = ROOT.joinpath(*floor.split("."))
    assert {path.parent.name for path in folder.glob("*/__init__.py")} == ROOMS | BESIDE[floor]


@pytest.mark.parametrize("floor", sorted(BESIDE.keys() - {"bot.domain"}))
def test_no_room_imports_itself_by_way_of_others(floor: str) -> None:
    list(TopologicalSorter(imported_rooms(floor)).static_order())  # raises `CycleError`, which names them


def test_the_store_stands_on_its_engine_and_upkeep_on_the_rooms() -> None:
    below = imported_rooms("bot.store")
    assert below["engine"] == set()
    assert below["totals"] == {"engine"}
    assert [room for room, others in below.items() if "upkeep" in others] == []


def test_no_two_classes_share_a_name() -> None:
    assert shared_class_names(CODE).named == []


OF_THE_DOMAIN = {"regex"}  # knows which code points make one character; opens nothing, asks nobody


def test_the_domain_needs_nothing_but_the_standard_library_and_never_waits() -> None:
    known = sys.stdlib_module_names | OF_THE_DOMAIN
    for path in FILES:
        if part_of(module_of(path)) != "bot.domain":
            continue
        for name, line in imports(path):
            first = name.split(".")[0]
            assert first in known or name.startswith("bot.domain"), f"{path}:{line} {name}"
            assert first not in ("asyncio", "sqlite3", "socket", "time"), f"{path}:{line} {name}"
        waiting = ast.Await | ast.AsyncFunctionDef | ast.AsyncFor | ast.AsyncWith
        assert not [node for node in ast.walk(tree_of(path)) if isinstance(node, waiting)], path


ACROSS_ROOMS = {"cogs.options", "cogs.reviews.posting", "cogs.reviews.articles"}


def test_cogs_import_each_other_within_a_room_and_what_several_need_only() -> None:
    for path in FILES:
        module = module_of(path)
        if not module.startswith("cogs."):
            continue
        room = ".".join(module.split(".")[:2])
        for name, line in imports(path):
            if name.startswith("cogs"):
                assert name in ACROSS_ROOMS or name.startswith(room), f"{path}:{line} {name}"


def test_nobody_outside_imports_the_cogs() -> None:
    tests = sorted((ROOT / "tests").rglob("*.py"))
    for path in (path for path in [*FILES, *tests] if not module_of(path).startswith("cogs")):
        assert [name for name, _ in imports(path) if name.split(".")[0] == "cogs" and path in FILES] == [], (
            path
        )


ONLY_DISCORD_HAS = {
    ("cogs/moderation/notices.py", "response"),  # whether another message may follow the answer
    ("cogs/moderation/pins/group.py", "guild"),  # the names of its channels
    ("cogs/moderation/pins/trouble.py", "guild"),  # what the bot may do there
    ("cogs/moderation/pins/pinning.py", "app_permissions"),
    ("cogs/moderation/pins/pinning.py", "channel"),
    ("cogs/moderation/pins/pinning.py", "guild"),
    ("cogs/moderation/pins/pinning.py", "permissions"),  # of one's own, also in other channels
    ("cogs/moderation/pins/pinning.py", "user"),
    ("cogs/server/settings/panel.py", "guild"),  # its channels and roles
}
"""What cogs take from Discord's interaction itself; for all else they have their `Request`."""


def test_cogs_reach_into_an_interaction_for_what_only_discord_has() -> None:
    reached: set[tuple[str, str]] = set()
    for path in (path for path in FILES if part_of(module_of(path)) == "cogs"):
        nodes = list(ast.walk(tree_of(path)))
        into = {"ask.interaction", "interaction"}
        attributes = [node for node in nodes if isinstance(node, ast.Attribute)]
        found = [node.attr for node in attributes if ast.unparse(node.value) in into]
        reached |= {(path.relative_to(ROOT).as_posix(), name) for name in found}
        # An interaction is given to a function, as `Request` is, or looked into: it gets no other name.
        given = [ast.unparse(each) for node in nodes if isinstance(node, ast.Call) for each in node.args]
        uses = [node for node in nodes if isinstance(node, ast.Attribute | ast.Name)]
        named = [node for node in uses if ast.unparse(node) in into]
        assert len(named) == len(found) + sum(each in into for each in given), path
    assert reached == ONLY_DISCORD_HAS


def strings(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, node.lineno


def test_nothing_is_taken_for_gone_because_of_its_status_alone() -> None:
    """Only Discord's codes for it say that a message or a channel is gone: any other 404 says nothing."""
    for path in FILES:
        caught = [
            ast.unparse(node.type)
            for node in ast.walk(tree_of(path))
            if isinstance(node, ast.ExceptHandler) and node.type
        ]
        assert not [name for name in caught if "NotFound" in name and "discord" in name], (
            f"{path}: catch discord.HTTPException and look at its code (see bot/client/discord_errors.py)"
        )


def test_sql_stands_in_the_store_only() -> None:
    found = {
        path: [(line, text[:60]) for text, line in strings(path) if SQL.match(text)]
        for path in FILES
        if part_of(module_of(path)) != "bot.store"
    }
    assert {path: lines for path, lines in found.items() if lines} == {}
    store = [path for path in FILES if part_of(module_of(path)) == "bot.store"]
    assert sum(bool(SQL.match(text)) for path in store for text, _ in strings(path)) > 50


SAVES = {"bot/services/reviews/holding.py", "bot/services/reviews/articles.py"}
"""What saves the words of reviews: for members, and for moderators who take in articles."""


def test_whatever_saves_members_words_asks_whether_these_are_to_stay_hidden() -> None:
    """Who calls the store for it gets around a moderator who has hidden a review: see `holding.py`."""
    saves = {"reviews.add", "reviews.edit", "hiding.edit", "hiding.hide"}
    found = {
        path.relative_to(ROOT).as_posix()
        for path in FILES
        if part_of(module_of(path)) == "bot.services"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in saves
    }
    assert found == SAVES, "use `add`, `edit` and `hide` of bot/services/reviews/holding.py instead"


def test_services_and_store_take_the_clock_and_never_reach_for_it() -> None:
    for path in FILES:
        if part_of(module_of(path)) in ("bot.store", "bot.services", "bot.ui"):
            names = {name.split(".")[0] for name, _ in imports(path)}
            assert not names & {"time", "datetime", "random", "secrets", "uuid"}, path


# Private attributes of libraries that are used, each with its reason beside it.
PRIVATE = {("bot/client/routing.py", "_state")}
AS_SUBCLASS = {"_execute", "_conn"}  # aiosqlite's own way to its thread


def test_private_attributes_of_others_are_used_where_the_reason_stands_only() -> None:
    used: set[tuple[str, str]] = set()
    for path in FILES:
        nodes = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Attribute)]
        private = [node for node in nodes if re.match(r"_[^_]", node.attr)]
        own = {node.attr for node in private if isinstance(node.value, ast.Name) and node.value.id == "self"}
        used |= {(str(path.relative_to(ROOT)), node.attr) for node in private if node.attr not in own}
    assert used <= PRIVATE


def classes() -> Iterator[type]:
    """Every class of ours."""
    for path in FILES:
        if module_of(path) in ("bot.__main__", "bot.tryout"):
            continue
        module: ModuleType = import_module(module_of(path))
        for _, found in inspect.getmembers(module, inspect.isclass):
            if found.__module__ == module.__name__:
                yield found


def own_private_names(kind: type) -> set[str]:
    """The private names that a class, by its source, defines or uses of itself."""
    nodes = list(ast.walk(ast.parse(dedent(inspect.getsource(kind)))))
    used = {
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"
    }
    defined = {node.name for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    return {name for name in used | defined if re.match(r"_[^_]", name)}


def test_our_classes_neither_use_nor_hide_what_the_librarys_classes_keep_to_themselves() -> None:
    checked = 0
    for kind in classes():
        library = [base for base in kind.__mro__ if base.__module__.split(".")[0] in ("discord", "aiosqlite")]
        if library:
            theirs = set[str]().union(*map(own_private_names, library))
            shared = own_private_names(kind) & theirs
            assert shared <= AS_SUBCLASS, f"{kind.__qualname__}: {shared}"
            checked += 1
    assert checked > 10


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_says_what_it_is_and_stays_readable(path: Path) -> None:
    assert ast.get_docstring(tree_of(path)), "no docstring"
    assert len(path.read_text("utf-8").splitlines()) <= 320
