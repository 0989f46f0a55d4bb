"""The judge: whether Discord would take every request that the bot sends in a scenario.

Held against Discord's own API description (`openapi`), and against the limits that it does not state
(`messages`, `components`, `interactions`, `commands`). In a conftest, one line judges everything::

    with judged():
        async with simcord.run(bot) as env: ...

The description is not ours to publish: it is looked for as `discord-openapi.json` in the folder that
`ENCORE_SHARED` names, or in `shared` beside the project. Where there is none, nothing is judged, and
`header()` says so; with `CI=true` that is an error.
"""

import json as jsonlib
import math
import os
import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, Self

import discord
import pytest
from simcord import HttpLogEntry
from simcord.backend import Backend
from simcord.http import router

from tests.contract import commands, interactions, messages
from tests.contract.openapi import Description, Node, is_array, is_object

__all__ = ("Contract", "contract", "contract_or_skip", "description_file", "header", "judge", "judged")

FILES = 10  # a message
FILE = 10 << 20  # bytes
UPLOAD = 25 << 20  # bytes of all files in a request
REASON = 512  # characters in the audit log
SHOWN = 40  # problems listed before the rest is only counted

CHECKS: Mapping[tuple[str, str], Callable[[Any], Iterator[str]]] = {
    ("POST", "/interactions/{interaction_id}/{interaction_token}/callback"): interactions.callback,
    ("POST", "/webhooks/{webhook_id}/{webhook_token}"): messages.answered,
    ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/@original"): messages.edited,
    ("PATCH", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}"): messages.edited,
    ("POST", "/channels/{channel_id}/messages"): messages.created,
    ("PATCH", "/channels/{channel_id}/messages/{message_id}"): messages.edited,
    ("POST", "/channels/{channel_id}/threads"): messages.threaded,
    ("PUT", "/applications/{application_id}/commands"): commands.synced,
    ("PUT", "/applications/{application_id}/guilds/{guild_id}/commands"): commands.synced,
    ("POST", "/applications/{application_id}/commands"): commands.defined,
    ("POST", "/applications/{application_id}/guilds/{guild_id}/commands"): commands.defined,
}
"""The routes whose bodies have limits beyond the description."""


class Contract:
    """What Discord asks of a request."""

    def __init__(self, document: Node) -> None:
        self._description = Description(document)
        self._fine: set[bytes] = set()

    @classmethod
    @cache
    def load(cls, path: Path) -> Self | None:
        """The contract over the description in a file; None when there is no such file."""
        return cls(jsonlib.loads(path.read_text(encoding="utf-8"))) if path.exists() else None

    def problems(
        self,
        method: str,
        path: str,
        json: object = None,
        params: Mapping[str, object] | None = None,
        *,
        reason: str | None = None,
        files: Sequence[int] = (),
        interaction: int | None = None,
    ) -> list[str]:
        """One sentence for everything Discord would refuse, drop or ping; none when the request is fine.

        `path` is below /api/v10, `reason` is for the audit log, `files` are the uploads' sizes in bytes,
        `interaction` is the type of the interaction that is answered.
        """
        route = self._description.route(method, path)
        if route is None:
            return ["no such route"]
        asked = repr((route.method, route.template, json, params, reason, files, interaction))
        question = blake2b(asked.encode(errors="backslashreplace")).digest()
        if question in self._fine:  # each bot sends the same commands, which take long to judge
            return []
        found = [*_uploads(files), *_unwritable("body", json), *_unwritable("reason", reason)]
        if reason is not None and len(reason) > REASON:
            found.append(f"reason: {len(reason)} characters, {REASON} at most")
        misfits = list(self._description.problems(route, json, params or {}))
        check = CHECKS.get((method, route.template))
        if check and not misfits:  # the checks rely on the shapes that the description asks for
            found.extend(check(json))
            if interaction is not None and is_object(json):
                found.extend(interactions.suited(interaction, json))
        if not misfits and not found:
            self._fine.add(question)
        # A sentence that quotes half a character must still be printed.
        return [problem.encode(errors="backslashreplace").decode() for problem in misfits + found]


def _uploads(sizes: Sequence[int]) -> Iterator[str]:
    if len(sizes) > FILES:
        yield f"files: {len(sizes)}, {FILES} at most"
    if sum(sizes) > UPLOAD:
        yield f"files: {sum(sizes):,} bytes in all, {UPLOAD:,} at most"
    yield from (f"files: one of {size:,} bytes, {FILE:,} at most" for size in sizes if size > FILE)


def _unwritable(where: str, value: object) -> Iterator[str]:
    """What cannot be written as JSON in UTF-8: half a character, or a number that is none."""
    if isinstance(value, str) and re.search("[\ud800-\udfff]", value):
        yield f"{where}: a lone surrogate"
    elif isinstance(value, float) and not math.isfinite(value):
        yield f"{where}: {value} is no JSON number"
    elif is_array(value):
        for index, item in enumerate(value):
            yield from _unwritable(f"{where}[{index}]", item)
    elif is_object(value):
        for key, item in value.items():
            yield from _unwritable(where, key)
            yield from _unwritable(f"{where}.{key}", item)


def description_file() -> Path:
    """Where Discord's API description is looked for."""
    project = Path(__file__).resolve().parents[2]
    return Path(os.environ.get("ENCORE_SHARED") or project.parent / "shared") / "discord-openapi.json"


def contract() -> Contract | None:
    """The contract to judge by, or None where Discord's description is not at hand.

    Raises FileNotFoundError for that with `CI=true`: there nothing may go unjudged.
    """
    found = Contract.load(description_file())
    if found is None and os.environ.get("CI") == "true":
        raise FileNotFoundError(f"With CI=true requests are judged, but there is no {description_file()}")
    return found


def contract_or_skip() -> Contract:
    """The contract, for a test that is about nothing else."""
    found = contract()
    if found is None:
        pytest.skip(header())
    return found


def header() -> str:
    """A line for pytest's header."""
    if description_file().exists():
        return f"contract: requests are judged by {description_file()}"
    return f"contract: SKIPPED, requests are not judged: there is no {description_file()} (set ENCORE_SHARED)"


def judge(requests: Iterable[HttpLogEntry]) -> None:
    """Raise AssertionError with every problem of requests that simcord noted (`env.http_requests`).

    Uploads are not among what it notes: `judged` sees them too.
    """
    law = contract()
    if law is not None:
        _conclude(
            f"{r.method} {r.path}: {problem}"
            for r in requests
            for problem in law.problems(r.method, r.path, r.json, r.params, reason=r.reason)
        )


@contextmanager
def judged() -> Generator[None]:
    """Judge all that simulated bots send meanwhile; raises AssertionError at the end with every problem.

    Requests are judged as they go out, whatever becomes of them and of simcord's list, through the function
    in which its transports meet. That one is not public; tests/test_contract_traffic.py fails when it moves.
    """
    law = contract()
    if law is None:
        yield
        return
    found: list[str] = []
    deliver = router.dispatch

    def dispatch(backend: Backend, method: str, path: str, **sent: Any) -> Any:
        problems = law.problems(
            method,
            path,
            sent.get("json"),
            sent.get("params"),
            reason=sent.get("reason"),
            files=[_size(file) for file in sent.get("files") or ()],
            interaction=_answered(backend, path),
        )
        found.extend(f"{method} {path}: {problem}" for problem in problems)
        return deliver(backend, method, path, **sent)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(router, "dispatch", dispatch)
        yield
    _conclude(found)


def _answered(backend: Backend, path: str) -> int | None:
    """The type of the interaction that a request answers, if it answers one."""
    callback = re.fullmatch(r"/interactions/(\d+)/[^/]+/callback", path)
    interaction = backend.interactions.get(int(callback[1])) if callback else None
    return interaction.type if interaction else None


def _size(file: discord.File) -> int:
    """The bytes still to be read from a file, which stays where it is."""
    start = file.fp.tell()
    end = file.fp.seek(0, os.SEEK_END)
    file.fp.seek(start)
    return end - start


def _conclude(problems: Iterable[str]) -> None:
    problems = list(problems)
    if problems:
        more = f"\n… and {len(problems) - SHOWN} more" * (len(problems) > SHOWN)
        raise AssertionError("Discord would not take this as it is:\n" + "\n".join(problems[:SHOWN]) + more)
