"""Telling Discord which commands there are, only when they have changed."""

import hashlib
import json
import logging
from pathlib import Path
from typing import Any

from discord import app_commands

log = logging.getLogger(__name__)


class CommandList:
    """The commands as Discord knows them, remembered in a small file: their numbers, and a hash of them all.

    Discord allows 200 newly created commands a day and server, so they are sent only when they changed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._numbers: dict[str, int] = {}

    async def sync(self, tree: app_commands.CommandTree[Any], application_id: int | None) -> None:
        """Send the commands to Discord if they differ from what was sent last."""
        commands = sorted(tree.get_commands(), key=lambda command: (type(command).__name__, command.name))
        payload = [command.to_dict(tree) for command in commands]  # in whatever order the cogs are loaded
        fingerprint = hashlib.sha256(
            json.dumps([application_id, payload], sort_keys=True).encode()
        ).hexdigest()
        known = self._read()
        if known.get("hash") == fingerprint:
            self._numbers = known["numbers"]
            return
        self._numbers = {command.name: command.id for command in await tree.sync()}
        self._path.write_text(json.dumps({"hash": fingerprint, "numbers": self._numbers}), "utf-8")
        log.info("Told Discord about %d commands", len(self._numbers))

    def mention(self, name: str) -> str:
        """A command as something to press, such as `</catalog add:123>`; plain text if it isn't known."""
        number = self._numbers.get(name.split()[0])
        return f"</{name}:{number}>" if number else f"`/{name}`"

    def _read(self) -> dict[str, Any]:
        try:
            return json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
