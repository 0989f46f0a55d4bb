"""Each mistake that is not one of measure is found, and said so that one can mend it."""

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
)

MISTAKES: dict[str, tuple[str, tuple[str, str], Any]] = {
    # what: (what the judge says, the route, the body)
    "unknown route": ("no such route", ("POST", "/channels/1/reviews"), None),
    "unknown method": ("no such route", ("PUT", "/channels/1/messages"), message()),
    "no id in the path": ("no such route", ("DELETE", "/channels/None/messages/1"), None),
    "body where none is": ("a body", ("PUT", "/channels/1/messages/pins/2"), {}),
    "no body": ("the body is missing", POST_MESSAGE, None),
    "undescribed field": ("Discord knows no nonce", EDIT_MESSAGE, message(nonce="1")),
    "wrong type": ("content: 5 is not of type", POST_MESSAGE, message(content=5)),
    "wrong type, long": ("… is not of type 'array'", POST_MESSAGE, message(embeds="x" * 5_000)),
    "huge id": (
        "is not a 'snowflake'",
        POST_MESSAGE,
        message(message_reference={"message_id": str(1 << 64)}),
    ),
    "huge number": ("is not a 'int32'", POST_MESSAGE, card({**text(), "id": 1 << 31})),
    "mentions left to Discord": ("allowed_mentions: missing", POST_MESSAGE, {"content": "Hello"}),
    "edit that pings": ("allowed_mentions: missing", EDIT_MESSAGE, {"content": "@everyone"}),
    "answer that pings": ("may ping", ANSWER, answer(4, content="Hi", allowed_mentions={"parse": ["users"]})),
    "reply that pings": (
        "may ping",
        POST_MESSAGE,
        message(allowed_mentions={"parse": [], "replied_user": True}),
    ),
    "one who is pinged": ("may ping", FOLLOW_UP, message(allowed_mentions={"parse": [], "users": ["1"]})),
    "empty message": ("empty message", POST_MESSAGE, message(content=" \n")),
    "nonce for show": ("enforce_nonce", POST_MESSAGE, message(nonce="1")),
    "secret in a channel": ("flags: 64", POST_MESSAGE, message(flags=64)),
    "V2 and content": ("content: not beside", POST_MESSAGE, card(text(), content="Hello")),
    "V2 and embeds": ("embeds: not beside", EDIT_MESSAGE, card(text(), embeds=[{"title": "x"}])),
    "V2 without its flag": ("Components V2 flag", POST_MESSAGE, card(text(), flags=0)),
    "blank text": ("components[0].content: 0 characters", POST_MESSAGE, card(text("  "))),
    "unknown component": ("components[0]: type 99", POST_MESSAGE, card({"type": 99})),
    "container in a container": (
        "components[0].components[0]: type 17",
        POST_MESSAGE,
        card({"type": 17, "components": [{"type": 17, "components": [text()]}]}),
    ),
    "empty row": ("components[0].components: 0 items", POST_MESSAGE, card(row())),
    "select beside a button": ("shares its row", POST_MESSAGE, card(row(select(), button()))),
    "custom_id twice": ("'a' stands 2 times", POST_MESSAGE, card(row(button("a"), button("a")))),
    "component id twice": ("id: 7", POST_MESSAGE, card({**text(), "id": 7}, {**text(), "id": 7})),
    "button without a custom_id": (
        "has a custom_id",
        POST_MESSAGE,
        card(row({"type": 2, "style": 1, "label": "x"})),
    ),
    "link with a custom_id": ("has a url", POST_MESSAGE, card(row(button(style=5)))),
    "link that is none": ("is not a 'uri'", POST_MESSAGE, card(row(link("example.com")))),
    "button without words": ("label or an emoji", POST_MESSAGE, card(row(button(label=" ")))),
    "option twice": ("'a' stands 2 times", POST_MESSAGE, card(row(select(option(), option())))),
    "more to choose than there is": ("its 1 options", POST_MESSAGE, card(row(select(max_values=2)))),
    "least above most": (
        "min_values 2 is above",
        POST_MESSAGE,
        card(row(select(option(), option("b"), min_values=2))),
    ),
    "too much chosen": (
        "chosen beforehand",
        POST_MESSAGE,
        card(row(select(option(default=True), option("b", default=True)))),
    ),
    "file that is not sent": (
        "poster.png is shown but not sent",
        POST_MESSAGE,
        card({"type": 12, "items": [picture("attachment://poster.png")]}, attachments=[]),
    ),
    "text file that is not sent": (
        "a.txt is shown but not sent",
        EDIT_ANSWER,
        card({"type": 13, "file": {"url": "attachment://a.txt"}}, attachments=[]),
    ),
    "file that nobody sees": (
        "a.txt is sent, and no component",
        POST_MESSAGE,
        card(text(), attachments=[{"id": 0, "filename": "a.txt"}]),
    ),
    "deferral that says something": ("ephemeral flag alone", ANSWER, answer(5, flags=1 << 15)),
    "deferred update with data": ("takes none", ANSWER, answer(6, flags=64)),
    "unknown answer": ("type 3", ANSWER, {"type": 3}),
    "empty modal": ("data.components: 0 items", ANSWER, modal()),
    "button in a modal": ("data.components[0].component: type 2", ANSWER, modal(label(button()))),
    "field twice": ("'body' stands 2 times", ANSWER, modal(label(text_input()), label(text_input()))),
    "text input upside down": (
        "min_length 9 is above",
        ANSWER,
        modal(label(text_input(min_length=9, max_length=8))),
    ),
    "prefilled too short": ("9 at least", ANSWER, modal(label(text_input(min_length=9, value="short")))),
    "required to choose nothing": (
        "cannot be required",
        ANSWER,
        modal(label({"type": 22, "custom_id": "c", "options": [option()], "min_values": 0})),
    ),
    "nothing to choose": ("value: empty", ANSWER, answer(8, choices=[{"name": "x", "value": ""}])),
    "choice that is none": ("choices[0]: nothing", ANSWER, answer(8, choices=[None])),
    "shouted command": ("'Review' is not written", SYNC, [command("Review")]),
    "command of two words": ("'pin it' is not written", SYNC, [command("pin it")]),
    "command without words": ("review: description: empty", SYNC, [command(description="")]),
    "menu with words": ("a menu command with", SYNC, [{"name": "Pin", "type": 3, "description": "Pins"}]),
    "command twice": ("(1, 'review') stands 2 times", SYNC, [command(), command()]),
    "argument twice": ("'show' stands 2 times", SYNC, [command(options=[argument(), argument()])]),
    "argument upside down": (
        "min_length 3 is above max_length 2",
        SYNC,
        [command(options=[argument(min_length=3, max_length=2)])],
    ),
    "required after optional": (
        "required option after",
        SYNC,
        [command(options=[argument(), argument("text", required=True)])],
    ),
    "callable group": (
        "subcommands beside",
        SYNC,
        [command(options=[{"type": 1, "name": "add", "description": "Adds"}, argument()])],
    ),
    "mistake in a subcommand": (
        "options.add.show: autocomplete beside choices",
        SYNC,
        [
            command(
                options=[
                    {
                        "type": 1,
                        "name": "add",
                        "description": "Adds",
                        "options": [argument(autocomplete=True, choices=choices(1))],
                    }
                ]
            )
        ],
    ),
    "forum post that pings": ("allowed_mentions", POST_THREAD, {"name": "x", "message": {"content": "Hi"}}),
}


@pytest.mark.parametrize(("says", "route", "body"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_found(says: str, route: tuple[str, str], body: Any) -> None:
    problems = contract_or_skip().problems(*route, body)
    assert [problem for problem in problems if says in problem], problems
