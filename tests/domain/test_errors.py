"""Refusals are sentences; rights are asked for by name."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot
import cogs
from bot.domain.actors import Actor, Right
from bot.domain.errors import Refusal
from bot.domain.ids import GuildId, UserId

ENDS_WITH_EXAMPLE = re.compile(r"Write it like this: \S[^.]*$")
FOLDERS = [Path(package.__path__[0]) for package in (bot, cogs)]


def test_a_refusal_carries_its_sentence_and_what_was_typed() -> None:
    refusal = Refusal("Type it again.", typed="my words")
    assert (refusal.sentence, refusal.typed, str(refusal)) == ("Type it again.", "my words", "Type it again.")
    assert Refusal("Type it again.").typed == ""


@pytest.mark.parametrize("right", Right)
def test_a_right_is_asked_for_by_name(right: Right) -> None:
    Actor(GuildId(1), UserId(2), 3, frozenset({right})).require(right)
    for rights in (frozenset[Right](), frozenset(Right) - {right}):
        with pytest.raises(Refusal) as refused:
            Actor(GuildId(1), UserId(2), 3, rights).require(right)
        assert right.value in refused.value.sentence


def sentences() -> Iterator[tuple[str, str]]:
    """The sentence of each `Refusal(…)` in the code, with … for each value put into it, and where it is."""
    for path in (path for folder in FOLDERS for path in sorted(folder.rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal":
                said = node.args[0]
                if isinstance(said, ast.Constant | ast.JoinedStr):
                    yield f"{path.name}:{node.lineno}", _written(said)


def _written(node: ast.Constant | ast.JoinedStr) -> str:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in parts)


def test_every_refusal_is_written_in_sentences() -> None:
    found = dict(sentences())
    assert len(found) > 30
    odd = {
        where: sentence
        for where, sentence in found.items()
        if sentence != sentence.strip()
        or not (sentence[0].isupper() or sentence[0] in "…“")
        or not (sentence[-1] in ".?!…" or ENDS_WITH_EXAMPLE.search(sentence))
        or "  " in sentence
    }
    assert odd == {}
