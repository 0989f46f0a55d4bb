"""How large and how tangled the code is: a table of figures that ought to go down, or at least not up.

`python -m scripts.figures` measures the tree it is run in. To compare two: `--json > before.json` in the one,
then `--against before.json` in the other. What a figure counts is written beside it, in `FIGURES`.
"""

import argparse
import ast
import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from statistics import median
from typing import Any

CODE = ("bot", "cogs")
FOLDERS = (*CODE, "benchmarks", "docs", "scripts")
"""Where the entries of folders are counted."""
MOST_ENTRIES, MOST_LINES, MOST_FUNCTION_LINES, MANY_INTS = 16, 300, 50, 3
NAMED = 3
"""How many of the things that make up a figure are listed without `--verbose`."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, and what it is made of or who has it."""

    value: float
    named: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Module:
    """A Python file: its dotted name, its path below the root, its text and its tree."""

    name: str
    path: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        """Its length."""
        return len(self.text.splitlines())

    def functions(self) -> Iterator[Function]:
        """Every function and method in it, inner ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def calls(self, name: str) -> Iterator[ast.Call]:
        """Every call of a function or method of this name."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == name:
                yield node


class Tree:
    """The code below a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """What is in every text file of `bot` and `cogs`, by its path below the root."""
        paths = [path for folder in CODE for path in sorted((self.root / folder).rglob("*"))]
        files = [path for path in paths if path.is_file() and "__pycache__" not in path.parts]
        read = {path.relative_to(self.root).as_posix(): path.read_bytes() for path in files}
        return {path: data.decode() for path, data in read.items() if b"\0" not in data}

    @cached_property
    def modules(self) -> Mapping[str, Module]:
        """Every Python file of `bot` and `cogs`, by its dotted name."""
        found: dict[str, Module] = {}
        for path, text in self.texts.items():
            if path.endswith(".py"):
                name = path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
                found[name] = Module(name, path, text, ast.parse(text))
        return found

    @cached_property
    def functions(self) -> Sequence[tuple[str, Function]]:
        """Every function with where it is: `bot/app.py:run`."""
        return [
            (f"{module.path}:{function.name}", function)
            for module in self.modules.values()
            for function in module.functions()
        ]

    @cached_property
    def file_lengths(self) -> Mapping[str, int]:
        """Lines by path, of Python files that hold more than a docstring."""
        return {each.path: each.lines for each in self.modules.values() if len(each.tree.body) > 1}

    @cached_property
    def function_lengths(self) -> Mapping[str, int]:
        """Lines by place, from `def` to the end, docstring included."""
        return {
            f"{place}:{each.lineno}": (each.end_lineno or each.lineno) - each.lineno + 1
            for place, each in self.functions
        }

    @cached_property
    def entries(self) -> Mapping[str, int]:
        """Files and folders by folder; not what packages need, nor what is in folders of migrations."""
        counts: dict[str, int] = {}
        for top in FOLDERS:
            for folder in [self.root / top, *sorted((self.root / top).rglob("*/"))]:
                if folder.is_dir() and not {"__pycache__", "migrations"} & {*folder.parts}:
                    inside = {each.name for each in folder.iterdir()} - {"__init__.py", "__pycache__"}
                    counts[folder.relative_to(self.root).as_posix()] = len(inside)
        return counts

    @cached_property
    def imports(self) -> Mapping[str, set[str]]:
        """Which modules of ours each module imports, wherever in it that stands."""
        plain = {name: set(self._imported(module)) - {name} for name, module in self.modules.items()}
        loud = {name for name in plain if plain[name] and self.modules[name].path.endswith("__init__.py")}
        # What imports a module from outside its package runs the package's __init__ too.
        return {
            name: found
            | {each for to in found for each in parents(to) if each in loud} - {name, *parents(name)}
            for name, found in plain.items()
        }

    def _imported(self, module: Module) -> Iterator[str]:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names if alias.name in self.modules)
            elif isinstance(node, ast.ImportFrom) and (source := node.module or "") in self.modules:
                names = [f"{source}.{alias.name}" for alias in node.names]
                yield from (name if name in self.modules else source for name in names)

    def circles(self) -> Iterator[Sequence[str]]:
        """Groups of modules that all import each other, directly or through others of the group."""
        reached = {name: self._reached(name) for name in self.imports}
        left = {name for name, others in reached.items() if name in others}
        while left:
            first = min(left)
            circle = {first, *(each for each in reached[first] if first in reached[each])}
            left -= circle
            yield sorted(circle)

    def _reached(self, start: str) -> set[str]:
        found, ahead = set[str](), list(self.imports[start])
        while ahead:
            if (name := ahead.pop()) not in found:
                found.add(name)
                ahead.extend(self.imports[name])
        return found


def parents(name: str) -> list[str]:
    """The packages that a module is in: `bot.ui` and `bot` for `bot.ui.cards`."""
    parts = name.split(".")
    return [".".join(parts[:length]) for length in range(len(parts) - 1, 0, -1)]


def bare_ints(function: Function) -> int:
    """How many parameters are annotated `int` or `int | None`, so that nothing tells one from another."""
    given = function.args
    written = [each.annotation for each in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return sum(
        each is not None and ast.unparse(each) in ("int", "int | None", "None | int") for each in written
    )


def shared_class_names(tree: Tree) -> Figure:
    """Names of module-level classes that more than one class has."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for module in tree.modules.values():
        for node in module.tree.body:
            if isinstance(node, ast.ClassDef):
                places[node.name].append(module.name)
    return listed(f"{name} ({', '.join(where)})" for name, where in sorted(places.items()) if len(where) > 1)


def inner_functions(tree: Tree) -> Figure:
    """Functions within functions, in the services."""
    found = {
        f"{place.split(':')[0]}:{inner.lineno} {inner.name}"
        for place, function in tree.functions
        if place.startswith("bot/services/")
        for inner in ast.walk(function)
        if isinstance(inner, Function) and inner is not function
    }
    return listed(sorted(found))


def interactions(tree: Tree) -> Figure:
    """How often the cogs write the name `interaction`, by file."""
    counts = Counter(
        module.path
        for module in tree.modules.values()
        for node in ast.walk(module.tree)
        if module.name.startswith("cogs")
        and isinstance(node, ast.Name | ast.arg)
        and "interaction" in (getattr(node, "id", None), getattr(node, "arg", None))
    )
    return Figure(counts.total(), ranked(counts))


def listed(things: Iterable[str]) -> Figure:
    """How many things there are, and which."""
    named = list(things)
    return Figure(len(named), named)


def ranked(counts: Mapping[str, int], above: int = 0) -> list[str]:
    """The names of what has more than so many, the most first, each with its number."""
    most_first = sorted(counts.items(), key=lambda each: -each[1])
    return [f"{name} {count}" for name, count in most_first if count > above]


def longest(counts: Mapping[str, int]) -> Figure:
    """The largest number, and who has it."""
    return Figure(max(counts.values()), ranked(counts)[:NAMED])


def most_of(counts: Mapping[str, int]) -> Figure:
    """What nine of ten stay within."""
    return Figure(sorted(counts.values())[math.ceil(0.9 * len(counts)) - 1])


def calls(tree: Tree, name: str, first: str = "") -> Figure:
    """Calls of a function, by file; with `first` those whose first argument is that text."""
    return listed(
        f"{module.path}:{call.lineno}"
        for module in tree.modules.values()
        for call in module.calls(name)
        if not first or (call.args and getattr(call.args[0], "value", None) == first)
    )


FIGURES: Mapping[str, Callable[[Tree], Figure]] = {
    "files in bot and cogs": lambda tree: Figure(len(tree.texts)),
    "lines in them": lambda tree: Figure(sum(len(text.splitlines()) for text in tree.texts.values())),
    "Python files": lambda tree: Figure(len(tree.modules)),
    "Python lines": lambda tree: Figure(sum(each.lines for each in tree.modules.values())),
    "lines a file, median": lambda tree: Figure(median(tree.file_lengths.values())),
    "lines a file, 90 %": lambda tree: most_of(tree.file_lengths),
    "lines a file, longest": lambda tree: longest(tree.file_lengths),
    f"files above {MOST_LINES} lines": lambda tree: listed(ranked(tree.file_lengths, MOST_LINES)),
    "functions": lambda tree: Figure(len(tree.functions)),
    "lines a function, median": lambda tree: Figure(median(tree.function_lengths.values())),
    "lines a function, 90 %": lambda tree: most_of(tree.function_lengths),
    "lines a function, longest": lambda tree: longest(tree.function_lengths),
    f"functions above {MOST_FUNCTION_LINES} lines": lambda tree: listed(
        ranked(tree.function_lengths, MOST_FUNCTION_LINES)
    ),
    "entries a folder, most": lambda tree: longest(tree.entries),
    f"folders above {MOST_ENTRIES} entries": lambda tree: listed(ranked(tree.entries, MOST_ENTRIES)),
    "import circles": lambda tree: listed(" ↔ ".join(circle) for circle in tree.circles()),
    "modules in circles": lambda tree: Figure(sum(map(len, tree.circles()))),
    "class names used twice": shared_class_names,
    f"functions with {MANY_INTS} or more bare ints": lambda tree: listed(
        f"{place} {bare_ints(each)}" for place, each in tree.functions if bare_ints(each) >= MANY_INTS
    ),
    "inner functions in services": inner_functions,
    "`interaction` in cogs": interactions,
    "calls of first_time": lambda tree: calls(tree, "first_time"),
    'calls of dispatch("outbox")': lambda tree: calls(tree, "dispatch", "outbox"),
}


def row(name: str, figure: Figure, before: Mapping[str, Any] | None, most: int) -> Iterator[str]:
    """The lines of the table for one figure: the number, as it was before if known, and who it is made of."""
    was = "" if before is None else f"{before[name]['value'] if name in before else '?':>8} →"
    yield f"{name:36}{was}{figure.value:>8}"
    yield from (f"    {each}" for each in figure.named[:most])
    if len(figure.named) > most:
        yield f"    … {len(figure.named) - most} more"


def main() -> None:
    """Print the figures of a tree."""
    parser = argparse.ArgumentParser(prog="python -m scripts.figures", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(), help="the project's folder (default: this one)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of the table")
    parser.add_argument("--against", type=Path, help="such a JSON file, to show what has changed since")
    parser.add_argument("--verbose", action="store_true", help="list everything that a figure is made of")
    options = parser.parse_args()
    tree = Tree(options.root.resolve())
    figures = {name: figure(tree) for name, figure in FIGURES.items()}
    if options.json:
        print(
            json.dumps({name: asdict(each) for name, each in figures.items()}, indent=2, ensure_ascii=False)
        )
        return
    before = json.loads(options.against.read_text("utf-8")) if options.against else None
    for name, figure in figures.items():
        print(*row(name, figure, before, len(figure.named) if options.verbose else NAMED), sep="\n")


if __name__ == "__main__":
    main()
