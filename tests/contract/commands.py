"""Rules about application commands that the API description does not spell out."""

import unicodedata
from collections.abc import Iterator

from tests.contract.components import over, twice
from tests.contract.interactions import text_choice
from tests.contract.openapi import Node

SLASH, USER, MESSAGE = 1, 2, 3
COMMANDS = {SLASH: 100, USER: 15, MESSAGE: 15}
WEIGHT = 8_000  # characters of names, descriptions and values in one command

SUBCOMMAND, GROUP = 1, 2


def synced(commands: list[Node] | None) -> Iterator[str]:
    """All commands of the bot, everywhere or in one server."""
    commands = commands or []
    for kind, limit in COMMANDS.items():
        yield from over(
            f"commands of type {kind}", sum(_kind(c) == kind for c in commands), limit, "commands"
        )
    yield from twice("name", ((_kind(c), c["name"]) for c in commands))
    for command in commands:
        yield from (f"{command['name']}: {problem}" for problem in defined(command))


def defined(command: Node) -> Iterator[str]:
    """One command."""
    if _kind(command) == SLASH:
        yield from _name(command["name"])
        if not (command.get("description") or "").strip():
            yield "description: empty"
        yield from _options(command.get("options") or [])
    elif command.get("description") or command.get("options"):
        yield "a menu command with a description or options"
    yield from over("command", _weight(command), WEIGHT, "characters in all")


def _kind(command: Node) -> int:
    return command.get("type") or SLASH


def _name(name: str) -> Iterator[str]:
    """Letters, digits, `-`, `_` and `'` of any script, lower-case where it has a lower case.

    Marks are what Discord lets through for Thai and Devanagari.
    """
    if name != name.lower() or not all(c in "-_'" or unicodedata.category(c)[0] in "LNM" for c in name):
        yield f"name: {name!r} is not written as Discord wants it"


def _options(options: list[Node], where: str = "options") -> Iterator[str]:
    yield from twice(where, (option["name"] for option in options))
    nested = [option["type"] in (SUBCOMMAND, GROUP) for option in options]
    if any(nested) and not all(nested):
        yield f"{where}: subcommands beside other options"
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        yield f"{where}: a required option after an optional one"
    for option in options:
        here = f"{where}.{option['name']}"
        yield from (f"{here}: {problem}" for problem in _name(option["name"]))
        yield from _choices(option, here)
        for quantity in ("value", "length"):
            low, high = option.get(f"min_{quantity}"), option.get(f"max_{quantity}")
            if low is not None and high is not None and low > high:
                yield f"{here}: min_{quantity} {low} is above max_{quantity} {high}"
        yield from _options(option.get("options") or [], here)


def _choices(option: Node, where: str) -> Iterator[str]:
    choices: list[Node] = option.get("choices") or []
    if choices and option.get("autocomplete"):
        yield f"{where}: autocomplete beside choices"
    yield from twice(f"{where}.choices", (choice["name"] for choice in choices))
    for choice in choices:
        if isinstance(choice["value"], str):
            yield from text_choice(f"{where}.choices.{choice['name']}", choice["value"])


def _weight(node: Node) -> int:
    """Characters that count; of a text in several languages, the longest counts."""
    own = 0
    for key in ("name", "description"):
        translations: Node = node.get(f"{key}_localizations") or {}
        own += max(len(text) for text in (node.get(key) or "", *translations.values()))
    inner: list[Node] = [*(node.get("options") or ()), *(node.get("choices") or ())]
    return own + len(str(node.get("value", ""))) + sum(map(_weight, inner))
