"""Values that one column holds whole, as JSON: dataclasses, tuples, enums, and what they are made of."""

import json
from typing import TypeVar

import msgspec

T = TypeVar("T")


def pack(value: object) -> str:
    """A value as JSON that UTF-8 can hold: a lone surrogate, which it can't, is written as its escape."""
    # Not msgspec's own JSON, which refuses lone surrogates.
    text = json.dumps(msgspec.to_builtins(value), ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def unpack(text: str, kind: type[T]) -> T:
    """The value that was packed, where what is missing takes its default, and what is unknown is left out.

    Raises `msgspec.ValidationError` when it is no `kind`.
    """
    return msgspec.convert(json.loads(text), kind)
