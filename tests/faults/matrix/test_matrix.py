"""Whatever Discord answers to whatever call, once or for a while: nothing is lost, doubled or left standing.

Each test is a row: one answer of Discord's, which meets each of the bot's calls in a guild of its own. In
`make soak` it meets every single request that the bot makes in them, and in some more.
"""

import os
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from bot_calls import CALLS, MORE
from discord_answers import ANSWERS, TAKEN, DiscordAnswer
from meeting import Case, Spell, every_request, meet
from virtual_time import run_virtually

CASES = [Case(call.__name__, call) for call in CALLS]
AT_ONCE = 50  # guilds

rows = pytest.mark.parametrize("answer", ANSWERS, ids=[answer.name for answer in ANSWERS])
once_or_more = pytest.mark.parametrize("spell", Spell, ids=["once", "for a while"])
soak = pytest.mark.skipif(os.environ.get("HYPOTHESIS_PROFILE") != "soak", reason="make soak")


@once_or_more
@rows
def test_every_answer_to_each_call(answer: DiscordAnswer, spell: Spell, tmp_path: Path) -> None:
    wrongs = run_virtually(partial(meet, answer, spell, CASES, tmp_path))
    assert not wrongs, "\n" + "\n".join(wrongs)


@pytest.mark.parametrize("answer", TAKEN, ids=[answer.name for answer in TAKEN])
def test_each_call_without_access(answer: DiscordAnswer, tmp_path: Path) -> None:
    wrongs = run_virtually(partial(meet, answer, Spell.FOR_A_WHILE, CASES, tmp_path))
    assert not wrongs, "\n" + "\n".join(wrongs)


@soak
@once_or_more
@rows
def test_every_answer_to_every_request(answer: DiscordAnswer, spell: Spell, tmp_path: Path) -> None:
    cases, wrongs = requests(), list[str]()
    for number in range(0, len(cases), AT_ONCE):
        folder = tmp_path / str(number)
        folder.mkdir()
        wrongs += run_virtually(partial(meet, answer, spell, cases[number : number + AT_ONCE], folder))
    assert not wrongs, "\n" + "\n".join(wrongs)


@cache
def requests() -> list[Case]:
    """Every request that the bot makes while nothing fails."""
    cases = [*CASES, *(Case(call.__name__, call) for call in MORE)]
    with TemporaryDirectory() as folder:
        return run_virtually(partial(every_request, cases, Path(folder)))
