"""Each limit holds at the last value that Discord takes, and the next one is found."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.contract import contract_or_skip
from tests.contract.bodies import (
    ANSWER,
    EDIT_ANSWER,
    EDIT_MESSAGE,
    FOLLOW_UP,
    POST_MESSAGE,
    POST_THREAD,
    SYNC,
    answer,
    argument,
    button,
    card,
    choices,
    command,
    embed,
    label,
    link,
    message,
    modal,
    option,
    picture,
    row,
    select,
    text,
    text_input,
    weighing,
)

LIMITS: dict[str, tuple[int, str, tuple[str, str], Callable[[int], Any]]] = {
    # what: (the last value that Discord takes, where the next is found, the route, a body that measures n)
    "content": (2_000, "content", POST_MESSAGE, lambda n: message(content="x" * n)),
    "content of an edit": (2_000, "content", EDIT_MESSAGE, lambda n: message(content="x" * n)),
    "content of an answer": (2_000, "data.content", ANSWER, lambda n: answer(4, **message(content="星" * n))),
    "nonce": (25, "nonce", POST_MESSAGE, lambda n: message(nonce="x" * n, enforce_nonce=True)),
    "attachments": (
        10,
        "attachments",
        FOLLOW_UP,
        lambda n: message(attachments=[{"id": i, "filename": f"{i}.txt"} for i in range(n)]),
    ),
    "rows": (
        5,
        "components",
        POST_MESSAGE,
        lambda n: message(components=[row(button(str(i))) for i in range(n)]),
    ),
    "embeds": (10, "embeds", POST_MESSAGE, lambda n: message(embeds=[{"title": "x"}] * n)),
    "embed title": (256, "embeds[0].title", POST_MESSAGE, lambda n: embed(title="x" * n)),
    "embed description": (4_096, "embeds[0].description", POST_MESSAGE, lambda n: embed(description="x" * n)),
    "embed fields": (
        25,
        "embeds[0].fields",
        POST_MESSAGE,
        lambda n: embed(fields=[{"name": "x", "value": "x"}] * n),
    ),
    "embed field": (
        1_024,
        "embeds[0].fields[0].value",
        POST_MESSAGE,
        lambda n: embed(fields=[{"name": "x", "value": "x" * n}]),
    ),
    "embed footer": (2_048, "embeds[0].footer.text", POST_MESSAGE, lambda n: embed(footer={"text": "x" * n})),
    "embeds in all": (
        6_000,
        "embeds",
        POST_MESSAGE,
        lambda n: message(
            embeds=[
                {"description": "x" * 3_000},
                {"footer": {"text": "x" * 2_000}},
                {"title": "x" * 250},
                {"fields": [{"name": "x" * 50, "value": "x" * (n - 5_300)}]},
            ]
        ),
    ),
    "text of a card": (
        4_000,
        "components",
        POST_MESSAGE,
        lambda n: card(text("x" * 2_000), text("x" * (n - 2_000))),
    ),
    "text of one display": (4_000, "components[0].content", POST_MESSAGE, lambda n: card(text("x" * n))),
    "weight of a card": (
        10_170,
        "components",
        EDIT_MESSAGE,
        lambda n: card(text("星" * 3_300), text("y" * (n - 9_900 - 2 * 12))),
    ),
    "components": (40, "components", ANSWER, lambda n: answer(7, **card(*[text()] * n))),
    "nested components": (
        40,
        "components",
        POST_MESSAGE,
        lambda n: card(
            {"type": 9, "components": [text()], "accessory": {"type": 11, **picture()}},
            {"type": 17, "components": [text()] * (n - 4)},
        ),
    ),
    "buttons in a row": (
        5,
        "components[0]",
        POST_MESSAGE,
        lambda n: card(row(*(button(str(i)) for i in range(n)))),
    ),
    "button label": (
        80,
        "components[0].components[0].label",
        EDIT_ANSWER,
        lambda n: card(row(button(label="x" * n))),
    ),
    "custom_id": (
        100,
        "components[0].components[0].custom_id",
        FOLLOW_UP,
        lambda n: card(row(button("x" * n))),
    ),
    "button link": (
        512,
        "components[0].components[0].url",
        POST_MESSAGE,
        lambda n: card(row(link("https://example.com/".ljust(n, "x")))),
    ),
    "select options": (
        25,
        "components[0].components[0].options",
        POST_MESSAGE,
        lambda n: card(row(select(*(option(str(i)) for i in range(n))))),
    ),
    "select placeholder": (
        150,
        "components[0].components[0].placeholder",
        POST_MESSAGE,
        lambda n: card(row(select(placeholder="x" * n))),
    ),
    "option label": (
        100,
        ".options[0].label",
        POST_MESSAGE,
        lambda n: card(row(select(option(label="x" * n)))),
    ),
    "option value": (100, ".options[0].value", POST_MESSAGE, lambda n: card(row(select(option("x" * n))))),
    "option description": (
        100,
        ".options[0].description",
        POST_MESSAGE,
        lambda n: card(row(select(option(description="x" * n)))),
    ),
    "texts in a section": (
        3,
        "components[0].components",
        POST_MESSAGE,
        lambda n: card({"type": 9, "components": [text()] * n, "accessory": button()}),
    ),
    "pictures in a gallery": (
        10,
        "items",
        POST_MESSAGE,
        lambda n: card({"type": 12, "items": [picture()] * n}),
    ),
    "alt text": (
        1_024,
        "items[0].description",
        POST_MESSAGE,
        lambda n: card({"type": 12, "items": [picture(description="x" * n)]}),
    ),
    "modal title": (45, "data.title", ANSWER, lambda n: modal(label(text_input()), title="x" * n)),
    "modal components": (5, "components", ANSWER, lambda n: modal(*[text()] * n)),
    "label": (45, "data.components[0].label", ANSWER, lambda n: modal(label(text_input(), label="x" * n))),
    "label description": (
        100,
        "[0].description",
        ANSWER,
        lambda n: modal(label(text_input(), description="x" * n)),
    ),
    "text input": (4_000, "component.value", ANSWER, lambda n: modal(label(text_input(value="x" * n)))),
    "text input of its own length": (
        150,
        "component.value",
        ANSWER,
        lambda n: modal(label(text_input(value="x" * n, max_length=150))),
    ),
    "text input length": (4_000, "max_length", ANSWER, lambda n: modal(label(text_input(max_length=n)))),
    "text input placeholder": (
        100,
        "placeholder",
        ANSWER,
        lambda n: modal(label(text_input(placeholder="x" * n))),
    ),
    "files in a modal": (
        10,
        "max_values",
        ANSWER,
        lambda n: modal(label({"type": 19, "custom_id": "file", "max_values": n})),
    ),
    "radio options": (
        10,
        "component.options",
        ANSWER,
        lambda n: modal(label({"type": 21, "custom_id": "r", "options": [option(str(i)) for i in range(n)]})),
    ),
    "autocomplete choices": (25, "data.choices", ANSWER, lambda n: answer(8, choices=choices(n))),
    "autocomplete name": (
        100,
        "data.choices[0].name",
        ANSWER,
        lambda n: answer(8, choices=[{"name": "x" * n, "value": "x"}]),
    ),
    "autocomplete value": (
        100,
        "choices[0].value",
        ANSWER,
        lambda n: answer(8, choices=[{"name": "x", "value": "x" * n}]),
    ),
    "commands": (100, "commands of type 1", SYNC, lambda n: [command(f"c{i}") for i in range(n)]),
    "message menus": (
        15,
        "commands of type 3",
        SYNC,
        lambda n: [{"name": f"Pin {i}", "type": 3} for i in range(n)],
    ),
    "command name": (32, "[0].name", SYNC, lambda n: [command("x" * n)]),
    "command description": (100, "[0].description", SYNC, lambda n: [command(description="x" * n)]),
    "command options": (
        25,
        "[0].options",
        SYNC,
        lambda n: [command(options=[argument(f"o{i}") for i in range(n)])],
    ),
    "option name": (32, "options[0].name", SYNC, lambda n: [command(options=[argument("x" * n)])]),
    "option choices": (
        25,
        "options[0].choices",
        SYNC,
        lambda n: [command(options=[argument(choices=choices(n))])],
    ),
    "choice value": (
        100,
        "choices.x.value",
        SYNC,
        lambda n: [command(options=[argument(choices=[{"name": "x", "value": "x" * n}])])],
    ),
    "command in all": (8_000, "command: 8,001", SYNC, lambda n: [weighing(n)]),
    "thread name": (100, "name", POST_THREAD, lambda n: {"name": "x" * n, "message": message()}),
    "thread tags": (
        5,
        "applied_tags",
        POST_THREAD,
        lambda n: {"name": "x", "applied_tags": list(range(n)), "message": message()},
    ),
}


@pytest.mark.parametrize(("limit", "where", "route", "body"), LIMITS.values(), ids=LIMITS.keys())
def test_a_limit_holds_at_its_last_value_and_not_beyond(
    limit: int, where: str, route: tuple[str, str], body: Callable[[int], Any]
) -> None:
    law = contract_or_skip()
    assert law.problems(*route, body(limit)) == []
    beyond = law.problems(*route, body(limit + 1))
    assert [problem for problem in beyond if where in problem], beyond
