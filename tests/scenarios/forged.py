"""What Discord's own app does not let a member do: stale choices, hidden commands, the same request twice."""

# simcord's members can do only what the app can, so this goes past them, where there is no public way.
# pyright: reportPrivateUsage=false

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor, ResponseMessage
from simcord.backend import serializers
from simcord.enums import AppCommandType, InteractionType, OptionType

from tests.scenarios.world import Message, World, components

KINDS = {str: OptionType.STRING, float: OptionType.NUMBER, int: OptionType.INTEGER, bool: OptionType.BOOLEAN}


async def slash(member: MemberActor, channel: ChannelHandle, name: str, **values: Any) -> InteractionResult:
    """A slash command with values that its options don't have, as an old or foreign client sends them."""
    name, *inner = name.split()
    options = [{"name": key, "type": KINDS[type(value)], "value": value} for key, value in values.items()]
    for subcommand in inner:
        options = [{"name": subcommand, "type": OptionType.SUBCOMMAND, "options": options}]
    return await _command(member, channel, name, AppCommandType.CHAT_INPUT, {"options": options})


async def menu(member: MemberActor, channel: ChannelHandle, name: str, message: Message) -> InteractionResult:
    """A message command that Discord does not show to this member."""
    stored = member._message(message)
    payload = dict(serializers.message_payload(member._env.backend, stored))
    target = {"target_id": str(message.id), "resolved": {"messages": {str(message.id): payload}}}
    return await _command(member, channel, name, AppCommandType.MESSAGE, target)


async def press(
    member: MemberActor, message: ResponseMessage, custom_id: str, *values: str
) -> InteractionResult:
    """A press of a button (or, with values, a choice) of a message that this member can't see.

    One that the message doesn't have is put beneath it: discord.py drops presses of what isn't there.
    """
    env = member._env
    stored = env.backend.get_message(message.channel_id, message.id)
    kinds = {each["custom_id"]: each["type"] for each in components(message) if "custom_id" in each}
    data: dict[str, Any] = {
        "custom_id": custom_id,
        "component_type": kinds.get(custom_id, 3 if values else 2),
    }
    if values:
        data["values"] = list(values)
    payload: dict[str, Any] = dict(serializers.message_payload(env.backend, stored))
    if custom_id not in kinds:
        control = {"type": data["component_type"], "style": 1, "label": "Forged", "custom_id": custom_id}
        if values:
            control["options"] = [{"label": value[:100], "value": value} for value in values]
        payload["components"] = [*payload["components"], {"type": 1, "components": [control]}]
    channel = ChannelHandle(env, member.guild, env.backend.get_channel(message.channel_id))
    return await member._dispatch_interaction(
        InteractionType.MESSAGE_COMPONENT,
        channel,
        data,
        extra={"message": payload},
        source_message_id=stored.id,
    )


async def submit(
    member: MemberActor, channel: ChannelHandle, custom_id: str, **texts: str
) -> InteractionResult:
    """A form sent in by a member to whom nobody has shown it."""
    inputs = [{"type": 4, "custom_id": name, "value": value} for name, value in texts.items()]
    labels = [{"type": 18, "component": each} for each in inputs]
    data = {"custom_id": custom_id, "components": labels}
    return await member._dispatch_interaction(InteractionType.MODAL_SUBMIT, channel, data)


async def again(world: World) -> None:
    """The last interaction comes once more, exactly as it was."""
    backend = world.env.backend
    payload = next(
        payload
        for kind, event, payload in reversed(backend.transcript)
        if kind == "GATEWAY" and event == "INTERACTION_CREATE"
    )
    backend.emit("INTERACTION_CREATE", payload)
    await world.env.settle()


async def _command(
    member: MemberActor, channel: ChannelHandle, name: str, kind: AppCommandType, extra: dict[str, Any]
) -> InteractionResult:
    command = member._env.backend.find_command(name, member.guild.id, type=kind)
    assert command is not None, name
    data = {"id": command["id"], "name": name, "type": kind, **extra}
    return await member._dispatch_interaction(InteractionType.APPLICATION_COMMAND, channel, data)


@contextmanager
def twice(world: World) -> Generator[None]:
    """Every interaction reaches the bot twice, the second time before the first is answered."""
    backend = world.env.backend
    emit = backend.emit

    def emit_twice(event: str, payload: Mapping[str, Any]) -> None:
        emit(event, payload)
        if event == "INTERACTION_CREATE":
            emit(event, payload)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backend, "emit", emit_twice)
        yield
