"""The command list, and that every button, select and form leads somewhere."""

import ast
import re
from collections import Counter
from collections.abc import AsyncGenerator, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import discord
import pytest
from discord.ext import commands

from bot.app import open_bot
from bot.client.bot import Encore
from bot.domain.reviews.review import Order
from bot.settings import Settings
from tests.contract.commands import synced

ROOT = Path(__file__).parent.parent
COGS = sorted((ROOT / "cogs").rglob("*.py"))
SCENARIOS = sorted((ROOT / "tests" / "scenarios").glob("test_*.py"))
UI = sorted((ROOT / "bot" / "ui").rglob("*.py"))
ADDRESS = re.compile(r"[a-z]+:[a-z]+")

Command = dict[str, Any]

# Names and options that are fixed; an option that may be left out has a “?”.
FIXED = {
    "review": {"show", "rating", "text?", "file?", "season?", "spoilers?"},
    "rate": {"show", "rating", "season?", "episode?"},
    "show": {"show"},
    "episodes show": {"show"},
    "cast": {"show"},
    "related": {"show"},
    "top": {"period?", "kind?", "genre?"},
    "search": {"words", "show?", "by?", "min_rating?"},
    "reviews": {"show"},
    "catalog add": {"title", "year?"},
    "profile": {"member?"},
    "compare": {"member"},
    "Profile": set[str](),
    "mydata import": {"file?"},
    "mydata visibility": {"profile"},
    "settings": set[str](),
    "mydata export": set[str](),
    "mydata delete": set[str](),
    "privacy": set[str](),
    "watchlist add": {"show"},
    "watchlist remove": {"show"},
    "watchlist list": set[str](),
    "watchlist pick": set[str](),
    "help": set[str](),
    "pin top": {"show?", "count?"},
    "pin list": set[str](),
    "pin remove": {"review"},
    "Pin review": set[str](),
    "Unpin review": set[str](),
    "mydata hidden": set[str](),
    "moderation reports": set[str](),
    "moderation history": {"show", "author?"},
    "moderation restore": {"show", "author?"},
    "moderation audit": {"who?"},
    "moderation block": {"member", "reason", "days?"},
    "moderation unblock": {"member"},
    "moderation blocks": set[str](),
    "Report review": set[str](),
}


MAY_PIN = discord.Permissions(pin_messages=True)
HIDDEN_WITHOUT = {
    "Pin review": MAY_PIN,
    "Unpin review": MAY_PIN,
    "moderation": discord.Permissions(manage_messages=True),
    "pin": MAY_PIN,
    "settings": discord.Permissions(manage_guild=True),
}
"""The commands that Discord shows only to those who have a permission."""


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncGenerator[Encore]:
    """The bot with every cog loaded, not connected."""
    async with open_bot(Settings(database_url=f"sqlite:///{tmp_path / 'encore.db'}")) as bot:
        await bot.load_cogs()
        yield bot


def payload(bot: Encore) -> list[Command]:
    """The commands as Discord gets them."""
    return [command.to_dict(bot.tree) for command in bot.tree.get_commands()]


def leaves(commands: list[Command], before: str = "") -> Iterator[tuple[str, Command]]:
    """Every command that can be called, by its whole name."""
    for command in commands:
        name = f"{before} {command['name']}".strip()
        inner = [option for option in command.get("options", []) if option["type"] in (1, 2)]
        if inner:
            yield from leaves(inner, name)
        else:
            yield name, command


async def test_the_fixed_commands_are_there_with_their_options(bot: Encore) -> None:
    found = {
        name: {
            option["name"] + ("" if option.get("required") else "?") for option in command.get("options", [])
        }
        for name, command in leaves(payload(bot))
    }
    assert {name: found.get(name) for name in FIXED} == FIXED


async def test_command_names_never_clash(bot: Encore) -> None:
    names = Counter((command.get("type", 1), command["name"]) for command in payload(bot))
    assert names.most_common(1)[0][1] == 1
    assert len(names) == len(bot.tree.get_commands())


async def test_every_command_keeps_discords_limits(bot: Encore) -> None:
    assert list(synced(payload(bot))) == []
    menus = [command for command in payload(bot) if command.get("type", 1) != 1]
    assert len(menus) <= 5  # of each kind; discord.py stops there


async def test_every_slash_command_and_option_says_what_it_is(bot: Encore) -> None:
    for name, command in leaves(payload(bot)):
        if command.get("type", 1) == 1:
            for each in (command, *command.get("options", [])):
                said = each["description"]
                assert 5 <= len(said) <= 100, f"{name}: {each['name']}: {said}"
                assert not said.endswith("."), f"{name}: {each['name']}: {said}"


async def test_the_ten_ratings_are_offered_as_they_are_written(bot: Encore) -> None:
    for name in ("review", "rate"):
        options = {option["name"]: option for option in dict(leaves(payload(bot)))[name]["options"]}
        choices = {choice["name"]: choice["value"] for choice in options["rating"]["choices"]}
        assert len(choices) == 10
        assert choices["3.5 ★★★½"] == 3.5
        assert choices["0.5 ½"] == 0.5
        assert options["show"]["autocomplete"] is True


async def test_commands_are_for_servers_and_some_for_those_who_may(bot: Encore) -> None:
    for command in bot.tree.get_commands():
        assert command.guild_only, f"mark {command.name} with @app_commands.guild_only() in its cog"
        assert command.default_permissions == HIDDEN_WITHOUT.get(command.name), (
            f"who sees {command.name} is not what HIDDEN_WITHOUT in tests/test_commands.py says"
        )


async def test_every_cog_is_loaded_by_itself_or_as_a_part_of_another(bot: Encore) -> None:
    modules = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in COGS]
    written = {
        found
        for module in modules
        for found in vars(import_module(module.removesuffix(".__init__"))).values()
        if isinstance(found, type) and issubclass(found, commands.Cog) and found.__module__[:5] == "cogs."
    }
    loaded = {kind for cog in bot.cogs.values() for kind in type(cog).__mro__}
    assert len(written) > 30
    assert sorted(kind.__module__ for kind in written - loaded) == [], (
        "nothing loads the cogs of these modules: add to each an `async def setup(bot: Encore)` that awaits "
        "`bot.add_cog(…())`, as at the end of cogs/members/watchlist.py"
    )
    assert [kind.__name__ for kind in written if not kind.__name__.endswith("Cog")] == []


async def test_every_command_is_used_in_a_scenario(bot: Encore) -> None:
    scenarios = "\n".join(path.read_text("utf-8") for path in SCENARIOS)
    unused = [name for name, _ in leaves(payload(bot)) if f'"{name}"' not in scenarios]
    assert unused == [], "write a scenario in tests/scenarios in which somebody uses these commands"


def handlers() -> Iterator[tuple[str, ast.Constant, ast.AsyncFunctionDef]]:
    """(`on_press` or `on_submit`, address, method) for each method of a cog that is marked so."""
    for node in (node for path in COGS for node in ast.walk(tree_of(path))):
        for mark in node.decorator_list if isinstance(node, ast.AsyncFunctionDef) else ():
            name = getattr(mark.func, "id", "") if isinstance(mark, ast.Call) else ""
            if isinstance(mark, ast.Call) and name in ("on_press", "on_submit"):
                address = mark.args[0]
                assert isinstance(address, ast.Constant)
                assert isinstance(node, ast.AsyncFunctionDef)
                yield name, address, node


def built() -> set[str]:
    """Every address that a button, a select or a form may have."""
    handled = {id(mark) for _, mark, _ in handlers()}
    found: set[str] = set()
    for node in (node for path in [*UI, *COGS] for node in ast.walk(tree_of(path))):
        if isinstance(node, ast.JoinedStr) and ast.unparse(node) == "f'reviews:{order.value}'":
            found |= {f"reviews:{order.value}" for order in Order}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in handled:
            found |= {node.value} if ADDRESS.fullmatch(node.value) else set()
    return found


def test_no_two_methods_handle_the_same_press_or_form() -> None:
    counts = Counter((kind, address.value) for kind, address, _ in handlers())
    assert len(counts) > 20
    assert [each for each, count in counts.items() if count > 1] == []


def test_every_control_has_a_handler_and_every_handler_a_control() -> None:
    handled, shown = {str(address.value) for _, address, _ in handlers()}, built()
    assert sorted(shown - handled) == [], (
        "nothing happens when these are pressed or sent: add a method marked with `@on_press(…)` or "
        "`@on_submit(…)` to the feature's cog in cogs"
    )
    assert sorted(handled - shown) == [], (
        "no button, select or form has these addresses: add one to the feature's page in bot/ui/pages, or "
        "take the method out of its cog"
    )
    assert [address for address in handled if not ADDRESS.fullmatch(address)] == []


NUMBERS = {"int", "GuildId", "Millis", "ReviewId", "ShowId", "UserId"}


def test_handlers_take_what_they_are_given() -> None:
    for kind, address, method in handlers():
        first = ["self", "ask"] + (["fields"] if kind == "on_submit" else [])
        given = method.args.args
        assert [argument.arg for argument in given[: len(first)]] == first, address.value
        numbers = [*given[len(first) :], *filter(None, [method.args.vararg])]
        assert numbers, address.value
        assert {ast.unparse(each.annotation or each) for each in numbers} <= NUMBERS, address.value
