"""Rules about answers to interactions that the API description does not spell out."""

from collections.abc import Iterator

from tests.contract import components, messages
from tests.contract.components import over
from tests.contract.openapi import Node

MODAL_COMPONENTS = 5
CHOICE = 100  # characters of a text to choose

ANSWERS = {2: {4, 5, 9}, 3: {4, 5, 6, 7, 9}, 4: {8}, 5: {4, 5, 6, 7}}
"""By type of interaction (command, component, autocomplete, modal): the types of answers it takes.

So a modal never answers a modal. These are the answers this bot has a use for.
"""


def suited(interaction: int, answer: Node) -> Iterator[str]:
    """Whether an answer is of a type that this type of interaction takes."""
    if answer["type"] not in ANSWERS[interaction]:
        yield f"type: {answer['type']} cannot answer an interaction of type {interaction}"


def callback(answer: Node) -> Iterator[str]:
    """The first answer to an interaction, by its type."""
    data: Node = answer.get("data") or {}
    match answer["type"]:
        case 4:
            yield from messages.answered(data)
        case 5:
            if data.keys() - {"flags"} or (data.get("flags") or 0) & ~messages.EPHEMERAL:
                yield f"data: {data} with a deferral, which takes the ephemeral flag alone"
        case 6:
            if data:
                yield "data: a deferred update takes none"
        case 7:
            yield from messages.edited(data)
        case 8:
            yield from _choices(data.get("choices") or [])
        case 9:
            yield from _modal(data)
        case _:
            pass


def _choices(choices: list[Node | None]) -> Iterator[str]:
    """What an autocomplete offers; the description lets values have 0 to 6,000 characters."""
    for index, choice in enumerate(choices):
        if choice is None:
            yield f"choices[{index}]: nothing to choose"
        elif isinstance(choice["value"], str):
            yield from text_choice(f"choices[{index}]", choice["value"])


def text_choice(where: str, value: str) -> Iterator[str]:
    """The value behind a choice, in an autocomplete or a command's option."""
    yield from over(f"{where}.value", len(value), CHOICE, "characters")
    if not value:
        yield f"{where}.value: empty"


def _modal(modal: Node) -> Iterator[str]:
    yield from over("components", len(modal["components"]), MODAL_COMPONENTS, "in a modal")
    yield from components.problems(components.walk(modal["components"]))
