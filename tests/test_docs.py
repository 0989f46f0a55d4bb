"""The pages for people: what they name is there."""

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from bot.app import open_bot
from bot.settings import Settings
from tests.test_commands import leaves, payload

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = ROOT / "docs" / "commands.md"

FENCED = re.compile(r"^\s*```.*?^\s*```", re.DOTALL | re.MULTILINE)
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")
FILE = re.compile(r"`((?:(?:bot|cogs|tests|docs|benchmarks|scripts)/[\w./-]+)|[\w.-]+\.(?:md|toml|yaml))`")
EXAMPLE = "bookmark"
"""The feature that docs/adding-a-feature.md adds: its files are not there."""


def named(page: Path) -> Iterator[Path]:
    """Every file or folder that a page names in backticks or links."""
    text = FENCED.sub("", page.read_text("utf-8"))
    yield from (page.parent / found for found in LINK.findall(text))
    yield from (ROOT / found for found in FILE.findall(text))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    missing = {path for path in named(page) if not path.exists() and EXAMPLE not in path.name}
    assert sorted(path.relative_to(ROOT).as_posix() for path in missing) == []


def test_the_pages_name_files() -> None:
    assert len({path for page in PAGES for path in named(page)}) > 50


def is_there(module: str, name: str) -> bool:
    """Whether `from module import name` works."""
    return hasattr(import_module(module), name) or find_spec(f"{module}.{name}") is not None


def test_the_code_of_the_example_imports_what_is_there() -> None:
    blocks = BLOCK.findall((ROOT / "docs" / "adding-a-feature.md").read_text("utf-8"))
    nodes = [node for block in blocks if block[0] == '"' for node in ast.walk(ast.parse(block))]
    imports = [
        (node.module or "", each.name)
        for node in nodes
        if isinstance(node, ast.ImportFrom)
        for each in node.names
    ]
    assert len(imports) > 20
    others = [each for each in imports if EXAMPLE not in ".".join(each).lower()]
    assert [f"from {module} import {name}" for module, name in others if not is_there(module, name)] == []


async def test_the_page_of_commands_has_every_command_and_no_other(tmp_path: Path) -> None:
    async with open_bot(Settings(database_url=f"sqlite:///{tmp_path / 'encore.db'}")) as bot:
        await bot.load_cogs()
        commands = dict(leaves(payload(bot)))
    slash = {name: command for name, command in commands.items() if command.get("type", 1) == 1}
    text = COMMANDS.read_text("utf-8")
    written = re.findall(r"`/([^`]+)`", text)
    found = {each: name for each in written for name in slash if f"{each} ".startswith(f"{name} ")}
    assert sorted({*written} - found.keys()) == [], "take these out of docs/commands.md: there are none such"
    assert sorted(slash.keys() - {*found.values()}) == [], "add a line for each of these to docs/commands.md"
    for each, name in found.items():
        options = slash[name].get("options", [])
        allowed = {o["name"] if o.get("required") else f"[{o['name']}]" for o in options}
        assert {*each.removeprefix(name).split()} <= allowed, f"/{each}"
    menus = [name for name in commands.keys() - slash.keys() if f"**{name}**" not in text]
    assert menus == [], "add a line for each of these entries in a menu to docs/commands.md"
