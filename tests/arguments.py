"""Arguments by their types: with them, a test calls a function that nobody told it about."""

import inspect
from collections.abc import Callable, Mapping


def arguments(function: Callable[..., object], values: Mapping[object, object]) -> list[object] | None:
    """A value for each parameter but the first, and but for those with a default.

    None when there is one of a type without a value.
    """
    _, *others = inspect.signature(function, eval_str=True).parameters.values()
    needed = [each for each in others if each.default is each.empty]
    if any(each.kind is each.KEYWORD_ONLY or each.annotation not in values for each in needed):
        return None
    return [values[each.annotation] for each in needed]
