"""Rules about components that the API description does not spell out, for messages and modals alike.

Every check takes what already fits the description, and yields a sentence for each problem.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from enum import IntEnum

from tests.contract.openapi import Node


class Kind(IntEnum):
    """The component types that some rule is about."""

    ROW = 1
    BUTTON = 2
    STRING_SELECT = 3
    TEXT_INPUT = 4
    USER_SELECT = 5
    ROLE_SELECT = 6
    MENTIONABLE_SELECT = 7
    CHANNEL_SELECT = 8
    TEXT_DISPLAY = 10
    THUMBNAIL = 11
    MEDIA_GALLERY = 12
    FILE = 13
    FILE_UPLOAD = 19
    RADIO_GROUP = 21
    CHECKBOX_GROUP = 22


LINK, PREMIUM = 5, 6
"""The styles of buttons that open or sell something, and so have no custom_id."""

Part = tuple[str, Node]
"""A component, and where in the body it stands."""


def walk(components: Iterable[Node]) -> Iterator[Part]:
    """All components, outer before inner: those in rows and containers, accessories, what a label is for."""
    for index, component in enumerate(components):
        yield from _walk(f"components[{index}]", component)


def _walk(where: str, component: Node) -> Iterator[Part]:
    yield where, component
    for index, inner in enumerate(component.get("components", ())):
        yield from _walk(f"{where}.components[{index}]", inner)
    for key in ("accessory", "component"):
        if key in component:
            yield from _walk(f"{where}.{key}", component[key])


def over(where: str, amount: int, limit: int, unit: str) -> Iterator[str]:
    """The sentence for a measure beyond its limit."""
    if amount > limit:
        yield f"{where}: {amount:,} {unit}, {limit:,} at most"


def twice(where: str, values: Iterable[Hashable]) -> Iterator[str]:
    """A sentence for each value that stands more than once where it must be unique."""
    for value, count in Counter(values).items():
        if count > 1:
            yield f"{where}: {value!r} stands {count} times, and must be unique"


def problems(parts: Iterable[Part]) -> Iterator[str]:
    """What is wrong with components by themselves and with each other, wherever they stand."""
    parts = list(parts)
    yield from twice("custom_id", (c["custom_id"] for _, c in parts if c.get("custom_id") is not None))
    yield from twice("id", (c["id"] for _, c in parts if c.get("id")))  # 0 asks Discord to choose one
    for where, component in parts:
        match component["type"]:
            case Kind.ROW:
                yield from _row(where, component)
            case Kind.BUTTON:
                yield from _button(where, component)
            case Kind.TEXT_INPUT:
                yield from _text_input(where, component)
            case Kind.CHECKBOX_GROUP:
                yield from _choice(where, component, most=len(component["options"]))
                if component.get("min_values") == 0 and component.get("required") is not False:
                    yield f"{where}: min_values is 0, so it cannot be required"
            case (
                Kind.STRING_SELECT
                | Kind.USER_SELECT
                | Kind.ROLE_SELECT
                | Kind.MENTIONABLE_SELECT
                | Kind.CHANNEL_SELECT
                | Kind.FILE_UPLOAD
                | Kind.RADIO_GROUP
            ):
                yield from _choice(where, component, most=1)
            case _:
                pass


def _row(where: str, row: Node) -> Iterator[str]:
    kinds = [component["type"] for component in row["components"]]
    if len(kinds) > 1 and any(kind != Kind.BUTTON for kind in kinds):
        yield f"{where}: a select or text input shares its row"


def _button(where: str, button: Node) -> Iterator[str]:
    needed = {LINK: "url", PREMIUM: "sku_id"}.get(button["style"], "custom_id")
    given = [key for key in ("custom_id", "url", "sku_id") if button.get(key) is not None]
    if given != [needed]:
        yield f"{where}: a button of style {button['style']} has a {needed}, this one {given or 'nothing'}"
    if needed != "sku_id" and not (button.get("label") or "").strip() and not button.get("emoji"):
        yield f"{where}: a button needs a label or an emoji"


def _text_input(where: str, field: Node) -> Iterator[str]:
    low, high = _bounds(field, "length", 0, 4_000)
    if low > high:
        yield f"{where}: min_length {low} is above max_length {high}"
    value = field.get("value") or ""
    yield from over(f"{where}.value", len(value), high, "characters")
    if value and len(value) < low:
        yield f"{where}.value: {len(value)} characters, {low} at least"


def _choice(where: str, field: Node, *, most: int) -> Iterator[str]:
    """A field to choose in; `most` is Discord's max_values where none is given."""
    low, high = _bounds(field, "values", 0 if field.get("required") is False else 1, most)
    if low > high:
        yield f"{where}: min_values {low} is above max_values {high}"
    if "options" in field:
        options = field["options"]
        if high > len(options):
            yield f"{where}: max_values {high} is more than its {len(options)} options"
        yield from twice(f"{where}.options", (option["value"] for option in options))
        chosen = sum(bool(option.get("default")) for option in options)
        yield from over(f"{where}.options", chosen, high, "chosen beforehand")


def _bounds(field: Node, quantity: str, low: int, high: int) -> tuple[int, int]:
    """A field's `min_…` and `max_…`, or what Discord takes where they are left out."""
    least, most = field.get(f"min_{quantity}"), field.get(f"max_{quantity}")
    return low if least is None else least, high if most is None else most
