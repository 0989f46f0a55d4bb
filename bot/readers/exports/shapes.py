"""Looking into JSON of an unknown shape: what is absent or of another kind is None, empty or ""."""

from collections.abc import Iterator
from typing import cast


def at(value: object, *path: str) -> object:
    """What stands in objects within objects; None where there is no such thing."""
    for name in path:
        if not isinstance(value, dict):
            return None
        value = cast("dict[str, object]", value).get(name)
    return value


def items(value: object) -> Iterator[object]:
    """Each item of a list; none if it is no list."""
    if isinstance(value, list):
        yield from cast("list[object]", value)


def text(value: object) -> str:
    """A string or a number as text; "" for anything else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value) if isinstance(value, str | int) else str(value).removesuffix(".0")
