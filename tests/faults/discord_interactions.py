"""What members ask of the bot, and how it has answered: the interactions of the local Discord.

With discord_state.py the only file in this folder that touches simcord's inside.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from discord import AppCommandType, InteractionType
from discord_components import File, Payload
from simcord import interactions
from simcord.backend import Backend
from simcord.backend.models import Interaction

from bot.domain.ids import UserId

Value = str | int | float | bool | File  # of a slash command's option
FindMessage = Callable[[int, int | None], Payload | None]


@dataclass(frozen=True)
class Answer:
    """What the bot has answered to one interaction, as Discord knows it by now (it may still change)."""

    record: Interaction
    find: FindMessage

    @property
    def answered(self) -> bool:
        """Whether the member sees an answer; a deferral alone ("thinking…") is none."""
        return self.record.responded and not self.record.loading

    @property
    def kind(self) -> str | None:
        """message, modal, update, deferred or deferred_update; None: nothing yet."""
        return self.record.response_kind and self.record.response_kind.value

    @property
    def ephemeral(self) -> bool:
        return self.record.ephemeral

    @property
    def modal(self) -> Payload | None:
        return self.record.modal

    @property
    def choices(self) -> Sequence[Payload]:
        """What autocomplete offered."""
        return self.record.autocomplete_choices or []

    @property
    def message(self) -> Payload | None:
        """The message that answers, or that was updated; None when there is none, or no longer."""
        return self.find(self.record.channel_id, self.record.message_id)

    @property
    def followups(self) -> list[Payload]:
        found = (self.find(self.record.channel_id, number) for number in self.record.followup_ids)
        return [message for message in found if message is not None]


class Interactions:
    """Makes interactions as Discord's clients do, and keeps them. `find` finds a message.

    If it `hurries`, a bot has three seconds for its first answer.
    """

    def __init__(self, backend: Backend, find: FindMessage, *, hurries: bool = False) -> None:
        self._backend = backend
        self._find = find
        self._hurries = hurries

    @property
    def tokens(self) -> list[str]:
        """The tokens of all interactions so far."""
        return list(self._backend.interaction_tokens)

    def command(self, name: str, kind: AppCommandType = AppCommandType.chat_input) -> Payload | None:
        """The command of that name, as the bot registered it."""
        return self._backend.find_command(name, None, kind.value)

    def command_data(
        self, words: list[str], channel_id: int, given: Mapping[str, Value], focused: str | None = None
    ) -> Payload:
        """The data of a slash command. The values are not judged: a client may be stale."""
        root = self.command(words[0])
        assert root is not None, f"the bot registered no command /{words[0]}"
        leaf, nesting = interactions.walk_to_subcommand(root, words[1:])
        types = {option["name"]: option["type"] for option in leaf.get("options", [])}
        resolved: Payload = {}
        options: list[Payload] = [
            {
                "name": name,
                "type": types[name],
                "value": self.upload(channel_id, value, resolved) if isinstance(value, tuple) else value,
                **({"focused": True} if name == focused else {}),
            }
            for name, value in given.items()
        ]
        nested = interactions.nest_options(root, nesting, options)
        return {"id": root["id"], "name": root["name"], "type": 1, "options": nested, "resolved": resolved}

    def menu_data(self, name: str, message: Payload) -> Payload:
        """The data of a command in the menu of a message."""
        root = self.command(name, AppCommandType.message)
        assert root is not None, f"the bot registered no message menu “{name}”"
        resolved = {"messages": {message["id"]: message}}
        return {
            "id": root["id"],
            "name": name,
            "type": AppCommandType.message.value,
            "target_id": message["id"],
            "resolved": resolved,
        }

    def upload(self, channel_id: int, file: File, resolved: Payload) -> str:
        """Store what a member attaches; returns its id and notes it in `resolved`."""
        return interactions.store_interaction_attachment(self._backend, channel_id, *file, resolved)

    def start(
        self,
        kind: InteractionType,
        member_id: UserId,
        channel_id: int,
        data: Payload,
        source_id: int | None = None,
    ) -> Answer:
        """Tell the bot what a member did; `source_id` is the message whose component it was."""
        record, payload = interactions.base_payload(
            self._backend,
            type=kind.value,
            channel_id=channel_id,
            guild_id=self._backend.get_channel(channel_id).guild_id,
            user_id=member_id,
            data=data,
        )
        record.source_message_id = source_id
        if not self._hurries:  # a busy machine is no slow bot: see `expire`
            record.initial_response_deadline = None
        source: Any = self._find(channel_id, source_id)
        self._backend.emit(
            "INTERACTION_CREATE", payload if source is None else {**payload, "message": source}
        )
        return Answer(record, self._find)

    def expire(self) -> None:
        """Let the three seconds be over that a bot has for its first answer, to all that was asked so far."""
        for record in self._backend.interactions.values():
            record.initial_response_deadline = self._backend.now_iso()

    def shown_modal(self, member_id: UserId, custom_id: str) -> Interaction:
        """The interaction that last showed this member that modal; raises AssertionError when none did."""
        for record in reversed(self._backend.interactions.values()):
            if record.user_id == member_id and record.modal and record.modal["custom_id"] == custom_id:
                return record
        raise AssertionError(f"this member was never shown a modal {custom_id!r}")
