"""Who is told what happened in a transaction, once it is committed, and only then."""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, TypeVar

from bot.domain.happenings import Happening

log = logging.getLogger(__name__)

H = TypeVar("H", bound=Happening)


class AfterCommit:
    """The listeners to each kind of happening. They are called on the event loop and must not wait."""

    def __init__(self) -> None:
        self._listeners: defaultdict[type, list[Callable[[Any], object]]] = defaultdict(list)

    def listen(self, kind: type[H], listener: Callable[[H], object]) -> Callable[[], None]:
        """Call `listener` with every happening of this kind from now on; returns what ends that."""
        self._listeners[kind].append(listener)
        return partial(self._listeners[kind].remove, listener)

    def hand_on(self, happenings: Iterable[Happening]) -> None:
        """Tell what happened; a listener that fails is logged and keeps it from no other."""
        for happening in happenings:
            for listener in tuple(self._listeners[type(happening)]):
                try:
                    listener(happening)
                except Exception:
                    log.exception("%s was not followed", happening)
