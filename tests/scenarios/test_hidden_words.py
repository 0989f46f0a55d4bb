"""What a hidden review said appears in the answer of no command, whichever commands there are."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from discord import app_commands
from simcord import InteractionResult, MemberActor, ResponseMessage

from bot.domain.catalog.shows import Facts
from bot.domain.ids import ShowId
from tests.scenarios import forged
from tests.scenarios.world import World, answer, buttons, components, text

MARK, NEIGHBOUR = "Zyzzyva", "quixotarbor"
"""A word of the hidden reviews, and the one beside it, to search for: answers repeat what was typed."""

VALUES: dict[str, Any] = {
    "show": "Glass Heart",
    "other": "Beck",
    "review": "1",
    "into": "Beck",
    "title": "Nana",
    "year": 2004,
    "season": 1,
    "episode": 1,
    "rating": 3.5,
    "min_rating": 0.5,
    "text": "Fine.",
    "words": NEIGHBOUR,
    "spoilers": False,
    "reason": "Rude.",
    "days": 7,
    "count": 5,
    "genre": "Music",
    "adults": False,
    "file": ("words.md", b"Fine words."),
}
"""What is given to options, by their name. Members are `ann`, who wrote the hidden reviews; of choices, the
first is taken. Whoever adds a command with an option of another name adds a value for it."""

FOR_MODERATORS = {"moderation reports", "moderation history", "moderation restore"}
"""Commands that are there to show hidden reviews, or bring them back, to moderators; members are refused."""

PRESSES = 6
"""How many buttons of each answer are pressed."""


def slash_commands(world: World) -> Iterator[app_commands.Command[Any, ..., Any]]:
    for command in world.bot.tree.walk_commands():
        if isinstance(command, app_commands.Command):
            yield command


def given(world: World, command: app_commands.Command[Any, ..., Any], *, every: bool) -> dict[str, Any]:
    """A value for each option of a command, or for those that it needs."""
    values: dict[str, Any] = {}
    for option in command.parameters:
        if option.required or every:
            if option.choices:
                values[option.name] = option.choices[0].value
            elif option.type.name in ("user", "mentionable"):
                values[option.name] = world.ann
            else:
                assert option.name in VALUES, f"/{command.qualified_name}: give `{option.name}` a value here"
                values[option.name] = VALUES[option.name]
    return values


async def said(result: InteractionResult) -> str:
    """Everything that is in an answer: pages, forms, files."""
    parts = [repr(result.modal)]
    for message in filter(None, (result.response, *result.followups)):
        parts.append(repr(list(components(message))))
        for file in message.attachments:
            parts.append(f"{file.filename} {file.description}")
            parts += unpacked(await file.read())
    return "\n".join(parts)


def unpacked(data: bytes) -> Iterator[str]:
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from (archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    else:
        yield data.decode("utf-8", "replace")


async def look(member: MemberActor, result: InteractionResult) -> list[str]:
    """What is said at a command and at the presses that follow from its answer."""
    found = [await said(result)]
    message: ResponseMessage | None = result.response or next(iter(result.followups), None)
    pressed: set[str] = set()
    while message and len(pressed) < PRESSES:
        left = [each for each in buttons(message) if each not in pressed]
        if not left:
            break
        pressed.add(left[0])
        found.append(await said(await member.click(message, custom_id=left[0])))
    return found


@pytest.mark.parametrize("born", [False, True])
async def test_what_a_hidden_review_said_appears_in_no_answer(world: World, born: bool) -> None:
    """Neither of one that was hidden later, nor of one that its author wrote after that (`born` hidden)."""
    await world.add_show()
    await world.add_show("Beck", Facts(genres=("Music",), year=2004))
    for show_id, show, spoilers in ((ShowId(1), "Glass Heart", False), (ShowId(2), "Beck", True)):
        form = await world.ann.slash(world.reviews, "review", show=show, rating=5.0)
        words = {
            "headline": f"{MARK} {NEIGHBOUR}",
            "body": f"Loud {MARK} {NEIGHBOUR} cruel.",
            "spoilers": spoilers,
        }
        card = world.card(await world.ann.submit_modal(form, words))
        await world.bob.click(card, label="Helpful")
        await world.post(world.bob, show=show, text="A quiet one.")
        more = await world.mod.click(card, label="⋯")
        form = await world.mod.click(answer(more), label="Hide …")
        await world.mod.submit_modal(form, {"reason": "Rude."})
        if born:
            own = await world.own(world.ann, show_id)
            assert own is not None
            await world.services.reviews.delete(world.actor(world.ann), own.review_id)
            form = await world.ann.slash(world.reviews, "review", show=show, rating=5.0)
            saved = await world.ann.submit_modal(form, words)
            assert "is saved, but hidden" in text(saved)
    assert await leaks(world) == []

    for channel in (world.reviews, world.general):
        assert MARK not in repr([list(components(each)) for each in channel.history()])


async def leaks(world: World) -> list[str]:
    """The commands that gave the word away."""
    found: list[str] = []
    seen = 0
    for command in slash_commands(world):
        name = command.qualified_name
        for member in (world.bob, world.mod):
            if name in member.available_commands(world.general):
                for option in (each.name for each in command.parameters if each.autocomplete):
                    for typed in ("", NEIGHBOUR):
                        offered = await member.autocomplete(world.general, name, option, typed)
                        found += [f"/{name} {option}"] if MARK in repr(offered) else []
            for every in (False, True):
                if name in FOR_MODERATORS and member is world.mod:
                    continue
                values = given(world, command, every=every)
                if name in member.available_commands(world.general):
                    result = await member.slash(world.general, name, **values)
                elif all(isinstance(each, str | float | int) for each in values.values()):
                    result = await forged.slash(member, world.general, name, **values)
                else:
                    continue  # a member can't be forged, and the rest was tried
                answers = await look(world.bob, result) if member is world.bob else [await said(result)]
                seen += sum(map(len, answers)) > 0
                if any(MARK in each for each in answers):
                    found.append(f"/{name} {values}")
    assert seen > 60
    return found
