"""Whose a verb is: declared on it, and checked before it does anything, however it was asked for.

```python
@writes
@for_moderators
def hide(self, tx: Tx, actor: Actor, review_id: ReviewId, reason: str) -> Reviewed: ...
```

A moderator is whoever has Manage Messages in the whole server, or a role that the server has chosen.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from bot.domain.actors import Actor, Right
from bot.domain.errors import Refusal
from bot.domain.ids import UserId
from bot.domain.server.settings import GuildSettings
from bot.services.service import Service
from bot.store.engine.transaction import Tx
from bot.store.server import guilds

P = ParamSpec("P")
T = TypeVar("T")
S = TypeVar("S", bound=Service)
Verb = Callable[Concatenate[S, Tx, Actor, P], T]


def for_moderators(verb: Verb[S, P, T]) -> Verb[S, P, T]:
    """A verb for moderators: it raises `Refusal` for others."""
    return _checked(verb, require_moderator)


def for_managers(verb: Verb[S, P, T]) -> Verb[S, P, T]:
    """A verb for those who manage the server: it raises `Refusal` for others."""
    return _checked(verb, lambda _, actor: actor.require(Right.MANAGE))


def moderates(tx: Tx, actor: Actor, settings: GuildSettings | None = None) -> bool:
    """Whether this person is a moderator; `settings` are this server's, where they were read already."""
    if Right.MODERATE in actor.rights:
        return True
    chosen = settings or guilds.settings(tx)
    return not actor.role_ids.isdisjoint(chosen.moderator_roles)


def require_moderator(tx: Tx, actor: Actor) -> None:
    """Raise `Refusal` unless this person is a moderator."""
    if not moderates(tx, actor):
        raise Refusal(Right.MODERATE.value)


def require_impartial(actor: Actor, user_id: UserId, sentence: str) -> None:
    """Raise `Refusal` with this sentence if it is about the one who asks: nobody judges their own case."""
    if user_id == actor.user_id:
        raise Refusal(sentence)


def _checked(verb: Verb[S, P, T], check: Callable[[Tx, Actor], None]) -> Verb[S, P, T]:
    @wraps(verb)
    def run(self: S, tx: Tx, actor: Actor, *args: P.args, **kwargs: P.kwargs) -> T:
        check(tx, actor)
        return verb(self, tx, actor, *args, **kwargs)

    return run
