"""Reading messages and modals as Discord stores them, and filling modals in as its client does."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from discord import ComponentType

Payload = dict[str, Any]
File = tuple[str, bytes]  # a name, and what is in it
FieldValue = (
    str | bool | None | File | Sequence[str] | Sequence[File]
)  # what is entered in one control of a modal

ONE_VALUE = {ComponentType.text_input, ComponentType.radio_group, ComponentType.checkbox}


def walk(node: Payload) -> Iterator[Payload]:
    """All components of a message or modal, or below a component, in reading order."""
    below = [*node.get("components", []), node.get("accessory"), node.get("component")]
    for child in below:
        if child is not None:
            yield child
            yield from walk(child)


def controls(message_or_modal: Payload) -> list[Payload]:
    """What has a custom_id: buttons, selects, and the fields of a modal."""
    return [component for component in walk(message_or_modal) if "custom_id" in component]


def text(message: Payload) -> str:
    """All that a message says: its content and its text displays, a line each."""
    shown = [component["content"] for component in walk(message) if "content" in component]
    return "\n".join([message["content"], *shown] if message.get("content") else shown)


def fill_in(node: Payload, fields: Mapping[str, FieldValue], upload: Callable[[File], str]) -> Payload:
    """One top component of a modal as it is submitted: what was entered, else what was prefilled.

    `upload` stores a file and returns its id.
    """
    filled: Payload = {"type": node["type"], "id": node["id"]}
    if "component" in node:
        return {**filled, "component": fill_in(node["component"], fields, upload)}
    if "components" in node:
        return {**filled, "components": [fill_in(child, fields, upload) for child in node["components"]]}
    if "custom_id" not in node:  # a text display
        return filled
    filled["custom_id"] = node["custom_id"]
    entered: Any = fields.get(node["custom_id"], _prefilled(node))
    if node["type"] in {kind.value for kind in ONE_VALUE}:
        return {**filled, "value": entered}
    if node["type"] == ComponentType.file_upload.value:
        files: list[File] = [entered] if isinstance(entered, tuple) else entered
        return {**filled, "values": [upload(file) for file in files]}
    return {**filled, "values": list(entered)}


def _prefilled(node: Payload) -> Any:
    chosen = [option["value"] for option in node.get("options", []) if option.get("default")]
    if node["type"] == ComponentType.text_input.value:
        return node.get("value") or ""
    if node["type"] == ComponentType.checkbox.value:
        return bool(node.get("default"))
    if node["type"] == ComponentType.radio_group.value:
        return chosen[0] if chosen else None
    return chosen
