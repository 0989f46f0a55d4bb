"""From the custom_id of a button, a select or a form to the method of a cog that handles it.

A custom_id is `feature:verb:id`, where the id may have parts (`review:read:12.0`: review 12, page 0). No
object waits for a press: what to do is known from the custom_id alone, so everything works after a restart.
"""

import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import discord
from discord import ui
from discord.ext import commands

from bot.client.base import Interaction
from bot.client.request import Request
from bot.domain.text import clean_text

Handler = Callable[..., Awaitable[None]]
Runner = Callable[[Request, Handler, tuple[Any, ...]], Awaitable[None]]
F = TypeVar("F", bound=Callable[..., Any])

_PRESS, _SUBMIT = "__encore_press__", "__encore_submit__"
_IDS = r"(?P<ids>\d{1,19}(?:\.\d{1,19})*)"


def on_press(address: str) -> Callable[[F], F]:
    """Mark a cog's method as what a button or select of `address` does.

    It is called with the `Request` and the parts of the id.
    """
    return _marked(_PRESS, address)


def on_submit(address: str) -> Callable[[F], F]:
    """Mark a cog's method as what a form of `address` does when it is sent in.

    It is called with the `Request`, the `Fields`, and the parts of the id.
    """
    return _marked(_SUBMIT, address)


def _marked(mark: str, address: str) -> Callable[[F], F]:
    def decorate(method: F) -> F:
        setattr(method, mark, address)
        return method

    return decorate


def handlers(cog: commands.Cog, mark: str) -> Iterator[tuple[str, Handler]]:
    """(address, bound method) of every method of the cog with this mark."""
    for name in dir(type(cog)):
        address = getattr(getattr(type(cog), name), mark, None)
        if isinstance(address, str):
            yield address, getattr(cog, name)


def presses(cog: commands.Cog, run: Runner) -> list[type[ui.DynamicItem[ui.Item[Any]]]]:
    """A dynamic item for each method of the cog marked with `on_press`; `run` calls it."""
    return [_dynamic_item(address, handler, run) for address, handler in handlers(cog, _PRESS)]


def _dynamic_item(address: str, handler: Handler, run: Runner) -> type[ui.DynamicItem[ui.Item[Any]]]:
    class Pressed(ui.DynamicItem[ui.Item[Any]], template=f"{re.escape(address)}:{_IDS}"):
        def __init__(self, item: ui.Item[Any], ids: tuple[int, ...]) -> None:
            super().__init__(item)
            self.ids = ids

        @classmethod
        async def from_custom_id(
            cls, interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
        ) -> "Pressed":
            return cls(item, _numbers(match["ids"]))

        async def callback(self, interaction: discord.Interaction[Any]) -> None:
            await run(Request(interaction), handler, self.ids)

    return Pressed


@dataclass(frozen=True, slots=True)
class Fields:
    """What somebody filled into a form, by the fields' custom_ids; a field left empty is absent."""

    texts: Mapping[str, str]
    ticks: Mapping[str, bool]
    choices: Mapping[str, list[str]]
    files: Mapping[str, list[discord.Attachment]]

    def text(self, name: str) -> str:
        """The text in a field, or the empty string."""
        return self.texts.get(name, "")


class Forms:
    """Which method handles which form.

    discord.py forgets forms at a restart and keeps dismissed ones in memory, so none is given to it: every
    form that is sent in comes here as a plain interaction.
    """

    def __init__(self) -> None:
        self._handlers: dict[str, Handler] = {}

    def add(self, cog: commands.Cog) -> None:
        """Take in every method of the cog marked with `on_submit`."""
        self._handlers.update(handlers(cog, _SUBMIT))

    async def dispatch(self, interaction: Interaction, run: Runner) -> None:
        """Hand a form that was sent in to its method."""
        data = cast("dict[str, Any]", interaction.data)
        match = re.fullmatch(rf"(?P<address>[a-z]+:[a-z]+):{_IDS}", data["custom_id"])
        handler = self._handlers.get(match["address"]) if match else None
        if match and handler:
            await run(Request(interaction), handler, (_fields(interaction, data), *_numbers(match["ids"])))


def _numbers(ids: str) -> tuple[int, ...]:
    return tuple(int(part) for part in ids.split("."))


def _fields(interaction: Interaction, data: dict[str, Any]) -> Fields:
    texts: dict[str, str] = {}
    ticks: dict[str, bool] = {}
    choices: dict[str, list[str]] = {}
    files: dict[str, list[discord.Attachment]] = {}
    uploads: dict[str, Any] = data.get("resolved", {}).get("attachments", {})
    for field in _leaves(data["components"]):
        name, value = str(field["custom_id"]), field.get("value")
        if isinstance(value, bool):
            ticks[name] = value
        elif isinstance(value, str) and value:
            texts[name] = clean_text(value)
        elif values := field.get("values"):
            if all(each in uploads for each in values):
                files[name] = [_attachment(interaction, uploads[each]) for each in values]
            else:
                choices[name] = list(values)
    return Fields(texts, ticks, choices, files)


def _leaves(components: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The fields themselves, out of the labels and rows they stand in."""
    for component in components:
        inner = component.get("components") or ([component["component"]] if "component" in component else [])
        yield from _leaves(inner)
        if "custom_id" in component:
            yield component


def _attachment(interaction: Interaction, payload: Any) -> discord.Attachment:
    # discord.py has no public way to make an attachment of what a form brought along.
    state = interaction._state  # pyright: ignore[reportPrivateUsage]
    return discord.Attachment(data=payload, state=state)
